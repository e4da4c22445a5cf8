import { Select } from '@mantine/core'
import { useList } from '../../../ui/api/get.ts'
import type { ItemOf } from '../../../ui/api/types.ts'
import type { Column } from '../../../ui/column.ts'
import { DataTable } from '../../../ui/data-table.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { DateOnly } from '../../../ui/instant.tsx'
import { LinkButton } from '../../../ui/link.tsx'
import { useMay } from '../../../ui/me.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { useFilters } from '../../../ui/url.ts'
import type { clientRoutes } from '../api.ts'
import { ndaStanding, todayIn } from './nda.ts'

type Row = ItemOf<typeof clientRoutes.list>

const nda = (row: Row) => ndaStanding(row.nda, todayIn(row.timeZone, Date.now()))

const columns: readonly Column<Row>[] = [
  { key: 'name', title: 'Client', value: (row) => row.name },
  { key: 'code', title: 'Code', value: (row) => row.code },
  { key: 'kind', title: 'Kind', value: (row) => (row.kind === 'law-firm' ? 'Law firm' : 'Legal department') },
  { key: 'country', title: 'Country', value: (row) => row.country },
  { key: 'zone', title: 'Time zone', value: (row) => row.timeZone, hidden: true },
  {
    key: 'nda',
    title: 'Confidentiality',
    value: (row) => nda(row).word,
    cell: (row) => <StatusBadge tone={nda(row).tone}>{nda(row).word}</StatusBadge>,
  },
  {
    key: 'expires',
    title: 'NDA ends',
    value: (row) => row.nda?.expiresOn ?? null,
    cell: (row) => <DateOnly date={row.nda?.expiresOn ?? null} />,
  },
  { key: 'since', title: 'Signed up', value: (row) => row.signedUpAt, cell: (row) => <DateOnly date={row.signedUpAt.slice(0, 10)} /> },
  {
    key: 'status',
    title: 'Status',
    value: (row) => row.status,
    cell: (row) => (
      <StatusBadge tone={row.status === 'active' ? 'good' : 'neutral'}>{row.status === 'active' ? 'Active' : 'Has left'}</StatusBadge>
    ),
  },
]

/** All clients of the provider. */
export function ClientsPage() {
  const [filters, setFilters] = useFilters<'status'>()
  const status = filters.status === 'left' || filters.status === 'active' ? filters.status : undefined
  const clients = useList<typeof clientRoutes.list>('/api/clients', { query: { status } })
  const signUp = useMay('manage-clients') && (
    <LinkButton to="/clients/new" size="xs">
      Sign up a client
    </LinkButton>
  )
  return (
    <>
      <PageHeader title="Clients" note="Law firms and legal departments that send work." actions={signUp} />
      <DataTable
        name="clients"
        label="Clients"
        list={clients}
        columns={columns}
        rowKey={(row) => row.id}
        href={(row) => `/clients/${row.id}`}
        filters={
          <Select
            size="xs"
            w={130}
            aria-label="Status"
            placeholder="Any status"
            clearable
            data={[
              { value: 'active', label: 'Active' },
              { value: 'left', label: 'Has left' },
            ]}
            value={status ?? null}
            onChange={(next) => setFilters({ status: next ?? undefined })}
          />
        }
        empty={<EmptyState title="No clients" next="Sign up the first one: its matters and orders hang on it." action={signUp} />}
      />
    </>
  )
}
