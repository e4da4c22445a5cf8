import type { Context } from '../../platform/ledger/command.ts'
import type { Entry } from '../../platform/ledger/entry.ts'
import { type Refusal, refuse, refuseNow, refusePerson } from '../../platform/ledger/refusal.ts'
import type { OrderStatus } from '../orders/lifecycle.ts'
import type { InvoiceSaving } from './charge.ts'
import { decimalOf, type InvoiceLine } from './invoice-line.ts'

export const invoiceStatuses = {
  draft: 'Draft',
  approved: 'Approved',
  issued: 'Issued',
  credited: 'Credited',
  discarded: 'Discarded',
} as const

export type InvoiceStatus = keyof typeof invoiceStatuses

/** To whom and for what, as it was when it was drafted. */
export interface BillTo {
  readonly clientName: string
  readonly clientCode: string
  readonly clientAddress: string
  readonly matterReference: string
  readonly matterName: string
  /** What the client calls the matter. */
  readonly clientReference: string | null
}

/** Who invoices: the provider. */
export interface Seller {
  readonly name: string
  readonly address: string
  /** What clients' billing systems know the provider by: LEDES' LAW_FIRM_ID. */
  readonly ledesId: string
}

interface InvoiceDraft {
  readonly clientId: string
  readonly engagementId: string
  readonly currency: string
  readonly billTo: BillTo
  readonly lines: readonly InvoiceLine[]
  readonly savings: readonly InvoiceSaving[]
}

/** What a client owes for work on one matter. */
export interface Invoice extends InvoiceDraft {
  readonly id: string
  readonly matterId: string
  readonly status: InvoiceStatus
  /** Given when it is issued: client's code, year, count. */
  readonly number: string | null
  readonly issuedOn: string | null
  readonly seller: Seller | null
  readonly draftedAt: string
  readonly draftedBy: string
  /** Whoever had a hand in its figures: none of them approves it. */
  readonly madeBy: readonly string[]
  readonly approvedAt: string | null
  readonly approvedBy: string | null
  readonly issuedAt: string | null
  readonly issuedBy: string | null
  /** Why it was discarded. */
  readonly reason: string | null
  readonly credits: readonly CreditNote[]
}

/** Takes back lines of an issued invoice, whole. */
export interface CreditNote {
  readonly id: string
  readonly number: string
  readonly issuedOn: string
  readonly issuedAt: string
  readonly issuedBy: string
  readonly reason: string
  readonly lines: readonly InvoiceLine[]
  /** Lines of the invoice that it takes back. */
  readonly of: readonly string[]
}

/** An order as far as it matters whether it may be invoiced. */
export interface BilledOrder {
  readonly number: string
  readonly status: OrderStatus
  readonly currency: string
  /** Whether a line of another invoice counts for it. */
  readonly invoiced: boolean
}

export type InvoiceCommand =
  | { readonly kind: 'draft'; readonly draft: InvoiceDraft; readonly orders: readonly BilledOrder[] }
  | { readonly kind: 'adjust'; readonly lineId: string; readonly byMinor: number; readonly reason: string }
  | { readonly kind: 'add'; readonly line: InvoiceLine }
  | { readonly kind: 'approve' }
  | { readonly kind: 'issue'; readonly number: string; readonly issuedOn: string; readonly seller: Seller }
  | { readonly kind: 'discard'; readonly reason: string }
  | {
      readonly kind: 'credit'
      readonly id: string
      readonly number: string
      readonly issuedOn: string
      readonly reason: string
      /** Lines to take back, each with the id of the line that does it; all that are left where there are none. */
      readonly lines: readonly { readonly of: string; readonly id: string }[]
    }

export type InvoiceBody =
  | { readonly kind: 'invoice.drafted'; readonly draft: InvoiceDraft }
  | { readonly kind: 'invoice.line-changed'; readonly lineId: string; readonly byMinor: number; readonly reason: string }
  | { readonly kind: 'invoice.line-added'; readonly line: InvoiceLine }
  | { readonly kind: 'invoice.approved' }
  | { readonly kind: 'invoice.issued'; readonly number: string; readonly issuedOn: string; readonly seller: Seller }
  | { readonly kind: 'invoice.discarded'; readonly reason: string }
  | {
      readonly kind: 'credit-note.issued'
      readonly id: string
      readonly number: string
      readonly issuedOn: string
      readonly reason: string
      readonly lines: readonly InvoiceLine[]
      readonly of: readonly string[]
    }

