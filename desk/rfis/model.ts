import type { Context } from '../../platform/ledger/command.ts'
import type { Entry } from '../../platform/ledger/entry.ts'
import { type Refusal, refuse, refuseNow } from '../../platform/ledger/refusal.ts'
import { type OrderMark, openStatuses, type Standing } from '../orders/lifecycle.ts'

/** A question to the client that holds up an order until it is answered or withdrawn. */
export interface Rfi {
  readonly id: string
  readonly matterId: string
  readonly orderId: string
  readonly question: string
  readonly askedAt: string
  readonly askedBy: string
  readonly dueAt: string
  readonly answer: string | null
  readonly remindedAt: string | null
  readonly closed: { readonly at: string; readonly by: string; readonly how: 'answered' | 'withdrawn'; readonly why: string | null } | null
}

export type RfiCommand =
  | { readonly kind: 'ask'; readonly id: string; readonly question: string; readonly dueAt: string }
  | { readonly kind: 'answer'; readonly id: string; readonly text: string }
  | { readonly kind: 'withdraw'; readonly id: string; readonly reason: string }
  | { readonly kind: 'remind'; readonly id: string }

export type RfiBody =
  | { readonly kind: 'rfi.asked'; readonly id: string; readonly question: string; readonly dueAt: string; readonly order: OrderMark }
  | { readonly kind: 'rfi.answered'; readonly id: string; readonly text: string; readonly order: OrderMark }
  | { readonly kind: 'rfi.withdrawn'; readonly id: string; readonly reason: string; readonly order: OrderMark }
  | { readonly kind: 'rfi.reminded'; readonly id: string }

/** The questions of one order, by id. */
export type Rfis = Readonly<Record<string, Rfi>>

/** Longest question or answer, in characters: what a person can read on one screen. */
export const questionLengthMax = 4_000

/** Why the clock stands while the client has a question to answer: as it is named in `pausesOn` of the engagement's terms. */
const clientQuestion = 'client-question'

/**
 * Decides what a command does to an order's questions.
 *
 * @returns the body of the entry to append, or a refusal that names the field and the remedy
 *
 * @example
 * decide({ order, rfis: {} }, { kind: 'answer', id, text: 'Delaware' }, context)
 * // refusal: there is no such question
 */
export function decide(
  { order, rfis }: { readonly order: Standing | null; readonly rfis: Rfis },
  command: RfiCommand,
  { now }: Context,
): RfiBody | Refusal {
  const rfi = rfis[command.id]
  if (command.kind === 'ask') return rfi ? refuseNow('id', 'This question was asked already.') : ask(order, command, now)
  if (!rfi) return refuseNow('id', 'There is no such question.')
  if (rfi.closed) return refuseNow('id', `This question was ${rfi.closed.how} on ${rfi.closed.at}.`)
  const resume: OrderMark = Object.values(rfis).some((other) => other.id !== rfi.id && !other.closed)
    ? {}
    : { clock: [{ kind: 'resume', reason: clientQuestion }] }
  switch (command.kind) {
    case 'answer':
      if (command.text.trim() === '') return refuse('text', 'Write an answer.')
      if (command.text.length > questionLengthMax) return refuse('text', `Shorten it to ${questionLengthMax} characters.`)
      return { kind: 'rfi.answered', id: rfi.id, text: command.text, order: resume }
    case 'withdraw':
      if (command.reason.trim() === '') return refuse('reason', 'Say why the question is no longer needed.')
      return { kind: 'rfi.withdrawn', id: rfi.id, reason: command.reason, order: resume }
    case 'remind':
      if (rfi.remindedAt) return refuseNow('id', `The client was reminded on ${rfi.remindedAt}.`)
      return { kind: 'rfi.reminded', id: rfi.id }
  }
}

function ask(order: Standing | null, { id, question, dueAt }: Extract<RfiCommand, { kind: 'ask' }>, now: string): RfiBody | Refusal {
  if (!order || !openStatuses.includes(order.status)) return refuseNow('order', 'This order is not open: a question would hold up nothing.')
  if (question.trim() === '') return refuse('question', 'Write the question.')
  if (question.length > questionLengthMax) return refuse('question', `Shorten it to ${questionLengthMax} characters.`)
  if (dueAt <= now) return refuse('dueAt', 'Choose a time that is still to come.')
  return {
    kind: 'rfi.asked',
    id,
    question,
    dueAt,
    // A question to the client is also the first that it hears of us.
    order: {
      clock: [
        { kind: 'pause', reason: clientQuestion },
        { kind: 'stop', clock: 'first-response' },
      ],
    },
  }
}

/** Applies one entry. Total: whatever `decide` returned can be applied, in its order, for ever. */
export function apply(rfis: Rfis, entry: Entry): Rfis {
  const body = entry.body as RfiBody
  switch (body.kind) {
    case 'rfi.asked': {
      const { id, question, dueAt } = body
      const asked: Rfi = {
        id,
        matterId: entry.stream,
        orderId: entry.subject.id,
        question,
        askedAt: entry.at,
        askedBy: entry.actor,
        dueAt,
        answer: null,
        remindedAt: null,
        closed: null,
      }
      return { ...rfis, [id]: asked }
    }
    case 'rfi.answered':
      return change(rfis, body.id, { answer: body.text, closed: { at: entry.at, by: entry.actor, how: 'answered', why: null } })
    case 'rfi.withdrawn':
      return change(rfis, body.id, { closed: { at: entry.at, by: entry.actor, how: 'withdrawn', why: body.reason } })
    case 'rfi.reminded':
      return change(rfis, body.id, { remindedAt: entry.at })
    default:
      return rfis
  }
}

const change = (rfis: Rfis, id: string, to: Partial<Rfi>): Rfis => {
  const rfi = rfis[id]
  return rfi ? { ...rfis, [id]: { ...rfi, ...to } } : rfis
}
