import { z } from '@hono/zod-openapi'
import { NotVisible, type Scoped } from '../../platform/database/scope.ts'
import { cutPage, pageOf, pageQuery, route, signedIn } from '../../platform/http/route.ts'
import { newId } from '../../platform/ids.ts'
import { command, type Work } from '../../platform/ledger/command.ts'
import { entriesOf } from '../../platform/ledger/store.ts'
import { engagementById } from '../clients/store.ts'
import { refuseStrangeFiles } from '../files.ts'
import { type FileRef, type Lines, type ServiceLine, serviceLineIds, serviceLines } from '../line.ts'
import { can } from '../policy.ts'
import { clocksOf, dueAt, explainClock, readClock } from './clock.ts'
import { cursorFrom, cursorText } from './cursor.ts'
import { matterFacts, termsFor, termsOfOrder } from './facts.ts'
import { orderStatusIds } from './lifecycle.ts'
import { decide, type Order, type OrderCommand, reasonLengthMax, titleLengthMax } from './model.ts'
import { orders } from './projection.ts'
import { type Quote, quote } from './quote.ts'
import { findOrders, type OrderRow, orderById, ordersOnMatter } from './store.ts'

const id = z.uuid()
const instant = z.iso.datetime()
export const orderPath = z.object({ matterId: id, orderId: id })

/** A file of the matter, as the upload gave it. */
export const fileRef = z
  .object({
    name: z.string().min(1).max(255),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    bytes: z.number().int().min(0),
    type: z.string().max(200),
  })
  .openapi('File')

const money = z.object({ minor: z.number(), currency: z.string() })
const step = z.object({ because: z.string(), amount: z.string() })
const quoteView = z.object({
  kind: z.string(),
  quantity: z.number(),
  rush: z.boolean(),
  amount: money,
  steps: z.array(step),
  saving: z.object({ own: money, saved: money, percent: z.number().nullable(), because: z.string() }).nullable(),
})

/** One clock of an order as it stands now. */
const clockView = z.object({
  clock: z.string(),
  state: z.enum(['not-started', 'running', 'paused', 'met', 'breached', 'cancelled']),
  dueAt: z.string().nullable(),
  elapsedMinutes: z.number(),
  remainingMinutes: z.number().nullable(),
  breachedAt: z.string().nullable(),
})

const orderView = z.object({
  id,
  matterId: id,
  clientId: id,
  number: z.string(),
  line: z.enum(serviceLineIds),
  title: z.string(),
  priority: z.enum(['standard', 'rush']),
  status: z.enum(orderStatusIds),
  reason: z.string().nullable(),
  placedAt: z.string(),
  placedBy: id,
  requestedDueAt: z.string().nullable(),
  promisedDueAt: z.string().nullable(),
  dueAt: z.string().nullable(),
  /** The zone in which the terms count; of several sites, the first's. */
  timeZone: z.string(),
  breachedAt: z.string().nullable(),
  deliveredAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  quote: quoteView,
  clocks: z.array(clockView),
})

const explainedClock = clockView.extend({
  summary: z.array(z.string()),
  steps: z.array(z.object({ from: z.string(), to: z.string(), what: z.string(), minutes: z.number(), text: z.string() })),
})

const orderDetail = orderView.extend({
  heldFrom: z.enum(orderStatusIds).nullable(),
  intake: z.record(z.string(), z.unknown()),
  attachments: z.array(fileRef),
  engagementVersion: z.number(),
  acceptanceBusinessDays: z.number(),
  clocks: z.array(explainedClock),
})

const orderInput = z.object({
  line: z.enum(serviceLineIds),
  priority: z.enum(['standard', 'rush']),
  intake: z.record(z.string(), z.unknown()),
  attachments: z.array(fileRef).default([]),
})

const placeBody = orderInput.extend({
  title: z.string().trim().min(1).max(titleLengthMax),
  requestedDueAt: instant.nullable().default(null),
})
const reasonBody = z.object({ reason: z.string().trim().min(1, 'Say why.').max(reasonLengthMax) })
const changed = z.object({ id, status: z.enum(orderStatusIds), seq: z.number() })

