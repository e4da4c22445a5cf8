import { useList } from '../../../ui/api/get.ts'
import type { Column } from '../../../ui/column.ts'
import { DataTable } from '../../../ui/data-table.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Instant } from '../../../ui/instant.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { serviceLines } from '../../line.ts'
import { type OrderItem, type OrderRoutes, orderPage } from '../../orders/ui/routes.ts'

const columns: readonly Column<OrderItem>[] = [
  { key: 'title', title: 'Order', value: ({ number, title }) => `${number} ${title}` },
  { key: 'line', title: 'Service', value: ({ line }) => serviceLines[line] },
  { key: 'due', title: 'Due', value: ({ dueAt }) => dueAt, cell: ({ dueAt }) => <Instant at={dueAt} /> },
]

/** The orders whose product waits for an attorney, the one due first on top. */
export function WaitingPage() {
  const orders = useList<OrderRoutes['list']>('/api/orders', { query: { status: 'awaiting-signoff' }, about: ['order'] })
  return (
    <>
      <PageHeader title="Sign-off" note="Inspected work that waits for its attorney or for its release, the order due first on top." />
      <DataTable
        name="sign-offs"
        label="Orders that await sign-off"
        list={orders}
        columns={columns}
        rowKey={({ id }) => id}
        href={(order) => `${orderPage(order)}?tab=signoff`}
        empty={<EmptyState title="Nothing waits for a sign-off" next="Orders come here when their inspection was passed." />}
      />
    </>
  )
}
