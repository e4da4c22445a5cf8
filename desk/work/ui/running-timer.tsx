import { Button, Group, Paper, Text } from '@mantine/core'
import { IconPlayerPause, IconPointFilled } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useCommand } from '../../../ui/api/command.ts'
import { useGet } from '../../../ui/api/get.ts'
import { AppLink } from '../../../ui/link.tsx'
import { useMay } from '../../../ui/me.ts'
import { type BoardTask, pathOf, type Routes, taskPath, workPage } from './words.ts'
import classes from './work.module.css'

/** The timers that I have running, always in sight, each with a way to stop it. */
export function RunningTimers() {
  const may = useMay('do-work')
  const mine = useGet<Routes['mine']>('/api/my-work', { enabled: may, about: ['order'] })
  const running = mine.data?.tasks.filter(({ timerSince }) => timerSince !== null) ?? []
  if (running.length === 0) return null
  return (
    <div className={classes.timers}>
      {running.map((task) => (
        <RunningTimer key={task.id} task={task} />
      ))}
    </div>
  )
}

function RunningTimer({ task }: { task: BoardTask }) {
  const stop = useCommand<Routes['stop']>('post', `${taskPath}/stop`, { done: 'Stopped: the time is logged.' })
  return (
    <Paper withBorder px="sm" py={6} shadow="sm" role="group" aria-label={`Timer of ${task.title}`}>
      <Group gap="sm" wrap="nowrap">
        <IconPointFilled size={16} color="var(--mantine-color-red-filled)" aria-hidden />
        <Elapsed since={task.timerSince ?? ''} />
        <Text size="sm" truncate maw={320}>
          <AppLink to={workPage(task)} underline="always" size="sm">
            {task.title}
          </AppLink>
          , {task.number}
        </Text>
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconPlayerPause size={12} />}
          loading={stop.pending}
          onClick={() => void stop.run({ params: pathOf(task) })}
        >
          Pause
        </Button>
      </Group>
    </Paper>
  )
}

const secondMs = 1_000

/** How long a timer has run, second by second. */
function Elapsed({ since }: { since: string }) {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const tick = setInterval(() => setNow(Date.now()), secondMs)
    return () => clearInterval(tick)
  }, [])
  const seconds = Math.max(0, Math.floor((now - Date.parse(since)) / secondMs))
  const two = (figure: number) => String(figure).padStart(2, '0')
  return (
    <Text span size="sm" fw={600} style={{ fontVariantNumeric: 'tabular-nums' }} aria-live="off">
      {Math.floor(seconds / 3_600)}:{two(Math.floor(seconds / 60) % 60)}:{two(seconds % 60)}
    </Text>
  )
}
