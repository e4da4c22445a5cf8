import { StatusBadge } from '../../../ui/status-badge.tsx'
import type { DeliverableItem } from './routes.ts'

/** Where a deliverable stands, in a word. */
export const standingOf = ({ acceptedHow, returnedAt }: DeliverableItem): string =>
  acceptedHow === 'accepted'
    ? 'Accepted'
    : acceptedHow === 'deemed'
      ? 'Accepted by silence'
      : returnedAt
        ? 'Returned'
        : 'Awaiting acceptance'

export function DeliverableStatus({ deliverable }: { deliverable: DeliverableItem }) {
  const tone = deliverable.acceptedAt ? 'good' : deliverable.returnedAt ? 'warn' : 'waiting'
  return <StatusBadge tone={tone}>{standingOf(deliverable)}</StatusBadge>
}
