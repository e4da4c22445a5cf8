import { Button, Group, Progress, Select, Stack, Text, Title } from '@mantine/core'
import { type DragEvent, type ReactNode, useMemo, useState } from 'react'
import { useCommand } from '../../../ui/api/command.ts'
import { useGet, useList } from '../../../ui/api/get.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { AppLink } from '../../../ui/link.tsx'
import { Loading } from '../../../ui/loading.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { minutesText } from '../../../ui/time.ts'
import { useFilters } from '../../../ui/url.ts'
import { serviceLines } from '../../line.ts'
import type { peopleRoutes } from '../../people/api.ts'
import type { Role } from '../../policy.ts'
import { CandidatesModal } from './candidates.tsx'
import { Due } from './due.tsx'
import { type BoardTask, type Candidate, pathOf, plannedMinutes, type Routes, statuses, taskPath, workPage } from './words.ts'
import classes from './work.module.css'

/** Roles of those who do an order's work. */
const doers: readonly Role[] = ['practitioner', 'team-lead', 'supervising-attorney']
/** A usual shift: what a person's load is drawn against. */
const shiftMinutes = 480

interface Lane {
  readonly personId: string | null
  readonly name: string
  readonly site: string | null
  readonly tasks: readonly BoardTask[]
}

/** All open tasks by person, those that nobody has first. A task is given by drag, or by its button. */
export function TeamBoardPage() {
  const [filters, setFilters] = useFilters<'line' | 'site'>()
  const board = useGet<Routes['board']>('/api/tasks', { about: ['order'] })
  const people = useList<ReturnType<typeof peopleRoutes>['list']>('/api/people', {
    query: { of: 'provider', status: 'active', limit: 200 },
    about: ['person'],
  })
  const [choosing, setChoosing] = useState<BoardTask | null>(null)
  const [dragged, setDragged] = useState<BoardTask | null>(null)
  const candidates = useGet<Routes['candidates']>(`${taskPath}/candidates`, {
    params: dragged ? pathOf(dragged) : { matterId: '', orderId: '', taskId: '' },
    enabled: dragged !== null,
  })
  const assign = useCommand<Routes['assign']>('post', `${taskPath}/assign`, { done: 'Assigned.' })
  const tasks = useMemo(
    () => board.data?.filter(({ line }) => filters.line === undefined || line === filters.line) ?? [],
    [board.data, filters.line],
  )
  const sites = useMemo(() => [...new Set(people.rows.flatMap(({ site }) => (site === null ? [] : [site])))].sort(), [people.rows])
  const lanes = useMemo((): readonly Lane[] => {
    const staff = people.rows.filter(
      (person) => person.roles.some((role) => doers.includes(role)) && (filters.site === undefined || person.site === filters.site),
    )
    const own = staff.map(({ id, name, site }) => ({
      personId: id,
      name,
      site,
      tasks: tasks.filter(({ assigneeId }) => assigneeId === id),
    }))
    return [
      { personId: null, name: 'Nobody yet', site: null, tasks: tasks.filter(({ assigneeId }) => assigneeId === null) },
      ...own.sort((a, b) => loadOf(b.tasks) - loadOf(a.tasks) || a.name.localeCompare(b.name, 'en')),
    ]
  }, [people.rows, tasks, filters.site])
  if (!board.data) return <Loading of={board} />
  // What was said of the task that was dragged before is nothing of this one.
  const fitness = dragged && !candidates.isPlaceholderData ? candidates.data : undefined
  const drop = (personId: string) => {
    if (dragged && dragged.assigneeId !== personId) void assign.run({ params: pathOf(dragged), body: { personId } })
    setDragged(null)
  }
  return (
    <>
      <PageHeader
        title="Team board"
        note="Drag a task to somebody, or press Assign to see who fits best. Nobody unfit or walled off can be given one."
        actions={
          <>
            <Filter
              label="Line"
              all={Object.entries(serviceLines).map(([value, label]) => ({ value, label }))}
              value={filters.line}
              onChange={(line) => setFilters({ line })}
            />
            <Filter
              label="Site"
              all={sites.map((site) => ({ value: site, label: site }))}
              value={filters.site}
              onChange={(site) => setFilters({ site })}
            />
          </>
        }
      />
      {board.data.length === 0 && <EmptyState title="No open tasks" next="Plan an accepted order: its tasks stand here." />}
      <section
        className={classes.board}
        aria-label="Tasks by person"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard (axe: scrollable-region-focusable)
        tabIndex={0}
      >
        {lanes.map((lane) => (
          <LaneColumn
            key={lane.personId ?? 'nobody'}
            lane={lane}
            candidate={fitness?.find(({ personId }) => personId === lane.personId)}
            dragging={dragged !== null}
            onDrop={drop}
          >
            {lane.tasks.map((task) => (
              <TaskCard key={task.id} task={task} onDrag={setDragged} onChoose={() => setChoosing(task)} />
            ))}
          </LaneColumn>
        ))}
      </section>
      <CandidatesModal task={choosing} onClose={() => setChoosing(null)} />
    </>
  )
}

