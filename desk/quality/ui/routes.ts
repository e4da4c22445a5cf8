import type { AnswerOf, ItemOf } from '../../../ui/api/types.ts'
import type { qualityRoutes } from '../api.ts'
import type { boardRoutes } from '../board-api.ts'

export type QualityRoutes = ReturnType<typeof qualityRoutes>
export type BoardRoutes = ReturnType<typeof boardRoutes>

export type OrderQuality = AnswerOf<QualityRoutes['ofOrder']>
export type InspectionItem = OrderQuality['inspections'][number]
export type DefectItem = OrderQuality['defects'][number]
export type Board = AnswerOf<BoardRoutes['board']>
export type BoardFigures = Board['totals']
export type InspectionRow = ItemOf<BoardRoutes['inspections']>
export type DefectRow = ItemOf<BoardRoutes['defects']>

/** Where one inspection's commands go. */
export const inspectionPath = '/api/matters/{matterId}/orders/{orderId}/inspections/{inspectionId}' as const

/** Which order, for every part of its panel. */
export interface Place {
  readonly matterId: string
  readonly orderId: string
}

/** The order's page, with its quality open. */
export const orderPage = ({ matterId, orderId }: Place): string => `/matters/${matterId}/orders/${orderId}?tab=quality`
