import { IconReportAnalytics } from '@tabler/icons-react'
import type { Page } from '../../../ui/page.ts'
import type { MatterPanel } from '../../../ui/panels.ts'
import { LedgerPanel } from './ledger-panel.tsx'
import { ServiceReportPage } from './service-report.tsx'

export const pages: readonly Page[] = [
  {
    path: '/service-report',
    title: 'Service report',
    permission: ['see-clients', 'see-own-client'],
    shortcut: 'g v',
    component: ServiceReportPage,
    nav: { group: 'Clients', label: 'Service report', icon: IconReportAnalytics, order: 40 },
  },
]

export const matterPanels: readonly MatterPanel[] = [
  { key: 'ledger', title: 'Ledger', order: 90, permission: 'see-ledger', component: LedgerPanel },
]
