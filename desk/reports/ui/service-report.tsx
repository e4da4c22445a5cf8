import { Button, Card, Group, Select, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { listOf, useGet } from '../../../ui/api/get.ts'
import type { AnswerOf } from '../../../ui/api/types.ts'
import { DataTable } from '../../../ui/data-table.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Instant } from '../../../ui/instant.tsx'
import { Loading } from '../../../ui/loading.tsx'
import { useMe } from '../../../ui/me.ts'
import { Money } from '../../../ui/money.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { useFilters } from '../../../ui/url.ts'
import type { clientRoutes } from '../../clients/api.ts'
import { serviceLines } from '../../line.ts'
import type { reportRoutes } from '../api.ts'

type Report = AnswerOf<(typeof reportRoutes)['service']>
type Promised = Report['promises'][number]

const clockTitles = { 'first-response': 'First response', turnaround: 'Turnaround' } as const

/** How a client was served in a month; a client's own people see theirs, the provider's people choose one. */
export function ServiceReportPage() {
  const me = useMe()
  const [filters, setFilters] = useFilters<'client' | 'month'>()
  const month = filters.month ?? new Date().toISOString().slice(0, 7)
  const clientId = me.clientId ?? filters.client
  return (
    <>
      <PageHeader
        title="Service report"
        note="Every promise that fell due in the month, and whether it was kept. Read from the ledger, so that it can be worked out again."
        actions={
          <>
            {me.clientId === null && <ClientChoice value={filters.client ?? null} onChange={(client) => setFilters({ client })} />}
            <TextInput
              type="month"
              size="xs"
              aria-label="Month"
              value={month}
              onChange={(event) => setFilters({ month: event.currentTarget.value })}
            />
            <Button size="xs" variant="default" leftSection={<IconPrinter size={14} />} onClick={() => window.print()}>
              Print
            </Button>
          </>
        }
      />
      {clientId ? <MonthReport clientId={clientId} month={month} /> : <EmptyState title="No client chosen" next="Choose one above." />}
    </>
  )
}

function ClientChoice({ value, onChange }: { value: string | null; onChange: (client: string | undefined) => void }) {
  const clients = useGet<(typeof clientRoutes)['list']>('/api/clients', { query: { limit: 200 } })
  const data = (clients.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Select
      size="xs"
      aria-label="Client"
      placeholder="Client"
      searchable
      data={data}
      value={value}
      onChange={(chosen) => onChange(chosen ?? undefined)}
    />
  )
}

function MonthReport({ clientId, month }: { clientId: string; month: string }) {
  const report = useGet<(typeof reportRoutes)['service']>('/api/clients/{clientId}/service-report', {
    params: { clientId },
    query: { month },
  })
  if (!report.data) return <Loading of={report} />
  return (
    <Stack>
      <Figures report={report.data} />
      <Card withBorder>
        <Title order={2} size="h5" mb="xs">
          Promises that fell due
        </Title>
        <DataTable
          name="promises"
          label="Promises that fell due"
          list={listOf(report.data.promises)}
          rowKey={(row) => `${row.orderId} ${row.clock}`}
          href={(row) => `/matters/${row.matterId}/orders/${row.orderId}`}
          columns={columns}
          empty={<EmptyState title="Nothing fell due in this month" next="Choose another month above." />}
        />
      </Card>
    </Stack>
  )
}

const percent = (share: number | null): string => (share === null ? '–' : `${(share * 100).toFixed(1)} %`)

function Figures({ report }: { report: Report }) {
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }}>
      {report.attainment.map(({ clock, due, kept, share }) => (
        <Figure key={clock} label={`${clockTitles[clock]} kept`} value={percent(share)} note={`${kept} of ${due}`} />
      ))}
      <Figure label="Placed" value={report.placed} note={`${report.open} open now`} />
      <Figure label="Delivered" value={report.delivered} note={`${report.accepted} accepted`} />
      <Figure
        label="Questions to you answered in"
        value={report.questions.medianMinutes === null ? '–' : `${Math.round(report.questions.medianMinutes)} min`}
        note={`the middle one of ${report.questions.closed}; ${report.questions.asked} asked`}
      />
      <Figure label="Quoted" value={<Amounts of={report.quoted} />} note="for the orders placed" />
      <Figure label="Saved" value={<Amounts of={report.saved} />} note="against the client's own rates" />
    </SimpleGrid>
  )
}

const Amounts = ({ of }: { of: Report['quoted'] }) =>
  of.length === 0 ? (
    '–'
  ) : (
    <Group gap="xs">
      {of.map((amount) => (
        <Money key={amount.currency} of={amount} />
      ))}
    </Group>
  )

function Figure({ label, value, note }: { label: string; value: ReactNode; note: string }) {
  return (
    <Card withBorder padding="sm">
      <Text size="sm">{label}</Text>
      <Text size="xl" fw={600} component="div">
        {value}
      </Text>
      <Text size="xs" c="dimmed">
        {note}
      </Text>
    </Card>
  )
}

const columns = [
  { key: 'number', title: 'Order', value: (row: Promised) => row.number },
  { key: 'title', title: 'Title', value: (row: Promised) => row.title },
  { key: 'line', title: 'Service', value: (row: Promised) => serviceLines[row.line as keyof typeof serviceLines] ?? row.line },
  { key: 'clock', title: 'Promise', value: (row: Promised) => clockTitles[row.clock] },
  {
    key: 'due',
    title: 'Due',
    value: (row: Promised) => row.dueAt,
    cell: (row: Promised) => <Instant at={row.dueAt} />,
  },
  { key: 'used', title: 'Minutes used', right: true, value: (row: Promised) => Math.round(row.elapsedMinutes) },
  {
    key: 'kept',
    title: 'Kept',
    value: (row: Promised) => (row.kept ? 'kept' : 'missed'),
    cell: (row: Promised) => <StatusBadge tone={row.kept ? 'good' : 'bad'}>{row.kept ? 'Kept' : 'Missed'}</StatusBadge>,
  },
]
