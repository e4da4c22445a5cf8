import type { ItemOf } from '../../../ui/api/types.ts'
import type { orderRoutes } from '../api.ts'

export type OrderRoutes = ReturnType<typeof orderRoutes>
export type OrderItem = ItemOf<OrderRoutes['list']>

export const orderPath = '/api/matters/{matterId}/orders/{orderId}'

/** Where an order's page stands. */
export const orderPage = ({ matterId, id }: { readonly matterId: string; readonly id: string }): string =>
  `/matters/${matterId}/orders/${id}`

/** A running clock is read anew so often: it is shown in minutes. */
export const clockRefreshSeconds = 60
