import { Anchor, Button, Card, CopyButton, Group, Modal, Stack, Table, Text, Title, VisuallyHidden } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useCommand } from '../../../ui/api/command.ts'
import { listOf, useGet } from '../../../ui/api/get.ts'
import type { Column } from '../../../ui/column.ts'
import { DataTable } from '../../../ui/data-table.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { bytesText, fileAddress } from '../../../ui/files/upload.ts'
import { DateOnly, Instant } from '../../../ui/instant.tsx'
import { Loading } from '../../../ui/loading.tsx'
import { useMay, useMe } from '../../../ui/me.ts'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { minutesText } from '../../../ui/time.ts'
import { useMatter } from '../../orders/ui/matter.ts'
import { CandidatesModal } from './candidates.tsx'
import { PlanPart } from './plan.tsx'
import { MyTaskActions, TakeBack } from './task-actions.tsx'
import { LogTimeForm } from './task-forms.tsx'
import { type OrderWork, orderPath, plannedMinutes, type Routes, statuses, type Task } from './words.ts'
import classes from './work.module.css'

interface OrderPath {
  readonly matterId: string
  readonly orderId: string
}

/** The work on one order: its plan, its tasks, the time, the hand-overs, and what was made. */
export function OrderWorkPanel(params: OrderPath) {
  const found = useGet<Routes['ofOrder']>(`${orderPath}/work`, { params, about: ['order'] })
  const { nameOf } = useMatter(params.matterId)
  const work = found.data
  if (!work) return <Loading of={found} />
  if (work.tasks.length === 0) return <PlanPart {...params} />
  return (
    <Stack>
      <Tasks tasks={work.tasks} nameOf={nameOf} />
      <Handovers work={work} nameOf={nameOf} />
      <Product matterId={params.matterId} work={work} />
      <Times {...params} work={work} nameOf={nameOf} />
    </Stack>
  )
}

type NameOf = (personId: string) => string

