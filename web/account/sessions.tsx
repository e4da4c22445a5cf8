import { Button } from '@mantine/core'
import { useCommand } from '../../ui/api/command.ts'
import { listOf, useGet } from '../../ui/api/get.ts'
import type { ItemOf } from '../../ui/api/types.ts'
import type { Column } from '../../ui/column.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Instant } from '../../ui/instant.tsx'
import { Loading } from '../../ui/loading.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import type { EndSessionRoute, SessionsRoute } from '../identity.ts'

type Session = ItemOf<SessionsRoute>

const columns: readonly Column<Session>[] = [
  { key: 'where', title: 'Browser', value: ({ userAgent }) => browserOf(userAgent ?? '') },
  { key: 'address', title: 'Address', value: ({ ipAddress }) => ipAddress },
  { key: 'since', title: 'Signed in', value: ({ createdAt }) => createdAt, cell: ({ createdAt }) => <Instant at={createdAt} /> },
  {
    key: 'used',
    title: 'Last used',
    value: ({ lastUsedAt }) => lastUsedAt,
    cell: ({ lastUsedAt }) => <Instant at={lastUsedAt} relative />,
  },
  { key: 'factor', title: 'Second factor', value: ({ secondFactor }) => secondFactor },
  {
    key: 'end',
    title: 'End',
    value: ({ current }) => (current ? 'this one' : ''),
    cell: (session) => (session.current ? <StatusBadge tone="good">This one</StatusBadge> : <EndButton session={session} />),
  },
]

/** Where the person is signed in, each to be ended. */
export function SessionsCard() {
  const sessions = useGet<SessionsRoute>('/api/me/sessions', {})
  if (!sessions.data) return <Loading of={sessions} />
  return (
    <DataTable
      name="sessions"
      label="Sessions"
      list={listOf(sessions.data.items)}
      columns={columns}
      rowKey={({ id }) => id}
      search={false}
      empty={<EmptyState title="No sessions" next="Sign in to begin one." />}
    />
  )
}

function EndButton({ session }: { session: Session }) {
  const end = useCommand<EndSessionRoute>('delete', '/api/me/sessions/{sessionId}', { done: 'The session has ended.' })
  return (
    <Button size="compact-xs" variant="default" loading={end.pending} onClick={() => void end.run({ params: { sessionId: session.id } })}>
      End
    </Button>
  )
}

/** `Firefox on Linux`: as much of a user agent as a person knows their device by. */
function browserOf(userAgent: string): string {
  const browser = /(Edg|OPR|Firefox|Chrome|Safari)\//.exec(userAgent)?.[1]
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(userAgent)?.[1]
  const names: Readonly<Record<string, string>> = { Edg: 'Edge', OPR: 'Opera' }
  if (!browser) return userAgent === '' ? 'Unknown' : userAgent.slice(0, 60)
  return `${names[browser] ?? browser}${system ? ` on ${system}` : ''}`
}
