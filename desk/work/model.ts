import type { Context } from '../../platform/ledger/command.ts'
import type { Entry } from '../../platform/ledger/entry.ts'
import { isRefusal, type Refusal, refuse, refuseNow, refusePerson } from '../../platform/ledger/refusal.ts'
import type { FileRef } from '../line.ts'
import { move, type OrderMark, type Standing } from '../orders/lifecycle.ts'
import { productWith } from './product.ts'
import type { Handover, Task, TimeEntry, Work } from './task.ts'

/** A task as a plan proposes it. */
export type PlannedTask = Pick<Task, 'id' | 'key' | 'title' | 'skill' | 'levelMin' | 'units' | 'minutesPerUnit' | 'after' | 'admitted'>
type Spent = Pick<TimeEntry, 'id' | 'taskId' | 'date' | 'minutes' | 'note' | 'taskCode' | 'activityCode'>

export type WorkCommand =
  | { readonly kind: 'plan'; readonly tasks: readonly PlannedTask[]; readonly missing: Refusal['missing'] }
  | {
      readonly kind: 'assign'
      readonly taskId: string
      readonly personId: string
      readonly name: string
      readonly because: readonly string[]
      readonly refusals: readonly string[]
    }
  | { readonly kind: 'unassign'; readonly taskId: string; readonly reason: string }
  | { readonly kind: 'start'; readonly taskId: string }
  | { readonly kind: 'stop'; readonly taskId: string; readonly timeId: string; readonly date: string }
  | {
      readonly kind: 'submit'
      readonly taskId: string
      readonly files: readonly FileRef[]
      readonly unitsDone: number
      readonly note: string
      /** For the time that a running timer has measured. */
      readonly timeId: string
      readonly date: string
    }
  | { readonly kind: 'log-time'; readonly time: Spent }
  | { readonly kind: 'correct-time'; readonly timeId: string; readonly minutes: number; readonly reason: string }
  | {
      readonly kind: 'hand-over'
      readonly id: string
      readonly taskId: string
      readonly toId: string
      readonly note: string
      readonly refusals: readonly string[]
    }
  | { readonly kind: 'take-over'; readonly id: string }

export type WorkBody =
  | { readonly kind: 'work.planned'; readonly tasks: readonly PlannedTask[]; readonly order: OrderMark }
  | { readonly kind: 'task.assigned'; readonly taskId: string; readonly personId: string; readonly because: readonly string[] }
  | { readonly kind: 'task.unassigned'; readonly taskId: string; readonly reason: string }
  | { readonly kind: 'task.started'; readonly taskId: string; readonly order?: OrderMark }
  | { readonly kind: 'task.stopped'; readonly taskId: string; readonly time: Spent }
  | {
      readonly kind: 'task.submitted'
      readonly taskId: string
      readonly files: readonly FileRef[]
      readonly unitsDone: number
      readonly note: string
      readonly time: Spent | null
      readonly order?: OrderMark
    }
  | { readonly kind: 'time.logged'; readonly time: Spent }
  | { readonly kind: 'time.corrected'; readonly timeId: string; readonly minutes: number; readonly reason: string }
  | { readonly kind: 'handover.noted'; readonly id: string; readonly taskId: string; readonly toId: string; readonly note: string }
  | { readonly kind: 'handover.accepted'; readonly id: string; readonly taskId: string }

/** Most tasks of one order: more is several orders. */
const tasksMax = 500
/** Most files of one submission. */
const filesMax = 2_000
/** A day. */
const minutesMax = 1_440
const noteLengthMax = 4_000

interface State {
  readonly order: Standing | null
  readonly work: Work
}

/** Decides what a command does to the work on an order. */
export function decide({ order, work }: State, command: WorkCommand, context: Context): WorkBody | Refusal {
  if (!order) return refuseNow('order', 'There is no such order.')
  if (order.status === 'on-hold') return refuseNow('status', 'The order is on hold. Take it off hold first.')
  switch (command.kind) {
    case 'plan':
      return plan({ order, work }, command)
    case 'log-time':
      return time(work, command.time) ?? { kind: 'time.logged', time: command.time }
    case 'correct-time':
      return correct(work, command, context)
    case 'take-over':
      return takeOver(work, command.id, context)
    default:
      return onTask({ order, work }, command, context)
  }
}