/** The orders of all matters that the actor is on, and what may be done to one. */
export const orderRoutes = (lines: Lines) => ({
  lines: route({
    method: 'get',
    path: '/api/lines',
    summary: 'The service lines on offer, each with what it asks',
    may: signedIn,
    answer: z.array(
      z.object({ id: z.enum(serviceLineIds), title: z.string(), unit: z.string(), intake: z.record(z.string(), z.unknown()) }),
    ),
    run: ({ work, actor }) => Promise.all([...lines.values()].map((line) => asked(line, work.db, actor.clientId !== undefined))),
  }),

  list: route({
    method: 'get',
    path: '/api/orders',
    summary: 'Orders, first due first',
    may: can('see-orders'),
    query: pageQuery.extend({
      status: z.enum(orderStatusIds).optional(),
      open: z.stringbool().optional(),
      line: z.enum(serviceLineIds).optional(),
      priority: z.enum(['standard', 'rush']).optional(),
      matterId: id.optional(),
      clientId: id.optional(),
      q: z.string().max(200).optional(),
    }),
    answer: pageOf(orderView),
    run: async ({ work, query }) => {
      const { cursor, limit, ...filter } = query
      const rows = await findOrders(work.db, filter, limit, cursorFrom(cursor))
      const page = cutPage(rows, limit, cursorText)
      return { ...page, items: page.items.map((row) => present(row, work.now)) }
    },
  }),

  quote: route({
    method: 'post',
    path: '/api/matters/{matterId}/quotes',
    summary: 'What an order would cost, before it is placed',
    may: can('place-order'),
    params: z.object({ matterId: id }),
    body: orderInput,
    answer: quoteView.extend({ dueAt: z.string().nullable() }),
    run: async ({ work, params, body }) => {
      const { terms, price } = await assess(work, lines, params.matterId, body)
      const clocked = { terms, clockEvents: [{ at: work.now, kind: 'start' as const }] }
      return { ...shownQuote(price), dueAt: dueAt(clocked, work.now) }
    },
  }),

  place: route({
    method: 'post',
    path: '/api/matters/{matterId}/orders',
    summary: 'Place an order',
    may: can('place-order'),
    params: z.object({ matterId: id }),
    body: placeBody,
    answer: changed,
    status: 201,
    run: async ({ work, params: { matterId }, body }) => {
      const { line, priority, attachments, title, requestedDueAt } = body
      await refuseStrangeFiles(work.db, matterId, attachments)
      const { matter, intake, terms, price } = await assess(work, lines, matterId, body)
      const orderId = newId()
      const number = `${matter.reference}/${(await ordersOnMatter(work.db, matterId)) + 1}`
      const placement = {
        id: orderId,
        clientId: matter.clientId,
        number,
        line,
        title,
        priority,
        intake,
        attachments,
        terms,
        quote: price,
        requestedDueAt,
      }
      return change(work, matterId, orderId, { kind: 'place', placement, matter })
    },
  }),

  detail: route({
    method: 'get',
    path: '/api/matters/{matterId}/orders/{orderId}',
    summary: 'One order, with the arithmetic of its clocks',
    may: can('see-orders'),
    params: orderPath,
    answer: orderDetail,
    run: async ({ work, params }) => {
      const row = await orderById(work.db, params.orderId)
      if (row?.matterId !== params.matterId) throw new NotVisible()
      const { heldFrom, intake, attachments, engagementVersion, acceptanceBusinessDays } = row
      const clocked = { ...row, terms: row }
      const clocks = clocksOf(clocked).map((clock) => ({ clock, ...explainClock(clocked, clock, work.now) }))
      return {
        ...present(row, work.now),
        heldFrom,
        intake: { ...intake },
        attachments: [...attachments],
        engagementVersion,
        acceptanceBusinessDays,
        clocks: clocks.map(({ summary, steps, ...clock }) => ({ ...clock, summary: [...summary], steps: [...steps] })),
      }
    },
  }),

  entries: route({
    method: 'get',
    path: '/api/matters/{matterId}/orders/{orderId}/entries',
    summary: 'Everything that happened to an order, from the ledger',
    may: can('see-ledger'),
    params: orderPath,
    answer: z.array(
      z.object({ seq: z.number(), at: z.string(), actor: id, kind: z.string(), body: z.record(z.string(), z.unknown()), hash: z.string() }),
    ),
    run: async ({ work, params }) => {
      const entries = await entriesOf(work.db, params.matterId, { kind: 'order', id: params.orderId })
      return entries.map(({ seq, at, actor, body, hash }) => ({ seq, at, actor, kind: body.kind, body: { ...body }, hash }))
    },
  }),

  clear: route({
    method: 'post',
    path: '/api/matters/{matterId}/orders/{orderId}/clear',
    summary: 'Record that the conflict check is clear',
    may: can('accept-order'),
    params: orderPath,
    answer: changed,
    run: async ({ work, params: { matterId, orderId } }) => {
      const { conflictMissing } = await matterFacts(work, matterId)
      return change(work, matterId, orderId, { kind: 'clear', missing: conflictMissing })
    },
  }),

  promise: route({
    method: 'post',
    path: '/api/matters/{matterId}/orders/{orderId}/promise',
    summary: 'Accept an order and promise a time',
    may: can('accept-order'),
    params: orderPath,
    body: z.object({ dueAt: instant }),
    answer: changed,
    run: async ({ work, params: { matterId, orderId }, body }) => {
      const { line } = await visibleOrder(work.db, matterId, orderId)
      const { missing } = await matterFacts(work, matterId, line)
      return change(work, matterId, orderId, { kind: 'promise', dueAt: whole(body.dueAt), missing })
    },
  }),

  hold: route({
    method: 'post',
    path: '/api/matters/{matterId}/orders/{orderId}/hold',
    summary: 'Put an order on hold',
    may: can('hold-order'),
    params: orderPath,
    body: reasonBody,
    answer: changed,
    run: ({ work, params: { matterId, orderId }, body }) => change(work, matterId, orderId, { kind: 'hold', reason: body.reason }),
  }),

  release: route({
    method: 'post',
    path: '/api/matters/{matterId}/orders/{orderId}/release',
    summary: 'Take an order off hold',
    may: can('hold-order'),
    params: orderPath,
    answer: changed,
    run: ({ work, params: { matterId, orderId } }) => change(work, matterId, orderId, { kind: 'release' }),
  }),

  cancel: route({
    method: 'post',
    path: '/api/matters/{matterId}/orders/{orderId}/cancel',
    summary: 'Cancel an order',
    may: can('cancel-order'),
    params: orderPath,
    body: reasonBody,
    answer: changed,
    run: ({ work, params: { matterId, orderId }, body }) => change(work, matterId, orderId, { kind: 'cancel', reason: body.reason }),
  }),

  reprioritise: route({
    method: 'post',
    path: '/api/matters/{matterId}/orders/{orderId}/priority',
    summary: 'Change the priority: the same clock by other terms, at another price',
    may: can('accept-order'),
    params: orderPath,
    body: reasonBody.extend({ priority: z.enum(['standard', 'rush']) }),
    answer: changed,
    run: async ({ work, params: { matterId, orderId }, body: { priority, reason } }) => {
      const order = await visibleOrder(work.db, matterId, orderId)
      const { terms, ...rates } = termsOfOrder(await engagementById(work.db, order.engagementId), order, priority)
      const price = priced(lineOf(lines, order.line), { ...order, priority }, rates)
      return change(work, matterId, orderId, { kind: 'reprioritise', priority, serviceLevel: terms.serviceLevel, quote: price, reason })
    },
  }),

  attach: route({
    method: 'post',
    path: '/api/matters/{matterId}/orders/{orderId}/attachments',
    summary: 'Attach further files',
    may: can('place-order'),
    params: orderPath,
    body: z.object({ files: z.array(fileRef).min(1) }),
    answer: changed,
    run: async ({ work, params: { matterId, orderId }, body }) => {
      await refuseStrangeFiles(work.db, matterId, body.files)
      return change(work, matterId, orderId, { kind: 'attach', files: body.files })
    },
  }),
})

