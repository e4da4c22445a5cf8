import { Button, Group, NumberInput, Select, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core'
import type { FormEvent } from 'react'
import { useCommand } from '../../../ui/api/command.ts'
import { useDraft } from '../../../ui/draft.ts'
import { FileDrop } from '../../../ui/files/file-drop.tsx'
import type { FileRef } from '../../../ui/files/upload.ts'
import { useMe } from '../../../ui/me.ts'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { DateField } from '../../clients/ui/fields.tsx'
import { todayIn } from '../../clients/ui/nda.ts'
import { useMatter } from '../../orders/ui/matter.ts'
import { orderPath, pathOf, type Routes, type Task, taskPath } from './words.ts'

interface FormProps {
  readonly task: Task
  onDone(): void
}

/** Submits what was made: files, how many units, a note for whoever comes next. */
export function SubmitForm({ task, onDone }: FormProps) {
  const draft = useDraft(`submit:${task.id}:${task.rounds}`, {
    files: [] as readonly FileRef[],
    unitsDone: task.units as number | string,
    note: '',
  })
  const submit = useCommand<Routes['submit']>('post', `${taskPath}/submit`, { done: 'Submitted.', inForm: true })
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const { files, unitsDone, note } = draft.values
    if (!(await submit.run({ params: pathOf(task), body: { files: [...files], unitsDone: Number(unitsDone), note } }))) return
    draft.clear()
    onDone()
  }
  return (
    <form onSubmit={send} noValidate>
      <Stack gap="sm">
        <FileDrop matterId={task.matterId} files={draft.values.files} onChange={(files) => draft.set('files', files)} />
        <Text size="xs" c="dimmed">
          A file replaces the one of the same name in the order's product. A timer that runs is stopped, and its time logged.
        </Text>
        <NumberInput
          label="Units done"
          description={`Planned: ${task.units}.`}
          required
          min={0}
          w={160}
          value={draft.values.unitsDone}
          onChange={(units) => draft.set('unitsDone', units)}
          error={submit.errors.unitsDone}
        />
        <Textarea
          label="Note"
          description="For whoever comes next."
          autosize
          minRows={2}
          {...draft.text('note')}
          error={submit.errors.note}
        />
        <ProblemNote problem={submit.problem} />
        <Group justify="flex-end">
          <Button type="submit" loading={submit.pending} disabled={draft.values.unitsDone === ''}>
            Submit
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** Hands a task to somebody of the next shift, with what they need to know. */
export function HandOverForm({ task, onDone }: FormProps) {
  const me = useMe()
  const { matter } = useMatter(task.matterId)
  const draft = useDraft(`hand-over:${task.id}`, { toId: null as string | null, note: '' })
  const handOver = useCommand<Routes['handOver']>('post', `${taskPath}/hand-over`, {
    done: 'Noted: it is theirs once they accept.',
    inForm: true,
  })
  const others = matter?.team.filter(({ personId, ofClient }) => !ofClient && personId !== me.id) ?? []
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const { toId, note } = draft.values
    if (!(await handOver.run({ params: pathOf(task), body: { toId: toId ?? '', note } }))) return
    draft.clear()
    onDone()
  }
  return (
    <form onSubmit={send} noValidate>
      <Stack gap="sm">
        <Select
          label="To"
          required
          searchable
          placeholder="Somebody of the matter's team"
          data={others.map(({ personId, name }) => ({ value: personId, label: name }))}
          {...draft.field('toId')}
          error={handOver.errors.toId}
        />
        <Textarea
          label="Where the work stands, and what comes next"
          description="The other shift has only this."
          required
          autosize
          minRows={4}
          {...draft.text('note')}
          error={handOver.errors.note}
        />
        <ProblemNote problem={handOver.problem} />
        <Group justify="flex-end">
          <Button type="submit" loading={handOver.pending} disabled={draft.values.toId === null || draft.values.note.trim() === ''}>
            Hand over
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

interface LogTimeProps {
  readonly matterId: string
  readonly orderId: string
  /** The tasks that the time may be for. */
  readonly tasks: readonly Pick<Task, 'id' | 'title'>[]
  readonly taskId?: string
  readonly date?: string
  onDone(): void
}

/** Logs time by hand; the client reads the note on the invoice. */
export function LogTimeForm({ matterId, orderId, tasks, taskId, date, onDone }: LogTimeProps) {
  const { timeZone } = useMe()
  const draft = useDraft(`time:${orderId}`, {
    taskId: taskId ?? null,
    date: (date ?? todayIn(timeZone, Date.now())) as string | null,
    hours: '' as number | string,
    minutes: '' as number | string,
    note: '',
    taskCode: '',
    activityCode: '',
  })
  const log = useCommand<Routes['logTime']>('post', `${orderPath}/times`, { done: 'Logged.', inForm: true })
  const { hours, minutes } = draft.values
  const spent = Number(hours) * 60 + Number(minutes)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const { taskId: task, date: day, note, taskCode, activityCode } = draft.values
    const body = {
      taskId: task,
      date: day ?? '',
      minutes: spent,
      note,
      taskCode: taskCode.trim() || null,
      activityCode: activityCode.trim() || null,
    }
    if (!(await log.run({ params: { matterId, orderId }, body }))) return
    draft.clear()
    onDone()
  }
  return (
    <form onSubmit={send} noValidate>
      <Stack gap="sm">
        {tasks.length > 0 && (
          <Select
            label="Task"
            placeholder="The order as a whole"
            clearable
            data={tasks.map(({ id, title }) => ({ value: id, label: title }))}
            {...draft.field('taskId')}
            error={log.errors.taskId}
          />
        )}
        <SimpleGrid cols={3}>
          <DateField label="Day" required {...draft.field('date')} error={log.errors.date} />
          <NumberInput
            label="Hours"
            min={0}
            max={24}
            value={hours}
            onChange={(next) => draft.set('hours', next)}
            error={log.errors.minutes}
          />
          <NumberInput label="Minutes" min={0} max={59} step={5} value={minutes} onChange={(next) => draft.set('minutes', next)} />
        </SimpleGrid>
        <Textarea
          label="What was done"
          description="The client reads it on the invoice."
          required
          autosize
          minRows={2}
          {...draft.text('note')}
          error={log.errors.note}
        />
        <SimpleGrid cols={2}>
          <TextInput label="UTBMS task code" placeholder="L320" {...draft.text('taskCode')} error={log.errors.taskCode} />
          <TextInput label="UTBMS activity code" placeholder="A103" {...draft.text('activityCode')} error={log.errors.activityCode} />
        </SimpleGrid>
        <ProblemNote problem={log.problem} />
        <Group justify="flex-end">
          <Button type="submit" loading={log.pending} disabled={spent <= 0}>
            Log
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
