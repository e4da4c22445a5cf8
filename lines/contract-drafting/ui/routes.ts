import type { AnswerOf, ItemOf } from '../../../ui/api/types.ts'
import type { draftingRoutes } from '../drafting/api.ts'
import type { templateRoutes } from '../templates/api.ts'

export type TemplateRoutes = ReturnType<typeof templateRoutes>
export type TemplateItem = ItemOf<TemplateRoutes['listTemplates']>
export type TemplateDetail = AnswerOf<TemplateRoutes['templateDetail']>
export type DraftingRoutes = ReturnType<typeof draftingRoutes>
export type Workbench = AnswerOf<DraftingRoutes['workbench']>
export type Preview = AnswerOf<DraftingRoutes['preview']>

export const draftingPath = '/api/matters/{matterId}/orders/{orderId}/contract-drafting'

/** Where an order's questionnaire stands. */
export const draftPage = (matterId: string, orderId: string): string => `/matters/${matterId}/orders/${orderId}/draft`
