import {
  ActionIcon,
  Button,
  Card,
  Group,
  Modal,
  NumberInput,
  Select,
  Stack,
  Table,
  Text,
  Textarea,
  Title,
  UnstyledButton,
} from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../ui/api/command.ts'
import { listOf, useGet, useList } from '../../../ui/api/get.ts'
import type { Column } from '../../../ui/column.ts'
import { DataTable } from '../../../ui/data-table.tsx'
import { useDraft } from '../../../ui/draft.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { DateOnly } from '../../../ui/instant.tsx'
import { AppLink } from '../../../ui/link.tsx'
import { Loading } from '../../../ui/loading.tsx'
import { useMay, useMe } from '../../../ui/me.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { dateText } from '../../../ui/time.ts'
import { useFilters } from '../../../ui/url.ts'
import { todayIn } from '../../clients/ui/nda.ts'
import type { OrderRoutes } from '../../orders/ui/routes.ts'
import { LogTimeForm } from './task-forms.tsx'
import { addDays, hoursText, mondayOf, weekRows } from './week.ts'
import { orderPath, type Routes, type TimeEntry, workPage } from './words.ts'

const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

interface Cell {
  readonly orderId: string | null
  readonly date: string
}

/** My week: what was spent on each order on each day, what each entry says, and logging what a timer did not. */
export function MyTimePage() {
  const me = useMe()
  const mayLog = useMay('do-work')
  const today = todayIn(me.timeZone, Date.now())
  const [filters, setFilters] = useFilters<'week'>()
  const monday = mondayOf(/^\d{4}-\d{2}-\d{2}$/.test(filters.week ?? '') ? (filters.week ?? today) : today)
  const sunday = addDays(monday, 6)
  const sheet = useGet<Routes['timeSheet']>('/api/my-time', { query: { from: monday, to: sunday }, about: ['order'] })
  const [logging, setLogging] = useState<Cell | null>(null)
  const [correcting, setCorrecting] = useState<TimeEntry | null>(null)
  if (!sheet.data) return <Loading of={sheet} />
  const entries = sheet.data.filter(({ date }) => date >= monday && date <= sunday)
  const go = (week: string) => setFilters({ week: week === mondayOf(today) ? undefined : week })
  return (
    <>
      <PageHeader
        title="My time"
        note={`${dateText(monday)} to ${dateText(sunday)}, days as they are in ${me.timeZone}.`}
        actions={
          <>
            <ActionIcon variant="default" size="md" aria-label="The week before" onClick={() => go(addDays(monday, -7))}>
              <IconChevronLeft size={16} />
            </ActionIcon>
            <Button size="xs" variant="default" onClick={() => setFilters({ week: undefined })} disabled={monday === mondayOf(today)}>
              This week
            </Button>
            <ActionIcon variant="default" size="md" aria-label="The week after" onClick={() => go(addDays(monday, 7))}>
              <IconChevronRight size={16} />
            </ActionIcon>
            {mayLog && (
              <Button size="xs" onClick={() => setLogging({ orderId: null, date: today >= monday && today <= sunday ? today : monday })}>
                Log time
              </Button>
            )}
          </>
        }
      />
      <Stack>
        <WeekGrid entries={entries} monday={monday} today={today} onCell={mayLog ? setLogging : undefined} />
        <Title order={2} size="h5">
          Entries
        </Title>
        <DataTable
          name={`my-time-${monday}`}
          label="Entries"
          list={listOf(entries)}
          columns={[
            ...columns,
            {
              key: 'correct',
              title: 'Correct',
              value: () => null,
              cell: (entry) => (
                <Button size="compact-xs" variant="default" onClick={() => setCorrecting(entry)} aria-label={`Correct ${entry.note}`}>
                  Correct
                </Button>
              ),
            },
          ]}
          rowKey={({ id }) => id}
          search={entries.length > 10}
          empty={<EmptyState title="No time this week" next="Start a timer on a task, or log time by hand." />}
        />
      </Stack>
      <Modal opened={logging !== null} onClose={() => setLogging(null)} title="Log time" size="lg">
        {logging && <LogTime cell={logging} onDone={() => setLogging(null)} />}
      </Modal>
      <Modal opened={correcting !== null} onClose={() => setCorrecting(null)} title="Correct my time" centered>
        {correcting && <CorrectForm entry={correcting} onDone={() => setCorrecting(null)} />}
      </Modal>
    </>
  )
}

const columns: readonly Column<TimeEntry>[] = [
  { key: 'date', title: 'Day', value: ({ date }) => date, cell: ({ date }) => <DateOnly date={date} /> },
  {
    key: 'number',
    title: 'Order',
    value: ({ number }) => number,
    cell: (entry) => (
      <AppLink to={workPage(entry)} size="sm">
        {entry.number}
      </AppLink>
    ),
  },
  { key: 'title', title: 'Title', value: ({ orderTitle }) => orderTitle },
  { key: 'note', title: 'What was done', value: ({ note }) => note },
  { key: 'minutes', title: 'Minutes', right: true, value: ({ minutes }) => minutes },
  { key: 'taskCode', title: 'Task code', value: ({ taskCode }) => taskCode, hidden: true },
  { key: 'activityCode', title: 'Activity code', value: ({ activityCode }) => activityCode, hidden: true },
]

