import { Button, Group, Modal, Text } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useState } from 'react'
import { useCommand } from '../../../ui/api/command.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { useMay, useMe } from '../../../ui/me.ts'
import { HandOverForm, LogTimeForm, SubmitForm } from './task-forms.tsx'
import { pathOf, type Routes, type Task, taskPath } from './words.ts'

type Form = 'submit' | 'hand-over' | 'time'

const titles: Readonly<Record<Form, string>> = { submit: 'Submit', 'hand-over': 'Hand over', time: 'Log time' }

/** What I can do with a task that is mine; nothing where it is not. */
export function MyTaskActions({ task }: { task: Task }) {
  const me = useMe()
  const may = useMay('do-work')
  const [form, setForm] = useState<Form | null>(null)
  const start = useCommand<Routes['start']>('post', `${taskPath}/start`)
  const stop = useCommand<Routes['stop']>('post', `${taskPath}/stop`, { done: 'Stopped: the time is logged.' })
  if (!may || task.assigneeId !== me.id || task.status === 'done') return null
  const params = pathOf(task)
  const close = () => setForm(null)
  const started = task.status === 'started'
  return (
    <Group gap={6}>
      {task.timerSince ? (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlayerPause size={14} />}
          loading={stop.pending}
          onClick={() => void stop.run({ params })}
        >
          Pause
        </Button>
      ) : (
        task.status !== 'waiting' && (
          <Button
            size="compact-sm"
            variant={started ? 'default' : 'filled'}
            leftSection={<IconPlayerPlay size={14} />}
            loading={start.pending}
            onClick={() => void start.run({ params })}
          >
            {started ? 'Go on' : 'Start'}
          </Button>
        )
      )}
      {started && (
        <Button size="compact-sm" onClick={() => setForm('submit')}>
          Submit
        </Button>
      )}
      <Button size="compact-sm" variant="default" onClick={() => setForm('time')}>
        Log time
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => setForm('hand-over')}>
        Hand over
      </Button>
      <Modal opened={form !== null} onClose={close} title={form ? `${titles[form]}: ${task.title}` : ''} size="lg">
        {form === 'submit' && <SubmitForm task={task} onDone={close} />}
        {form === 'hand-over' && <HandOverForm task={task} onDone={close} />}
        {form === 'time' && <LogTimeForm matterId={task.matterId} orderId={task.orderId} tasks={[task]} taskId={task.id} onDone={close} />}
      </Modal>
    </Group>
  )
}

/** Takes a task back from whoever has it, with the reason. */
export function TakeBack({ task, name }: { task: Task; name: string }) {
  const unassign = useCommand<Routes['unassign']>('post', `${taskPath}/unassign`, { inForm: true })
  return (
    <Confirm
      title={`Take “${task.title}” back from ${name}`}
      label="Take it back"
      reason="Why"
      problem={unassign.problem}
      onConfirm={async (reason) => (await unassign.run({ params: pathOf(task), body: { reason } })) !== undefined}
      trigger={(open) => (
        <Button size="compact-sm" variant="default" onClick={open}>
          Take back
        </Button>
      )}
    >
      <Text size="sm">A timer that runs ends without being logged. The task can then be given to somebody else.</Text>
    </Confirm>
  )
}
