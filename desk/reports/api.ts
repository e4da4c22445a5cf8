import { z } from '@hono/zod-openapi'
import { NotVisible } from '../../platform/database/scope.ts'
import { route } from '../../platform/http/route.ts'
import { clientById } from '../clients/store.ts'
import { canAny } from '../policy.ts'
import { attainment, settledPromises } from './service.ts'
import { ordersBetween, questionsBetween } from './store.ts'

const promise = z.object({
  orderId: z.uuid(),
  matterId: z.uuid(),
  number: z.string(),
  title: z.string(),
  line: z.string(),
  clock: z.enum(['first-response', 'turnaround']),
  dueAt: z.string().nullable(),
  elapsedMinutes: z.number(),
  kept: z.boolean(),
})

const money = z.object({ minor: z.number(), currency: z.string() })

/** How a client was served in a month: the figures, each with the rows behind it. */
export const reportRoutes = {
  service: route({
    method: 'get',
    path: '/api/clients/{clientId}/service-report',
    summary: 'The service report of one month',
    may: canAny('see-clients', 'see-own-client'),
    params: z.object({ clientId: z.uuid() }),
    query: z.object({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'Give a month such as 2026-11.') }),
    answer: z.object({
      month: z.string(),
      from: z.string(),
      to: z.string(),
      timeZone: z.string(),
      placed: z.number(),
      delivered: z.number(),
      accepted: z.number(),
      open: z.number(),
      attainment: z.array(
        z.object({ clock: z.enum(['first-response', 'turnaround']), due: z.number(), kept: z.number(), share: z.number().nullable() }),
      ),
      promises: z.array(promise),
      questions: z.object({ asked: z.number(), closed: z.number(), medianMinutes: z.number().nullable() }),
      /** Quoted for the orders of the month, and what the same would have cost at the client's own rates. */
      quoted: z.array(money),
      saved: z.array(money),
    }),
    run: async ({ work: { db, now }, params: { clientId }, query: { month } }) => {
      const client = await clientById(db, clientId)
      if (!client) throw new NotVisible()
      const { from, to } = monthIn(month, client.timeZone)
      const orders = await ordersBetween(db, clientId, from, to)
      const within = (at: string | null): boolean => at !== null && at >= from && at < to
      const promises = settledPromises(orders, earlier(to, now)).filter(
        ({ dueAt }) => dueAt !== null && within(new Date(dueAt).toISOString()),
      )
      const placed = orders.filter(({ placedAt }) => within(placedAt))
      return {
        month,
        from,
        to,
        timeZone: client.timeZone,
        placed: placed.length,
        delivered: orders.filter(({ deliveredAt }) => within(deliveredAt)).length,
        accepted: orders.filter(({ status, endedAt }) => status === 'accepted' && within(endedAt)).length,
        open: orders.filter(({ endedAt }) => endedAt === null).length,
        attainment: [...attainment(promises)],
        promises: [...promises],
        questions: await questionsBetween(db, clientId, from, to),
        quoted: sums(placed.map(({ quote }) => quote.amount)),
        saved: sums(placed.flatMap(({ quote }) => (quote.saving ? [quote.saving.saved] : []))),
      }
    },
  }),
}

/** The instants between which a month lies in a zone. */
function monthIn(month: string, timeZone: string): { from: string; to: string } {
  const first = Temporal.PlainDate.from(`${month}-01`)
  const start = (date: Temporal.PlainDate): string => new Date(date.toZonedDateTime(timeZone).epochMilliseconds).toISOString()
  return { from: start(first), to: start(first.add({ months: 1 })) }
}

/** One sum a currency. */
function sums(amounts: readonly { readonly minor: number; readonly currency: string }[]) {
  const totals = new Map<string, number>()
  for (const { minor, currency } of amounts) totals.set(currency, (totals.get(currency) ?? 0) + minor)
  return [...totals].map(([currency, minor]) => ({ currency, minor }))
}

/** ISO 8601 in UTC sorts as text. */
const earlier = (a: string, b: string): string => [a, b].sort()[0] ?? a
