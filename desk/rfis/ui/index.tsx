import { IconMessageQuestion } from '@tabler/icons-react'
import type { Page } from '../../../ui/page.ts'
import type { OrderPanel } from '../../../ui/panels.ts'
import { OrderQuestions } from './order-questions.tsx'
import { QuestionsPage } from './questions.tsx'

export const pages: readonly Page[] = [
  {
    path: '/questions',
    title: 'Questions',
    permission: 'see-orders',
    shortcut: 'g q',
    component: QuestionsPage,
    nav: { group: 'Work', label: 'Questions', icon: IconMessageQuestion, order: 30 },
  },
]

export const orderPanels: readonly OrderPanel[] = [{ key: 'questions', title: 'Questions', order: 10, component: OrderQuestions }]
