import { addressOf } from '../../../ui/api/request.ts'
import type { AnswerOf, ItemOf } from '../../../ui/api/types.ts'
import type { deliveryRoutes } from '../api.ts'

export type DeliveryRoutes = ReturnType<typeof deliveryRoutes>
export type DeliverableItem = ItemOf<DeliveryRoutes['list']>
export type DeliverableDetail = AnswerOf<DeliveryRoutes['detail']>

export const deliverablePath = '/api/matters/{matterId}/orders/{orderId}/deliverables/{deliverableId}' as const

export const paramsOf = ({ matterId, orderId, id }: Pick<DeliverableItem, 'matterId' | 'orderId' | 'id'>) => ({
  matterId,
  orderId,
  deliverableId: id,
})

/** Where one file of a deliverable, or all of it, is taken away: each time is logged. */
export const downloadAddress = (deliverable: DeliverableItem, name: string): string =>
  addressOf(`${deliverablePath}/files`, paramsOf(deliverable), { name })

export const zipAddress = (deliverable: DeliverableItem): string => addressOf(`${deliverablePath}/zip`, paramsOf(deliverable))
