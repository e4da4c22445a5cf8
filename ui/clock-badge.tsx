import { Badge, Tooltip } from '@mantine/core'
import { IconAlarm, IconBan, IconCheck, IconClock, IconFlame, IconPlayerPause, type TablerIcon } from '@tabler/icons-react'
import { useMe } from './me.ts'
import { instantText, minutesText } from './time.ts'

/** One clock of an order, as the API shows it. Minutes are working minutes of the agreed calendar. */
export interface ClockReading {
  readonly clock: string
  readonly state: 'not-started' | 'running' | 'paused' | 'met' | 'breached' | 'cancelled'
  readonly dueAt: string | null
  readonly elapsedMinutes: number
  readonly remainingMinutes: number | null
}

/** The last part of the agreed time, in which an order needs somebody's eye. */
const riskShare = 0.25

export type ClockRisk = 'breached' | 'at-risk' | 'running' | 'paused' | 'not-started' | 'met' | 'cancelled'

/** How much a clock presses: as its state says, and `at-risk` for the last quarter of the agreed time. */
export function riskOf({ state, elapsedMinutes, remainingMinutes }: ClockReading): ClockRisk {
  if (state !== 'running' || remainingMinutes === null) return state
  return remainingMinutes < riskShare * (elapsedMinutes + remainingMinutes) ? 'at-risk' : 'running'
}

const looks: Readonly<Record<ClockRisk, { colour: string; Icon: TablerIcon; word: string }>> = {
  breached: { colour: 'red', Icon: IconFlame, word: 'Breached' },
  'at-risk': { colour: 'yellow', Icon: IconAlarm, word: 'At risk' },
  running: { colour: 'blue', Icon: IconClock, word: 'Running' },
  paused: { colour: 'grape', Icon: IconPlayerPause, word: 'Paused' },
  'not-started': { colour: 'gray', Icon: IconClock, word: 'Not started' },
  met: { colour: 'teal', Icon: IconCheck, word: 'Met' },
  cancelled: { colour: 'gray', Icon: IconBan, word: 'Stopped' },
}

/** The word for a clock's state, as filters and legends show it. */
export const riskWord = (risk: ClockRisk): string => looks[risk].word

/** A clock's state and what is left, told by icon and word; the colour only repeats them. */
export function ClockBadge({ clock }: { clock: ClockReading }) {
  const { timeZone } = useMe()
  const risk = riskOf(clock)
  const { colour, Icon, word } = looks[risk]
  const left = clock.state === 'running' || clock.state === 'paused' ? clock.remainingMinutes : null
  const due = clock.dueAt === null ? 'No due time yet.' : `Due ${instantText(clock.dueAt, timeZone)} (${timeZone}).`
  return (
    <Tooltip label={`${word}. ${due} ${minutesText(clock.elapsedMinutes)} of working time used.`} multiline>
      <Badge variant="light" radius="sm" tt="none" fw={600} miw="max-content" color={colour} leftSection={<Icon size={12} aria-hidden />}>
        {left === null ? word : `${risk === 'running' ? '' : `${word}, `}${minutesText(left)} left`}
      </Badge>
    </Tooltip>
  )
}
