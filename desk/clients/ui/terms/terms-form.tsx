import {
  Accordion,
  Badge,
  Button,
  Card,
  Checkbox,
  Group,
  Input,
  Menu,
  SegmentedControl,
  SimpleGrid,
  Stack,
  Switch,
  Text,
  Textarea,
  Title,
} from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { type ServiceLineId, serviceLineIds, serviceLines } from '../../../line.ts'
import { CurrencySelect, DateField, Figure } from '../fields.tsx'
import { type LevelDraft, rushOf, type TermsDraft, withLine, without, withoutLine } from './draft.ts'
import { errorsUnder } from './gaps.ts'
import { LevelFields } from './level-fields.tsx'
import { RateFields } from './rate-fields.tsx'

interface TermsFormProps {
  readonly value: TermsDraft
  onChange(terms: TermsDraft): void
  /** By their path in the terms. */
  readonly errors: Readonly<Record<string, string>>
  /** Where a new line's calendar begins. */
  readonly timeZone: string
  /** An amendment stays in its currency. */
  readonly currencyFixed?: boolean
}

/** The terms of an engagement, as a delivery manager fills them in. */
export function TermsForm({ value, onChange, errors, timeZone, currencyFixed = false }: TermsFormProps) {
  const put = (change: Partial<TermsDraft>) => onChange({ ...value, ...change })
  const toggle = (line: ServiceLineId, covered: boolean) => onChange(covered ? withLine(value, line, timeZone) : withoutLine(value, line))
  return (
    <Stack gap="md">
      <Section title="Dates and currency">
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }}>
          <DateField
            label="First day"
            required
            value={value.startsOn || null}
            onChange={(startsOn) => put({ startsOn: startsOn ?? '' })}
            error={errors.startsOn}
          />
          <DateField
            label="Last day"
            description="Empty: no end agreed."
            value={value.endsOn}
            onChange={(endsOn) => put({ endsOn })}
            error={errors.endsOn}
          />
          <CurrencySelect
            required
            value={value.currency}
            onChange={(currency) => put({ currency })}
            error={errors.currency}
            disabled={currencyFixed}
          />
          <Figure
            label="Accepted by silence after"
            required
            min={1}
            suffix=" working days"
            value={value.acceptanceBusinessDays}
            onChange={(acceptanceBusinessDays) => put({ acceptanceBusinessDays })}
            error={errors.acceptanceBusinessDays}
          />
        </SimpleGrid>
        <Textarea
          label="Statement of work"
          description="Where it is, and what it covers. No work opens without one; it can follow as an amendment."
          autosize
          minRows={2}
          value={value.statementOfWork ?? ''}
          onChange={(event) => put({ statementOfWork: event.currentTarget.value || null })}
          error={errors.statementOfWork}
        />
      </Section>
      <Section title="Lines, prices and service levels">
        <Input.Wrapper label="Covered service lines" required labelElement="div" error={errors.lines}>
          <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }} mt={4} spacing="xs" role="group" aria-label="Covered service lines">
            {serviceLineIds.map((line) => (
              <Checkbox
                key={line}
                label={serviceLines[line]}
                checked={value.lines.includes(line)}
                onChange={(event) => toggle(line, event.currentTarget.checked)}
              />
            ))}
          </SimpleGrid>
        </Input.Wrapper>
        <Lines value={value} onChange={onChange} errors={errors} />
      </Section>
      <Section title="Security">
        <SecurityFields value={value.security} onChange={(security) => put({ security })} error={errors['security.retentionDays']} />
      </Section>
    </Stack>
  )
}

const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <Card withBorder component="section">
    <Stack gap="sm">
      <Title order={2} size="h5">
        {title}
      </Title>
      {children}
    </Stack>
  </Card>
)

interface LinesProps {
  readonly value: TermsDraft
  onChange(terms: TermsDraft): void
  readonly errors: Readonly<Record<string, string>>
}

/** One fold for each line; a line with something to mend says so, and stays open. */
function Lines({ value, onChange, errors }: LinesProps) {
  const [opened, setOpened] = useState<string[]>(value.lines.slice(0, 1))
  const countOf = (line: ServiceLineId) =>
    errorsUnder(errors, `rateCard.${line}`) + errorsUnder(errors, `clientRates.${line}`) + errorsUnder(errors, `serviceLevels.${line}`)
  const shown = value.lines.filter((line) => opened.includes(line) || countOf(line) > 0)
  return (
    <Accordion multiple variant="separated" value={shown} onChange={setOpened}>
      {value.lines.map((line) => {
        const count = countOf(line)
        return (
          <Accordion.Item key={line} value={line}>
            <Accordion.Control>
              <Group gap="xs">
                <Text fw={600}>{serviceLines[line]}</Text>
                {count > 0 && (
                  <Badge color="red" variant="light" autoContrast tt="none">
                    {count} to mend
                  </Badge>
                )}
              </Group>
            </Accordion.Control>
            <Accordion.Panel>
              <Line value={value} onChange={onChange} errors={errors} line={line} />
            </Accordion.Panel>
          </Accordion.Item>
        )
      })}
    </Accordion>
  )
}

