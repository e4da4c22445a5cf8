import { ActionIcon, Autocomplete, Button, Card, Group, SegmentedControl, Select, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { Names } from '../../clients/ui/client-fields.tsx'
import { type Matter, sideWords } from './words.ts'

type Party = Matter['parties'][number]

/** A party while it is typed; without an id while it is new. */
export interface PartyDraft {
  readonly id?: string
  readonly name: string
  readonly kind: Party['kind']
  readonly role: string
  readonly side: Party['side']
  readonly aliases: string[]
  readonly formerNames: string[]
  readonly parent: string
}

export const noParty = (side: Party['side'], role = ''): PartyDraft => ({
  name: '',
  kind: 'organisation',
  role,
  side,
  aliases: [],
  formerNames: [],
  parent: '',
})

export const draftOf = ({ aliases, formerNames, parent, ...party }: Party): PartyDraft => ({
  ...party,
  aliases: [...aliases],
  formerNames: [...formerNames],
  parent: parent ?? '',
})

/** As the server takes it. A party without any name was never filled in: it is left out. */
export const partiesOf = (drafts: readonly PartyDraft[]) =>
  drafts
    .filter(({ name, role }) => name.trim() !== '' || role.trim() !== '')
    .map(({ parent, ...party }) => ({ ...party, parent: parent.trim() || null }))

/** What parties mostly are. */
const usualRoles = [
  'plaintiff',
  'defendant',
  'claimant',
  'respondent',
  'buyer',
  'seller',
  'supplier',
  'landlord',
  'tenant',
  'employer',
  'guarantor',
  'expert',
  'opposing counsel',
]

interface PartiesFieldsProps {
  readonly value: readonly PartyDraft[]
  onChange(parties: PartyDraft[]): void
  readonly errors: Readonly<Record<string, string>>
}

/** Everybody on either side, with all that they are called: the conflict check looks for every one of these names. */
export function PartiesFields({ value, onChange, errors }: PartiesFieldsProps) {
  return (
    <Stack gap="sm">
      {value.map((party, at) => (
        <PartyFields
          key={party.id ?? `new ${at}`}
          number={at + 1}
          party={party}
          onChange={(next) => onChange(value.map((other, place) => (place === at ? next : other)))}
          onTakeOut={() => onChange(value.filter((_, place) => place !== at))}
          errors={errors}
          path={`parties.${at}`}
        />
      ))}
      <Group gap="xs">
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={14} />}
          onClick={() => onChange([...value, noParty('ours')])}
        >
          A party on the client's side
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={14} />}
          onClick={() => onChange([...value, noParty('adverse')])}
        >
          An adverse party
        </Button>
      </Group>
    </Stack>
  )
}

interface PartyFieldsProps {
  readonly number: number
  readonly party: PartyDraft
  onChange(party: PartyDraft): void
  onTakeOut(): void
  readonly errors: Readonly<Record<string, string>>
  readonly path: string
}

function PartyFields({ number, party, onChange, onTakeOut, errors, path }: PartyFieldsProps) {
  const put = (change: Partial<PartyDraft>) => onChange({ ...party, ...change })
  return (
    <Card withBorder p="sm" component="fieldset" m={0} aria-label={`Party ${number}`}>
      <Stack gap="xs">
        <Group gap="xs" align="flex-start" wrap="nowrap">
          <TextInput
            label="Name"
            required
            style={{ flex: 1 }}
            value={party.name}
            onChange={(event) => put({ name: event.currentTarget.value })}
            error={errors[`${path}.name`]}
          />
          <ActionIcon mt={26} variant="subtle" color="gray" aria-label={`Take party ${number} out`} onClick={onTakeOut}>
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <Autocomplete
            label="Role in the matter"
            required
            data={usualRoles}
            value={party.role}
            onChange={(role) => put({ role })}
            error={errors[`${path}.role`]}
          />
          <Select
            label="Side"
            allowDeselect={false}
            data={Object.entries(sideWords).map(([value, label]) => ({ value, label }))}
            value={party.side}
            onChange={(side) => put({ side: (side ?? party.side) as PartyDraft['side'] })}
          />
          <SegmentedControl
            mt={24}
            aria-label={`What party ${number} is`}
            data={[
              { value: 'organisation', label: 'Organisation' },
              { value: 'person', label: 'Person' },
            ]}
            value={party.kind}
            onChange={(kind) => put({ kind: kind === 'person' ? kind : 'organisation' })}
          />
        </SimpleGrid>
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <Names label="Also known as" value={party.aliases} onChange={(aliases) => put({ aliases })} />
          <Names label="Former names" value={party.formerNames} onChange={(formerNames) => put({ formerNames })} />
          <TextInput label="Owned by" value={party.parent} onChange={(event) => put({ parent: event.currentTarget.value })} />
        </SimpleGrid>
      </Stack>
    </Card>
  )
}
