import { add, formatDecimal, zero } from '../../kits/money/index.ts'
import { NotVisible, overWalls } from '../../platform/database/scope.ts'
import { newId } from '../../platform/ids.ts'
import type { Work } from '../../platform/ledger/command.ts'
import { Refused, refuseNow } from '../../platform/ledger/refusal.ts'
import { dayIn } from '../clients/day.ts'
import { hold } from '../clients/hold.ts'
import { clientById, engagementById } from '../clients/store.ts'
import { matterById } from '../matters/store.ts'
import type { OrderRow } from '../orders/store.ts'
import { peopleFacts } from '../people/store.ts'
import { tasksOfOrder, timesOfOrder } from '../work/store.ts'
import { type Charge, type ChargedItem, charge, hoursOf, type InvoiceSaving } from './charge.ts'
import { timekeeperOf, usualCodes } from './codes.ts'
import { exact, type InvoiceLine, type Timekeeper } from './invoice-line.ts'
import type { BilledOrder, BillTo } from './model.ts'
import { serviceCredit } from './service-credit.ts'
import { invoicedAmong, lastInvoiceNumber } from './store.ts'

/** Most orders of one invoice. */
export const ordersMax = 500

/** What an invoice over some orders would say, and what its rule asks of them. */
export interface Proposal {
  readonly clientId: string
  readonly engagementId: string
  readonly currency: string
  readonly billTo: BillTo
  readonly lines: readonly InvoiceLine[]
  readonly savings: readonly InvoiceSaving[]
  readonly orders: readonly BilledOrder[]
}

/**
 * Reads orders of one matter and prices what was done: units and time from the ledger's tables, rates and service level as they bind each order.
 *
 * @throws NotVisible where an order is not on the matter, Refused where something cannot be priced
 */
export async function proposeInvoice(work: Work, matterId: string, orderIds: readonly string[]): Promise<Proposal> {
  const { db, now } = work
  const matter = await matterById(db, matterId)
  const client = matter && (await clientById(db, matter.clientId))
  const engagement = matter && (await engagementById(db, matter.engagementId))
  if (!matter || !client || !engagement) throw new NotVisible()
  const orders = await db
    .selectFrom('orders')
    .selectAll()
    .where('matterId', '=', matterId)
    .where('id', 'in', [...orderIds])
    .execute()
  if (orders.length < new Set(orderIds).size) throw new NotVisible()
  const invoiced = await invoicedAmong(db, orderIds)
  const lines: InvoiceLine[] = []
  const savings: InvoiceSaving[] = []
  for (const order of orders.toSorted((a, b) => (a.deliveredAt ?? '').localeCompare(b.deliveredAt ?? ''))) {
    const date = dayIn(order.deliveredAt ?? now, client.timeZone)
    const clientRate = (await engagementById(db, order.engagementId))?.versions.find(({ version }) => version === order.engagementVersion)
      ?.terms.clientRates[order.line]
    const given = await chargeOf(work, order, date, clientRate ?? null, matter.supervisingAttorneyId)
    const { lines: charged, amount, saving } = priced(given)
    const late = { orderId: order.id, number: order.number, date, clocked: { ...order, terms: order }, amount }
    const credit = serviceCredit(late, now)
    for (const line of credit ? [...charged, credit] : charged) lines.push({ ...line, id: newId() })
    if (saving) savings.push(saving)
  }
  return {
    clientId: client.clientId,
    engagementId: engagement.id,
    currency: orders[0]?.currency ?? engagement.versions.at(-1)?.terms.currency ?? 'USD',
    billTo: {
      clientName: client.name,
      clientCode: client.code,
      clientAddress: client.address,
      matterReference: matter.reference,
      matterName: matter.name,
      clientReference: matter.clientReference,
    },
    lines,
    savings,
    orders: orders.map(({ id, number, status, currency }) => ({ number, status, currency, invoiced: invoiced.has(id) })),
  }
}

/** What the money kit cannot price is said to the person, with the order's number. */
function priced(given: Charge): ReturnType<typeof charge> {
  try {
    return charge(given)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new Refused(refuseNow('orders', `${given.number} cannot be priced: ${error.message}`))
  }
}

async function chargeOf(
  work: Work,
  order: OrderRow,
  date: string,
  clientRate: Charge['clientRate'],
  attorneyId: string | null,
): Promise<Charge> {
  const { quote, number, title, id: orderId, engagementVersion } = order
  const items = quote.kind === 'hour' ? await hourItems(work, order) : [await unitItem(work, order, date, attorneyId)]
  return { orderId, number, title, rateLine: quote.rateLine, engagementVersion, rush: quote.rush, date, items, clientRate }
}

/** Hourly work: a line for each time entry, in the order of the days. */
async function hourItems(work: Work, order: OrderRow): Promise<readonly ChargedItem[]> {
  const times = (await timesOfOrder(work.db, order.id)).filter(({ minutes }) => minutes > 0)
  const keepers = await timekeepers(
    work,
    times.map(({ personId }) => personId),
  )
  const { task, activity } = usualCodes[order.line]
  return times.map(({ date, note, minutes, personId, taskCode, activityCode }) => ({
    date,
    description: note,
    units: hoursOf(minutes),
    counted: `time entry of ${date}: ${minutes} min by 60 is ${hoursOf(minutes)} h, rounded half up to hundredths`,
    timekeeper: keepers(personId),
    taskCode: taskCode ?? task,
    activityCode: activityCode ?? activity,
  }))
}

/** Other work: all units of the order at once, as the last steps of its plan were submitted; as quoted where none was counted. */
async function unitItem(work: Work, order: OrderRow, date: string, attorneyId: string | null): Promise<ChargedItem> {
  const tasks = await tasksOfOrder(work.db, order.id)
  const last = tasks.filter(({ key }) => !tasks.some(({ after }) => after.includes(key)))
  const done = last.map(({ unitsDone }) => exact(String(unitsDone))).reduce(add, zero)
  const counted = done.digits > 0n
  const units = counted ? formatDecimal(done) : String(order.quote.quantity)
  const personId = last.find(({ assigneeId }) => assigneeId !== null)?.assigneeId ?? attorneyId ?? order.placedBy
  const { task, activity } = usualCodes[order.line]
  return {
    date,
    description: `delivered ${date}`,
    units,
    counted: counted
      ? `units that were submitted: ${last.map(({ title, unitsDone }) => `${title} ${unitsDone}`).join(', ')}`
      : 'units as quoted: none was counted',
    timekeeper: (await timekeepers(work, [personId]))(personId),
    taskCode: task,
    activityCode: activity,
  }
}

async function timekeepers({ db }: Work, ids: readonly string[]): Promise<(id: string) => Timekeeper> {
  const people = await peopleFacts(db, [...new Set(ids)])
  return (id) => timekeeperOf(people.get(id) ?? { id, name: 'Somebody who left', roles: [] })
}

/**
 * The next number of a client's invoices: its code, the year, a count without gaps, over the walls within which the invoices are. Others who would give one wait.
 *
 * @example
 * await nextInvoiceNumber(work, 'HV', '2026-03-02') // 'HV-2026-0001'
 */
export async function nextInvoiceNumber({ db }: Work, clientCode: string, date: string): Promise<string> {
  await hold(db, 'invoice number')
  const stem = `${clientCode}-${date.slice(0, 4)}-`
  const last = await overWalls(db, (all) => lastInvoiceNumber(all, stem))
  return `${stem}${String(last + 1).padStart(4, '0')}`
}
