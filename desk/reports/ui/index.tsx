import { IconReportAnalytics } from '@tabler/icons-react'
import type { Page } from '../../../ui/page.ts'
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
