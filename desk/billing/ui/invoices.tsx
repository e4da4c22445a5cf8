import { Button, Select } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { minorPlaces } from '../../../kits/money/index.ts'
import { useList } from '../../../ui/api/get.ts'
import { addressOf } from '../../../ui/api/request.ts'
import type { Column } from '../../../ui/column.ts'
import { DataTable } from '../../../ui/data-table.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { DateOnly } from '../../../ui/instant.tsx'
import { LinkButton } from '../../../ui/link.tsx'
import { useMay, useMe } from '../../../ui/me.ts'
import { Money } from '../../../ui/money.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { useFilters } from '../../../ui/url.ts'
import { invoiceStatuses } from '../model.ts'
import { type BillingRoutes, type InvoiceItem, invoicePage } from './routes.ts'
import { InvoiceStatusBadge, titleOf } from './standing.tsx'

const whole = (minor: number, { currency }: InvoiceItem): number => minor / 10 ** minorPlaces(currency)

const columns: readonly Column<InvoiceItem>[] = [
  { key: 'number', title: 'Number', value: titleOf },
  { key: 'client', title: 'Client', value: ({ billTo }) => billTo.clientName },
  { key: 'matter', title: 'Matter', value: ({ billTo }) => `${billTo.matterReference} ${billTo.matterName}` },
  { key: 'date', title: 'Date', value: ({ issuedOn }) => issuedOn, cell: ({ issuedOn }) => <DateOnly date={issuedOn} /> },
  {
    key: 'total',
    title: 'Total',
    right: true,
    value: (row) => whole(row.totalMinor, row),
    cell: ({ totalMinor: minor, currency }) => <Money of={{ minor, currency }} />,
  },
  {
    key: 'credited',
    title: 'Credited',
    right: true,
    hidden: true,
    value: (row) => whole(row.creditedMinor, row),
    cell: ({ creditedMinor: minor, currency }) => <Money of={{ minor, currency }} />,
  },
  {
    key: 'saved',
    title: 'Saved',
    right: true,
    value: (row) => (row.ownMinor === 0 ? null : whole(row.savedMinor, row)),
    cell: ({ ownMinor, savedMinor: minor, currency }) => (ownMinor === 0 ? <span aria-hidden>–</span> : <Money of={{ minor, currency }} />),
  },
  {
    key: 'status',
    title: 'Status',
    value: ({ status }) => invoiceStatuses[status],
    cell: ({ status }) => <InvoiceStatusBadge status={status} />,
  },
]

const statuses = Object.entries(invoiceStatuses).map(([value, label]) => ({ value, label }))

/** Every invoice and credit note that the reader may see, newest first. */
export function InvoicesPage() {
  const [filters, setFilters] = useFilters<'status' | 'matterId'>()
  const mayDraft = useMay('draft-invoice')
  const ofClient = useMe().clientId !== null
  const { status, matterId } = filters
  const query = {
    ...(status === undefined ? {} : { status: status as InvoiceItem['status'] }),
    ...(matterId === undefined ? {} : { matterId }),
  }
  const list = useList<BillingRoutes['list']>('/api/invoices', { query, about: ['invoice'] })
  return (
    <>
      <PageHeader
        title="Invoices"
        note="Invoices and credit notes, newest first. Each line opens the arithmetic behind it."
        actions={
          <>
            <Button
              component="a"
              href={addressOf('/api/invoices/export', {}, query)}
              download
              variant="default"
              leftSection={<IconDownload size={14} aria-hidden />}
            >
              All as CSV
            </Button>
            {mayDraft && <LinkButton to="/invoices/new">Draft an invoice</LinkButton>}
          </>
        }
      />
      <DataTable
        name="invoices"
        label="Invoices"
        list={list}
        columns={columns}
        rowKey={({ id }) => id}
        href={invoicePage}
        filters={
          ofClient ? undefined : (
            <Select
              size="xs"
              aria-label="Status"
              placeholder="All statuses"
              clearable
              data={statuses}
              value={status ?? null}
              onChange={(value) => setFilters({ status: value ?? undefined })}
            />
          )
        }
        empty={
          <EmptyState
            title="No invoices"
            next={mayDraft ? 'Draft one over orders that are delivered.' : 'Invoices stand here once they are issued.'}
          />
        }
      />
    </>
  )
}
