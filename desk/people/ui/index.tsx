import { IconLockAccess, IconUsers } from '@tabler/icons-react'
import type { Page } from '../../../ui/page.ts'
import { InvitePage } from './invite-page.tsx'
import { PeoplePage } from './people-page.tsx'
import { PolicyPage } from './policy-page.tsx'

export const pages: readonly Page[] = [
  {
    path: '/people',
    title: 'People',
    permission: 'see-people',
    shortcut: 'g p',
    component: PeoplePage,
    nav: { group: 'House', label: 'People', icon: IconUsers, order: 10 },
  },
  { path: '/people/invite', title: 'Invite somebody', permission: 'manage-people', component: InvitePage },
  {
    path: '/people/policy',
    title: 'Who may do what',
    permission: 'see-people',
    component: PolicyPage,
    nav: { group: 'House', label: 'Who may do what', icon: IconLockAccess, order: 20 },
  },
  { path: '/people/$personId', title: 'Person', permission: 'see-people', component: PeoplePage },
]
