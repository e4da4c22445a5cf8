import { IconGauge, IconListDetails } from '@tabler/icons-react'
import type { Page } from '../../../ui/page.ts'
import { NewOrderPage } from './new-order.tsx'
import { OperationsPage } from './operations.tsx'
import { OrderPage } from './order.tsx'
import { OrdersPage } from './orders.tsx'

export const pages: readonly Page[] = [
  {
    path: '/operations',
    title: 'Operations',
    permission: 'see-operations',
    shortcut: 'g b',
    component: OperationsPage,
    nav: { group: 'Work', label: 'Operations', icon: IconGauge, order: 10 },
  },
  {
    path: '/orders',
    title: 'Orders',
    permission: 'see-orders',
    shortcut: 'g o',
    component: OrdersPage,
    nav: { group: 'Work', label: 'Orders', icon: IconListDetails, order: 20 },
  },
  { path: '/orders/new', title: 'New order', permission: 'place-order', shortcut: 'g n', component: NewOrderPage },
  { path: '/matters/$matterId/orders/$orderId', title: 'Order', under: '/orders', permission: 'see-orders', component: OrderPage },
]
