import { z } from '@hono/zod-openapi'
import { NotVisible } from '../../platform/database/scope.ts'
import { route } from '../../platform/http/route.ts'
import { newId } from '../../platform/ids.ts'
import { command, type Work as Given } from '../../platform/ledger/command.ts'
import { replay, together } from '../../platform/ledger/projection.ts'
import { entriesOf } from '../../platform/ledger/store.ts'
import { dayIn } from '../clients/day.ts'
import { refuseStrangeFiles } from '../files.ts'
import type { Lines } from '../line.ts'
import { fileRef, orderPath } from '../orders/api.ts'
import { matterFacts } from '../orders/facts.ts'
import { orders } from '../orders/projection.ts'
import { orderById } from '../orders/store.ts'
import { can } from '../policy.ts'
import { type Candidate, candidates, refusalsOf } from './candidates.ts'
import { choiceFor } from './choice.ts'
import { decide, type PlannedTask, type WorkCommand } from './model.ts'
import { productHash } from './product.ts'
import { works } from './projection.ts'
import { handoversFor, handoversOfOrder, openTasks, tasksOfOrder, timesOf, timesOfOrder } from './store.ts'

const id = z.uuid()
const taskPath = orderPath.extend({ taskId: id })

const taskView = z.object({
  id,
  matterId: id,
  orderId: id,
  key: z.string(),
  title: z.string(),
  skill: z.string(),
  levelMin: z.number(),
  units: z.number(),
  minutesPerUnit: z.number(),
  after: z.array(z.string()),
  admitted: z.boolean(),
  assigneeId: id.nullable(),
  assignedBecause: z.array(z.string()),
  status: z.enum(['waiting', 'ready', 'assigned', 'started', 'done']),
  rounds: z.number(),
  startedAt: z.string().nullable(),
  doneAt: z.string().nullable(),
  unitsDone: z.number(),
  timerSince: z.string().nullable(),
})

const boardTask = taskView.extend({
  number: z.string(),
  orderTitle: z.string(),
  orderStatus: z.string(),
  dueAt: z.string().nullable(),
  breachedAt: z.string().nullable(),
  line: z.string(),
  priority: z.string(),
})

const timeView = z.object({
  id,
  matterId: id,
  orderId: id,
  taskId: id.nullable(),
  personId: id,
  date: z.string(),
  minutes: z.number(),
  note: z.string(),
  taskCode: z.string().nullable(),
  activityCode: z.string().nullable(),
})

const handoverView = z.object({
  id,
  matterId: id,
  orderId: id,
  taskId: id,
  fromId: id,
  toId: id,
  note: z.string(),
  at: z.string(),
  acceptedAt: z.string().nullable(),
})

const candidateView = z.object({
  personId: id,
  name: z.string(),
  site: z.string().nullable(),
  fit: z.boolean(),
  score: z.number(),
  reasons: z.array(z.string()),
  refusals: z.array(z.string()),
})

const plannedTask = z.object({
  key: z.string(),
  title: z.string(),
  skill: z.string(),
  levelMin: z.number(),
  units: z.number(),
  minutesPerUnit: z.number(),
  after: z.array(z.string()),
  admitted: z.boolean(),
})

const workView = z.object({
  tasks: z.array(taskView),
  times: z.array(timeView),
  handovers: z.array(handoverView),
  product: z.array(fileRef),
  /** What a sign-off would sign; null while there is no file. */
  productHash: z.string().nullable(),
})

const date = z.iso.date()
const note = z.string().trim().max(4_000)
const code = z.string().trim().max(10).nullable().default(null)
const appended = z.object({ seq: z.number() })

