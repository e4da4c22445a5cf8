import { addressOf } from '../../../ui/api/request.ts'
import type { AnswerOf, ItemOf } from '../../../ui/api/types.ts'
import type { billingRoutes } from '../api.ts'

export type BillingRoutes = ReturnType<typeof billingRoutes>
export type InvoiceItem = ItemOf<BillingRoutes['list']>
export type InvoiceDetail = AnswerOf<BillingRoutes['detail']>
export type InvoiceLineItem = AnswerOf<BillingRoutes['propose']>['lines'][number]
export type OrderToInvoice = ItemOf<BillingRoutes['ready']>

export const invoicePath = '/api/matters/{matterId}/invoices/{invoiceId}' as const

interface Place {
  readonly matterId: string
  readonly id: string
}

export const paramsOf = ({ matterId, id: invoiceId }: Place) => ({ matterId, invoiceId })

/** Where an invoice's page stands. */
export const invoicePage = ({ matterId, id }: Place): string => `/matters/${matterId}/invoices/${id}`

/** Where one of an invoice's papers is taken. */
export const paperAddress = (place: Place, paper: 'pdf' | 'csv' | 'ledes'): string => addressOf(`${invoicePath}/${paper}`, paramsOf(place))
