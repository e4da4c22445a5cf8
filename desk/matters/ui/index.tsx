import { IconBriefcase } from '@tabler/icons-react'
import type { Page } from '../../../ui/page.ts'
import { MatterPage } from './matter-page.tsx'
import { MattersPage } from './matters-page.tsx'
import { ProposePage } from './propose-page.tsx'

export const pages: readonly Page[] = [
  {
    path: '/matters',
    title: 'Matters',
    permission: 'see-matters',
    shortcut: 'g m',
    component: MattersPage,
    nav: { group: 'Clients', label: 'Matters', icon: IconBriefcase, order: 20 },
  },
  { path: '/matters/new', title: 'Propose a matter', permission: 'manage-matters', component: ProposePage },
  { path: '/matters/$matterId', title: 'Matter', permission: 'see-matters', component: MatterPage },
]
