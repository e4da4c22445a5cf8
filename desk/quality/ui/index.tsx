import { IconBug, IconChecklist, IconGauge } from '@tabler/icons-react'
import type { Page } from '../../../ui/page.ts'
import type { OrderPanel } from '../../../ui/panels.ts'
import { BoardPage } from './board.tsx'
import { QualityPanel } from './order-panel.tsx'
import { DefectsPage, InspectionsPage } from './rows.tsx'
import { ToDoPage } from './to-do.tsx'

export const pages: readonly Page[] = [
  {
    path: '/inspections',
    title: 'Inspections to do',
    permission: 'inspect',
    shortcut: 'g i',
    component: ToDoPage,
    nav: { group: 'Work', label: 'Inspections', icon: IconChecklist, order: 40 },
  },
  {
    path: '/quality',
    title: 'Quality',
    permission: 'see-quality',
    shortcut: 'g l',
    component: BoardPage,
    nav: { group: 'Quality', label: 'Quality board', icon: IconGauge, order: 10 },
  },
  {
    path: '/defects',
    title: 'Defects',
    permission: 'see-quality',
    component: DefectsPage,
    nav: { group: 'Quality', label: 'Defects', icon: IconBug, order: 20 },
  },
  { path: '/quality/inspections', title: 'Inspections', permission: 'see-quality', component: InspectionsPage },
]

export const orderPanels: readonly OrderPanel[] = [
  { key: 'quality', title: 'Quality', order: 40, permission: 'see-work', component: QualityPanel },
]
