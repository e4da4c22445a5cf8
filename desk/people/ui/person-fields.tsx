import { Autocomplete, SimpleGrid, Stack, Switch, TextInput } from '@mantine/core'
import type { Draft } from '../../../ui/draft.ts'
import { Names } from '../../clients/ui/client-fields.tsx'
import { DateField, TimeZoneSelect } from '../../clients/ui/fields.tsx'
import { type HoursDraft, officeWeek } from '../../clients/ui/terms/draft.ts'
import { WeekHours } from '../../clients/ui/week-hours.tsx'
import type { Person } from './words.ts'

/** What of a person is given in passing, while it is typed. */
export interface PersonDraft {
  readonly name: string
  readonly timeZone: string
  readonly site: string
  readonly shift: HoursDraft | null
  readonly formerEmployers: string[]
  readonly ndaSignedOn: string | null
}

export const noPerson = (timeZone: string): PersonDraft => ({
  name: '',
  timeZone,
  site: '',
  shift: null,
  formerEmployers: [],
  ndaSignedOn: null,
})

export const draftOf = ({ name, timeZone, site, shift, formerEmployers, ndaSignedOn }: Person): PersonDraft => ({
  name,
  timeZone,
  site: site ?? '',
  shift: shift && (structuredClone(shift) as HoursDraft),
  formerEmployers: [...formerEmployers],
  ndaSignedOn,
})

/** As the server takes it. */
export const factsOf = ({ name, timeZone, site, shift, formerEmployers, ndaSignedOn }: PersonDraft) => ({
  name,
  timeZone,
  site: site.trim() || null,
  shift,
  formerEmployers,
  ndaSignedOn,
})

interface PersonFieldsProps<Values extends PersonDraft> {
  readonly draft: Draft<Values>
  readonly errors: Readonly<Record<string, string>>
  /** A client's people have no shift, site and NDA with us. */
  readonly ofProvider: boolean
  readonly sites: readonly string[]
}

export function PersonFields<Values extends PersonDraft>({ draft: given, errors, ofProvider, sites }: PersonFieldsProps<Values>) {
  const draft = given as unknown as Draft<PersonDraft>
  const { shift } = draft.values
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput label="Name" required {...draft.text('name')} error={errors.name} />
        <TimeZoneSelect required {...draft.field('timeZone')} error={errors.timeZone} />
        {ofProvider && <Autocomplete label="Site" data={[...sites]} {...draft.field('site')} error={errors.site} />}
        {ofProvider && (
          <DateField
            label="Confidentiality agreement signed on"
            description="Nobody gets work without it."
            {...draft.field('ndaSignedOn')}
            error={errors.ndaSignedOn}
          />
        )}
      </SimpleGrid>
      {ofProvider && (
        <>
          <Names
            label="Former employers"
            note="Who worked for an adverse party gets no work on that matter."
            {...draft.field('formerEmployers')}
            error={errors.formerEmployers}
          />
          <Switch
            label="Works in a shift"
            description="Assignment proposes those who are at work."
            checked={shift !== null}
            onChange={(event) => draft.set('shift', event.currentTarget.checked ? officeWeek() : null)}
          />
          {shift && (
            <WeekHours label="Shift, in their own time" value={shift} onChange={(next) => draft.set('shift', next)} error={errors.shift} />
          )}
        </>
      )}
    </Stack>
  )
}
