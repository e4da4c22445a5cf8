import { workingTime } from '../../kits/calendar/index.ts'
import type { Context } from '../../platform/ledger/command.ts'
import type { Entry } from '../../platform/ledger/entry.ts'
import { isRefusal, type Refusal, refuse, refuseNow, refusePerson } from '../../platform/ledger/refusal.ts'
import type { MarkedDefect } from '../defects.ts'
import type { FileRef } from '../line.ts'
import { move, type OrderMark } from '../orders/lifecycle.ts'
import type { Order } from '../orders/model.ts'
import { type SignOffs, validSignOff } from '../signoff/model.ts'
import { productHash } from '../work/product.ts'

/** What the client receives for an order: files with their manifest and certificate. Immutable once released; rework makes another. */
export interface Deliverable {
  readonly id: string
  readonly matterId: string
  readonly orderId: string
  /** 1 for the first release of the order, 2 for the one after rework. */
  readonly number: number
  /** The product that was signed off. */
  readonly files: readonly FileRef[]
  /** What the line adds beside it. */
  readonly extras: readonly FileRef[]
  readonly certificate: FileRef
  readonly manifest: FileRef
  readonly productHash: string
  readonly signOffId: string
  readonly security: CopyTerms
  readonly releasedAt: string
  readonly releasedBy: string
  /** Silence until then accepts it. */
  readonly acceptBy: string
  readonly accepted: { readonly at: string; readonly by: string; readonly how: 'accepted' | 'deemed' } | null
  readonly returned: {
    readonly at: string
    readonly by: string
    readonly note: string
    readonly defects: readonly MarkedDefect[]
  } | null
  readonly downloads: readonly Download[]
}

/** What the engagement says of copies, as it stood at the release. */
export interface CopyTerms {
  readonly download: boolean
  readonly print: boolean
  readonly watermark: boolean
}

export interface Download {
  readonly at: string
  readonly by: string
  /** The names of what went out: one file, or all of a package. */
  readonly names: readonly string[]
  /** Which of them carried the receiver's name and the time on every page. */
  readonly watermarked: readonly string[]
}

export interface Package
  extends Pick<Deliverable, 'files' | 'extras' | 'certificate' | 'manifest' | 'productHash' | 'signOffId' | 'security'> {}

export type DeliveryCommand =
  | { readonly kind: 'release'; readonly id: string; readonly package: Package }
  | {
      readonly kind: 'download'
      readonly id: string
      readonly names: readonly string[]
      readonly watermarked: readonly string[]
      readonly ofClient: boolean
    }
  | { readonly kind: 'accept'; readonly id: string }
  | { readonly kind: 'deem'; readonly id: string }
  | { readonly kind: 'return'; readonly id: string; readonly note: string; readonly defects: readonly MarkedDefect[] }

export type DeliveryBody =
  | {
      readonly kind: 'deliverable.released'
      readonly id: string
      readonly number: number
      readonly package: Package
      readonly acceptBy: string
      readonly order: OrderMark
    }
  | {
      readonly kind: 'deliverable.downloaded'
      readonly id: string
      readonly names: readonly string[]
      readonly watermarked: readonly string[]
    }
  | { readonly kind: 'deliverable.accepted'; readonly id: string; readonly order: OrderMark }
  | { readonly kind: 'deliverable.deemed-accepted'; readonly id: string; readonly acceptBy: string; readonly order: OrderMark }
  | {
      readonly kind: 'deliverable.returned'
      readonly id: string
      readonly note: string
      readonly defects: readonly MarkedDefect[]
      readonly order: OrderMark
    }

/** The deliverables of one order, in the order of their release. */
export type Deliverables = readonly Deliverable[]

export interface State {
  readonly order: Order | null
  readonly signOffs: SignOffs
  readonly deliverables: Deliverables
}

/** Longest note with which a deliverable is returned, in characters. */
export const noteLengthMax = 4_000

/**
 * Decides what a command does to an order's deliverables.
 *
 * @returns the body of the entry to append, or a refusal that names the field and the remedy
 */
export function decide(state: State, command: DeliveryCommand, context: Context): DeliveryBody | Refusal {
  const { order, deliverables } = state
  if (!order) return refuseNow('order', 'There is no such order.')
  if (command.kind === 'release') return release(order, state, command, context)
  const deliverable = deliverables.find(({ id }) => id === command.id)
  if (!deliverable) return refuseNow('deliverable', 'There is no such deliverable.')
  if (command.kind === 'download') return download(deliverable, command)
  const settled = settledBefore(deliverable)
  if (settled) return settled
  switch (command.kind) {
    case 'accept':
      return marked(move(order, 'accepted'), (mark) => ({ kind: 'deliverable.accepted', id: deliverable.id, order: mark }))
    case 'deem':
      if (context.now <= deliverable.acceptBy) return refuseNow('acceptBy', `The client has until ${deliverable.acceptBy}.`)
      return marked(move(order, 'accepted'), (mark) => ({
        kind: 'deliverable.deemed-accepted',
        id: deliverable.id,
        acceptBy: deliverable.acceptBy,
        order: mark,
      }))
    case 'return':
      return giveBack(order, deliverable, command)
  }
}

