import { Button, Fieldset, Group, SimpleGrid, Stack, TagsInput, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { TimeZoneSelect } from '../fields.tsx'
import { WeekHours } from '../week-hours.tsx'
import { type CalendarDraft, type LevelDraft, officeWeek } from './draft.ts'

/** Sites that hand work on to each other, as many as the terms take. */
const sitesMax = 10

interface CalendarFieldsProps {
  readonly value: LevelDraft['calendar']
  onChange(calendar: LevelDraft['calendar']): void
  readonly error?: string | undefined
}

/** When we work for this client: one calendar, or those of several sites whose hours add up. */
export function CalendarFields({ value, onChange, error }: CalendarFieldsProps) {
  const sites = Array.isArray(value) ? value : [value]
  const set = (next: CalendarDraft[]) => onChange(next.length === 1 && next[0] ? next[0] : next)
  return (
    <Stack gap="xs">
      {sites.map((site, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a site is known by its place alone
        <Fieldset key={at} legend={sites.length === 1 ? 'Working hours' : `Working hours, site ${at + 1}`} p="sm">
          <Site
            value={site}
            onChange={(next) => set(sites.map((other, place) => (place === at ? next : other)))}
            error={at === 0 ? error : undefined}
          />
          {sites.length > 1 && (
            <Button mt="xs" size="compact-xs" variant="default" onClick={() => set(sites.filter((_, place) => place !== at))}>
              Take this site out
            </Button>
          )}
        </Fieldset>
      ))}
      <Group gap="xs">
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconPlus size={12} />}
          disabled={sites.length >= sitesMax}
          onClick={() => set([...sites, { timeZone: 'UTC', hours: officeWeek(), holidays: [] }])}
        >
          Another site
        </Button>
        <Text size="xs" c="dimmed">
          The hours of all sites add up: the clock runs while any of them works.
        </Text>
      </Group>
    </Stack>
  )
}

function Site({ value, onChange, error }: { value: CalendarDraft; onChange(site: CalendarDraft): void; error: string | undefined }) {
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
      <WeekHours label="Hours" value={value.hours} onChange={(hours) => onChange({ ...value, hours })} error={error} />
      <Stack gap="xs">
        <TimeZoneSelect value={value.timeZone} onChange={(timeZone) => onChange({ ...value, timeZone })} required />
        <Holidays value={value.holidays} onChange={(holidays) => onChange({ ...value, holidays })} />
      </Stack>
    </SimpleGrid>
  )
}

const day = /^\d{4}-\d{2}-\d{2}$/

/** Days on which nobody works. A list of dates can be pasted, however it is separated. */
function Holidays({ value, onChange }: { value: string[]; onChange(holidays: string[]): void }) {
  const strange = value.filter((date) => !day.test(date) || Number.isNaN(Date.parse(date)))
  return (
    <TagsInput
      label="Holidays"
      description="Type or paste days such as 2026-12-25."
      placeholder={value.length === 0 ? 'No holidays: the clock runs on every working day' : ''}
      splitChars={[',', ' ', ';', '\n', '\t']}
      value={value}
      onChange={(dates) => onChange([...new Set(dates)].sort())}
      error={strange.length > 0 && `Not a day: ${strange.join(', ')}. Write it as 2026-12-25.`}
      clearable
      clearButtonProps={{ 'aria-label': 'Take all holidays out' }}
    />
  )
}
