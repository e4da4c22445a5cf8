import { type LedesInvoice, type LedesLine, writeLedes } from '../../kits/loadfiles/index.ts'
import { formatDecimal, minorPlaces, multiply, round, subtract, toDecimal } from '../../kits/money/index.ts'
import { decimalOf, exact } from './invoice-line.ts'
import type { InvoiceDocument, InvoiceLineRow } from './store.ts'

/** Places after the point that LEDES 1998B carries for units and rates. */
const ledesPlaces = 4

/** An issued invoice as LEDES 1998B. @throws LedesRefusal where the format cannot carry it */
export const writeInvoiceLedes = (invoice: InvoiceDocument): ReturnType<typeof writeLedes> => writeLedes(ledesOf(invoice))

/** An invoice in LEDES' words. What is not issued has no number and no day: the format refuses it. */
function ledesOf(invoice: InvoiceDocument): LedesInvoice {
  const { billTo, seller, currency, number, issuedOn, periodStart, periodEnd, lines } = invoice
  return {
    invoiceDate: issuedOn ?? '',
    invoiceNumber: number ?? '',
    clientId: billTo.clientCode,
    lawFirmMatterId: billTo.matterReference,
    clientMatterId: billTo.clientReference,
    lawFirmId: seller?.ledesId ?? '',
    description: billTo.matterName,
    start: periodStart ?? '',
    end: periodEnd ?? '',
    currency,
    lines: lines.map(ledesLine),
  }
}

function ledesLine({ kind, date, units, rate, ...line }: InvoiceLineRow): LedesLine {
  const { taskCode: task, activityCode: activity, expenseCode: expense, timekeeper, description, currency, amountMinor } = line
  const shared = { kind, date, task, activity, expense, timekeeper, description }
  if (units === null || rate === null) return { ...shared, adjustment: decimalOf({ minor: amountMinor, currency }) }
  const carried = { units: formatDecimal(round(exact(units), ledesPlaces)), rate: formatDecimal(round(exact(rate), ledesPlaces)) }
  const product = round(multiply(exact(carried.units), exact(carried.rate)), minorPlaces(currency))
  // Where the format rounds the rate, what the file's own figures miss stands as the adjustment: its total is the invoice's.
  const adjustment = formatDecimal(subtract(toDecimal({ minor: amountMinor, currency }), product))
  return { ...shared, ...carried, adjustment }
}
