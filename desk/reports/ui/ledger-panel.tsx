import { Alert, Anchor, Button, Code, Group, Stack, Text } from '@mantine/core'
import { IconDownload, IconShieldCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { listOf, useGet } from '../../../ui/api/get.ts'
import { type Problem, ProblemError, request } from '../../../ui/api/request.ts'
import type { AnswerOf } from '../../../ui/api/types.ts'
import { DataTable } from '../../../ui/data-table.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Instant } from '../../../ui/instant.tsx'
import { Loading } from '../../../ui/loading.tsx'
import { PersonName } from '../../../ui/person-name.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import type { ledgerRoutes } from '../ledger-api.ts'

type Routes = ReturnType<typeof ledgerRoutes>
type Entry = AnswerOf<Routes['entries']>['entries'][number]

interface Verification {
  readonly entries: number
  readonly rows: number
  readonly problems: readonly { readonly seq: number; readonly what: string }[]
}

const path = '/api/matters/{matterId}/ledger'

/** The record of a matter: what happened, the proof that nothing was changed, and a copy that anybody can check. */
export function LedgerPanel({ matterId }: { matterId: string }) {
  const [after, setAfter] = useState(0)
  const page = useGet<Routes['entries']>(path, { params: { matterId }, query: { after } })
  return (
    <Stack>
      <Verify matterId={matterId} />
      {page.data ? (
        <>
          <DataTable
            name="ledger"
            label="Entries of the ledger"
            list={listOf(page.data.entries)}
            rowKey={(row) => String(row.seq)}
            columns={columns}
            empty={<EmptyState title="No entries" next="What happens on the matter stands here." />}
          />
          <Group>
            {after > 0 && (
              <Button size="xs" variant="default" onClick={() => setAfter(0)}>
                From the beginning
              </Button>
            )}
            {page.data.next !== null && (
              <Button size="xs" variant="default" onClick={() => setAfter(page.data.next ?? 0)}>
                Later entries
              </Button>
            )}
          </Group>
        </>
      ) : (
        <Loading of={page} />
      )}
    </Stack>
  )
}

function Verify({ matterId }: { matterId: string }) {
  const [busy, setBusy] = useState(false)
  const [found, setFound] = useState<Verification | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const verify = async () => {
    setBusy(true)
    setProblem(null)
    try {
      setFound((await request('post', `${path}/verify`, { params: { matterId } })) as Verification)
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      setProblem(error.problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Stack gap="xs">
      <Group>
        <Button size="xs" leftSection={<IconShieldCheck size={14} />} loading={busy} onClick={verify}>
          Verify
        </Button>
        <Anchor size="sm" href={`/api/matters/${matterId}/ledger/export`} download>
          <Group gap={4}>
            <IconDownload size={14} /> Export as JSON lines
          </Group>
        </Anchor>
        <Text size="sm" c="dimmed">
          Each entry carries the hash of the one before it; the tables hold nothing that the entries do not say.
        </Text>
      </Group>
      <ProblemNote problem={problem} />
      {found && <Result of={found} />}
    </Stack>
  )
}

const Result = ({ of: { entries, rows, problems } }: { of: Verification }) => (
  <Alert
    role="status"
    color={problems.length === 0 ? 'teal' : 'red'}
    title={problems.length === 0 ? 'All agree' : `${problems.length} problems`}
  >
    {entries} entries were replayed and {rows} rows compared.
    {problems.map(({ seq, what }) => (
      <Text key={`${seq} ${what}`} size="sm">
        Entry {seq}: {what}
      </Text>
    ))}
  </Alert>
)

const columns = [
  { key: 'seq', title: 'Entry', right: true, value: (row: Entry) => row.seq },
  { key: 'at', title: 'At', value: (row: Entry) => row.at, cell: (row: Entry) => <Instant at={row.at} /> },
  { key: 'kind', title: 'What happened', value: (row: Entry) => row.kind },
  { key: 'subject', title: 'To', value: (row: Entry) => row.subject.kind },
  { key: 'actor', title: 'By', value: (row: Entry) => row.actor, cell: (row: Entry) => <PersonName id={row.actor} /> },
  { key: 'hash', title: 'Hash', value: (row: Entry) => row.hash, cell: (row: Entry) => <Code>{row.hash.slice(0, 16)}</Code> },
]
