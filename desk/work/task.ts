import type { FileRef } from '../line.ts'

/** A piece of an order's plan, assigned to one person. */
export interface Task {
  readonly id: string
  readonly matterId: string
  readonly orderId: string
  /** Names the step within the order, as the line's plan does. */
  readonly key: string
  readonly title: string
  readonly skill: string
  readonly levelMin: number
  readonly units: number
  readonly minutesPerUnit: number
  readonly after: readonly string[]
  /** Whether it takes somebody admitted in the matter's jurisdiction. */
  readonly admitted: boolean
  readonly assigneeId: string | null
  /** Why this person, as it was shown to whoever assigned. */
  readonly assignedBecause: readonly string[]
  readonly status: TaskStatus
  /** How often it came back. */
  readonly rounds: number
  readonly startedAt: string | null
  readonly doneAt: string | null
  readonly unitsDone: number
}

/** `waiting` for a step before it; `ready` for somebody to be assigned; then `assigned`, `started`, `done`. */
export type TaskStatus = 'waiting' | 'ready' | 'assigned' | 'started' | 'done'

/** Time that somebody spent on an order. */
export interface TimeEntry {
  readonly id: string
  readonly matterId: string
  readonly orderId: string
  readonly taskId: string | null
  readonly personId: string
  /** The day on which it was spent, where the person is. */
  readonly date: string
  readonly minutes: number
  readonly note: string
  /** UTBMS codes, for clients that want them. */
  readonly taskCode: string | null
  readonly activityCode: string | null
}

/** A timer that runs. A person has one at most on an order. */
export interface Timer {
  readonly taskId: string
  readonly personId: string
  readonly startedAt: string
}

/** What the next shift needs to know to go on. */
export interface Handover {
  readonly id: string
  readonly matterId: string
  readonly orderId: string
  readonly taskId: string
  readonly fromId: string
  readonly toId: string
  readonly note: string
  readonly at: string
  readonly acceptedAt: string | null
}

/** A file that was submitted: the newest of each name is the product. */
export interface Submission {
  readonly taskId: string
  readonly personId: string
  readonly at: string
  readonly files: readonly FileRef[]
  readonly unitsDone: number
  readonly note: string
}

/** The work on one order. */
export interface Work {
  readonly tasks: readonly Task[]
  readonly times: readonly TimeEntry[]
  readonly timers: readonly Timer[]
  readonly handovers: readonly Handover[]
  readonly submissions: readonly Submission[]
  /** The newest file of each name, by name. */
  readonly product: readonly FileRef[]
}

export const noWork: Work = { tasks: [], times: [], timers: [], handovers: [], submissions: [], product: [] }

/** Whoever laid hands on an order's product: none of them may inspect it. */
export const doersOf = ({ submissions, times, tasks }: Work): ReadonlySet<string> =>
  new Set([
    ...submissions.map(({ personId }) => personId),
    ...times.map(({ personId }) => personId),
    ...tasks.flatMap(({ assigneeId }) => (assigneeId ? [assigneeId] : [])),
  ])