function plan({ order, work }: State, { tasks, missing }: Extract<WorkCommand, { kind: 'plan' }>): WorkBody | Refusal {
  if (missing && missing.length > 0)
    return refuseNow('matter', `Work cannot open on this matter yet: ${missing.map(({ what }) => what).join('; ')}.`, missing)
  if (work.tasks.length > 0) return refuseNow('tasks', 'The work is planned already.')
  if (tasks.length === 0 || tasks.length > tasksMax) return refuse('tasks', `A plan has 1 to ${tasksMax} tasks.`)
  const keys = new Set(tasks.map(({ key }) => key))
  const lost = tasks.flatMap(({ key, after }) => after.filter((before) => !keys.has(before) || before === key))
  if (keys.size < tasks.length || lost.length > 0) return refuse('tasks', 'Each task has its own key and comes after others of the plan.')
  const order_ = move(order, 'planned')
  return isRefusal(order_) ? order_ : { kind: 'work.planned', tasks, order: order_ }
}

type TaskCommand = Extract<WorkCommand, { taskId: string }>

function onTask(state: State, command: TaskCommand, context: Context): WorkBody | Refusal {
  const task = state.work.tasks.find(({ id }) => id === command.taskId)
  if (!task) return refuseNow('taskId', 'There is no such task in this order.')
  if (task.status === 'done') return refuseNow('taskId', `"${task.title}" is done.`)
  switch (command.kind) {
    case 'assign':
      return assign(task, command)
    case 'unassign':
      if (!task.assigneeId) return refuseNow('taskId', `Nobody has "${task.title}".`)
      return command.reason.trim() === ''
        ? refuse('reason', 'Say why.')
        : { kind: 'task.unassigned', taskId: task.id, reason: command.reason }
    case 'start':
      return foreign(task, context) ?? start(state, task)
    case 'stop':
      return foreign(task, context) ?? stop(state.work, task, command, context)
    case 'submit':
      return foreign(task, context) ?? submit(state, task, command, context)
    case 'hand-over':
      return foreign(task, context) ?? handOver(task, command)
  }
}

/** A task is for whoever it was given to. */
const foreign = (task: Task, { actor }: Context): Refusal | undefined =>
  task.assigneeId === actor ? undefined : refusePerson('taskId', `"${task.title}" is not assigned to you.`)

function assign(task: Task, { personId, name, because, refusals }: Extract<WorkCommand, { kind: 'assign' }>): WorkBody | Refusal {
  if (task.assigneeId === personId) return refuseNow('personId', `${name} has "${task.title}" already.`)
  if (refusals.length > 0)
    return refuseNow(
      'personId',
      `${name} cannot be given "${task.title}": ${refusals.join('; ')}.`,
      refusals.map((what) => ({ what: `${name} ${what}`, remedy: 'Choose somebody who fits, or mend what stands in the way.' })),
    )
  return { kind: 'task.assigned', taskId: task.id, personId, because }
}

function start({ order, work }: State, task: Task): WorkBody | Refusal {
  if (task.status === 'waiting') return refuseNow('taskId', `"${task.title}" waits for a step before it.`)
  if (work.timers.some(({ taskId }) => taskId === task.id)) return refuseNow('taskId', `The timer of "${task.title}" runs already.`)
  if (order?.status !== 'planned') return { kind: 'task.started', taskId: task.id }
  const mark = move(order, 'in-work')
  return isRefusal(mark) ? mark : { kind: 'task.started', taskId: task.id, order: mark }
}

function stop(work: Work, task: Task, { timeId, date }: Extract<WorkCommand, { kind: 'stop' }>, context: Context): WorkBody | Refusal {
  const spent = measured(work, task, timeId, date, context)
  return spent ? { kind: 'task.stopped', taskId: task.id, time: spent } : refuseNow('taskId', `No timer runs for "${task.title}".`)
}

/** What a running timer has measured, in whole minutes, at least one. */
function measured(work: Work, task: Task, timeId: string, date: string, { now, actor }: Context): Spent | null {
  const timer = work.timers.find(({ taskId, personId }) => taskId === task.id && personId === actor)
  if (!timer) return null
  const minutes = Math.max(1, Math.round((Date.parse(now) - Date.parse(timer.startedAt)) / 60_000))
  return { id: timeId, taskId: task.id, date, minutes: Math.min(minutes, minutesMax), note: task.title, taskCode: null, activityCode: null }
}

