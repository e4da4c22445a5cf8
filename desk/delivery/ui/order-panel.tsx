import { Button, Card, Group, Stack, Text } from '@mantine/core'
import { useCommand } from '../../../ui/api/command.ts'
import { useGet, useList } from '../../../ui/api/get.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Loading } from '../../../ui/loading.tsx'
import { useMay } from '../../../ui/me.ts'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import type { Place, SignOffRoutes } from '../../signoff/ui/routes.ts'
import { DeliverableCard } from './deliverable.tsx'
import type { DeliveryRoutes } from './routes.ts'

/** What of an order went to the client, newest first, and the way to release what was signed. */
export function DeliveryPanel({ matterId, orderId }: Place) {
  const list = useList<DeliveryRoutes['list']>('/api/deliverables', { query: { orderId }, about: ['order'] })
  const mayRelease = useMay('release-deliverable')
  return (
    <Stack gap="md" maw={860}>
      {mayRelease && <Release matterId={matterId} orderId={orderId} />}
      {list.error && <ProblemNote problem={list.error.problem} retry={list.retry} />}
      {!list.pending && list.rows.length === 0 && (
        <EmptyState
          title="Nothing was delivered yet"
          next="A deliverable stands here once the supervising attorney has signed and it is released."
        />
      )}
      {list.rows.map((deliverable) => (
        <DeliverableCard key={deliverable.id} deliverable={deliverable} />
      ))}
    </Stack>
  )
}

function Release({ matterId, orderId }: Place) {
  const params = { matterId, orderId }
  const signOff = useGet<SignOffRoutes['ofOrder']>('/api/matters/{matterId}/orders/{orderId}/sign-off', { params, about: ['order'] })
  const release = useCommand<DeliveryRoutes['release']>('post', '/api/matters/{matterId}/orders/{orderId}/deliverables', {
    done: 'Released to the client.',
    inForm: true,
  })
  if (!signOff.data) return <Loading of={signOff} />
  if (signOff.data.status !== 'awaiting-signoff') return null
  const signed = signOff.data.validId !== null
  return (
    <Card>
      <Stack gap="sm">
        <Group justify="space-between">
          <Text size="sm">
            {signed
              ? 'The product is signed off. Releasing it puts manifest and inspection certificate beside it, stops the clock and tells the client.'
              : 'The product is not signed off yet: it cannot be released.'}
          </Text>
          <Button disabled={!signed} loading={release.pending} onClick={() => void release.run({ params })}>
            Release to the client
          </Button>
        </Group>
        <ProblemNote problem={release.problem} />
      </Stack>
    </Card>
  )
}
