import { Select } from '@mantine/core'
import { useList } from '../../../ui/api/get.ts'
import type { ItemOf } from '../../../ui/api/types.ts'
import type { Column } from '../../../ui/column.ts'
import { DataTable } from '../../../ui/data-table.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Instant } from '../../../ui/instant.tsx'
import { LinkButton } from '../../../ui/link.tsx'
import { useMay } from '../../../ui/me.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { useFilters } from '../../../ui/url.ts'
import type { clientRoutes } from '../../clients/api.ts'
import { type Matter, type Routes, statuses } from './words.ts'

type Row = ItemOf<Routes['list']>

const columns: readonly Column<Row>[] = [
  { key: 'name', title: 'Matter', value: (row) => row.name },
  { key: 'reference', title: 'Reference', value: (row) => row.reference },
  { key: 'client', title: 'Client', value: (row) => row.client.name },
  { key: 'theirs', title: "Client's reference", value: (row) => row.clientReference, hidden: true },
  { key: 'jurisdiction', title: 'Jurisdiction', value: (row) => row.jurisdiction },
  { key: 'area', title: 'Practice area', value: (row) => row.practiceArea },
  {
    key: 'status',
    title: 'Status',
    value: (row) => statuses[row.status].word,
    cell: (row) => <StatusBadge tone={statuses[row.status].tone}>{statuses[row.status].word}</StatusBadge>,
  },
  { key: 'opened', title: 'Opened', value: (row) => row.openedAt, cell: (row) => <Instant at={row.openedAt} /> },
  { key: 'proposed', title: 'Proposed', value: (row) => row.proposedAt, cell: (row) => <Instant at={row.proposedAt} />, hidden: true },
]

const statusOf = (text: string | undefined): Matter['status'] | undefined =>
  text !== undefined && text in statuses ? (text as Matter['status']) : undefined

/** The matters that one may see. */
export function MattersPage() {
  const [filters, setFilters] = useFilters<'status' | 'client'>()
  const status = statusOf(filters.status)
  const matters = useList<Routes['list']>('/api/matters', { query: { status, client: filters.client } })
  const maySeeClients = useMay('see-clients')
  const propose = useMay('manage-matters') && (
    <LinkButton to={filters.client ? `/matters/new?client=${filters.client}` : '/matters/new'} size="xs">
      Propose a matter
    </LinkButton>
  )
  return (
    <>
      <PageHeader title="Matters" note="Those that you may see. Others may lie behind walls." actions={propose} />
      <DataTable
        name="matters"
        label="Matters"
        list={matters}
        columns={columns}
        rowKey={(row) => row.id}
        href={(row) => `/matters/${row.id}`}
        filters={
          <>
            <Select
              size="xs"
              w={130}
              aria-label="Status"
              placeholder="Any status"
              clearable
              data={Object.entries(statuses).map(([value, { word }]) => ({ value, label: word }))}
              value={status ?? null}
              onChange={(next) => setFilters({ status: next ?? undefined })}
            />
            {maySeeClients && <ClientFilter value={filters.client ?? null} onChange={(client) => setFilters({ client })} />}
          </>
        }
        empty={
          <EmptyState
            title="No matters"
            next="A matter is one case, deal or project of a client. Orders are placed on matters."
            action={propose}
          />
        }
      />
    </>
  )
}

function ClientFilter({ value, onChange }: { value: string | null; onChange(client: string | undefined): void }) {
  const clients = useList<typeof clientRoutes.list>('/api/clients', { query: { limit: 200 } })
  return (
    <Select
      size="xs"
      w={200}
      aria-label="Client"
      placeholder="Any client"
      clearable
      searchable
      data={clients.rows.map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      onChange={(next) => onChange(next ?? undefined)}
    />
  )
}
