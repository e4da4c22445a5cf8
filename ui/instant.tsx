import { Text, TextInput, type TextInputProps, Tooltip } from '@mantine/core'
import { useMe } from './me.ts'
import { dateText, fromNow, instantOf, instantText, shortInstantText, wallTime } from './time.ts'

interface InstantProps {
  /** ISO 8601 in UTC; null where there is none. */
  readonly at: string | null
  /** The client's zone: shown beside the reader's. */
  readonly clientZone?: string | undefined
  /** How far it is from now, instead of the date. */
  readonly relative?: boolean
}

/** An instant in the reader's zone; others in the tooltip. */
export function Instant({ at, clientZone, relative = false }: InstantProps) {
  const { timeZone } = useMe()
  if (at === null) return <span aria-hidden>–</span>
  const zones = [...new Set([timeZone, clientZone ?? timeZone, 'UTC'])]
  const tip = zones.map((zone) => `${instantText(at, zone)} ${zone}`).join('\n')
  return (
    <Tooltip label={tip} multiline style={{ whiteSpace: 'pre-line' }}>
      <time dateTime={at} style={{ whiteSpace: 'nowrap' }}>
        {relative ? fromNow(at, Date.now()) : shortInstantText(at, timeZone, Date.now())}
      </time>
    </Tooltip>
  )
}

/** A date without a time: `2026-11-24`. */
export const DateOnly = ({ date }: { date: string | null }) =>
  date === null ? <span aria-hidden>–</span> : <time dateTime={date}>{dateText(date)}</time>

type InstantInputProps = Omit<TextInputProps, 'value' | 'onChange' | 'type'> & {
  readonly value: string | null
  onChange(at: string | null): void
  readonly clientZone?: string | undefined
}

/** Takes an instant as the reader's clock shows it, and gives it in UTC. */
export function InstantInput({ value, onChange, clientZone, description, ...rest }: InstantInputProps) {
  const { timeZone } = useMe()
  const there =
    value !== null && clientZone !== undefined && clientZone !== timeZone ? ` For the client: ${instantText(value, clientZone)}.` : ''
  return (
    <TextInput
      {...rest}
      type="datetime-local"
      description={
        <Text span inherit>
          {description} Your time ({timeZone}).{there}
        </Text>
      }
      value={value === null ? '' : wallTime(value, timeZone)}
      onChange={(event) => {
        const wall = event.currentTarget.value
        onChange(wall === '' ? null : instantOf(wall.slice(0, 16), timeZone))
      }}
    />
  )
}
