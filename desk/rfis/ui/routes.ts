import type { ItemOf } from '../../../ui/api/types.ts'
import type { rfiRoutes } from '../api.ts'

export type RfiRoutes = typeof rfiRoutes
export type RfiItem = ItemOf<RfiRoutes['ofOrder']>
export type OpenRfi = ItemOf<RfiRoutes['open']>

export const rfisPath = '/api/matters/{matterId}/orders/{orderId}/rfis'
