import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { MutationCache, QueryCache, QueryClient, QueryClientProvider, useQueryClient } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useGet } from '../ui/api/get.ts'
import { ProblemError } from '../ui/api/request.ts'
import { Loading } from '../ui/loading.tsx'
import { MeContext } from '../ui/me.ts'
import { PanelsContext } from '../ui/panels.ts'
import { AcceptInvitation } from './accept-invitation.tsx'
import type { MeRoute } from './identity.ts'
import { panels } from './pages.ts'
import { createAppRouter } from './router.tsx'
import { SignIn } from './sign-in.tsx'
import { theme } from './theme.ts'

/** What was read is taken as fresh for so long: live events and commands say sooner that it is not. */
const freshMs = 30_000

const mePath = '/api/me'

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: freshMs,
      // What the server refused it refuses again; a broken line is worth another try.
      retry: (count, error) => count < 2 && !(error instanceof ProblemError && error.problem.status !== 0 && error.problem.status < 500),
    },
  },
  // Who is signed in is not asked again because nobody is.
  queryCache: new QueryCache({ onError: (error, query) => query.queryKey[0] !== mePath && signedOut(error) }),
  mutationCache: new MutationCache({ onError: signedOut }),
})

/** A session that has ended shows the sign-in; drafts stay in the tab. */
function signedOut(error: unknown): void {
  if (error instanceof ProblemError && error.problem.status === 401) void queries.invalidateQueries({ queryKey: [mePath] })
}

/** The whole app: who is signed in decides what there is. */
export const App = () => (
  <MantineProvider theme={theme} defaultColorScheme="auto">
    <Notifications position="bottom-right" />
    <QueryClientProvider client={queries}>
      <Doors />
    </QueryClientProvider>
  </MantineProvider>
)

function Doors() {
  if (location.pathname === '/accept-invitation') return <AcceptInvitation />
  return <Signed />
}

function Signed() {
  const client = useQueryClient()
  const me = useGet<MeRoute>(mePath, {})
  const router = useMemo(() => createAppRouter(), [])
  if (me.error?.problem?.status === 401) return <SignIn onSignedIn={() => void client.resetQueries()} />
  if (!me.data) return <Loading of={me} />
  return (
    <MeContext value={me.data}>
      <PanelsContext value={panels}>
        <RouterProvider router={router} />
      </PanelsContext>
    </MeContext>
  )
}