function submit(
  { order, work }: State,
  task: Task,
  command: Extract<WorkCommand, { kind: 'submit' }>,
  context: Context,
): WorkBody | Refusal {
  const { files, unitsDone, note, timeId, date } = command
  if (task.status !== 'started') return refuseNow('taskId', `Start "${task.title}" before you submit it.`)
  if (files.length > filesMax) return refuse('files', `A submission takes ${filesMax} files.`)
  if (new Set(files.map(({ name }) => name)).size < files.length) return refuse('files', 'Two files have the same name. Give each its own.')
  if (!Number.isFinite(unitsDone) || unitsDone < 0) return refuse('unitsDone', 'Say how many units are done.')
  if (note.length > noteLengthMax) return refuse('note', `Shorten it to ${noteLengthMax} characters.`)
  const last = work.tasks.every(({ id, status }) => id === task.id || status === 'done')
  if (last && productWith(work.product, files).length === 0) return refuse('files', 'The order has no file yet: submit what was made.')
  const mark = last ? move(order, 'in-inspection') : undefined
  if (mark && isRefusal(mark)) return mark
  const time = measured(work, task, timeId, date, context)
  return { kind: 'task.submitted', taskId: task.id, files, unitsDone, note, time, ...(mark ? { order: mark } : {}) }
}

function handOver(task: Task, { id, toId, note, refusals }: Extract<WorkCommand, { kind: 'hand-over' }>): WorkBody | Refusal {
  if (note.trim() === '') return refuse('note', 'Say where the work stands and what comes next: the other shift has only this.')
  if (note.length > noteLengthMax) return refuse('note', `Shorten it to ${noteLengthMax} characters.`)
  if (toId === task.assigneeId) return refuse('toId', 'Hand it to somebody else.')
  if (refusals.length > 0) return refuseNow('toId', `That person cannot take it: ${refusals.join('; ')}.`)
  return { kind: 'handover.noted', id, taskId: task.id, toId, note }
}

function takeOver(work: Work, id: string, { actor }: Context): WorkBody | Refusal {
  const handover = work.handovers.find((one) => one.id === id)
  if (!handover) return refuseNow('id', 'There is no such hand-over.')
  if (handover.acceptedAt) return refuseNow('id', `It was accepted on ${handover.acceptedAt}.`)
  if (handover.toId !== actor) return refusePerson('id', 'It is addressed to somebody else.')
  return { kind: 'handover.accepted', id, taskId: handover.taskId }
}

function time(work: Work, { id, minutes, note, taskId }: Spent): Refusal | undefined {
  if (work.times.some((entry) => entry.id === id)) return refuseNow('id', 'This time was logged already.')
  if (!(minutes >= 1 && minutes <= minutesMax)) return refuse('minutes', `Give 1 to ${minutesMax} minutes.`)
  if (note.trim() === '') return refuse('note', 'Say what was done: the client reads it on the invoice.')
  if (note.length > noteLengthMax) return refuse('note', `Shorten it to ${noteLengthMax} characters.`)
  if (taskId !== null && !work.tasks.some((task) => task.id === taskId)) return refuse('taskId', 'There is no such task in this order.')
  return undefined
}

function correct(
  work: Work,
  { timeId, minutes, reason }: Extract<WorkCommand, { kind: 'correct-time' }>,
  { actor }: Context,
): WorkBody | Refusal {
  const entry = work.times.find(({ id }) => id === timeId)
  if (!entry) return refuseNow('timeId', 'There is no such time entry.')
  if (entry.personId !== actor) return refusePerson('timeId', 'Only whoever spent the time corrects it.')
  if (!(minutes >= 0 && minutes <= minutesMax)) return refuse('minutes', `Give 0 to ${minutesMax} minutes.`)
  return reason.trim() === '' ? refuse('reason', 'Say why.') : { kind: 'time.corrected', timeId, minutes, reason }
}

/** Applies one entry: of this room by its kind; of any room where it sends the order back for rework. */
export function apply(work: Work, entry: Entry): Work {
  const changed = change(work, entry)
  const { order } = entry.body as { order?: OrderMark }
  return order?.status === 'rework' ? reopened(changed) : changed
}