interface WeekGridProps {
  readonly entries: readonly TimeEntry[]
  readonly monday: string
  readonly today: string
  readonly onCell: ((cell: Cell) => void) | undefined
}

function WeekGrid({ entries, monday, today, onCell }: WeekGridProps) {
  const rows = weekRows(entries, monday)
  const days = dayNames.map((name, at) => ({ name, at, date: addDays(monday, at) }))
  const dayTotal = (at: number) => rows.reduce((all, { minutes }) => all + (minutes[at] ?? 0), 0)
  if (rows.length === 0) return null
  return (
    <Card withBorder p={0} style={{ overflowX: 'auto' }}>
      <Table verticalSpacing={6} style={{ fontVariantNumeric: 'tabular-nums' }}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Order</Table.Th>
            {days.map(({ name, date }) => (
              <Table.Th key={date} ta="right" aria-current={date === today ? 'date' : undefined}>
                {name} {Number(date.slice(8))}
                {date === today && ', today'}
              </Table.Th>
            ))}
            <Table.Th ta="right">Week</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ orderId, of, minutes, total }) => (
            <Table.Tr key={orderId}>
              <Table.Th scope="row" fw={400}>
                <AppLink to={workPage(of)} underline="always" size="sm">
                  {of.number}
                </AppLink>{' '}
                {of.orderTitle}
              </Table.Th>
              {days.map(({ name, at, date }) => (
                <Table.Td key={date} ta="right">
                  {onCell && date <= today ? (
                    <UnstyledButton
                      fz="sm"
                      px={6}
                      onClick={() => onCell({ orderId, date })}
                      aria-label={`${hoursText(minutes[at] ?? 0) || 'Nothing'} on ${of.number}, ${name}. Log time`}
                    >
                      {hoursText(minutes[at] ?? 0) || (
                        <Text span c="dimmed">
                          +
                        </Text>
                      )}
                    </UnstyledButton>
                  ) : (
                    hoursText(minutes[at] ?? 0)
                  )}
                </Table.Td>
              ))}
              <Table.Td ta="right" fw={600}>
                {hoursText(total)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr>
            <Table.Th scope="row">All orders</Table.Th>
            {days.map(({ at, date }) => (
              <Table.Td key={date} ta="right" fw={600}>
                {hoursText(dayTotal(at))}
              </Table.Td>
            ))}
            <Table.Td ta="right" fw={600}>
              {hoursText(rows.reduce((all, { total }) => all + total, 0))}
            </Table.Td>
          </Table.Tr>
        </Table.Tfoot>
      </Table>
    </Card>
  )
}

/** Which order the time is for, then the time. */
function LogTime({ cell, onDone }: { cell: Cell; onDone(): void }) {
  const orders = useList<OrderRoutes['list']>('/api/orders', { query: { open: 'true', limit: 200 }, about: ['order'] })
  const mine = useGet<Routes['mine']>('/api/my-work', { about: ['order'] })
  const [orderId, setOrderId] = useState(cell.orderId)
  const order = orders.rows.find(({ id }) => id === orderId)
  return (
    <Stack gap="sm">
      <Select
        label="Order"
        required
        searchable
        placeholder="Choose the order"
        data={orders.rows.map(({ id, number, title }) => ({ value: id, label: `${number}, ${title}` }))}
        value={orderId}
        onChange={setOrderId}
      />
      {order && (
        <LogTimeForm
          key={order.id}
          matterId={order.matterId}
          orderId={order.id}
          tasks={mine.data?.tasks.filter((task) => task.orderId === order.id) ?? []}
          date={cell.date}
          onDone={onDone}
        />
      )}
      {orderId !== null && !order && !orders.pending && (
        <Text size="sm" c="dimmed">
          This order is not open any more.
        </Text>
      )}
    </Stack>
  )
}

function CorrectForm({ entry, onDone }: { entry: TimeEntry; onDone(): void }) {
  const { matterId, orderId, id: timeId } = entry
  const draft = useDraft(`correct:${timeId}`, { minutes: entry.minutes as number | string, reason: '' })
  const correct = useCommand<Routes['correctTime']>('post', `${orderPath}/times/{timeId}/correct`, { done: 'Corrected.', inForm: true })
  const { minutes, reason } = draft.values
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (!(await correct.run({ params: { matterId, orderId, timeId }, body: { minutes: Number(minutes), reason } }))) return
    draft.clear()
    onDone()
  }
  return (
    <form onSubmit={send} noValidate>
      <Stack gap="sm">
        <Text size="sm">
          {entry.note}, <DateOnly date={entry.date} />, {entry.number}
        </Text>
        <NumberInput
          label="Minutes"
          description="0 takes the time back."
          required
          min={0}
          value={minutes}
          onChange={(next) => draft.set('minutes', next)}
          error={correct.errors.minutes}
        />
        <Textarea label="Why" required autosize minRows={2} {...draft.text('reason')} error={correct.errors.reason} />
        <ProblemNote problem={correct.problem} />
        <Group justify="flex-end">
          <Button type="submit" loading={correct.pending} disabled={minutes === '' || reason.trim() === ''}>
            Correct
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