function release(
  order: Order,
  { signOffs, deliverables }: State,
  { id, package: released }: Extract<DeliveryCommand, { kind: 'release' }>,
  { now }: Context,
): DeliveryBody | Refusal {
  const mark = move(order, 'delivered', { kind: 'stop', clock: 'turnaround' })
  if (isRefusal(mark)) return mark
  const valid = validSignOff(signOffs)
  if (!valid)
    return refuseNow('signOff', 'No sign-off holds for this product. Let an attorney who is admitted where the matter is sign it off.')
  if (valid.id !== released.signOffId || productHash(released.files) !== valid.productHash)
    return refuseNow('files', 'The product or its sign-off changed while the package was put together. Release it again.')
  const acceptBy = acceptanceEnd(order, now)
  return { kind: 'deliverable.released', id, number: deliverables.length + 1, package: released, acceptBy, order: mark }
}

/** The end of the silence that accepts: so many open days after the release, by the calendar of the order's service level. */
function acceptanceEnd({ terms }: Order, now: string): string {
  const time = workingTime(terms.serviceLevel.calendar)
  return new Date(time.openDaysLater(Date.parse(now), terms.acceptanceBusinessDays)).toISOString()
}

/** Whether somebody may take files away, by the engagement's terms as they stood at the release. */
export function barredDownload({ security }: Pick<Deliverable, 'security'>, ofClient: boolean): Refusal | undefined {
  if (!ofClient || security.download) return undefined
  return refusePerson('download', 'The engagement does not allow downloads of this deliverable. Ask whoever manages it to amend the terms.')
}

function download(
  deliverable: Deliverable,
  { names, watermarked, ofClient }: Extract<DeliveryCommand, { kind: 'download' }>,
): DeliveryBody | Refusal {
  const barred = barredDownload(deliverable, ofClient)
  if (barred) return barred
  const known = new Set(filesOf(deliverable).map(({ name }) => name))
  const strange = names.find((name) => !known.has(name))
  if (strange !== undefined || names.length === 0)
    return refuse('name', `"${strange ?? ''}" is not in this deliverable. Its manifest lists what is.`)
  return { kind: 'deliverable.downloaded', id: deliverable.id, names, watermarked }
}

function settledBefore({ accepted, returned }: Deliverable): Refusal | undefined {
  if (accepted)
    return refuseNow('deliverable', `It was accepted on ${accepted.at}${accepted.how === 'deemed' ? ', by the silence agreed' : ''}.`)
  if (returned) return refuseNow('deliverable', `It was returned on ${returned.at}. The next one will come after rework.`)
  return undefined
}

function giveBack(
  order: Order,
  { id }: Deliverable,
  { note, defects }: Extract<DeliveryCommand, { kind: 'return' }>,
): DeliveryBody | Refusal {
  if (defects.length === 0 && note.trim() === '') return refuse('defects', 'Mark at least one defect, or say in the note what is wrong.')
  if (note.length > noteLengthMax) return refuse('note', `Shorten it to ${noteLengthMax} characters.`)
  return marked(move(order, 'rework', { kind: 'reopen', clock: 'turnaround' }), (mark) => ({
    kind: 'deliverable.returned',
    id,
    note,
    defects,
    order: mark,
  }))
}

const marked = (mark: OrderMark | Refusal, body: (mark: OrderMark) => DeliveryBody): DeliveryBody | Refusal =>
  isRefusal(mark) ? mark : body(mark)

/** Everything in a deliverable, in the order in which it is shown. */
export const filesOf = ({
  files,
  extras,
  certificate,
  manifest,
}: Pick<Deliverable, 'files' | 'extras' | 'certificate' | 'manifest'>): readonly FileRef[] => [...files, ...extras, certificate, manifest]

/** Applies one entry. Total: whatever `decide` returned can be applied, in its order, for ever. */
export function apply(deliverables: Deliverables, entry: Entry): Deliverables {
  const body = entry.body as DeliveryBody
  const { at, actor: by } = entry
  switch (body.kind) {
    case 'deliverable.released': {
      const { id, number, acceptBy } = body
      const place = { id, number, acceptBy, matterId: entry.stream, orderId: entry.subject.id, releasedAt: at, releasedBy: by }
      return [...deliverables, { ...body.package, ...place, accepted: null, returned: null, downloads: [] }]
    }
    case 'deliverable.downloaded':
      return change(deliverables, body.id, ({ downloads }) => ({
        downloads: [...downloads, { at, by, names: body.names, watermarked: body.watermarked }],
      }))
    case 'deliverable.accepted':
      return change(deliverables, body.id, () => ({ accepted: { at, by, how: 'accepted' } }))
    case 'deliverable.deemed-accepted':
      return change(deliverables, body.id, () => ({ accepted: { at, by, how: 'deemed' } }))
    case 'deliverable.returned':
      return change(deliverables, body.id, () => ({ returned: { at, by, note: body.note, defects: body.defects } }))
    default:
      return deliverables
  }
}

const change = (deliverables: Deliverables, id: string, to: (deliverable: Deliverable) => Partial<Deliverable>): Deliverables =>
  deliverables.map((deliverable) => (deliverable.id === id ? { ...deliverable, ...to(deliverable) } : deliverable))
