import type { AnswerOf } from '../../../ui/api/types.ts'
import type { signOffRoutes } from '../api.ts'

export type SignOffRoutes = ReturnType<typeof signOffRoutes>
export type OrderSignOff = AnswerOf<SignOffRoutes['ofOrder']>

/** Which order, for every part of its panel. */
export interface Place {
  readonly matterId: string
  readonly orderId: string
}
