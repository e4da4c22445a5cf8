import { SegmentedControl, Select } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useGet, useList } from '../../../ui/api/get.ts'
import { DataTable } from '../../../ui/data-table.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { LinkButton } from '../../../ui/link.tsx'
import { useMay } from '../../../ui/me.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { useFilters } from '../../../ui/url.ts'
import type { clientRoutes } from '../../clients/api.ts'
import { type ServiceLineId, serviceLines } from '../../line.ts'
import { type OrderStatus, orderStatuses } from '../lifecycle.ts'
import { orderColumns } from './columns.tsx'
import { clockRefreshSeconds, type OrderRoutes, orderPage } from './routes.ts'

type Filter = 'show' | 'status' | 'line' | 'priority' | 'clientId' | 'matterId' | 'q'

const options = (names: Readonly<Record<string, string>>) => Object.entries(names).map(([value, label]) => ({ value, label }))

/** All orders that the reader may see, first due first. */
export function OrdersPage() {
  const [filters, setFilters] = useFilters<Filter>()
  const mayPlace = useMay('place-order')
  const { show = filters.status ? 'all' : 'open' } = filters
  const orders = useList<OrderRoutes['list']>('/api/orders', {
    query: {
      ...(show === 'all' ? {} : { open: show === 'open' ? 'true' : 'false' }),
      status: filters.status as OrderStatus | undefined,
      line: filters.line as ServiceLineId | undefined,
      priority: filters.priority as 'standard' | 'rush' | undefined,
      clientId: filters.clientId,
      matterId: filters.matterId,
      q: filters.q,
    },
    about: ['order'],
    refreshSeconds: clockRefreshSeconds,
  })
  const filtered = Boolean(filters.status || filters.line || filters.priority || filters.clientId || filters.matterId || filters.q)
  return (
    <>
      <PageHeader
        title="Orders"
        note="First due first. The clock shown is the one that presses most."
        actions={
          mayPlace && (
            <LinkButton to="/orders/new" leftSection={<IconPlus size={16} />}>
              New order
            </LinkButton>
          )
        }
      />
      <DataTable
        name="orders"
        label="Orders"
        list={orders}
        columns={orderColumns}
        rowKey={({ id }) => id}
        href={orderPage}
        filters={
          <>
            <SegmentedControl
              size="xs"
              aria-label="Which orders"
              value={show}
              data={[
                { value: 'open', label: 'Open' },
                { value: 'done', label: 'Done' },
                { value: 'all', label: 'All' },
              ]}
              onChange={(value) => setFilters({ show: value, status: undefined })}
            />
            <Select
              size="xs"
              w={150}
              aria-label="Status"
              placeholder="Any status"
              clearable
              data={options(orderStatuses)}
              value={filters.status ?? null}
              onChange={(status) => setFilters({ status: status ?? undefined, show: status ? 'all' : undefined })}
            />
            <Select
              size="xs"
              w={160}
              aria-label="Service line"
              placeholder="Any line"
              clearable
              data={options(serviceLines)}
              value={filters.line ?? null}
              onChange={(line) => setFilters({ line: line ?? undefined })}
            />
            <Select
              size="xs"
              w={120}
              aria-label="Priority"
              placeholder="Any priority"
              clearable
              data={options({ standard: 'Standard', rush: 'Rush' })}
              value={filters.priority ?? null}
              onChange={(priority) => setFilters({ priority: priority ?? undefined })}
            />
            {useMay('see-clients') && <ClientFilter value={filters.clientId} onChange={(clientId) => setFilters({ clientId })} />}
          </>
        }
        empty={
          filtered ? (
            <EmptyState
              title="No order matches these filters"
              next="Take one away, or look at all orders."
              action={
                <LinkButton to="/orders?show=all" variant="default" size="xs">
                  All orders
                </LinkButton>
              }
            />
          ) : (
            <EmptyState
              title={show === 'open' ? 'No open orders' : 'No orders here'}
              next={
                mayPlace
                  ? 'Place one: choose the matter and the service, and see the price before you send it.'
                  : 'Orders appear here as clients place them.'
              }
              action={mayPlace && <LinkButton to="/orders/new">New order</LinkButton>}
            />
          )
        }
      />
    </>
  )
}

function ClientFilter({ value, onChange }: { value: string | undefined; onChange: (clientId: string | undefined) => void }) {
  const clients = useGet<typeof clientRoutes.list>('/api/clients', { query: { limit: 200 } })
  return (
    <Select
      size="xs"
      w={170}
      aria-label="Client"
      placeholder="Any client"
      clearable
      searchable
      data={(clients.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      value={value ?? null}
      onChange={(clientId) => onChange(clientId ?? undefined)}
    />
  )
}
