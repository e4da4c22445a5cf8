import { IconCalendarTime, IconChecklist, IconLayoutColumns } from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { Page } from '../../../ui/page.ts'
import type { OrderPanel } from '../../../ui/panels.ts'
import { TeamBoardPage } from './board-page.tsx'
import { MyTimePage } from './my-time-page.tsx'
import { MyWorkPage } from './my-work-page.tsx'
import { OrderWorkPanel } from './order-work.tsx'
import { RunningTimers } from './running-timer.tsx'

export const pages: readonly Page[] = [
  {
    path: '/my-work',
    title: 'My work',
    permission: 'do-work',
    shortcut: 'g w',
    component: MyWorkPage,
    nav: { group: 'Work', label: 'My work', icon: IconChecklist, order: 5 },
  },
  {
    path: '/team',
    title: 'Team board',
    permission: 'see-team-board',
    shortcut: 'g k',
    component: TeamBoardPage,
    nav: { group: 'Work', label: 'Team board', icon: IconLayoutColumns, order: 15 },
  },
  {
    path: '/my-time',
    title: 'My time',
    permission: 'do-work',
    shortcut: 'g e',
    component: MyTimePage,
    nav: { group: 'Work', label: 'My time', icon: IconCalendarTime, order: 40 },
  },
]

export const orderPanels: readonly OrderPanel[] = [
  { key: 'work', title: 'Work', order: 10, permission: 'see-work', component: OrderWorkPanel },
]

/** Stands above every page. */
export const everywhere: readonly ComponentType[] = [RunningTimers]