/** The work on orders: plan, assign, do, hand over. */
export const workRoutes = (lines: Lines) => ({
  ofOrder: route({
    method: 'get',
    path: '/api/matters/{matterId}/orders/{orderId}/work',
    summary: 'The tasks, the time, the hand-overs and the product of an order',
    may: can('see-work'),
    params: orderPath,
    answer: workView,
    run: async ({ work, params: { matterId, orderId } }) => {
      const { product } = replay(works, await entriesOf(work.db, matterId, { kind: 'order', id: orderId }))
      return {
        tasks: (await tasksOfOrder(work.db, orderId)).map(plain),
        times: await timesOfOrder(work.db, orderId),
        handovers: await handoversOfOrder(work.db, orderId),
        product: [...product],
        productHash: product.length === 0 ? null : productHash(product),
      }
    },
  }),

  mine: route({
    method: 'get',
    path: '/api/my-work',
    summary: 'My tasks, first due first, and the hand-overs that wait for me',
    may: can('see-work'),
    answer: z.object({
      tasks: z.array(boardTask),
      handovers: z.array(handoverView.extend({ title: z.string(), number: z.string(), orderTitle: z.string() })),
    }),
    run: async ({ work, actor }) => ({
      tasks: (await openTasks(work.db, { assigneeId: actor.id })).map(plain),
      handovers: await handoversFor(work.db, actor.id),
    }),
  }),

  board: route({
    method: 'get',
    path: '/api/tasks',
    summary: 'The open tasks of all whom the team board shows',
    may: can('see-team-board'),
    query: z.object({ assigneeId: id.optional(), unassigned: z.stringbool().optional() }),
    answer: z.array(boardTask),
    run: async ({ work, query }) => (await openTasks(work.db, query)).map(plain),
  }),

  timeSheet: route({
    method: 'get',
    path: '/api/my-time',
    summary: 'My time between two days',
    may: can('see-work'),
    query: z.object({ from: date, to: date }),
    answer: z.array(timeView.extend({ number: z.string(), orderTitle: z.string() })),
    run: ({ work, actor, query }) => timesOf(work.db, actor.id, query.from, query.to),
  }),

  proposePlan: route({
    method: 'get',
    path: '/api/matters/{matterId}/orders/{orderId}/plan',
    summary: 'The plan that the line proposes',
    may: can('plan-work'),
    params: orderPath,
    answer: z.array(plannedTask),
    run: async ({ work, params }) =>
      (await proposedPlan(work, lines, params)).map(({ after, ...task }) => ({ ...task, after: [...after] })),
  }),

  plan: route({
    method: 'post',
    path: '/api/matters/{matterId}/orders/{orderId}/plan',
    summary: 'Plan the work as the line proposes it, or with other units and minutes for a step',
    may: can('plan-work'),
    params: orderPath,
    body: z.object({
      changes: z.array(z.object({ key: z.string(), units: z.number().positive(), minutesPerUnit: z.number().positive() })).default([]),
    }),
    answer: appended,
    run: async ({ work, params, body }) => {
      const tasks = (await proposedPlan(work, lines, params)).map((task) => ({
        ...task,
        ...body.changes.find(({ key }) => key === task.key),
      }))
      const { line } = await orderOf(work, params)
      const { missing } = await matterFacts(work, params.matterId, line)
      return change(work, params, { kind: 'plan', tasks, missing })
    },
  }),

  candidates: route({
    method: 'get',
    path: '/api/matters/{matterId}/orders/{orderId}/tasks/{taskId}/candidates',
    summary: 'Who could do a task, the best first, each with what speaks for and against',
    may: can('assign-work'),
    params: taskPath,
    answer: z.array(candidateView),
    run: async ({ work, params }) => candidates(await choiceFor(work, params.matterId, await taskOf(work, params))).map(shown),
  }),

  assign: route({
    method: 'post',
    path: '/api/matters/{matterId}/orders/{orderId}/tasks/{taskId}/assign',
    summary: 'Give a task to a person who is fit for it',
    may: can('assign-work'),
    params: taskPath,
    body: z.object({ personId: id }),
    answer: appended,
    run: async ({ work, params, body: { personId } }) => {
      const choice = await choiceFor(work, params.matterId, await taskOf(work, params))
      const found = candidates(choice).find((candidate) => candidate.personId === personId)
      if (!found) throw new NotVisible()
      const { name, reasons: because, refusals } = found
      return change(work, params, { kind: 'assign', taskId: params.taskId, personId, name, because, refusals })
    },
  }),

  unassign: route({
    method: 'post',
    path: '/api/matters/{matterId}/orders/{orderId}/tasks/{taskId}/unassign',
    summary: 'Take a task back',
    may: can('assign-work'),
    params: taskPath,
    body: z.object({ reason: note.min(1, 'Say why.') }),
    answer: appended,
    run: ({ work, params, body }) => change(work, params, { kind: 'unassign', taskId: params.taskId, reason: body.reason }),
  }),

  start: route({
    method: 'post',
    path: '/api/matters/{matterId}/orders/{orderId}/tasks/{taskId}/start',
    summary: 'Begin my task, or go on with it: its timer runs',
    may: can('do-work'),
    params: taskPath,
    answer: appended,
    run: ({ work, params }) => change(work, params, { kind: 'start', taskId: params.taskId }),
  }),

  stop: route({
    method: 'post',
    path: '/api/matters/{matterId}/orders/{orderId}/tasks/{taskId}/stop',
    summary: 'Stop the timer: what it measured is logged',
    may: can('do-work'),
    params: taskPath,
    answer: appended,
    run: ({ work, params, actor }) =>
      change(work, params, { kind: 'stop', taskId: params.taskId, timeId: newId(), date: dayIn(work.now, actor.timeZone) }),
  }),

  submit: route({
    method: 'post',
    path: '/api/matters/{matterId}/orders/{orderId}/tasks/{taskId}/submit',
    summary: 'Submit what was made',
    may: can('do-work'),
    params: taskPath,
    body: z.object({ files: z.array(fileRef), unitsDone: z.number().min(0), note: note.default('') }),
    answer: appended,
    run: async ({ work, params, actor, body }) => {
      await refuseStrangeFiles(work.db, params.matterId, body.files)
      return change(work, params, {
        kind: 'submit',
        taskId: params.taskId,
        ...body,
        timeId: newId(),
        date: dayIn(work.now, actor.timeZone),
      })
    },
  }),

  logTime: route({
    method: 'post',
    path: '/api/matters/{matterId}/orders/{orderId}/times',
    summary: 'Log time by hand',
    may: can('do-work'),
    params: orderPath,
    body: z.object({ taskId: id.nullable().default(null), date, minutes: z.number().positive(), note, taskCode: code, activityCode: code }),
    answer: appended,
    status: 201,
    run: ({ work, params, body }) => change(work, params, { kind: 'log-time', time: { id: newId(), ...body } }),
  }),

  correctTime: route({
    method: 'post',
    path: '/api/matters/{matterId}/orders/{orderId}/times/{timeId}/correct',
    summary: 'Correct my time, with the reason',
    may: can('do-work'),
    params: orderPath.extend({ timeId: id }),
    body: z.object({ minutes: z.number().min(0), reason: note.min(1, 'Say why.') }),
    answer: appended,
    run: ({ work, params, body }) => change(work, params, { kind: 'correct-time', timeId: params.timeId, ...body }),
  }),

  handOver: route({
    method: 'post',
    path: '/api/matters/{matterId}/orders/{orderId}/tasks/{taskId}/hand-over',
    summary: 'Hand my task to the next shift, with a note',
    may: can('do-work'),
    params: taskPath,
    body: z.object({ toId: id, note: note.min(1, 'Say where the work stands and what comes next.') }),
    answer: appended,
    run: async ({ work, params, body }) => {
      const choice = await choiceFor(work, params.matterId, await taskOf(work, params))
      const person = choice.people.find((one) => one.id === body.toId)
      if (!person) throw new NotVisible()
      return change(work, params, { kind: 'hand-over', id: newId(), taskId: params.taskId, ...body, refusals: refusalsOf(person, choice) })
    },
  }),

  takeOver: route({
    method: 'post',
    path: '/api/matters/{matterId}/orders/{orderId}/handovers/{handoverId}/accept',
    summary: 'Accept a hand-over: the task is mine',
    may: can('do-work'),
    params: orderPath.extend({ handoverId: id }),
    answer: appended,
    run: ({ work, params }) => change(work, params, { kind: 'take-over', id: params.handoverId }),
  }),
})

