import { Select, Stack, Text } from '@mantine/core'
import { useList } from '../../../ui/api/get.ts'
import type { Column } from '../../../ui/column.ts'
import { DataTable } from '../../../ui/data-table.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Instant } from '../../../ui/instant.tsx'
import { AppLink } from '../../../ui/link.tsx'
import { ListDetail } from '../../../ui/list-detail.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { useFilters } from '../../../ui/url.ts'
import { orderPage } from '../../orders/ui/routes.ts'
import { DeliverableCard } from './deliverable.tsx'
import type { DeliverableItem, DeliveryRoutes } from './routes.ts'
import { DeliverableStatus, standingOf } from './standing.tsx'

const columns: readonly Column<DeliverableItem>[] = [
  {
    key: 'order',
    title: 'Order',
    value: ({ orderNumber, orderTitle, number }) => `${orderNumber} ${orderTitle}${number > 1 ? `, release ${number}` : ''}`,
  },
  { key: 'matter', title: 'Matter', value: ({ reference, matterName }) => `${reference} ${matterName}` },
  { key: 'released', title: 'Released', value: ({ releasedAt }) => releasedAt, cell: ({ releasedAt }) => <Instant at={releasedAt} /> },
  {
    key: 'answer',
    title: 'Answer by',
    value: (row) => (row.acceptedAt || row.returnedAt ? null : row.acceptBy),
    cell: (row) => <Instant at={row.acceptedAt || row.returnedAt ? null : row.acceptBy} />,
  },
  { key: 'status', title: 'Status', value: standingOf, cell: (row) => <DeliverableStatus deliverable={row} /> },
  { key: 'downloads', title: 'Downloads', right: true, hidden: true, value: ({ downloads }) => downloads },
]

const states = [
  { value: 'true', label: 'Waiting for an answer' },
  { value: 'false', label: 'Accepted or returned' },
]

/** Everything that went out, newest first; what is open is read and answered beside the list. */
export function DeliverablesPage() {
  const [filters, setFilters] = useFilters<'open' | 'deliverable'>()
  const { open } = filters
  const list = useList<DeliveryRoutes['list']>('/api/deliverables', { query: open === undefined ? {} : { open: open }, about: ['order'] })
  const chosen = list.rows.find(({ id }) => id === filters.deliverable)
  const kept = open === undefined ? '' : `&open=${open}`
  return (
    <>
      <PageHeader
        title="Deliverables"
        note="What was released, newest first. Each package has its manifest, its certificate and its sign-off."
      />
      <ListDetail
        label="Deliverable"
        list={
          <DataTable
            name="deliverables"
            label="Deliverables"
            list={list}
            columns={columns}
            rowKey={({ id }) => id}
            href={({ id }) => `/deliverables?deliverable=${id}${kept}`}
            open={filters.deliverable}
            filters={
              <Select
                size="xs"
                aria-label="Standing"
                placeholder="All"
                clearable
                data={states}
                value={open ?? null}
                onChange={(value) => setFilters({ open: value ?? undefined })}
              />
            }
            empty={<EmptyState title="Nothing was delivered yet" next="Released work stands here, to be read, accepted or returned." />}
          />
        }
        detail={chosen ? <Detail deliverable={chosen} back={`/deliverables${kept === '' ? '' : `?${kept.slice(1)}`}`} /> : null}
      />
    </>
  )
}

function Detail({ deliverable, back }: { deliverable: DeliverableItem; back: string }) {
  const { matterId, orderId, orderNumber, orderTitle } = deliverable
  return (
    <Stack gap="sm">
      <Text size="sm">
        <AppLink to={back} size="sm">
          Close
        </AppLink>
        {' · '}
        <AppLink to={`${orderPage({ matterId, id: orderId })}?tab=delivery`} size="sm">
          {orderNumber} {orderTitle}
        </AppLink>
      </Text>
      <DeliverableCard deliverable={deliverable} />
    </Stack>
  )
}
