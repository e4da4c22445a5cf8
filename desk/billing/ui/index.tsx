import { IconFileInvoice, IconReceipt } from '@tabler/icons-react'
import type { Page } from '../../../ui/page.ts'
import { DraftInvoicePage } from './draft.tsx'
import { InvoicePage } from './invoice.tsx'
import { InvoicesPage } from './invoices.tsx'

export const pages: readonly Page[] = [
  {
    path: '/invoices',
    title: 'Invoices',
    permission: 'see-invoices',
    shortcut: 'g f',
    component: InvoicesPage,
    nav: { group: 'Money', label: 'Invoices', icon: IconFileInvoice, order: 10 },
  },
  {
    path: '/invoices/new',
    title: 'To invoice',
    permission: 'draft-invoice',
    component: DraftInvoicePage,
    nav: { group: 'Money', label: 'To invoice', icon: IconReceipt, order: 20 },
  },
  {
    path: '/matters/$matterId/invoices/$invoiceId',
    title: 'Invoice',
    permission: 'see-invoices',
    under: '/invoices',
    component: InvoicePage,
  },
]
