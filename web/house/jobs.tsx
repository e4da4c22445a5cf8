import { Button, SegmentedControl } from '@mantine/core'
import type { jobRoutes } from '../../platform/jobs/api.ts'
import { useCommand } from '../../ui/api/command.ts'
import { useList } from '../../ui/api/get.ts'
import type { AnswerOf } from '../../ui/api/types.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Instant } from '../../ui/instant.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { useFilters } from '../../ui/url.ts'

type Routes = ReturnType<typeof jobRoutes>
type Job = AnswerOf<Routes['list']>['items'][number]

const states = [
  { value: 'dead', label: 'Dead letters' },
  { value: 'waiting', label: 'Waiting' },
  { value: 'running', label: 'Running' },
  { value: 'done', label: 'Done' },
] as const

/** Background work: what waits, runs, is done, and what failed for good and can be tried again. */
export function JobsPage() {
  const [filters, setFilters] = useFilters<'state'>()
  const state = states.find(({ value }) => value === filters.state)?.value ?? 'dead'
  const jobs = useList<Routes['list']>('/api/jobs', { query: { state } })
  return (
    <>
      <PageHeader
        title="Background work"
        note="A job that failed is tried again by itself; one that failed for good waits here for somebody."
      />
      <DataTable
        name="jobs"
        label="Jobs"
        list={jobs}
        rowKey={(row) => row.id}
        columns={state === 'dead' ? [...columns, retry] : columns}
        filters={
          <SegmentedControl
            size="xs"
            aria-label="State"
            data={[...states]}
            value={state}
            onChange={(chosen) => setFilters({ state: chosen })}
          />
        }
        empty={<EmptyState title={state === 'dead' ? 'No job has failed for good' : 'None'} next="Nothing is to be done here." />}
      />
    </>
  )
}

const columns = [
  { key: 'queue', title: 'Work', value: (row: Job) => row.queue },
  { key: 'created', title: 'Asked for', value: (row: Job) => row.createdAt, cell: (row: Job) => <Instant at={row.createdAt} /> },
  { key: 'started', title: 'Begun', value: (row: Job) => row.startedAt, cell: (row: Job) => <Instant at={row.startedAt} /> },
  { key: 'ended', title: 'Ended', value: (row: Job) => row.endedAt, cell: (row: Job) => <Instant at={row.endedAt} /> },
  { key: 'retries', title: 'Tries', right: true, value: (row: Job) => row.retries + 1 },
  {
    key: 'progress',
    title: 'Progress',
    value: (row: Job) => (row.done === null ? '' : `${row.done}${row.total === null ? '' : ` of ${row.total}`}`),
  },
  { key: 'problem', title: 'What went wrong', value: (row: Job) => row.problem ?? '' },
]

const retry = { key: 'retry', title: 'Again', value: () => '', cell: (row: Job) => <Retry jobId={row.id} /> }

function Retry({ jobId }: { jobId: string }) {
  const command = useCommand<Routes['retry']>('post', '/api/jobs/{jobId}/retry', { done: 'It is tried again.' })
  return (
    <Button size="compact-xs" variant="default" loading={command.pending} onClick={() => void command.run({ params: { jobId } })}>
      Try again
    </Button>
  )
}