/** What a line asks, as JSON Schema; fields that the line knows the values of become choices. A client's people are not asked for what is ours. */
async function asked(line: ServiceLine<unknown>, db: Scoped, ofClient: boolean) {
  const schema = z.toJSONSchema(line.intake, { io: 'input' }) as { properties?: Record<string, object> }
  const properties = { ...schema.properties }
  for (const [name, choices] of Object.entries((await line.choices?.(db)) ?? {})) {
    const { title, description } = (properties[name] ?? {}) as { title?: string; description?: string }
    const titles = Object.fromEntries(choices.map((choice) => [choice.value, choice.title]))
    const choice = { type: 'string', enum: choices.map(({ value }) => value), titles }
    if (ofClient || choices.length === 0) delete properties[name]
    else properties[name] = { title, description, anyOf: [choice, { type: 'null' }] }
  }
  return { id: line.id, title: serviceLines[line.id], unit: line.unit, intake: { ...schema, properties } }
}

async function change(work: Work, matterId: string, orderId: string, given: OrderCommand) {
  const entry = await command(work, matterId, { kind: 'order', id: orderId }, orders, (order, context) => decide(order, given, context))
  const { status } = await visibleOrder(work.db, matterId, orderId)
  return { id: orderId, status, seq: entry.seq }
}

