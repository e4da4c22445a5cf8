import { Autocomplete, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core'
import type { Draft } from '../../../ui/draft.ts'

/** What is asked of a matter; empty texts are told as not known. */
export interface FactsDraft {
  readonly name: string
  readonly clientReference: string
  readonly notes: string
  readonly jurisdiction: string
  readonly practiceArea: string
  readonly court: string
  readonly caseNumber: string
}

export const noFacts: FactsDraft = {
  name: '',
  clientReference: '',
  notes: '',
  jurisdiction: '',
  practiceArea: '',
  court: '',
  caseNumber: '',
}

/** As the server takes them. */
export const factsOf = ({ name, jurisdiction, practiceArea, ...rest }: FactsDraft) => ({
  name,
  jurisdiction,
  practiceArea,
  clientReference: rest.clientReference.trim() || null,
  notes: rest.notes.trim() || null,
  court: rest.court.trim() || null,
  caseNumber: rest.caseNumber.trim() || null,
})

const usualJurisdictions = [
  'US-NY',
  'US-CA',
  'US-DE',
  'US-TX',
  'US-FL',
  'US-IL',
  'US-FED',
  'UK-EW',
  'UK-SC',
  'UK-NI',
  'IN',
  'IE',
  'SG',
  'PH',
]
const usualAreas = [
  'Commercial litigation',
  'Commercial contracts',
  'Corporate',
  'Employment',
  'Intellectual property',
  'Real estate',
  'Regulatory',
  'Insolvency',
]

export function FactsFields<Values extends FactsDraft>({
  draft: given,
  errors,
}: {
  draft: Draft<Values>
  errors: Readonly<Record<string, string>>
}) {
  const draft = given as unknown as Draft<FactsDraft>
  return (
    <Stack gap="sm">
      <TextInput label="Name" description="As people speak of it." required {...draft.text('name')} error={errors.name} />
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <Autocomplete
          label="Jurisdiction"
          required
          data={usualJurisdictions}
          {...draft.field('jurisdiction')}
          onChange={(typed) => draft.set('jurisdiction', typed.toUpperCase())}
          error={errors.jurisdiction}
        />
        <Autocomplete label="Practice area" required data={usualAreas} {...draft.field('practiceArea')} error={errors.practiceArea} />
        <TextInput label="The client's reference" {...draft.text('clientReference')} error={errors.clientReference} />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput label="Court" {...draft.text('court')} error={errors.court} />
        <TextInput label="Case number" {...draft.text('caseNumber')} error={errors.caseNumber} />
      </SimpleGrid>
      <Textarea
        label="Notes"
        description="The client does not see them."
        autosize
        minRows={2}
        {...draft.text('notes')}
        error={errors.notes}
      />
    </Stack>
  )
}
