import { Card, Group, Stack, Text, Title } from '@mantine/core'
import { useGet } from '../../../ui/api/get.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { AppLink, LinkButton } from '../../../ui/link.tsx'
import { Loading } from '../../../ui/loading.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { PersonName } from '../../../ui/person-name.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { minutesText } from '../../../ui/time.ts'
import { serviceLines } from '../../line.ts'
import { Due } from './due.tsx'
import { HandoverNote } from './order-work.tsx'
import { MyTaskActions } from './task-actions.tsx'
import { type BoardTask, plannedMinutes, type Routes, statuses, workPage } from './words.ts'

/** What is mine to do, first due first, and what waits for me to take it over. */
export function MyWorkPage() {
  const mine = useGet<Routes['mine']>('/api/my-work', { about: ['order'] })
  if (!mine.data) return <Loading of={mine} />
  const { tasks, handovers } = mine.data
  const open = tasks.reduce((all, task) => all + plannedMinutes(task), 0)
  return (
    <>
      <PageHeader
        title="My work"
        note={
          tasks.length === 0
            ? 'Nothing is assigned to you.'
            : `${tasks.length} ${tasks.length === 1 ? 'task' : 'tasks'}, about ${minutesText(open)} as planned.`
        }
        actions={
          <LinkButton to="/my-time" size="xs" variant="default">
            My time
          </LinkButton>
        }
      />
      <Stack>
        {handovers.length > 0 && (
          <Card withBorder component="section">
            <Title order={2} size="h5" mb="xs">
              Waiting for you to take over
            </Title>
            <Stack gap="sm">
              {handovers.map((one) => (
                <Stack key={one.id} gap={2}>
                  <HandoverNote handover={one} from={<PersonName id={one.fromId} />} to="you" title={one.title} />
                  <Text size="xs" c="dimmed">
                    <AppLink to={workPage(one)} size="xs" underline="always">
                      {one.number}
                    </AppLink>
                    , {one.orderTitle}
                  </Text>
                </Stack>
              ))}
            </Stack>
          </Card>
        )}
        {tasks.length === 0 && (
          <EmptyState title="Nothing to do" next="Tasks that a team lead assigns to you stand here, the first due at the top." />
        )}
        {tasks.map((task) => (
          <TaskCard key={task.id} task={task} />
        ))}
      </Stack>
    </>
  )
}

function TaskCard({ task }: { task: BoardTask }) {
  const { tone, word } = statuses[task.status]
  // Nothing moves while the order is on hold.
  const held = task.orderStatus === 'on-hold'
  return (
    <Card withBorder p="sm" component="article" aria-label={task.title}>
      <Group justify="space-between" align="flex-start">
        <Stack gap={2}>
          <Group gap="xs">
            <Text fw={600}>
              <AppLink to={workPage(task)}>{task.title}</AppLink>
            </Text>
            <StatusBadge tone={tone}>{word}</StatusBadge>
            {held && <StatusBadge tone="waiting">On hold</StatusBadge>}
            {task.priority === 'rush' && <StatusBadge tone="warn">Rush</StatusBadge>}
            {task.rounds > 0 && <StatusBadge tone="bad">Came back</StatusBadge>}
          </Group>
          <Text size="sm" c="dimmed">
            {task.number}, {task.orderTitle}, {serviceLines[task.line as keyof typeof serviceLines] ?? task.line},{' '}
            {minutesText(plannedMinutes(task))} planned
          </Text>
          <Due task={task} />
        </Stack>
        {!held && <MyTaskActions task={task} />}
      </Group>
    </Card>
  )
}