function change(work: Work, entry: Entry): Work {
  const body = entry.body as WorkBody
  const at = { matterId: entry.stream, orderId: entry.subject.id }
  switch (body.kind) {
    case 'work.planned':
      return {
        ...work,
        tasks: body.tasks.map((planned) => ({ ...fresh, ...planned, ...at, status: planned.after.length === 0 ? 'ready' : 'waiting' })),
      }
    case 'task.assigned':
      return withTask(work, body.taskId, (task) => ({
        ...task,
        assigneeId: body.personId,
        assignedBecause: body.because,
        status: assignedStatus(task),
      }))
    case 'task.unassigned':
      return withTask(without(work, body.taskId), body.taskId, (task) => ({
        ...task,
        assigneeId: null,
        assignedBecause: [],
        status: readiness(work, task),
      }))
    case 'task.started':
      return withTask(
        { ...work, timers: [...work.timers, { taskId: body.taskId, personId: entry.actor, startedAt: entry.at }] },
        body.taskId,
        (task) => ({
          ...task,
          status: 'started',
          startedAt: task.startedAt ?? entry.at,
        }),
      )
    case 'task.stopped':
      return spent(without(work, body.taskId), body.time, entry)
    case 'task.submitted':
      return submitted(work, body, entry)
    case 'time.logged':
      return spent(work, body.time, entry)
    case 'time.corrected':
      return { ...work, times: work.times.map((entry_) => (entry_.id === body.timeId ? { ...entry_, minutes: body.minutes } : entry_)) }
    case 'handover.noted': {
      const noted: Handover = {
        ...at,
        id: body.id,
        taskId: body.taskId,
        fromId: entry.actor,
        toId: body.toId,
        note: body.note,
        at: entry.at,
        acceptedAt: null,
      }
      return { ...work, handovers: [...work.handovers, noted] }
    }
    case 'handover.accepted': {
      const handovers = work.handovers.map((one) => (one.id === body.id ? { ...one, acceptedAt: entry.at } : one))
      return withTask({ ...without(work, body.taskId), handovers }, body.taskId, (task) => ({
        ...task,
        assigneeId: entry.actor,
        assignedBecause: ['took it over'],
      }))
    }
    default:
      return work
  }
}

const fresh = { assigneeId: null, assignedBecause: [], rounds: 0, startedAt: null, doneAt: null, unitsDone: 0 } as const

const withTask = (work: Work, taskId: string, to: (task: Task) => Task): Work => ({
  ...work,
  tasks: work.tasks.map((task) => (task.id === taskId ? to(task) : task)),
})

/** Stops whatever timer runs for a task. */
const without = (work: Work, taskId: string): Work => ({ ...work, timers: work.timers.filter((timer) => timer.taskId !== taskId) })

const assignedStatus = ({ status }: Task): Task['status'] => (status === 'ready' ? 'assigned' : status)

const isOpen = (tasks: readonly Task[], { after }: Pick<Task, 'after'>): boolean =>
  after.every((key) => tasks.some((task) => task.key === key && task.status === 'done'))

const readiness = ({ tasks }: Work, task: Task): Task['status'] => (isOpen(tasks, task) ? 'ready' : 'waiting')

const spent = (work: Work, time: Spent, { stream: matterId, subject, actor: personId }: Entry): Work => ({
  ...work,
  times: [...work.times, { ...time, matterId, orderId: subject.id, personId }],
})

function submitted(work: Work, body: Extract<WorkBody, { kind: 'task.submitted' }>, entry: Entry): Work {
  const { taskId, files, unitsDone, note, time } = body
  const done = withTask(without(work, taskId), taskId, (task) => ({ ...task, status: 'done', doneAt: entry.at, unitsDone }))
  const next = {
    ...done,
    submissions: [...work.submissions, { taskId, personId: entry.actor, at: entry.at, files, unitsDone, note }],
    product: productWith(work.product, files),
    tasks: done.tasks.map((task) => (task.status === 'waiting' && isOpen(done.tasks, task) ? released(task) : task)),
  }
  return time ? spent(next, time, entry) : next
}

/** A step whose turn has come: ready, or already somebody's. */
const released = (task: Task): Task => ({ ...task, status: task.assigneeId ? 'assigned' : 'ready' })

/** Rework goes to those who did the work: every done task is theirs again, in its order. */
const reopened = (work: Work): Work => ({
  ...work,
  timers: [],
  tasks: work.tasks.map((task) =>
    task.status === 'done'
      ? { ...task, status: task.after.length === 0 ? 'assigned' : 'waiting', rounds: task.rounds + 1, doneAt: null }
      : task,
  ),
})
