import { Anchor, type AnchorProps, Button, type ButtonProps } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/** A link to another page of the app; `to` may carry a query: `/orders?open=true`. */
export function AppLink({ to, children, ...rest }: { to: string; children: ReactNode; className?: string | undefined } & AnchorProps) {
  return (
    <Anchor {...rest} renderRoot={(props) => <Link {...partsOf(to)} {...props} />}>
      {children}
    </Anchor>
  )
}

/** A link that looks like a button, for the main thing that a page leads to. */
export function LinkButton({ to, children, ...rest }: { to: string; children: ReactNode } & ButtonProps) {
  return (
    <Button {...rest} renderRoot={(props) => <Link {...partsOf(to)} {...props} />}>
      {children}
    </Button>
  )
}

/** The router takes path and query apart. Only a link to this very page says that it is the current one. */
function partsOf(to: string) {
  const [path = '', query = ''] = to.split('?')
  return { to: path, search: Object.fromEntries(new URLSearchParams(query)), activeOptions: { exact: true } }
}
