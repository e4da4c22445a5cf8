import { z } from '@hono/zod-openapi'
import { route } from '../../platform/http/route.ts'
import { newId } from '../../platform/ids.ts'
import { command, type Work } from '../../platform/ledger/command.ts'
import { together } from '../../platform/ledger/projection.ts'
import { orderPath } from '../orders/api.ts'
import { orders } from '../orders/projection.ts'
import { can } from '../policy.ts'
import { decide, questionLengthMax, type RfiCommand } from './model.ts'
import { rfis } from './projection.ts'
import { openRfis, rfisOfOrder } from './store.ts'

const rfiPath = orderPath.extend({ rfiId: z.uuid() })
const text = z.string().trim().min(1, 'Write something.').max(questionLengthMax)

const rfiView = z.object({
  id: z.uuid(),
  matterId: z.uuid(),
  orderId: z.uuid(),
  question: z.string(),
  askedAt: z.string(),
  askedBy: z.uuid(),
  dueAt: z.string(),
  answer: z.string().nullable(),
  remindedAt: z.string().nullable(),
  closedAt: z.string().nullable(),
  closedBy: z.uuid().nullable(),
  closedHow: z.enum(['answered', 'withdrawn']).nullable(),
  closedWhy: z.string().nullable(),
})

const appended = z.object({ id: z.uuid(), seq: z.number() })

/** Questions to the client, and their answers. */
export const rfiRoutes = {
  open: route({
    method: 'get',
    path: '/api/rfis',
    summary: 'The open questions, oldest due first',
    may: can('see-orders'),
    answer: z.array(rfiView.extend({ orderNumber: z.string(), orderTitle: z.string() })),
    run: ({ work }) => openRfis(work.db),
  }),

  ofOrder: route({
    method: 'get',
    path: '/api/matters/{matterId}/orders/{orderId}/rfis',
    summary: 'All questions of one order',
    may: can('see-orders'),
    params: orderPath,
    answer: z.array(rfiView),
    run: ({ work, params }) => rfisOfOrder(work.db, params.orderId),
  }),

  ask: route({
    method: 'post',
    path: '/api/matters/{matterId}/orders/{orderId}/rfis',
    summary: 'Ask the client a question',
    may: can('ask-client'),
    params: orderPath,
    body: z.object({ question: text, dueAt: z.iso.datetime() }),
    answer: appended,
    status: 201,
    run: ({ work, params, body: { question, dueAt } }) =>
      change(work, params, { kind: 'ask', id: newId(), question, dueAt: new Date(dueAt).toISOString() }),
  }),

  answer: route({
    method: 'post',
    path: '/api/matters/{matterId}/orders/{orderId}/rfis/{rfiId}/answer',
    summary: 'Answer a question',
    may: can('answer-question'),
    params: rfiPath,
    body: z.object({ text }),
    answer: appended,
    run: ({ work, params, body }) => change(work, params, { kind: 'answer', id: params.rfiId, text: body.text }),
  }),

  withdraw: route({
    method: 'post',
    path: '/api/matters/{matterId}/orders/{orderId}/rfis/{rfiId}/withdraw',
    summary: 'Withdraw a question that is no longer needed',
    may: can('ask-client'),
    params: rfiPath,
    body: z.object({ reason: text }),
    answer: appended,
    run: ({ work, params, body }) => change(work, params, { kind: 'withdraw', id: params.rfiId, reason: body.reason }),
  }),
}

const reading = together({ order: orders, rfis })

/** Gives a command about one question of an order. */
export async function change(work: Work, { matterId, orderId }: { matterId: string; orderId: string }, given: RfiCommand) {
  const entry = await command(work, matterId, { kind: 'order', id: orderId }, reading, (state, context) => decide(state, given, context))
  return { id: given.id, seq: entry.seq }
}