const loadOf = (tasks: readonly BoardTask[]): number => tasks.reduce((all, task) => all + plannedMinutes(task), 0)

interface FilterProps {
  readonly label: string
  readonly all: readonly { value: string; label: string }[]
  readonly value: string | undefined
  onChange(value: string | undefined): void
}

const Filter = ({ label, all, value, onChange }: FilterProps) => (
  <Select
    size="xs"
    w={160}
    aria-label={label}
    placeholder={`${label}: any`}
    clearable
    data={[...all]}
    value={value ?? null}
    onChange={(next) => onChange(next ?? undefined)}
  />
)

interface LaneColumnProps {
  readonly lane: Lane
  readonly candidate: Candidate | undefined
  readonly dragging: boolean
  onDrop(personId: string): void
  readonly children: ReactNode
}

/** One person with their tasks; while a task is dragged, whether it can be theirs. */
function LaneColumn({ lane: { personId, name, site, tasks }, candidate, dragging, onDrop, children }: LaneColumnProps) {
  const [over, setOver] = useState(false)
  const load = loadOf(tasks)
  const takes = dragging && personId !== null && candidate?.fit !== false
  const fit = dragging && candidate ? (candidate.fit ? 'yes' : 'no') : undefined
  const allow = (event: DragEvent) => {
    if (!takes) return
    event.preventDefault()
    setOver(true)
  }
  return (
    <section
      className={classes.column}
      aria-label={name}
      data-fit={fit}
      data-over={(over && takes) || undefined}
      onDragOver={allow}
      onDragLeave={() => setOver(false)}
      onDrop={() => {
        setOver(false)
        if (takes && personId !== null) onDrop(personId)
      }}
    >
      <Stack gap={2}>
        <Group justify="space-between" wrap="nowrap">
          <Title order={2} size="h6">
            {name}
          </Title>
          <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
            {tasks.length} {tasks.length === 1 ? 'task' : 'tasks'}
          </Text>
        </Group>
        {personId !== null && (
          <>
            <Text size="xs" c="dimmed">
              {site ?? 'No site'}, {load === 0 ? 'nothing open' : `${minutesText(load)} open`}
            </Text>
            <Progress
              size="xs"
              value={Math.min(100, (100 * load) / shiftMinutes)}
              color={load > shiftMinutes ? 'red' : 'blue'}
              aria-label={`Load of ${name} against a shift of eight hours`}
            />
          </>
        )}
        {fit === 'yes' && candidate && <Text size="xs">Fits, {candidate.score} of 100</Text>}
        {fit === 'no' && candidate && <Text size="xs">Cannot: {candidate.refusals.join('; ')}</Text>}
      </Stack>
      {children}
    </section>
  )
}

interface TaskCardProps {
  readonly task: BoardTask
  onDrag(task: BoardTask | null): void
  onChoose(): void
}

function TaskCard({ task, onDrag, onChoose }: TaskCardProps) {
  const { tone, word } = statuses[task.status]
  return (
    <article
      className={classes.card}
      draggable
      aria-label={`${task.title}, ${task.number}`}
      onDragStart={(event) => {
        event.dataTransfer.setData('text/plain', task.id)
        event.dataTransfer.effectAllowed = 'move'
        onDrag(task)
      }}
      onDragEnd={() => onDrag(null)}
    >
      <Stack gap={4}>
        <Text size="sm" fw={600}>
          {task.title}
        </Text>
        <Text size="xs" c="dimmed">
          <AppLink to={workPage(task)} size="xs" underline="always">
            {task.number}
          </AppLink>
          , {task.orderTitle}
        </Text>
        <Due task={task} />
        <Group gap={6}>
          {task.assigneeId !== null && <StatusBadge tone={tone}>{word}</StatusBadge>}
          {task.orderStatus === 'on-hold' && <StatusBadge tone="waiting">On hold</StatusBadge>}
          {task.priority === 'rush' && <StatusBadge tone="warn">Rush</StatusBadge>}
          <Text size="xs" c="dimmed">
            {minutesText(plannedMinutes(task))}
          </Text>
          <Button
            size="compact-xs"
            ml="auto"
            variant={task.assigneeId === null ? 'light' : 'default'}
            onClick={onChoose}
            aria-label={`${task.assigneeId === null ? 'Assign' : 'Move'}: ${task.title}, ${task.number}`}
          >
            {task.assigneeId === null ? 'Assign' : 'Move'}
          </Button>
        </Group>
      </Stack>
    </article>
  )
}
