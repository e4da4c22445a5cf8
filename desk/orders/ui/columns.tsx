import { Badge } from '@mantine/core'
import { riskWord } from '../../../ui/clock-badge.tsx'
import type { Column } from '../../../ui/column.ts'
import { Instant } from '../../../ui/instant.tsx'
import { Money } from '../../../ui/money.tsx'
import { serviceLines } from '../../line.ts'
import { orderStatuses } from '../lifecycle.ts'
import type { OrderItem } from './routes.ts'
import { OrderStatusBadge, PressingClock, pressing } from './standing.tsx'

/** Digits after the point that most currencies have; an export holds the amount as a number for sorting, its currency beside it. */
const sortable = ({ minor }: { readonly minor: number }): number => minor / 100

/** The columns of orders, wherever they are listed. */
export const orderColumns: readonly Column<OrderItem>[] = [
  { key: 'number', title: 'Number', value: ({ number }) => number },
  { key: 'title', title: 'Title', value: ({ title }) => title },
  {
    key: 'status',
    title: 'Status',
    value: ({ status }) => orderStatuses[status],
    cell: ({ status }) => <OrderStatusBadge status={status} />,
  },
  { key: 'clock', title: 'Clock', value: clockWord, cell: (order) => <PressingClock order={order} /> },
  { key: 'due', title: 'Due', value: ({ dueAt }) => dueAt, cell: ({ dueAt, timeZone }) => <Instant at={dueAt} clientZone={timeZone} /> },
  {
    key: 'priority',
    title: 'Priority',
    value: ({ priority }) => priority,
    cell: ({ priority }) =>
      priority === 'rush' ? (
        <Badge size="sm" color="orange" variant="light" autoContrast tt="none" radius="sm">
          Rush
        </Badge>
      ) : (
        'Standard'
      ),
  },
  { key: 'line', title: 'Line', value: ({ line }) => serviceLines[line] },
  {
    key: 'price',
    title: 'Price',
    right: true,
    value: ({ quote }) => sortable(quote.amount),
    cell: ({ quote }) => <Money of={quote.amount} />,
  },
  {
    key: 'promised',
    title: 'Promised',
    hidden: true,
    value: ({ promisedDueAt }) => promisedDueAt,
    cell: ({ promisedDueAt }) => <Instant at={promisedDueAt} />,
  },
  { key: 'placed', title: 'Placed', hidden: true, value: ({ placedAt }) => placedAt, cell: ({ placedAt }) => <Instant at={placedAt} /> },
  {
    key: 'delivered',
    title: 'Delivered',
    hidden: true,
    value: ({ deliveredAt }) => deliveredAt,
    cell: ({ deliveredAt }) => <Instant at={deliveredAt} />,
  },
]

function clockWord(order: OrderItem): string | null {
  const most = pressing(order)
  return most && riskWord(most.risk)
}
