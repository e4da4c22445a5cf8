import { command, type Work } from '../../platform/ledger/command.ts'
import { together } from '../../platform/ledger/projection.ts'
import { orders } from '../orders/projection.ts'
import { signOffs } from '../signoff/projection.ts'
import { type DeliveryCommand, decide } from './model.ts'
import { deliverables } from './projection.ts'

const reading = together({ order: orders, signOffs, deliverables })

/** Gives a command about one deliverable of an order. */
export async function change(work: Work, { matterId, orderId }: { matterId: string; orderId: string }, given: DeliveryCommand) {
  const { seq } = await command(work, matterId, { kind: 'order', id: orderId }, reading, (state, context) => decide(state, given, context))
  return { id: given.id, seq }
}
