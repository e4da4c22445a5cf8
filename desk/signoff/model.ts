import type { Context } from '../../platform/ledger/command.ts'
import type { Entry } from '../../platform/ledger/entry.ts'
import { isRefusal, type Refusal, refuse, refuseNow, refusePerson } from '../../platform/ledger/refusal.ts'
import type { MarkedDefect } from '../defects.ts'
import { move, type OrderMark, type Standing } from '../orders/lifecycle.ts'
import type { Admission } from '../people/admissions.ts'
import { apply as applyWork } from '../work/model.ts'
import { productHash } from '../work/product.ts'
import { noWork, type Work } from '../work/task.ts'

/** A supervising attorney's approval of one exact product, by its hash. */
export interface SignOff {
  readonly id: string
  readonly matterId: string
  readonly orderId: string
  readonly productHash: string
  readonly attorneyId: string
  readonly attorneyName: string
  /** By which the attorney answers for the matter's jurisdiction, as it was on that day. */
  readonly admission: SignedAdmission
  readonly statement: string
  readonly at: string
  /** When it stopped to hold, and why. */
  readonly voidedAt: string | null
  readonly voidedBecause: string | null
}

export type SignedAdmission = Pick<Admission, 'jurisdiction' | 'number' | 'status' | 'expiresOn'>

/** A product that the attorney would not answer for. */
export interface SignOffRefusal {
  readonly id: string
  readonly matterId: string
  readonly orderId: string
  readonly productHash: string
  readonly attorneyId: string
  readonly attorneyName: string
  readonly reason: string
  readonly defects: readonly MarkedDefect[]
  readonly at: string
}

/** What was signed and refused on one order, oldest first, and the work whose product it was. */
export interface SignOffs {
  readonly work: Work
  readonly given: readonly SignOff[]
  readonly refused: readonly SignOffRefusal[]
}

export const noSignOffs: SignOffs = { work: noWork, given: [], refused: [] }

/** Who wants to sign, as far as the rule asks. */
export interface Signer {
  readonly name: string
  /** Whether it is the matter's supervising attorney, or another on its team. */
  readonly answers: boolean
  /** The matter's. */
  readonly jurisdiction: string
  /** The day where the client is. */
  readonly date: string
  /** The admission that covers the jurisdiction on that day; null where there is none. */
  readonly admission: Admission | null
}

export type SignOffCommand =
  | {
      readonly kind: 'sign'
      readonly id: string
      /** What the signer looked at. */
      readonly productHash: string
      readonly statement: string
      readonly signer: Signer
    }
  | {
      readonly kind: 'refuse'
      readonly id: string
      readonly reason: string
      readonly defects: readonly MarkedDefect[]
      readonly signer: Signer
    }

export type SignOffBody =
  | {
      readonly kind: 'signoff.given'
      readonly id: string
      readonly productHash: string
      readonly attorneyName: string
      readonly admission: SignedAdmission
      readonly statement: string
    }
  | {
      readonly kind: 'signoff.refused'
      readonly id: string
      readonly productHash: string
      readonly attorneyName: string
      readonly reason: string
      readonly defects: readonly MarkedDefect[]
      readonly order: OrderMark
    }

/** Longest statement and longest reason, in characters. */
export const statementLengthMax = 4_000

/** What an attorney puts their name to, unless they write something else. */
export const standardStatement =
  'I have reviewed this product, supervised the work on it, and approve its delivery. I answer for it as a lawyer admitted in the jurisdiction of the matter.'

interface State {
  readonly order: Standing | null
  readonly signOffs: SignOffs
}

/**
 * Decides whether a product is signed off, or sent back.
 *
 * @returns the body of the entry to append, or a refusal that names the field and the remedy
 */
export function decide({ order, signOffs }: State, command: SignOffCommand, _context: Context): SignOffBody | Refusal {
  if (!order) return refuseNow('order', 'There is no such order.')
  if (order.status !== 'awaiting-signoff')
    return refuseNow('status', 'An order is signed off after its inspection was passed and before it is delivered: this one is not there.')
  const hash = productHash(signOffs.work.product)
  const unfit = unfitSigner(command.signer)
  if (unfit) return unfit
  return command.kind === 'sign' ? sign(signOffs, command, hash) : send(order, command, hash)
}

