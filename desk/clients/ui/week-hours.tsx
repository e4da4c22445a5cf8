import { ActionIcon, Button, Group, Input, Stack, Switch, Text, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { type HoursDraft, officeWeek, wholeWeek } from './terms/draft.ts'
import { type Day, days, minutesOf, timeFrom } from './week.ts'
import classes from './week-hours.module.css'

interface WeekHoursProps {
  readonly label: string
  readonly value: HoursDraft
  onChange(hours: HoursDraft): void
  readonly error?: string | undefined
}

/** The hours of a week: for each day its spans of local time, drawn beside it over 24 hours. */
export function WeekHours({ label, value, onChange, error }: WeekHoursProps) {
  const setDay = (day: Day, spans: [string, string][]) => {
    const { [day]: _, ...rest } = value
    onChange(spans.length === 0 ? rest : { ...rest, [day]: spans })
  }
  return (
    <Input.Wrapper label={label} error={error} labelElement="div" inputWrapperOrder={['label', 'input', 'error']}>
      <Stack gap={4} mt={4} role="group" aria-label={label}>
        {days.map(([day, name]) => (
          <DayRow key={day} name={name} spans={value[day] ?? []} onChange={(spans) => setDay(day, spans)} />
        ))}
        <Group gap="xs" mt={4}>
          <Button size="compact-xs" variant="default" onClick={() => onChange(officeWeek())}>
            Monday to Friday, 9 to 18
          </Button>
          <Button size="compact-xs" variant="default" disabled={!value.mon} onClick={() => onChange(likeMonday(value))}>
            Tuesday to Friday as on Monday
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => onChange(wholeWeek())}>
            Around the clock
          </Button>
        </Group>
      </Stack>
    </Input.Wrapper>
  )
}

const copied = (spans: [string, string][]) => spans.map(([from, to]): [string, string] => [from, to])

const likeMonday = (hours: HoursDraft): HoursDraft => {
  const { mon = [] } = hours
  return { ...hours, tue: copied(mon), wed: copied(mon), thu: copied(mon), fri: copied(mon) }
}

function DayRow({ name, spans, onChange }: { name: string; spans: [string, string][]; onChange(spans: [string, string][]): void }) {
  const put = (at: number, span: [string, string]) => onChange(spans.map((other, place) => (place === at ? span : other)))
  const last = spans.at(-1)
  return (
    <div className={classes.day}>
      <Switch
        size="xs"
        label={name}
        checked={spans.length > 0}
        onChange={(event) => onChange(event.currentTarget.checked ? [['09:00', '18:00']] : [])}
      />
      <Group gap={6} wrap="wrap">
        {spans.length === 0 && (
          <Text size="xs" c="dimmed">
            Closed
          </Text>
        )}
        {spans.map(([from, to], at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a span is known by its place alone while it is typed
          <Group key={at} gap={2} wrap="nowrap">
            <TimeField label={`${name}, from`} value={from} onChange={(time) => put(at, [time, to])} />
            <Text size="xs" aria-hidden>
              –
            </Text>
            <TimeField label={`${name}, until`} value={to} onChange={(time) => put(at, [from, time])} />
            {spans.length > 1 && (
              <ActionIcon
                size="sm"
                variant="subtle"
                color="gray"
                aria-label={`Take out ${name} ${from} to ${to}`}
                onClick={() => onChange(spans.filter((_, place) => place !== at))}
              >
                <IconX size={12} />
              </ActionIcon>
            )}
          </Group>
        ))}
        {last && last[1] < '23:00' && (
          <ActionIcon
            size="sm"
            variant="subtle"
            color="gray"
            aria-label={`Another span on ${name}`}
            onClick={() => onChange([...spans, [last[1], '24:00']])}
          >
            <IconPlus size={12} />
          </ActionIcon>
        )}
      </Group>
      <div className={classes.bar} aria-hidden>
        {spans.map(([from, to]) => (
          <span
            key={`${from}${to}`}
            className={classes.span}
            style={{ left: `${minutesOf(from) / 14.4}%`, width: `${Math.max(0, minutesOf(to) - minutesOf(from)) / 14.4}%` }}
          />
        ))}
      </div>
    </div>
  )
}

/** Takes `9`, `930` and `9:30`, and shows `09:30`; what is no time is left standing and said. */
function TimeField({ label, value, onChange }: { label: string; value: string; onChange(time: string): void }) {
  const [typed, setTyped] = useState<string | null>(null)
  const shown = typed ?? value
  const leave = () => {
    if (typed === null) return
    const time = timeFrom(typed)
    if (time === undefined) return
    onChange(time)
    setTyped(null)
  }
  return (
    <TextInput
      size="xs"
      w={62}
      aria-label={label}
      inputMode="numeric"
      value={shown}
      error={typed !== null && typed !== '' && timeFrom(typed) === undefined}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={leave}
    />
  )
}
