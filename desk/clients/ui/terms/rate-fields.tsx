import { ActionIcon, Button, Group, Input, Select, SimpleGrid, Stack, Switch, Text, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { Figure, noteBelow } from '../fields.tsx'
import { type ClientRateDraft, type RateDraft, without } from './draft.ts'
import { rateKinds } from './rows.ts'

interface RateFieldsProps {
  readonly value: RateDraft
  onChange(rate: RateDraft): void
  readonly client: ClientRateDraft | undefined
  onClientChange(rate: ClientRateDraft | undefined): void
  readonly currency: string
  readonly errors: Readonly<Record<string, string>>
  /** The line. */
  readonly at: string
}

/** What one line costs, and what the same costs the client itself. */
export function RateFields({ value, onChange, client, onClientChange, currency, errors, at }: RateFieldsProps) {
  const path = `rateCard.${at}`
  const { kind, rate } = value
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }}>
        <Select
          label="Priced"
          data={Object.entries(rateKinds).map(([id, label]) => ({ value: id, label }))}
          allowDeselect={false}
          value={kind}
          onChange={(next) => onChange(withKind(value, (next ?? kind) as RateDraft['kind']))}
        />
        {typeof rate === 'string' && (
          <Amount
            label="Rate"
            currency={currency}
            required
            value={rate}
            onChange={(next) => onChange({ ...value, rate: next })}
            error={errors[`${path}.rate`]}
          />
        )}
        <TextInput
          inputWrapperOrder={noteBelow}
          label="Rush surcharge, percent"
          description="Empty: none."
          inputMode="decimal"
          value={value.rushPercent ?? ''}
          onChange={(event) => {
            const typed = event.currentTarget.value.trim()
            onChange(typed === '' ? without(value, 'rushPercent') : { ...value, rushPercent: typed })
          }}
          error={errors[`${path}.rushPercent`]}
        />
        <Amount
          label="Least amount of an order"
          description="Empty: none."
          currency={currency}
          value={value.minimum ?? ''}
          onChange={(next) => onChange(next === '' ? without(value, 'minimum') : { ...value, minimum: next })}
          error={errors[`${path}.minimum`]}
        />
      </SimpleGrid>
      {errors[path] && <Input.Error>{errors[path]}</Input.Error>}
      {kind !== 'fixed' && <Bands value={value} onChange={onChange} currency={currency} errors={errors} path={path} />}
      <Switch
        size="xs"
        label="We know what the same work costs the client itself (the saving is shown on invoices)"
        checked={client !== undefined}
        onChange={(event) => onClientChange(event.currentTarget.checked ? { rate: '', unitsPerUnit: '1' } : undefined)}
      />
      {client && (
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Amount
            label="The client's own rate"
            currency={currency}
            required
            value={client.rate}
            onChange={(next) => onClientChange({ ...client, rate: next })}
            error={errors[`clientRates.${at}.rate`]}
          />
          <TextInput
            inputWrapperOrder={noteBelow}
            label="How many of them one unit of ours takes"
            description="A contract that we price by the document may take the client 4 hours: 4."
            inputMode="decimal"
            required
            value={client.unitsPerUnit}
            onChange={(event) => onClientChange({ ...client, unitsPerUnit: event.currentTarget.value.trim() })}
            error={errors[`clientRates.${at}.unitsPerUnit`]}
          />
        </SimpleGrid>
      )}
    </Stack>
  )
}

/** A fixed price has no bands. */
const withKind = (value: RateDraft, kind: RateDraft['kind']): RateDraft =>
  kind === 'fixed' && typeof value.rate !== 'string' ? { ...value, kind, rate: value.rate[0]?.rate ?? '' } : { ...value, kind }

interface AmountProps {
  readonly label: string
  readonly value: string
  onChange(amount: string): void
  readonly currency: string
  readonly error?: string | undefined
  readonly description?: string
  readonly required?: boolean
}

const Amount = ({ value, onChange, currency, ...rest }: AmountProps) => (
  <TextInput
    inputWrapperOrder={noteBelow}
    {...rest}
    inputMode="decimal"
    rightSection={
      <Text size="xs" c="dimmed">
        {currency}
      </Text>
    }
    rightSectionWidth={44}
    rightSectionPointerEvents="none"
    value={value}
    onChange={(event) => onChange(event.currentTarget.value.trim())}
  />
)

interface BandsProps {
  readonly value: RateDraft
  onChange(rate: RateDraft): void
  readonly currency: string
  readonly errors: Readonly<Record<string, string>>
  readonly path: string
}

/** Volume bands: the first so many units at one rate, the next at another, the last open. */
function Bands({ value, onChange, currency, errors, path }: BandsProps) {
  const { rate } = value
  if (typeof rate === 'string')
    return (
      <Group>
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconPlus size={12} />}
          onClick={() => onChange({ ...value, rate: [{ upTo: 50, rate }, { rate: '' }] })}
        >
          Price by volume
        </Button>
      </Group>
    )
  const put = (place: number, change: Partial<(typeof rate)[number]>) =>
    onChange({ ...value, rate: rate.map((band, other) => (other === place ? { ...band, ...change } : band)) })
  const takeOut = (place: number) => {
    const left = rate.filter((_, other) => other !== place)
    onChange({ ...value, rate: left.length === 1 && left[0] ? left[0].rate : left })
  }
  const insert = () => {
    const last = rate.at(-1) ?? { rate: '' }
    const before = rate.at(-2)?.upTo ?? 0
    onChange({ ...value, rate: [...rate.slice(0, -1), { upTo: before + 50, rate: last.rate }, last] })
  }
  return (
    <Input.Wrapper label="By volume" labelElement="div" error={errors[`${path}.rate`]}>
      <Stack gap={6}>
        {rate.map((band, place) => {
          const open = place === rate.length - 1
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a band is known by its place alone
            <Group key={place} gap="xs" align="flex-start" wrap="nowrap">
              {open ? (
                <Text size="sm" w={130} pt={6}>
                  beyond that
                </Text>
              ) : (
                <Figure
                  size="xs"
                  w={130}
                  prefix="up to "
                  aria-label={`Band ${place + 1}: up to`}
                  value={band.upTo ?? null}
                  onChange={(upTo) => put(place, { upTo: upTo as number })}
                  error={errors[`${path}.rate.${place}.upTo`]}
                />
              )}
              <TextInput
                size="xs"
                w={150}
                inputMode="decimal"
                aria-label={`Band ${place + 1}: rate`}
                rightSection={
                  <Text size="xs" c="dimmed">
                    {currency}
                  </Text>
                }
                rightSectionWidth={44}
                value={band.rate}
                onChange={(event) => put(place, { rate: event.currentTarget.value.trim() })}
                error={errors[`${path}.rate.${place}.rate`]}
              />
              {!open && (
                <ActionIcon variant="subtle" color="gray" aria-label={`Take band ${place + 1} out`} onClick={() => takeOut(place)}>
                  <IconTrash size={14} />
                </ActionIcon>
              )}
            </Group>
          )
        })}
        <Group>
          <Button size="compact-xs" variant="default" leftSection={<IconPlus size={12} />} onClick={insert}>
            Another band
          </Button>
        </Group>
      </Stack>
    </Input.Wrapper>
  )
}
