import { Button, Card, Checkbox, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useCommand } from '../../../ui/api/command.ts'
import { useList } from '../../../ui/api/get.ts'
import type { AnswerOf } from '../../../ui/api/types.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Instant } from '../../../ui/instant.tsx'
import { AppLink } from '../../../ui/link.tsx'
import { Money } from '../../../ui/money.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { useGo } from '../../../ui/url.ts'
import { orderPage } from '../../orders/ui/routes.ts'
import { Lines } from './lines.tsx'
import { type BillingRoutes, invoicePage, type OrderToInvoice } from './routes.ts'

/** The orders that can be invoiced, matter by matter: chosen, looked at as lines, drafted. */
export function DraftInvoicePage() {
  const ready = useList<BillingRoutes['ready']>('/api/invoices/ready', { about: ['order', 'invoice'] })
  const matters = [...Map.groupBy(ready.rows, ({ matterId }) => matterId)]
  return (
    <>
      <PageHeader
        title="To invoice"
        above={[{ label: 'Invoices', to: '/invoices' }]}
        note="Orders that were delivered and stand on no invoice yet. An invoice is for one matter."
      />
      {ready.error && <ProblemNote problem={ready.error.problem} retry={ready.retry} />}
      {!ready.pending && matters.length === 0 && (
        <EmptyState title="Nothing to invoice" next="Orders come here when they are delivered. What is invoiced stands under Invoices." />
      )}
      <Stack gap="md">
        {matters.map(([matterId, orders]) => (
          <MatterCard key={matterId} matterId={matterId} orders={orders} />
        ))}
      </Stack>
    </>
  )
}

function MatterCard({ matterId, orders }: { matterId: string; orders: readonly OrderToInvoice[] }) {
  const go = useGo()
  // What the client accepted is chosen to begin with; what it may still return is not.
  const [left, setLeft] = useState<ReadonlySet<string>>(
    () => new Set(orders.filter(({ status }) => status !== 'accepted').map(({ id }) => id)),
  )
  const [shown, setShown] = useState<AnswerOf<BillingRoutes['propose']> | null>(null)
  const propose = useCommand<BillingRoutes['propose']>('post', '/api/matters/{matterId}/invoice-proposals', { inForm: true })
  const draft = useCommand<BillingRoutes['draft']>('post', '/api/matters/{matterId}/invoices', { done: 'Drafted.', inForm: true })
  const orderIds = orders.filter(({ id }) => !left.has(id)).map(({ id }) => id)
  const input = { params: { matterId }, body: { orderIds } }
  const toggle = (id: string, on: boolean) => {
    setShown(null)
    setLeft((before) => new Set(on ? [...before].filter((one) => one !== id) : [...before, id]))
  }
  const save = async () => {
    const drafted = await draft.run(input)
    if (drafted) go(invoicePage({ matterId, id: drafted.id }))
  }
  const [first] = orders
  return (
    <Card component="section" aria-label={first?.matterName}>
      <Stack gap="sm">
        <Title order={2} size="h5">
          {first?.reference} {first?.matterName}
          <Text span size="sm" c="dimmed">
            {' '}
            {first?.clientName}
          </Text>
        </Title>
        {orders.map((order) => (
          <OrderChoice key={order.id} order={order} checked={!left.has(order.id)} onChange={(on) => toggle(order.id, on)} />
        ))}
        {shown && <Lines lines={shown.lines} currency={shown.currency} totalMinor={shown.totalMinor} />}
        <ProblemNote problem={draft.problem ?? propose.problem} />
        <Group gap="xs">
          <Button
            variant="default"
            disabled={orderIds.length === 0}
            loading={propose.pending}
            onClick={async () => setShown((await propose.run(input)) ?? null)}
          >
            Show the lines
          </Button>
          <Button disabled={orderIds.length === 0} loading={draft.pending} onClick={() => void save()}>
            Draft an invoice over {orderIds.length} {orderIds.length === 1 ? 'order' : 'orders'}
          </Button>
        </Group>
      </Stack>
    </Card>
  )
}

interface OrderChoiceProps {
  readonly order: OrderToInvoice
  readonly checked: boolean
  onChange(checked: boolean): void
}

function OrderChoice({ order, checked, onChange }: OrderChoiceProps) {
  const { number, title, status, deliveredAt, breachedAt, quoteMinor: minor, currency } = order
  return (
    <Group justify="space-between" gap="sm">
      <Group gap="sm">
        <Checkbox checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} aria-label={`${number} ${title}`} />
        <AppLink to={orderPage(order)} size="sm">
          {number} {title}
        </AppLink>
        <StatusBadge tone={status === 'accepted' ? 'good' : 'waiting'}>{status === 'accepted' ? 'Accepted' : 'Delivered'}</StatusBadge>
        {breachedAt !== null && <StatusBadge tone="bad">Late: a service credit may follow</StatusBadge>}
      </Group>
      <Text size="sm" c="dimmed">
        delivered <Instant at={deliveredAt} />, quoted <Money of={{ minor, currency }} />
      </Text>
    </Group>
  )
}
