import { IconPackageExport } from '@tabler/icons-react'
import type { Page } from '../../../ui/page.ts'
import type { OrderPanel } from '../../../ui/panels.ts'
import { DeliverablesPage } from './deliverables.tsx'
import { DeliveryPanel } from './order-panel.tsx'

export const pages: readonly Page[] = [
  {
    path: '/deliverables',
    title: 'Deliverables',
    permission: 'see-deliverables',
    shortcut: 'g d',
    component: DeliverablesPage,
    nav: { group: 'Work', label: 'Deliverables', icon: IconPackageExport, order: 60 },
  },
]

export const orderPanels: readonly OrderPanel[] = [
  { key: 'delivery', title: 'Delivery', order: 60, permission: 'see-deliverables', component: DeliveryPanel },
]
