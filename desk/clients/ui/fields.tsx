import { NumberInput, type NumberInputProps, Select, type SelectProps, TextInput, type TextInputProps } from '@mantine/core'
import { countries, currencies, timeZones } from './places.ts'

/** A note stands below its field, so that fields side by side stand at one height. */
export const noteBelow: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']

/** A list this long is searched, not scrolled. */
const optionsShownMax = 60

type DateFieldProps = Omit<TextInputProps, 'value' | 'onChange' | 'type'> & {
  readonly value: string | null
  onChange(date: string | null): void
}

/** A day without a time: `2026-11-24`; null where it is left empty. */
export const DateField = ({ value, onChange, ...rest }: DateFieldProps) => (
  <TextInput
    inputWrapperOrder={noteBelow}
    {...rest}
    type="date"
    value={value ?? ''}
    onChange={(event) => onChange(event.currentTarget.value || null)}
  />
)

type FigureProps = Omit<NumberInputProps, 'value' | 'onChange'> & {
  readonly value: number | null
  onChange(figure: number | null): void
}

/** A number; null while nothing (or half a number) stands in the field. */
export const Figure = ({ value, onChange, ...rest }: FigureProps) => (
  <NumberInput
    min={0}
    hideControls
    allowNegative={false}
    inputWrapperOrder={noteBelow}
    {...rest}
    value={value ?? ''}
    onChange={(typed) => onChange(typeof typed === 'number' ? typed : null)}
  />
)

type ChoiceProps = Omit<SelectProps, 'data' | 'value' | 'onChange'> & { readonly value: string; onChange(value: string): void }

/** A value that an older list does not have stays choosable. */
const withOwn = (all: readonly { value: string; label: string }[], own: string) =>
  own === '' || all.some(({ value }) => value === own) ? [...all] : [{ value: own, label: own }, ...all]

const Choice = ({ all, value, onChange, ...rest }: ChoiceProps & { all: readonly { value: string; label: string }[] }) => (
  <Select
    searchable
    limit={optionsShownMax}
    nothingFoundMessage="Nothing fits. Type less of it."
    allowDeselect={false}
    {...rest}
    data={withOwn(all, value)}
    value={value === '' ? null : value}
    onChange={(chosen) => onChange(chosen ?? '')}
  />
)

/** A time zone by its IANA name. */
export const TimeZoneSelect = (props: ChoiceProps) => <Choice label="Time zone" all={timeZones} {...props} />

/** A country by its two letters. */
export const CountrySelect = (props: ChoiceProps) => <Choice label="Country" all={countries} {...props} />

/** A currency by its three letters. */
export const CurrencySelect = (props: ChoiceProps) => <Choice label="Currency" all={currencies} {...props} />
