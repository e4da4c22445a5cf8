import {
  ActionIcon,
  Button,
  Checkbox,
  Group,
  Input,
  NumberInput,
  SegmentedControl,
  Select,
  SimpleGrid,
  Stack,
  Switch,
  TagsInput,
  Text,
} from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { Figure } from '../fields.tsx'
import { CalendarFields } from './calendar-fields.tsx'
import type { LevelDraft, TargetDraft } from './draft.ts'
import { pauseReasons } from './rows.ts'

interface LevelFieldsProps {
  readonly value: LevelDraft
  onChange(level: LevelDraft): void
  /** Errors by their path in the terms. */
  readonly errors: Readonly<Record<string, string>>
  /** Where this level stands in the terms: `serviceLevels.data-entry.standard`. */
  readonly at: string
}

/** What is promised for one line at one priority. */
export function LevelFields({ value, onChange, errors, at }: LevelFieldsProps) {
  const put = (change: Partial<LevelDraft>) => onChange({ ...value, ...change })
  const { targets } = value
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <TargetField
          label="Turnaround"
          value={targets.turnaround}
          onChange={(turnaround) => put({ targets: { ...targets, turnaround } })}
          error={errors[`${at}.targets.turnaround`]}
        />
        <Stack gap={4}>
          <Switch
            size="xs"
            label="A first response is promised, too"
            checked={targets.firstResponse !== null}
            onChange={(event) =>
              put({ targets: { ...targets, firstResponse: event.currentTarget.checked ? { businessMinutes: 120 } : null } })
            }
          />
          {targets.firstResponse && (
            <TargetField
              label="First response"
              value={targets.firstResponse}
              onChange={(firstResponse) => put({ targets: { ...targets, firstResponse } })}
              error={errors[`${at}.targets.firstResponse`]}
            />
          )}
        </Stack>
        <Select
          label="The turnaround counts from"
          data={[
            { value: 'created', label: 'the moment at which the order is placed' },
            { value: 'accepted', label: 'the moment at which we accept it' },
          ]}
          allowDeselect={false}
          value={value.startsOn}
          onChange={(startsOn) => put({ startsOn: startsOn === 'accepted' ? 'accepted' : 'created' })}
        />
        <Checkbox.Group label="The clock pauses while" value={value.pausesOn} onChange={(pausesOn) => put({ pausesOn })}>
          <Stack gap={4} mt={4}>
            {Object.entries(pauseReasons).map(([reason, label]) => (
              <Checkbox key={reason} size="xs" value={reason} label={label.charAt(0).toLowerCase() + label.slice(1)} />
            ))}
          </Stack>
        </Checkbox.Group>
        <TagsInput
          label="Warn at, in percent of the target"
          description="Above 100 reminds after the breach."
          value={value.warnAtPercent.map(String)}
          onChange={(shares) => put({ warnAtPercent: [...new Set(shares.map(Number).filter((share) => share > 0))].sort((a, b) => a - b) })}
          splitChars={[',', ' ']}
          error={errors[`${at}.warnAtPercent`]}
        />
      </SimpleGrid>
      <CalendarFields value={value.calendar} onChange={(calendar) => put({ calendar })} error={errors[`${at}.calendar`]} />
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <QualityFields value={value} put={put} errors={errors} at={at} />
        <CreditLadder
          value={value.creditLadder}
          onChange={(creditLadder) => put({ creditLadder })}
          errors={errors}
          at={`${at}.creditLadder`}
        />
      </SimpleGrid>
    </Stack>
  )
}

const targetKinds = {
  businessDays: 'working days',
  businessHours: 'working hours',
  businessMinutes: 'working minutes',
  calendarHours: 'hours around the clock',
} as const
type TargetKind = keyof typeof targetKinds

const minutesPerHour = 60

/** Hours are how people say it; minutes are what is agreed. */
function shownTarget(target: TargetDraft): { kind: TargetKind; count: number | null } {
  if ('businessDays' in target) return { kind: 'businessDays', count: target.businessDays }
  if ('calendarMinutes' in target)
    return { kind: 'calendarHours', count: target.calendarMinutes === null ? null : target.calendarMinutes / minutesPerHour }
  const { businessMinutes } = target
  const whole = businessMinutes !== null && businessMinutes % minutesPerHour === 0
  return whole ? { kind: 'businessHours', count: businessMinutes / minutesPerHour } : { kind: 'businessMinutes', count: businessMinutes }
}

function targetOf(kind: TargetKind, count: number | null): TargetDraft {
  const times = (factor: number) => (count === null ? null : count * factor)
  if (kind === 'businessDays') return { businessDays: count }
  if (kind === 'calendarHours') return { calendarMinutes: times(minutesPerHour) }
  return { businessMinutes: kind === 'businessHours' ? times(minutesPerHour) : count }
}

interface TargetFieldProps {
  readonly label: string
  readonly value: TargetDraft
  onChange(target: TargetDraft): void
  readonly error: string | undefined
}

function TargetField({ label, value, onChange, error }: TargetFieldProps) {
  const { kind, count } = shownTarget(value)
  return (
    <Input.Wrapper label={label} error={error} labelElement="div">
      <Group gap="xs" wrap="nowrap">
        <NumberInput
          aria-label={`${label}, how much`}
          w={90}
          min={0}
          hideControls
          allowDecimal={kind === 'calendarHours'}
          value={count ?? ''}
          onChange={(typed) => onChange(targetOf(kind, typeof typed === 'number' ? typed : null))}
        />
        <Select
          aria-label={`${label}, counted in`}
          style={{ flex: 1 }}
          data={Object.entries(targetKinds).map(([id, name]) => ({ value: id, label: name }))}
          allowDeselect={false}
          value={kind}
          onChange={(next) => onChange(targetOf((next ?? kind) as TargetKind, count))}
        />
      </Group>
    </Input.Wrapper>
  )
}