/** Only a lawyer admitted where the matter is may answer for it (ABA Formal Op. 08-451; NYC Bar Formal Op. 2006-3). */
export function unfitSigner({ name, answers, jurisdiction, date, admission }: Signer): Refusal | undefined {
  if (!answers)
    return refusePerson(
      'attorney',
      `${name} does not answer for this matter. Its supervising attorney signs, or a supervising attorney of its team.`,
    )
  if (!admission)
    return refusePerson(
      'admission',
      `${name} has no admission that covers ${jurisdiction} on ${date}. Record one, or let somebody sign who has one.`,
    )
  return undefined
}

function sign(signOffs: SignOffs, command: Extract<SignOffCommand, { kind: 'sign' }>, hash: string): SignOffBody | Refusal {
  const { id, statement, signer } = command
  if (command.productHash !== hash)
    return refuseNow('productHash', 'The product is not the one that you looked at: a file has changed since. Read it again.')
  const valid = validSignOff(signOffs)
  if (valid) return refuseNow('signOff', `${valid.attorneyName} signed this product off on ${valid.at}.`)
  if (statement.trim() === '') return refuse('statement', 'Write what you put your name to.')
  if (statement.length > statementLengthMax) return refuse('statement', `Shorten it to ${statementLengthMax} characters.`)
  if (!signer.admission) return refusePerson('admission', 'There is no admission.')
  const { jurisdiction, number, status, expiresOn } = signer.admission
  const admission = { jurisdiction, number, status, expiresOn }
  return { kind: 'signoff.given', id, productHash: hash, attorneyName: signer.name, admission, statement }
}

function send(order: Standing, command: Extract<SignOffCommand, { kind: 'refuse' }>, hash: string): SignOffBody | Refusal {
  const { id, reason, defects, signer } = command
  if (reason.trim() === '') return refuse('reason', 'Say what has to be mended.')
  if (reason.length > statementLengthMax) return refuse('reason', `Shorten it to ${statementLengthMax} characters.`)
  const mark = move(order, 'rework')
  if (isRefusal(mark)) return mark
  return { kind: 'signoff.refused', id, productHash: hash, attorneyName: signer.name, reason, defects, order: mark }
}

/** The sign-off that holds for the product as it is now; null where none does. */
export function validSignOff({ work, given }: SignOffs): SignOff | null {
  const hash = productHash(work.product)
  return given.findLast((signOff) => signOff.voidedAt === null && signOff.productHash === hash) ?? null
}

/** Applies one entry: of this room by its kind; of any room where it changes the product or sends the order back. */
export function apply(state: SignOffs, entry: Entry): SignOffs {
  const work = applyWork(state.work, entry)
  const next = signed(work === state.work ? state : { ...state, work }, entry)
  return voided(next, entry)
}

function signed(state: SignOffs, entry: Entry): SignOffs {
  const body = entry.body as SignOffBody
  const place = { matterId: entry.stream, orderId: entry.subject.id, attorneyId: entry.actor, at: entry.at }
  switch (body.kind) {
    case 'signoff.given': {
      const { kind: _, ...facts } = body
      return { ...state, given: [...state.given, { ...facts, ...place, voidedAt: null, voidedBecause: null }] }
    }
    case 'signoff.refused': {
      const { kind: _, order: __, ...facts } = body
      return { ...state, refused: [...state.refused, { ...facts, ...place }] }
    }
    default:
      return state
  }
}

/** A sign-off holds for one exact product, once: another product, or rework, ends it. */
function voided(state: SignOffs, { at, body }: Entry): SignOffs {
  if (!state.given.some(({ voidedAt }) => voidedAt === null)) return state
  const reworked = (body as { order?: OrderMark }).order?.status === 'rework'
  const hash = productHash(state.work.product)
  const end = (signOff: SignOff): SignOff => {
    if (signOff.voidedAt !== null) return signOff
    if (signOff.productHash !== hash) return { ...signOff, voidedAt: at, voidedBecause: 'A file of the product changed.' }
    return reworked ? { ...signOff, voidedAt: at, voidedBecause: 'The order was sent back for rework.' } : signOff
  }
  const given = state.given.map(end)
  return given.every((signOff, index) => signOff === state.given[index]) ? state : { ...state, given }
}