interface OrderPath {
  readonly matterId: string
  readonly orderId: string
}

const reading = together({ order: orders, work: works })

async function change(work: Given, { matterId, orderId }: OrderPath, given: WorkCommand) {
  const { seq } = await command(work, matterId, { kind: 'order', id: orderId }, reading, (state, context) => decide(state, given, context))
  return { seq }
}

async function orderOf({ db }: Given, { matterId, orderId }: OrderPath) {
  const order = await orderById(db, orderId)
  if (order?.matterId !== matterId) throw new NotVisible()
  return order
}

async function taskOf(work: Given, path: OrderPath & { readonly taskId: string }) {
  const task = (await tasksOfOrder(work.db, path.orderId)).find((one) => one.id === path.taskId)
  if (task?.matterId !== path.matterId) throw new NotVisible()
  return task
}

/** The line's plan of an order, as tasks. */
async function proposedPlan(work: Given, lines: Lines, path: OrderPath): Promise<readonly PlannedTask[]> {
  const { id: orderId, matterId, line, intake, attachments } = await orderOf(work, path)
  const plugged = lines.get(line)
  if (!plugged) throw new NotVisible()
  const plan = plugged.plan({ id: orderId, matterId, intake, attachments, product: [] })
  return plan.map(({ admitted = false, ...task }) => ({ ...task, id: newId(), admitted }))
}

/** Lists of a row are read only; an answer's are not. */
const plain = <Row extends { readonly after: readonly string[]; readonly assignedBecause: readonly string[] }>(row: Row) => ({
  ...row,
  after: [...row.after],
  assignedBecause: [...row.assignedBecause],
})

const shown = ({ reasons, refusals, ...candidate }: Candidate) => ({ ...candidate, reasons: [...reasons], refusals: [...refusals] })
