import { StatusBadge, type Tone } from '../../../ui/status-badge.tsx'
import { type InvoiceStatus, invoiceStatuses } from '../model.ts'
import type { InvoiceItem } from './routes.ts'

const tones: Readonly<Record<InvoiceStatus, Tone>> = {
  draft: 'neutral',
  approved: 'active',
  issued: 'good',
  credited: 'warn',
  discarded: 'neutral',
}

export const InvoiceStatusBadge = ({ status }: { status: InvoiceStatus }) => (
  <StatusBadge tone={tones[status]}>{invoiceStatuses[status]}</StatusBadge>
)

/** What a person calls it. @example titleOf(invoice) // 'Invoice HV-2026-0001' */
export const titleOf = ({ number, creditOf }: Pick<InvoiceItem, 'number' | 'creditOf'>): string =>
  `${creditOf ? 'Credit note' : 'Invoice'} ${number ?? '(draft)'}`