/** The order's row. @throws NotVisible where it is not on this matter, or the actor is not */
async function visibleOrder(db: Scoped, matterId: string, orderId: string): Promise<OrderRow> {
  const row = await orderById(db, orderId)
  if (row?.matterId !== matterId) throw new NotVisible()
  return row
}

interface Asked {
  readonly line: Order['line']
  readonly priority: Order['priority']
  readonly intake: Readonly<Record<string, unknown>>
  readonly attachments: readonly FileRef[]
}

/** What an order would be bound by and cost: its intake checked by the line, the terms of today, the price of the units that the line expects. */
async function assess(work: Work, lines: Lines, matterId: string, asked: Asked) {
  const line = lineOf(lines, asked.line)
  const intake = readIntake(line, asked.intake)
  const matter = await matterFacts(work, matterId, asked.line)
  const { terms, ...rates } = termsFor(matter, asked.line, asked.priority)
  return { matter, intake, terms, price: priced(line, { ...asked, intake }, rates) }
}

type Rates = Omit<ReturnType<typeof termsFor>, 'terms'>

/** The price of the units that the line expects. */
function priced(line: ServiceLine<unknown>, { intake, attachments, priority }: Asked, { rateLine, clientRate }: Rates): Quote {
  const quantity = rateLine.kind === 'fixed' ? 1 : line.estimateUnits(intake, attachments)
  return quote(rateLine, quantity, priority === 'rush', clientRate)
}

/** Checks what the client was asked, by the line's own schema; its errors name the field within `intake`. */
function readIntake(line: ServiceLine<unknown>, given: unknown): Record<string, unknown> {
  const { success, data, error } = line.intake.safeParse(given)
  if (success) return data as Record<string, unknown>
  throw new z.ZodError(error.issues.map((issue) => ({ ...issue, path: ['intake', ...issue.path] })))
}

function lineOf(lines: Lines, lineId: Order['line']): ServiceLine<unknown> {
  const line = lines.get(lineId)
  if (!line) throw new NotVisible()
  return line
}

const whole = (instantText: string): string => new Date(instantText).toISOString()

const shownQuote = ({ rateLine: _, steps, ...shown }: Quote) => ({ ...shown, steps: [...steps] })

function present(row: OrderRow, now: string) {
  const clocked = { ...row, terms: row }
  return {
    ...row,
    quote: shownQuote(row.quote),
    dueAt: dueAt(clocked, now),
    timeZone: [row.serviceLevel.calendar].flat()[0]?.timeZone ?? 'UTC',
    clocks: clocksOf(clocked).map((clock) => ({ clock, ...readClock(clocked, clock, now) })),
  }
}
