import { SegmentedControl, SimpleGrid, Stack, TagsInput, Textarea, TextInput } from '@mantine/core'
import type { Draft } from '../../../ui/draft.ts'
import type { ClientFacts } from '../model.ts'
import { CountrySelect, TimeZoneSelect } from './fields.tsx'

type Writable<T> = { -readonly [Key in keyof T]: T[Key] extends readonly (infer Item)[] ? Item[] : T[Key] }
export type ClientFactsDraft = Writable<ClientFacts>

export const noFacts: ClientFactsDraft = {
  name: '',
  kind: 'law-firm',
  country: 'US',
  timeZone: 'America/New_York',
  address: '',
  affiliates: [],
  formerNames: [],
}

/** What is asked of a client, at sign-up and later. */
export function ClientFields<Values extends ClientFactsDraft>({
  draft,
  errors,
}: {
  draft: Draft<Values>
  errors: Readonly<Record<string, string>>
}) {
  const facts = draft as unknown as Draft<ClientFactsDraft>
  return (
    <Stack gap="sm">
      <TextInput label="Name" description="As it stands on its papers." required {...facts.text('name')} error={errors.name} />
      <SegmentedControl
        aria-label="Kind of client"
        data={[
          { value: 'law-firm', label: 'Law firm' },
          { value: 'legal-department', label: 'Legal department' },
        ]}
        value={facts.values.kind}
        onChange={(kind) => facts.set('kind', kind === 'law-firm' ? kind : 'legal-department')}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <CountrySelect required {...facts.field('country')} error={errors.country} />
        <TimeZoneSelect required {...facts.field('timeZone')} error={errors.timeZone} />
      </SimpleGrid>
      <Textarea label="Address" autosize minRows={2} {...facts.text('address')} error={errors.address} />
      <Names
        label="Affiliates"
        note="Companies that belong to it. They count in every conflict check."
        {...facts.field('affiliates')}
        error={firstUnder(errors, 'affiliates')}
      />
      <Names
        label="Former names"
        note="A name that is changed here is kept by itself."
        {...facts.field('formerNames')}
        error={firstUnder(errors, 'formerNames')}
      />
    </Stack>
  )
}

const firstUnder = (errors: Readonly<Record<string, string>>, path: string): string | undefined =>
  Object.entries(errors).find(([at]) => at === path || at.startsWith(`${path}.`))?.[1]

interface NamesProps {
  readonly label: string
  readonly note?: string
  readonly value: string[]
  onChange(names: string[]): void
  readonly error?: string | undefined
}

/** Several names; a comma belongs to a name, so that only Enter ends one. */
export const Names = ({ label, note, value, onChange, error }: NamesProps) => (
  <TagsInput
    label={label}
    description={note}
    placeholder="A name, then Enter"
    splitChars={['\n']}
    acceptValueOnBlur
    value={value}
    onChange={onChange}
    error={error}
  />
)
