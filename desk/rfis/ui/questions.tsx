import { Stack, Text } from '@mantine/core'
import { useList } from '../../../ui/api/get.ts'
import type { Column } from '../../../ui/column.ts'
import { DataTable } from '../../../ui/data-table.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Instant } from '../../../ui/instant.tsx'
import { AppLink } from '../../../ui/link.tsx'
import { ListDetail } from '../../../ui/list-detail.tsx'
import { useMay } from '../../../ui/me.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { useFilters } from '../../../ui/url.ts'
import { useMatter } from '../../orders/ui/matter.ts'
import { orderPage } from '../../orders/ui/routes.ts'
import { Question, RfiStatus } from './question.tsx'
import type { OpenRfi, RfiRoutes } from './routes.ts'

/** As much of a question as fits on a line. */
const shortLengthMax = 90

const short = (text: string): string => (text.length > shortLengthMax ? `${text.slice(0, shortLengthMax)}…` : text)

const columns: readonly Column<OpenRfi>[] = [
  { key: 'question', title: 'Question', value: ({ question }) => question, cell: ({ question }) => short(question) },
  { key: 'order', title: 'Order', value: ({ orderNumber, orderTitle }) => `${orderNumber} ${orderTitle}` },
  { key: 'due', title: 'Answer by', value: ({ dueAt }) => dueAt, cell: ({ dueAt }) => <Instant at={dueAt} /> },
  { key: 'status', title: 'Status', value: ({ dueAt }) => dueAt, cell: (rfi) => <RfiStatus rfi={rfi} /> },
  { key: 'asked', title: 'Asked', hidden: true, value: ({ askedAt }) => askedAt, cell: ({ askedAt }) => <Instant at={askedAt} /> },
]

/** The open questions of all orders, the one due first on top; the open one is answered beside the list. */
export function QuestionsPage() {
  const [filters] = useFilters<'rfi'>()
  const rfis = useList<RfiRoutes['open']>('/api/rfis', { about: ['order'] })
  const mayAnswer = useMay('answer-question')
  const open = rfis.rows.find(({ id }) => id === filters.rfi)
  return (
    <>
      <PageHeader title="Questions" note="Open questions to the client, the one due first on top." />
      <ListDetail
        label="Question"
        list={
          <DataTable
            name="questions"
            label="Open questions"
            list={rfis}
            columns={columns}
            rowKey={({ id }) => id}
            href={({ id }) => `/questions?rfi=${id}`}
            open={filters.rfi}
            empty={
              <EmptyState
                title="No open questions"
                next={mayAnswer ? 'When we need something from you, it stands here.' : 'Ask from an order, under Questions.'}
              />
            }
          />
        }
        detail={open ? <Detail rfi={open} /> : null}
      />
    </>
  )
}

function Detail({ rfi }: { rfi: OpenRfi }) {
  const { matterId, orderId } = rfi
  const { matter, nameOf } = useMatter(matterId)
  return (
    <Stack gap="sm">
      <Text size="sm">
        <AppLink to="/questions" size="sm">
          Close
        </AppLink>
        {' · '}
        <AppLink to={`${orderPage({ matterId, id: orderId })}?tab=questions`} size="sm">
          {rfi.orderNumber} {rfi.orderTitle}
        </AppLink>
        {matter && ` · ${matter.name}`}
      </Text>
      <Question rfi={rfi} nameOf={nameOf} />
    </Stack>
  )
}
