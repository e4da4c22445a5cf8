import type { AnswerOf, ItemOf } from '../../../ui/api/types.ts'
import type { Tone } from '../../../ui/status-badge.tsx'
import type { workRoutes } from '../api.ts'

export type Routes = ReturnType<typeof workRoutes>
export type OrderWork = AnswerOf<Routes['ofOrder']>
export type Task = OrderWork['tasks'][number]
export type BoardTask = ItemOf<Routes['board']>
export type Candidate = ItemOf<Routes['candidates']>
export type TimeEntry = ItemOf<Routes['timeSheet']>
export type PlannedTask = ItemOf<Routes['proposePlan']>

export const orderPath = '/api/matters/{matterId}/orders/{orderId}'
export const taskPath = `${orderPath}/tasks/{taskId}`

/** Where the work of an order stands in the app. */
export const workPage = ({ matterId, orderId }: { readonly matterId: string; readonly orderId: string }): string =>
  `/matters/${matterId}/orders/${orderId}?tab=work`

export const statuses: Readonly<Record<Task['status'], { readonly tone: Tone; readonly word: string }>> = {
  waiting: { tone: 'neutral', word: 'Waits for a step' },
  ready: { tone: 'warn', word: 'Nobody has it' },
  assigned: { tone: 'active', word: 'Assigned' },
  started: { tone: 'active', word: 'In work' },
  done: { tone: 'good', word: 'Done' },
}

/** The path of a task, as routes take it. */
export const pathOf = ({ matterId, orderId, id }: Pick<Task, 'matterId' | 'orderId' | 'id'>) => ({ matterId, orderId, taskId: id })

export const plannedMinutes = ({ units, minutesPerUnit }: Pick<Task, 'units' | 'minutesPerUnit'>): number => units * minutesPerUnit
