import { z } from 'zod'
import { serviceLines } from './desk/line.ts'
import { matterById } from './desk/matters/store.ts'
import type { Told } from './desk/orders/model.ts'
import { orderById } from './desk/orders/store.ts'
import type { Role } from './desk/policy.ts'
import type { Scoped } from './platform/database/scope.ts'
import type { Jobs } from './platform/jobs/jobs.ts'
import { jobKind } from './platform/jobs/kind.ts'

/** A letter to one person. Says what happened and where to look: nothing that a mail server should not read. */
export const letters = jobKind('mail.send', z.object({ to: z.string(), subject: z.string(), text: z.string() }))

/** Sends a letter within a transaction. */
export type Post = (db: Scoped, letter: { readonly to: string; readonly subject: string; readonly text: string }) => Promise<unknown>

export const postBy =
  (jobs: Pick<Jobs, 'send'>): Post =>
  (db, letter) =>
    jobs.send(db, letters, letter)

const clocks = { 'first-response': 'first response', turnaround: 'turnaround' } as const

/** Who of the matter's team is told of its orders' clocks. */
const watching: readonly Role[] = ['delivery-manager', 'team-lead', 'practitioner']

/** Tells the team of warnings and breaches, in the transaction that records them: once, or not at all where it is rolled back. */
export async function tellTeam(db: Scoped, post: Post, url: string, orderId: string, told: readonly Told[]): Promise<void> {
  const order = await orderById(db, orderId)
  if (!order) return
  const people = await membersWith(db, order.matterId, watching)
  const lines = told.map(({ clock, step }) =>
    step === 'breach' ? `The ${clocks[clock]} is overdue.` : `${step} % of the time for the ${clocks[clock]} is used.`,
  )
  const subject = `${told.some(({ step }) => step === 'breach') ? 'Overdue' : 'Due soon'}: order ${order.number}`
  const text = `${order.number}, ${serviceLines[order.line]}\n\n${lines.join('\n')}\n\n${linkTo(url, order)}\n`
  for (const to of people) await post(db, { to, subject, text })
}

/** Reminds the client's people on a matter of a question that waits for them. */
export async function remindClient(db: Scoped, post: Post, url: string, orderId: string): Promise<void> {
  const order = await orderById(db, orderId)
  const matter = order && (await matterById(db, order.matterId))
  if (!order || !matter) return
  const text = `A question about order ${order.number} waits for your answer; until it comes the order may stand still.\n\n${linkTo(url, order)}\n`
  for (const to of await membersWith(db, matter.matterId, ['client-requester', 'client-approver']))
    await post(db, { to, subject: `A question waits: order ${order.number}`, text })
}

const linkTo = (url: string, { matterId, id }: { readonly matterId: string; readonly id: string }): string =>
  `${url}/matters/${matterId}/orders/${id}`

async function membersWith(db: Scoped, matterId: string, roles: readonly Role[]): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('matterMember')
    .innerJoin('person', 'person.id', 'matterMember.personId')
    .select('person.email')
    .distinct()
    .where('matterMember.matterId', '=', matterId)
    .where('matterMember.role', 'in', roles)
    .where('person.status', '=', 'active')
    .execute()
  return rows.map(({ email }) => email)
}
