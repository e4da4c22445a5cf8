import { IconSignature } from '@tabler/icons-react'
import type { Page } from '../../../ui/page.ts'
import type { OrderPanel } from '../../../ui/panels.ts'
import { SignOffPanel } from './order-panel.tsx'
import { WaitingPage } from './waiting.tsx'

export const pages: readonly Page[] = [
  {
    path: '/sign-offs',
    title: 'Sign-off',
    permission: ['sign-off', 'release-deliverable'],
    shortcut: 'g s',
    component: WaitingPage,
    nav: { group: 'Work', label: 'Sign-off', icon: IconSignature, order: 50 },
  },
]

export const orderPanels: readonly OrderPanel[] = [
  { key: 'signoff', title: 'Sign-off', order: 50, permission: 'see-work', component: SignOffPanel },
]