function Line({ value, onChange, errors, line }: LinesProps & { line: ServiceLineId }) {
  const [priority, setPriority] = useState<'standard' | 'rush'>('standard')
  const rate = value.rateCard[line]
  const levels = value.serviceLevels[line]
  if (!rate || !levels) return null
  const setLevels = (next: typeof levels) => onChange({ ...value, serviceLevels: { ...value.serviceLevels, [line]: next } })
  const setLevel = (level: LevelDraft) => setLevels({ ...levels, [priority]: level })
  const path = `serviceLevels.${line}.${priority}`
  const level = levels[priority]
  const marked = (name: 'standard' | 'rush', label: string) => {
    const count = errorsUnder(errors, `serviceLevels.${line}.${name}`)
    return { value: name, label: count > 0 ? `${label} (${count} to mend)` : label }
  }
  return (
    <Stack gap="md">
      <RateFields
        value={rate}
        onChange={(next) => onChange({ ...value, rateCard: { ...value.rateCard, [line]: next } })}
        client={value.clientRates[line]}
        onClientChange={(next) =>
          onChange({ ...value, clientRates: next ? { ...value.clientRates, [line]: next } : without(value.clientRates, line) })
        }
        currency={value.currency}
        errors={errors}
        at={line}
      />
      <Group justify="space-between">
        <SegmentedControl
          size="xs"
          aria-label={`Priority of ${serviceLines[line]}`}
          value={priority}
          onChange={(next) => setPriority(next === 'rush' ? 'rush' : 'standard')}
          data={[marked('standard', 'Standard'), marked('rush', 'Rush')]}
        />
        <Group gap="xs">
          {level && <CopyLevel value={value} line={line} priority={priority} onCopy={setLevel} />}
          {priority === 'rush' && level && (
            <Button size="compact-xs" variant="default" onClick={() => setLevels({ ...levels, rush: null })}>
              Offer no rush
            </Button>
          )}
        </Group>
      </Group>
      {level ? (
        <LevelFields value={level} onChange={setLevel} errors={errors} at={path} />
      ) : (
        <Group>
          <Text size="sm" c="dimmed">
            Rush is not offered for this line.
          </Text>
          <Button size="compact-sm" variant="default" onClick={() => setLevel(rushOf(levels.standard))}>
            Offer rush
          </Button>
        </Group>
      )}
    </Stack>
  )
}

interface CopyLevelProps {
  readonly value: TermsDraft
  readonly line: ServiceLineId
  readonly priority: 'standard' | 'rush'
  onCopy(level: LevelDraft): void
}

/** Most lines are served alike: a level is taken over from another instead of being typed again. */
function CopyLevel({ value, line, priority, onCopy }: CopyLevelProps) {
  const others = value.lines.flatMap((id) =>
    (['standard', 'rush'] as const).flatMap((name) => {
      const level = value.serviceLevels[id]?.[name]
      return level && !(id === line && name === priority) ? [{ key: `${id} ${name}`, label: `${serviceLines[id]}, ${name}`, level }] : []
    }),
  )
  if (others.length === 0) return null
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="compact-xs" variant="default" leftSection={<IconCopy size={12} />}>
          Take over from
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {others.map(({ key, label, level }) => (
          <Menu.Item key={key} onClick={() => onCopy(structuredClone(level))}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

interface SecurityFieldsProps {
  readonly value: TermsDraft['security']
  onChange(security: TermsDraft['security']): void
  readonly error: string | undefined
}

function SecurityFields({ value, onChange, error }: SecurityFieldsProps) {
  const turn = (key: 'secondFactor' | 'download' | 'print' | 'watermark', label: string) => (
    <Switch label={label} checked={value[key]} onChange={(event) => onChange({ ...value, [key]: event.currentTarget.checked })} />
  )
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <Stack gap="xs">
        {turn('secondFactor', "The client's people need a second factor")}
        {turn('watermark', 'Copies carry a watermark')}
        {turn('download', 'Deliverables may be downloaded')}
        {turn('print', 'Deliverables may be printed')}
      </Stack>
      <Figure
        label="Kept after a matter is closed"
        description="Then the matter's key is destroyed, and with it everything in it. 2,555 days are seven years."
        required
        min={1}
        thousandSeparator=","
        suffix=" days"
        value={value.retentionDays}
        onChange={(retentionDays) => onChange({ ...value, retentionDays })}
        error={error}
      />
    </SimpleGrid>
  )
}