function Tasks({ tasks, nameOf }: { tasks: readonly Task[]; nameOf: NameOf }) {
  const me = useMe()
  const mayAssign = useMay('assign-work')
  const [choosing, setChoosing] = useState<Task | null>(null)
  const titleOf = (key: string) => tasks.find((task) => task.key === key)?.title ?? key
  return (
    <Card withBorder component="section" p={0}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Task</Table.Th>
            <Table.Th>Who</Table.Th>
            <Table.Th>Status</Table.Th>
            <Table.Th ta="right">Planned</Table.Th>
            <Table.Th>
              <VisuallyHidden>What can be done</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {tasks.map((task) => {
            const waits = task.after.filter((key) => tasks.some((other) => other.key === key && other.status !== 'done'))
            const open = task.status !== 'done'
            return (
              <Table.Tr key={task.id}>
                <Table.Td>
                  <Text size="sm" fw={600}>
                    {task.title}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {task.skill}, level {task.levelMin}
                    {task.admitted && ', admitted'}
                    {task.rounds > 0 && `, came back ${task.rounds === 1 ? 'once' : `${task.rounds} times`}`}
                  </Text>
                </Table.Td>
                <Table.Td>
                  {task.assigneeId ? (
                    <>
                      <Text size="sm">{nameOf(task.assigneeId)}</Text>
                      {task.assignedBecause.length > 0 && (
                        <Text size="xs" c="dimmed">
                          {task.assignedBecause.join(' · ')}
                        </Text>
                      )}
                    </>
                  ) : (
                    <Text size="sm" c="dimmed">
                      Nobody
                    </Text>
                  )}
                </Table.Td>
                <Table.Td>
                  <StatusBadge tone={statuses[task.status].tone}>{statuses[task.status].word}</StatusBadge>
                  {open && waits.length > 0 && (
                    <Text size="xs" c="dimmed">
                      after {waits.map(titleOf).join(', ')}
                    </Text>
                  )}
                  {task.doneAt && (
                    <Text size="xs" c="dimmed">
                      <Instant at={task.doneAt} />
                    </Text>
                  )}
                </Table.Td>
                <Table.Td ta="right" style={{ whiteSpace: 'nowrap' }}>
                  {minutesText(plannedMinutes(task))}
                  <Text size="xs" c="dimmed">
                    {task.status === 'done' ? `${task.unitsDone} of ${task.units}` : task.units} {task.units === 1 ? 'unit' : 'units'}
                  </Text>
                </Table.Td>
                <Table.Td>
                  <Group gap={6} justify="flex-end">
                    <MyTaskActions task={task} />
                    {mayAssign && open && (
                      <Button
                        size="compact-sm"
                        variant={task.assigneeId ? 'default' : 'light'}
                        onClick={() => setChoosing(task)}
                        aria-label={`${task.assigneeId ? 'Give to another' : 'Assign'}: ${task.title}`}
                      >
                        {task.assigneeId ? 'Give to another' : 'Assign'}
                      </Button>
                    )}
                    {mayAssign && open && task.assigneeId && task.assigneeId !== me.id && (
                      <TakeBack task={task} name={nameOf(task.assigneeId)} />
                    )}
                  </Group>
                </Table.Td>
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </Table>
      <CandidatesModal task={choosing} onClose={() => setChoosing(null)} />
    </Card>
  )
}

function Handovers({ work, nameOf }: { work: OrderWork; nameOf: NameOf }) {
  if (work.handovers.length === 0) return null
  return (
    <Card withBorder component="section">
      <Title order={2} size="h5" mb="xs">
        Hand-overs
      </Title>
      <Stack gap="sm">
        {work.handovers.toReversed().map((one) => (
          <HandoverNote
            key={one.id}
            handover={one}
            from={nameOf(one.fromId)}
            to={nameOf(one.toId)}
            title={work.tasks.find(({ id }) => id === one.taskId)?.title ?? ''}
          />
        ))}
      </Stack>
    </Card>
  )
}

interface HandoverNoteProps {
  readonly handover: OrderWork['handovers'][number]
  readonly from: ReactNode
  readonly to: ReactNode
  readonly title: string
}

/** What one shift leaves to the next; whoever it is for accepts it here. */
export function HandoverNote({ handover, from, to, title }: HandoverNoteProps) {
  const me = useMe()
  const { matterId, orderId, id: handoverId } = handover
  const accept = useCommand<Routes['takeOver']>('post', `${orderPath}/handovers/{handoverId}/accept`, {
    done: 'Accepted: the task is yours.',
  })
  return (
    <Stack gap={2}>
      <Text size="sm">
        <b>{title}</b>: {from} to {to}, <Instant at={handover.at} />
        {handover.acceptedAt ? (
          <>
            , accepted <Instant at={handover.acceptedAt} />
          </>
        ) : (
          ', not accepted yet'
        )}
      </Text>
      <Text size="sm" style={{ whiteSpace: 'pre-line' }}>
        {handover.note}
      </Text>
      {handover.acceptedAt === null && handover.toId === me.id && (
        <Group>
          <Button size="compact-sm" loading={accept.pending} onClick={() => void accept.run({ params: { matterId, orderId, handoverId } })}>
            Accept: the task is mine
          </Button>
        </Group>
      )}
    </Stack>
  )
}

type File = OrderWork['product'][number]

function Product({ matterId, work }: { matterId: string; work: OrderWork }) {
  const columns: readonly Column<File>[] = [
    {
      key: 'name',
      title: 'File',
      value: ({ name }) => name,
      cell: (file) => (
        <Anchor size="sm" href={fileAddress(matterId, file)} download={file.name}>
          {file.name}
        </Anchor>
      ),
    },
    { key: 'size', title: 'Size', right: true, value: ({ bytes }) => bytes, cell: ({ bytes }) => bytesText(bytes) },
    { key: 'hash', title: 'SHA-256', value: ({ sha256 }) => sha256, cell: ({ sha256 }) => <span className={classes.hash}>{sha256}</span> },
  ]
  return (
    <Card withBorder component="section">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5">
          Product
        </Title>
        {work.productHash && <ProductHash hash={work.productHash} />}
      </Group>
      <DataTable
        name="product"
        label="Product files"
        list={listOf(work.product)}
        columns={columns}
        rowKey={({ name }) => name}
        search={work.product.length > 10}
        empty={<EmptyState title="No files yet" next="What is submitted with a task stands here: the newest file of each name." />}
      />
    </Card>
  )
}

/** What a sign-off would sign: any changed byte of any file gives another. */
const ProductHash = ({ hash }: { hash: string }) => (
  <Group gap={6} wrap="nowrap">
    <Text size="xs" c="dimmed">
      A sign-off signs
    </Text>
    <span className={classes.hash} title={hash}>
      {hash.slice(0, 16)}…
    </span>
    <CopyButton value={hash}>
      {({ copied, copy }) => (
        <Button size="compact-xs" variant="default" leftSection={<IconCopy size={12} />} onClick={copy}>
          {copied ? 'Copied' : 'Copy'}
        </Button>
      )}
    </CopyButton>
  </Group>
)

type Time = OrderWork['times'][number]

function Times({ matterId, orderId, work, nameOf }: OrderPath & { work: OrderWork; nameOf: NameOf }) {
  const mayLog = useMay('do-work')
  const [logging, setLogging] = useState(false)
  const titleOf = (taskId: string | null) => work.tasks.find(({ id }) => id === taskId)?.title ?? null
  const total = work.times.reduce((all, { minutes }) => all + minutes, 0)
  const columns: readonly Column<Time>[] = [
    { key: 'date', title: 'Day', value: ({ date }) => date, cell: ({ date }) => <DateOnly date={date} /> },
    { key: 'who', title: 'Who', value: ({ personId }) => nameOf(personId) },
    { key: 'task', title: 'Task', value: ({ taskId }) => titleOf(taskId) },
    { key: 'note', title: 'What was done', value: ({ note }) => note },
    { key: 'minutes', title: 'Minutes', right: true, value: ({ minutes }) => minutes },
    { key: 'taskCode', title: 'Task code', value: ({ taskCode }) => taskCode, hidden: true },
    { key: 'activityCode', title: 'Activity code', value: ({ activityCode }) => activityCode, hidden: true },
  ]
  const log = mayLog && (
    <Button size="xs" variant="default" onClick={() => setLogging(true)}>
      Log time
    </Button>
  )
  return (
    <Card withBorder component="section">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5">
          Time{total > 0 && `, ${minutesText(total)}`}
        </Title>
        {log}
      </Group>
      <DataTable
        name="times"
        label="Time"
        list={listOf(work.times)}
        columns={columns}
        rowKey={({ id }) => id}
        search={work.times.length > 10}
        empty={<EmptyState title="No time yet" next="Timers log it by themselves; time can be logged by hand, too." />}
      />
      <Modal opened={logging} onClose={() => setLogging(false)} title="Log time" size="lg">
        <LogTimeForm matterId={matterId} orderId={orderId} tasks={work.tasks} onDone={() => setLogging(false)} />
      </Modal>
    </Card>
  )
}
