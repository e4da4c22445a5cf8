import { Alert, Button, Group, Modal, SegmentedControl, Stack, Text, Textarea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconArrowRight } from '@tabler/icons-react'
import type { FormEvent } from 'react'
import { useCommand } from '../../../ui/api/command.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { useDraft } from '../../../ui/draft.ts'
import { InstantInput } from '../../../ui/instant.tsx'
import { useMay } from '../../../ui/me.ts'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { nextStatuses, type OrderStatus, orderStatuses } from '../lifecycle.ts'
import type { OrderDetail } from './order.tsx'
import { type OrderRoutes, orderPath } from './routes.ts'
import { isOpen } from './standing.tsx'

/** What this person may do to the order now. */
export function Moves({ order }: { order: OrderDetail }) {
  const next = nextStatuses(order)
  const mayAccept = useMay('accept-order')
  const mayHold = useMay('hold-order')
  const mayCancel = useMay('cancel-order')
  return (
    <>
      {mayAccept && next.includes('cleared') && <Clear order={order} />}
      {mayAccept && next.includes('promised') && order.status === 'cleared' && <Promised order={order} />}
      {mayHold && order.status === 'on-hold' && <Release order={order} />}
      {mayAccept && isOpen(order) && <Reprioritise order={order} />}
      {mayHold && next.includes('on-hold') && <Hold order={order} />}
      {mayCancel && next.includes('cancelled') && <Cancel order={order} />}
    </>
  )
}

/** How each status is reached, and by whom: for the one who wonders what the order waits for. */
const ways: Readonly<Partial<Record<OrderStatus, string>>> = {
  cleared: 'the conflict check is recorded as clear',
  promised: 'a team lead or delivery manager accepts it with a promised time',
  planned: 'the work is planned',
  'in-work': 'somebody starts the first task',
  'in-inspection': 'the last task is submitted',
  'awaiting-signoff': 'an inspector accepts the work',
  delivered: 'the supervising attorney has signed and the deliverable is released',
  accepted: 'the client accepts, or the agreed days pass in silence',
  rework: 'defects send it back',
}

/** The next step of the order in words. */
export function NextStep({ order }: { order: OrderDetail }) {
  const steps = nextStatuses(order).filter((status) => status !== 'on-hold' && status !== 'cancelled' && order.status !== 'on-hold')
  if (steps.length === 0) return null
  return (
    <Alert variant="light" color="gray" py="xs" mb="md" icon={<IconArrowRight size={16} />} className="no-print">
      <Text size="sm">
        Next: {steps.map((status) => `${orderStatuses[status].toLowerCase()}, when ${ways[status] ?? 'its turn comes'}`).join('; or ')}.
      </Text>
    </Alert>
  )
}

const paramsOf = ({ matterId, id: orderId }: OrderDetail) => ({ matterId, orderId })

function Clear({ order }: { order: OrderDetail }) {
  const clear = useCommand<OrderRoutes['clear']>('post', `${orderPath}/clear`, { done: 'The conflict check is recorded as clear.' })
  return (
    <Button loading={clear.pending} onClick={() => void clear.run({ params: paramsOf(order) })}>
      Record as clear
    </Button>
  )
}

function Release({ order }: { order: OrderDetail }) {
  const release = useCommand<OrderRoutes['release']>('post', `${orderPath}/release`, { done: 'The order goes on.' })
  return (
    <Button loading={release.pending} onClick={() => void release.run({ params: paramsOf(order) })}>
      Take off hold
    </Button>
  )
}

function Promised({ order }: { order: OrderDetail }) {
  const [opened, { open, close }] = useDisclosure(false)
  const draft = useDraft(`promise:${order.id}`, { dueAt: order.requestedDueAt ?? order.dueAt })
  const promise = useCommand<OrderRoutes['promise']>('post', `${orderPath}/promise`, { done: 'Accepted.', inForm: true })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const done = await promise.run({ params: paramsOf(order), body: { dueAt: draft.values.dueAt ?? '' } })
    if (done === undefined) return
    draft.clear()
    close()
  }
  return (
    <>
      <Button onClick={open}>Accept</Button>
      <Modal opened={opened} onClose={close} title="Accept and promise a time" centered>
        <form onSubmit={submit}>
          <Stack gap="sm">
            <Text size="sm">The client is held to nothing by this; we are. The clock of the terms runs on beside it.</Text>
            <InstantInput label="Promised for" required {...draft.field('dueAt')} error={promise.errors.dueAt} />
            <ProblemNote problem={promise.problem} />
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={close}>
                Back
              </Button>
              <Button type="submit" loading={promise.pending}>
                Accept the order
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  )
}

function Hold({ order }: { order: OrderDetail }) {
  const hold = useCommand<OrderRoutes['hold']>('post', `${orderPath}/hold`, { done: 'On hold.', inForm: true })
  return (
    <Confirm
      title="Put on hold"
      label="Put on hold"
      reason="Why"
      problem={hold.problem}
      onConfirm={async (reason) => (await hold.run({ params: paramsOf(order), body: { reason } })) !== undefined}
      trigger={(open) => (
        <Button variant="default" onClick={open}>
          Hold
        </Button>
      )}
    >
      Work stops until somebody takes it off hold. Whether the clock stops too is as the terms say.
    </Confirm>
  )
}

function Cancel({ order }: { order: OrderDetail }) {
  const cancel = useCommand<OrderRoutes['cancel']>('post', `${orderPath}/cancel`, { done: 'Cancelled.', inForm: true })
  return (
    <Confirm
      title="Cancel this order"
      label="Cancel the order"
      danger
      reason="Why"
      problem={cancel.problem}
      onConfirm={async (reason) => (await cancel.run({ params: paramsOf(order), body: { reason } })) !== undefined}
      trigger={(open) => (
        <Button variant="default" onClick={open}>
          Cancel
        </Button>
      )}
    >
      This cannot be taken back. Everything that was done stays in the record.
    </Confirm>
  )
}

function Reprioritise({ order }: { order: OrderDetail }) {
  const [opened, { open, close }] = useDisclosure(false)
  const other = order.priority === 'rush' ? 'standard' : 'rush'
  const draft = useDraft(`priority:${order.id}`, { priority: other as 'standard' | 'rush', reason: '' })
  const change = useCommand<OrderRoutes['reprioritise']>('post', `${orderPath}/priority`, {
    done: 'The priority is changed.',
    inForm: true,
  })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const done = await change.run({ params: paramsOf(order), body: draft.values })
    if (done === undefined) return
    draft.clear()
    close()
  }
  return (
    <>
      <Button variant="default" onClick={open}>
        Priority
      </Button>
      <Modal opened={opened} onClose={close} title="Change the priority" centered>
        <form onSubmit={submit}>
          <Stack gap="sm">
            <Text size="sm">The same clock is read by the other terms from now on, and the price is worked out anew.</Text>
            <SegmentedControl
              aria-label="Priority"
              data={[
                { value: 'standard', label: 'Standard' },
                { value: 'rush', label: 'Rush' },
              ]}
              value={draft.values.priority}
              onChange={(priority) => draft.set('priority', priority as 'standard' | 'rush')}
            />
            <Textarea label="Why" required autosize minRows={2} {...draft.text('reason')} error={change.errors.reason} />
            <ProblemNote problem={change.problem} />
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={close}>
                Back
              </Button>
              <Button type="submit" loading={change.pending} disabled={draft.values.priority === order.priority}>
                Change it
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  )
}
