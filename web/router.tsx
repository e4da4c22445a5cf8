import { Stack } from '@mantine/core'
import { createRootRoute, createRoute, createRouter, type ErrorComponentProps, Navigate, useRouter } from '@tanstack/react-router'
import { type ReactNode, Suspense, useEffect } from 'react'
import { EmptyState } from '../ui/empty-state.tsx'
import { LinkButton } from '../ui/link.tsx'
import { holdsAny, useMe } from '../ui/me.ts'
import type { Page } from '../ui/page.ts'
import { ProblemNote } from '../ui/problem-note.tsx'
import { pages } from './pages.ts'
import { Shell } from './shell/shell.tsx'

/** Where somebody lands who just signed in: the first of these that the person may see, else the first entry of the rail. */
const homes = ['/operations', '/my-work', '/orders']

/** The router over every room's pages. A query is taken as plain text: `?q=12` is the text 12. */
export function createAppRouter() {
  const root = createRootRoute({ component: Shell, notFoundComponent: NotFound, errorComponent: Failed })
  const routeOf = (path: string, component: () => ReactNode) =>
    createRoute({ getParentRoute: () => root, path, component, errorComponent: Failed })
  return createRouter({
    routeTree: root.addChildren([routeOf('/', Home), ...pages.map((page) => routeOf(page.path, () => <Shown page={page} />))]),
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => {
      const text = new URLSearchParams(search as Record<string, string>).toString()
      return text === '' ? '' : `?${text}`
    },
    defaultPreload: false,
    scrollRestoration: true,
  })
}

/** A page behind its permission, with its title on the tab. */
function Shown({ page: { title, permission, component: Component } }: { page: Page }) {
  const me = useMe()
  useEffect(() => {
    document.title = `${title} · Secondchair`
  }, [title])
  if (!holdsAny(me, permission))
    return <EmptyState title="This page is not for your role" next="Ask whoever manages roles, if you need it." action={<HomeButton />} />
  return (
    <Suspense fallback={null}>
      <Component />
    </Suspense>
  )
}

function Home() {
  const me = useMe()
  const open = pages.filter(({ permission, path }) => holdsAny(me, permission) && !path.includes('$'))
  const home = homes.find((path) => open.some((page) => page.path === path)) ?? open.find(({ nav }) => nav)?.path ?? '/account'
  return <Navigate to={home} replace />
}

const HomeButton = () => (
  <LinkButton to="/" variant="default" size="xs">
    To the start
  </LinkButton>
)

const NotFound = () => (
  <EmptyState title="There is no such page" next="The link may be old, or a letter of it is missing." action={<HomeButton />} />
)

function Failed({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const again = () => {
    reset()
    void router.invalidate()
  }
  return (
    <Stack p="md">
      <ProblemNote
        problem={{
          title: 'This page failed',
          status: 0,
          detail: `${error instanceof Error ? error.message : String(error)} What you typed is kept. Try again, or go to another page.`,
        }}
        retry={again}
      />
    </Stack>
  )
}