/** Most lines of one invoice: a year of time entries on one matter and more. */
const linesMax = 20_000
/** Longest reason and longest description, in characters. */
export const reasonLengthMax = 1_000
/** Largest adjustment of one line, in the currency's smallest unit: ten million dollars. */
export const adjustmentMinorMax = 1_000_000_000

/**
 * Decides what a command does to an invoice.
 *
 * @returns the body of the entry to append, or a refusal that names the field and the remedy
 */
export function decide(invoice: Invoice | null, command: InvoiceCommand, { actor }: Context): InvoiceBody | Refusal {
  if (command.kind === 'draft') return draft(invoice, command)
  if (!invoice) return refuseNow('invoice', 'There is no such invoice.')
  switch (command.kind) {
    case 'adjust':
      return notDraft(invoice) ?? adjust(invoice, command)
    case 'add':
      if (invoice.lines.length >= linesMax) return refuseNow('lines', `An invoice has at most ${linesMax} lines.`)
      return notDraft(invoice) ?? { kind: 'invoice.line-added', line: command.line }
    case 'approve':
      return notDraft(invoice) ?? approve(invoice, actor)
    case 'issue': {
      const { number, issuedOn, seller } = command
      if (invoice.status !== 'approved') return refuseNow('status', `It is ${phrase(invoice)}: only an approved invoice is issued.`)
      return { kind: 'invoice.issued', number, issuedOn, seller }
    }
    case 'discard':
      if (invoice.status !== 'draft' && invoice.status !== 'approved')
        return refuseNow('status', `It is ${phrase(invoice)}: issue a credit note to take it back.`)
      return wordless(command.reason) ?? { kind: 'invoice.discarded', reason: command.reason }
    case 'credit':
      return wordless(command.reason) ?? credit(invoice, command)
  }
}

function draft(invoice: Invoice | null, { draft: given, orders }: Extract<InvoiceCommand, { kind: 'draft' }>): InvoiceBody | Refusal {
  if (invoice) return refuseNow('id', 'This invoice was drafted already.')
  for (const { number, status, invoiced, currency } of orders) {
    if (status !== 'delivered' && status !== 'accepted')
      return refuseNow('orders', `${number} is not delivered yet: it is invoiced once it is.`)
    if (invoiced) return refuseNow('orders', `${number} stands on another invoice. Discard or credit that one first.`)
    if (currency !== given.currency) return refuse('orders', `${number} is in ${currency}: draft another invoice for it.`)
  }
  if (given.lines.length === 0) return refuse('orders', 'Choose at least one order with something to charge.')
  if (given.lines.length > linesMax) return refuse('orders', `An invoice has at most ${linesMax} lines. Draft several.`)
  return { kind: 'invoice.drafted', draft: given }
}

function adjust(invoice: Invoice, { lineId, byMinor, reason }: Extract<InvoiceCommand, { kind: 'adjust' }>): InvoiceBody | Refusal {
  if (!invoice.lines.some(({ id }) => id === lineId)) return refuseNow('lineId', 'There is no such line on this invoice.')
  if (!Number.isSafeInteger(byMinor) || byMinor === 0 || Math.abs(byMinor) > adjustmentMinorMax)
    return refuse('amount', 'Give an amount that is not nothing, negative for a discount.')
  return wordless(reason) ?? { kind: 'invoice.line-changed', lineId, byMinor, reason }
}

/** Four eyes: whoever made the figures does not approve them. */
function approve(invoice: Invoice, actor: string): InvoiceBody | Refusal {
  if (invoice.madeBy.includes(actor)) return refusePerson('approver', 'You had a hand in this invoice: somebody else approves it.')
  if (totalOf(invoice.lines) < 0) return refuseNow('total', 'The total is below nothing. Leave the credit for an invoice that can bear it.')
  return { kind: 'invoice.approved' }
}

function credit(invoice: Invoice, command: Extract<InvoiceCommand, { kind: 'credit' }>): InvoiceBody | Refusal {
  if (invoice.status !== 'issued') return refuseNow('status', `It is ${phrase(invoice)}: only an issued invoice is credited.`)
  const { id, number, issuedOn, reason } = command
  const taken = creditedLines(invoice)
  const found = command.lines.map(({ of, id: lineId }) => ({ of, id: lineId, line: invoice.lines.find((line) => line.id === of) }))
  if (found.length === 0) return refuse('lines', 'Choose at least one line.')
  const lost = found.find(({ line, of }) => !line || taken.has(of))
  if (lost)
    return refuseNow('lines', lost.line ? `"${lost.line.description}" was credited before.` : 'There is no such line on this invoice.')
  const lines = found.flatMap(({ line, id: lineId }) => (line ? [takenBack(line, lineId, invoice, issuedOn)] : []))
  return { kind: 'credit-note.issued', id, number, issuedOn, reason, lines, of: found.map(({ of }) => of) }
}

