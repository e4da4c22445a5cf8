import { useList } from '../../../ui/api/get.ts'
import type { ItemOf } from '../../../ui/api/types.ts'
import type { Column } from '../../../ui/column.ts'
import { DataTable } from '../../../ui/data-table.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Instant } from '../../../ui/instant.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { type ServiceLineId, serviceLines } from '../../line.ts'
import { orderPage, type QualityRoutes } from './routes.ts'

type Waiting = ItemOf<QualityRoutes['toDo']>

const columns: readonly Column<Waiting>[] = [
  { key: 'number', title: 'Order', value: ({ number }) => number },
  { key: 'title', title: 'Title', value: ({ title }) => title },
  { key: 'line', title: 'Line', value: ({ line }) => serviceLines[line as ServiceLineId] ?? line },
  {
    key: 'inspector',
    title: 'Inspection',
    value: ({ inspectionId, inspector }) => (inspectionId === null ? 'Waits' : `With ${inspector ?? 'somebody'}`),
    cell: ({ inspectionId, inspector }) =>
      inspectionId === null ? (
        <StatusBadge tone="waiting">Waits</StatusBadge>
      ) : (
        <StatusBadge tone="active">{`With ${inspector ?? 'somebody'}`}</StatusBadge>
      ),
  },
  { key: 'priority', title: 'Priority', value: ({ priority }) => priority },
  { key: 'due', title: 'Due', value: ({ dueAt }) => dueAt, cell: ({ dueAt }) => <Instant at={dueAt} /> },
]

/** Orders whose work is submitted, first due first. */
export function ToDoPage() {
  const waiting = useList<QualityRoutes['toDo']>('/api/inspections', { about: ['order'] })
  return (
    <>
      <PageHeader
        title="Inspections to do"
        note="Orders whose work is submitted, first due first. Whoever worked on an order does not inspect it."
      />
      <DataTable
        name="inspections-to-do"
        label="Orders in inspection"
        list={waiting}
        columns={columns}
        rowKey={({ orderId }) => orderId}
        href={orderPage}
        empty={<EmptyState title="Nothing waits for inspection" next="An order comes here when all of its work is submitted." />}
      />
    </>
  )
}