interface PartProps {
  readonly value: LevelDraft
  put(change: Partial<LevelDraft>): void
  readonly errors: Readonly<Record<string, string>>
  readonly at: string
}

const inspectionLevels = ['I', 'II', 'III', 'S-1', 'S-2', 'S-3', 'S-4'] as const
/** Preferred acceptance quality limits of ISO 2859-1. */
const aqls = [0.01, 0.015, 0.025, 0.04, 0.065, 0.1, 0.15, 0.25, 0.4, 0.65, 1, 1.5, 2.5, 4, 6.5, 10] as const
type Sampling = LevelDraft['sampling']

function firstSampling(kind: string): Sampling {
  if (kind === 'all') return { kind: 'all' }
  return kind === 'percent' ? { kind: 'percent', percent: 10 } : { kind: 'iso-2859-1', level: 'II', aql: 1 }
}

function QualityFields({ value: { quality, sampling }, put, errors, at }: PartProps) {
  return (
    <Stack gap="xs">
      <Switch
        size="xs"
        label="A quality target is promised"
        checked={quality !== null}
        onChange={(event) => put({ quality: event.currentTarget.checked ? { dpmoMax: 10_000 } : null })}
      />
      {quality && (
        <Figure
          label="At most so many defects per million opportunities (DPMO)"
          description="6,210 is four sigma, 233 five."
          thousandSeparator=","
          max={1_000_000}
          value={quality.dpmoMax}
          onChange={(dpmoMax) => put({ quality: { dpmoMax } })}
          error={errors[`${at}.quality.dpmoMax`]}
        />
      )}
      <Input.Wrapper label="Inspected before delivery" labelElement="div" error={errors[`${at}.sampling`]}>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label="Inspected before delivery"
          value={sampling.kind}
          onChange={(kind) => put({ sampling: firstSampling(kind) })}
          data={[
            { value: 'percent', label: 'A percentage' },
            { value: 'iso-2859-1', label: 'ISO 2859-1' },
            { value: 'all', label: 'Every unit' },
          ]}
        />
      </Input.Wrapper>
      {sampling.kind === 'percent' && (
        <Figure
          label="Percent of the units"
          max={100}
          suffix=" %"
          value={sampling.percent}
          onChange={(percent) => put({ sampling: { kind: 'percent', percent } })}
          error={errors[`${at}.sampling.percent`]}
        />
      )}
      {sampling.kind === 'iso-2859-1' && (
        <Group gap="xs" grow>
          <Select
            label="Inspection level"
            data={[...inspectionLevels]}
            allowDeselect={false}
            value={sampling.level}
            onChange={(level) => put({ sampling: { ...sampling, level: inspectionLevels.find((one) => one === level) ?? 'II' } })}
          />
          <Select
            label="Acceptance quality limit"
            data={aqls.map((aql) => ({ value: String(aql), label: `${aql} %` }))}
            allowDeselect={false}
            value={String(sampling.aql)}
            onChange={(aql) => put({ sampling: { ...sampling, aql: aqls.find((one) => String(one) === aql) ?? 1 } })}
          />
        </Group>
      )}
    </Stack>
  )
}

interface CreditLadderProps {
  readonly value: LevelDraft['creditLadder']
  onChange(ladder: LevelDraft['creditLadder']): void
  readonly errors: Readonly<Record<string, string>>
  readonly at: string
}

/** What a late delivery gives back, in rising steps. */
function CreditLadder({ value, onChange, errors, at }: CreditLadderProps) {
  const put = (place: number, change: Partial<(typeof value)[number]>) =>
    onChange(value.map((step, other) => (other === place ? { ...step, ...change } : step)))
  const next = { lateByPercent: (value.at(-1)?.lateByPercent ?? -50) + 50, creditPercent: value.at(-1)?.creditPercent ?? 5 }
  return (
    <Input.Wrapper
      label="Credit for lateness"
      labelElement="div"
      description="The highest step that was reached counts."
      error={errors[at]}
    >
      <Stack gap={6} mt={4}>
        {value.length === 0 && (
          <Text size="xs" c="dimmed">
            A late delivery gives nothing back.
          </Text>
        )}
        {value.map((step, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is known by its place alone
          <Stack key={place} gap={0}>
            <Group gap={6} wrap="nowrap">
              <Text size="xs">from</Text>
              <Figure
                size="xs"
                w={84}
                suffix=" %"
                aria-label={`Step ${place + 1}: late by, in percent of the target`}
                value={step.lateByPercent}
                onChange={(lateByPercent) => put(place, { lateByPercent })}
              />
              <Text size="xs">late, gives back</Text>
              <Figure
                size="xs"
                w={84}
                max={100}
                suffix=" %"
                aria-label={`Step ${place + 1}: credit in percent of the price`}
                value={step.creditPercent}
                onChange={(creditPercent) => put(place, { creditPercent })}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`Take step ${place + 1} out`}
                onClick={() => onChange(value.filter((_, other) => other !== place))}
              >
                <IconTrash size={14} />
              </ActionIcon>
            </Group>
            {errors[`${at}.${place}`] && <Input.Error>{errors[`${at}.${place}`]}</Input.Error>}
          </Stack>
        ))}
        <Group>
          <Button size="compact-xs" variant="default" leftSection={<IconPlus size={12} />} onClick={() => onChange([...value, next])}>
            Another step
          </Button>
        </Group>
      </Stack>
    </Input.Wrapper>
  )
}
