import { IconBuilding, IconFileCertificate } from '@tabler/icons-react'
import type { Page } from '../../../ui/page.ts'
import { ClientPage, OwnClientPage } from './client-page.tsx'
import { ClientsPage } from './clients-page.tsx'
import { EngagementPage } from './engagement-page.tsx'
import { SignUpPage } from './sign-up-page.tsx'
import { AmendEngagementPage, DraftEngagementPage } from './terms-pages.tsx'

export const pages: readonly Page[] = [
  {
    path: '/clients',
    title: 'Clients',
    permission: 'see-clients',
    shortcut: 'g c',
    component: ClientsPage,
    nav: { group: 'Clients', label: 'Clients', icon: IconBuilding, order: 10 },
  },
  {
    path: '/agreement',
    title: 'Agreement',
    permission: 'see-own-client',
    component: OwnClientPage,
    nav: { group: 'Portal', label: 'Agreement', icon: IconFileCertificate, order: 80 },
  },
  { path: '/clients/new', title: 'Sign up a client', permission: 'manage-clients', component: SignUpPage },
  { path: '/clients/$clientId', title: 'Client', permission: ['see-clients', 'see-own-client'], component: ClientPage },
  {
    path: '/clients/$clientId/engagements/new',
    title: 'Draft an engagement',
    permission: 'manage-clients',
    component: DraftEngagementPage,
  },
  {
    path: '/clients/$clientId/engagements/$engagementId',
    title: 'Engagement',
    permission: ['see-clients', 'see-own-client'],
    component: EngagementPage,
  },
  {
    path: '/clients/$clientId/engagements/$engagementId/amend',
    title: 'Amend an engagement',
    permission: 'manage-clients',
    component: AmendEngagementPage,
  },
]