/** An adjustment against a line: LEDES knows no negative units. */
const takenBack = (line: InvoiceLine, id: string, { number, currency }: Invoice, date: string): InvoiceLine => ({
  ...line,
  id,
  date,
  kind: line.kind === 'fee' || line.kind === 'fee-adjustment' ? 'fee-adjustment' : 'expense-adjustment',
  description: `Credit of ${number}: ${line.description}`,
  units: null,
  rate: null,
  adjustmentMinor: -line.amountMinor,
  amountMinor: -line.amountMinor,
  taskCode: null,
  activityCode: null,
  expenseCode: null,
  timekeeper: null,
  because: [{ text: `the line of ${number} taken back`, amount: decimalOf({ minor: -line.amountMinor, currency }) }],
})

/** Ids of the lines that credit notes have taken back. */
export const creditedLines = ({ credits }: Pick<Invoice, 'credits'>): ReadonlySet<string> => new Set(credits.flatMap(({ of }) => of))

/** In the currency's smallest unit: the sum of the lines, each rounded. */
export const totalOf = (lines: readonly Pick<InvoiceLine, 'amountMinor'>[]): number =>
  lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0)

const phrase = ({ status }: Invoice): string => invoiceStatuses[status].toLowerCase()

const notDraft = (invoice: Invoice): Refusal | undefined =>
  invoice.status === 'draft'
    ? undefined
    : refuseNow(
        'status',
        `It is ${phrase(invoice)}: its figures stand. ${invoice.status === 'approved' ? 'Discard it and draft it anew.' : ''}`.trim(),
      )

function wordless(reason: string): Refusal | undefined {
  if (reason.trim() === '') return refuse('reason', 'Say why: it stands on the record.')
  return reason.length > reasonLengthMax ? refuse('reason', `Shorten it to ${reasonLengthMax} characters.`) : undefined
}

/** Applies one entry. Total: whatever `decide` returned can be applied, in its order, for ever. */
export function apply(invoice: Invoice | null, entry: Entry): Invoice | null {
  const body = entry.body as InvoiceBody
  const { at, actor } = entry
  if (body.kind === 'invoice.drafted')
    return {
      ...body.draft,
      id: entry.subject.id,
      matterId: entry.stream,
      status: 'draft',
      draftedAt: at,
      draftedBy: actor,
      madeBy: [actor],
      ...unsettled,
    }
  if (!invoice) return null
  const madeBy = invoice.madeBy.includes(actor) ? invoice.madeBy : [...invoice.madeBy, actor]
  switch (body.kind) {
    case 'invoice.line-changed':
      return { ...invoice, madeBy, lines: invoice.lines.map((line) => (line.id === body.lineId ? changed(line, body, invoice) : line)) }
    case 'invoice.line-added':
      return { ...invoice, madeBy, lines: [...invoice.lines, body.line] }
    case 'invoice.approved':
      return { ...invoice, status: 'approved', approvedAt: at, approvedBy: actor }
    case 'invoice.issued': {
      const { number, issuedOn, seller } = body
      return { ...invoice, status: 'issued', number, issuedOn, seller, issuedAt: at, issuedBy: actor }
    }
    case 'invoice.discarded':
      return { ...invoice, status: 'discarded', reason: body.reason }
    case 'credit-note.issued': {
      const { kind: _, ...note } = body
      const credits = [...invoice.credits, { ...note, issuedAt: at, issuedBy: actor }]
      const whole = creditedLines({ credits }).size === invoice.lines.length
      return { ...invoice, credits, status: whole ? 'credited' : invoice.status }
    }
    default:
      return invoice
  }
}

const unsettled = {
  number: null,
  issuedOn: null,
  seller: null,
  approvedAt: null,
  approvedBy: null,
  issuedAt: null,
  issuedBy: null,
  reason: null,
  credits: [],
} as const

const changed = (
  line: InvoiceLine,
  { byMinor, reason }: { readonly byMinor: number; readonly reason: string },
  { currency }: Invoice,
): InvoiceLine => ({
  ...line,
  adjustmentMinor: line.adjustmentMinor + byMinor,
  amountMinor: line.amountMinor + byMinor,
  because: [...line.because, { text: `adjusted by hand: ${reason}`, amount: decimalOf({ minor: byMinor, currency }) }],
})
