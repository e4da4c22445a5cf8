import { Text } from '@mantine/core'
import { IconAlarm, IconClock, IconFlame } from '@tabler/icons-react'
import { Instant } from '../../../ui/instant.tsx'
import type { BoardTask } from './words.ts'

/** So many hours before it is due, a task presses. */
const soonHours = 8
const hourMs = 3_600_000

/** Dark enough for small letters on white, light enough on black (WCAG 2.2, 1.4.3). */
const lateColour = 'light-dark(var(--mantine-color-red-9), var(--mantine-color-red-4))'
const soonColour = 'light-dark(var(--mantine-color-orange-9), var(--mantine-color-orange-4))'

/** When a task's order is due, with a sign where it presses; the colour only repeats it. */
export function Due({ task: { dueAt, breachedAt } }: { task: Pick<BoardTask, 'dueAt' | 'breachedAt'> }) {
  if (dueAt === null)
    return (
      <Text size="xs" c="dimmed">
        No due time
      </Text>
    )
  const late = breachedAt !== null || Date.parse(dueAt) < Date.now()
  const soon = Date.parse(dueAt) - Date.now() < soonHours * hourMs
  const [Icon, word, colour] = late
    ? [IconFlame, 'Late, was due', lateColour]
    : soon
      ? [IconAlarm, 'Due soon,', soonColour]
      : [IconClock, 'Due', 'dimmed']
  return (
    <Text size="xs" c={colour} component="div">
      <Icon size={13} aria-hidden style={{ verticalAlign: '-2px', marginRight: 4 }} />
      {word} <Instant at={dueAt} /> (<Instant at={dueAt} relative />)
    </Text>
  )
}
