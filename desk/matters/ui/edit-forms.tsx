import { Button, Card, Group, Modal, Select, Stack, Table, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../ui/api/command.ts'
import { listOf, useGet } from '../../../ui/api/get.ts'
import type { Column } from '../../../ui/column.ts'
import { DataTable } from '../../../ui/data-table.tsx'
import { useDraft } from '../../../ui/draft.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useMay } from '../../../ui/me.ts'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import type { clientRoutes } from '../../clients/api.ts'
import { roles } from '../../policy.ts'
import { FactsFields, factsOf } from './facts-fields.tsx'
import { draftOf, noParty, PartiesFields, partiesOf } from './parties.tsx'
import { type TeamDraft, TeamFields, teamOf } from './team.tsx'
import { type Matter, type Routes, sideWords } from './words.ts'

type Party = Matter['parties'][number]

const partyColumns: readonly Column<Party>[] = [
  { key: 'name', title: 'Party', value: ({ name }) => name },
  { key: 'role', title: 'Role', value: ({ role }) => role },
  { key: 'side', title: 'Side', value: ({ side }) => sideWords[side] },
  { key: 'aliases', title: 'Also known as', value: ({ aliases }) => aliases.join('; ') || null },
  { key: 'former', title: 'Former names', value: ({ formerNames }) => formerNames.join('; ') || null },
  { key: 'parent', title: 'Owned by', value: ({ parent }) => parent },
  { key: 'kind', title: 'What it is', value: ({ kind }) => (kind === 'person' ? 'Person' : 'Organisation'), hidden: true },
]

/** Whether the matter takes changes at all. */
const isLive = ({ status }: Matter): boolean => status === 'proposed' || status === 'open'

/** The parties, and changing them. */
export function PartiesTab({ matter }: { matter: Matter }) {
  const may = useMay('manage-matters') && isLive(matter)
  const [editing, setEditing] = useState(false)
  const change = may && (
    <Button size="xs" variant="default" onClick={() => setEditing(true)}>
      Change the parties
    </Button>
  )
  if (editing) return <PartiesForm matter={matter} onDone={() => setEditing(false)} />
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={2} size="h5">
          Parties
        </Title>
        {change}
      </Group>
      <DataTable
        name="parties"
        label="Parties"
        list={listOf(matter.parties)}
        columns={partyColumns}
        rowKey={({ id }) => id}
        search={matter.parties.length > 8}
        empty={<EmptyState title="No parties" next="Name everybody on either side: the conflict check looks for them." action={change} />}
      />
    </Stack>
  )
}

function PartiesForm({ matter, onDone }: { matter: Matter; onDone(): void }) {
  const draft = useDraft(`parties:${matter.id}`, { parties: matter.parties.length > 0 ? matter.parties.map(draftOf) : [noParty('ours')] })
  const set = useCommand<Routes['setParties']>('put', '/api/matters/{matterId}/parties', {
    done: 'Set. Names that are new need a conflict check.',
    inForm: true,
  })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!(await set.run({ params: { matterId: matter.id }, body: { parties: partiesOf(draft.values.parties) } }))) return
    draft.clear()
    onDone()
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Text size="sm" c="dimmed">
          A name that is new or changed makes the conflict check stale: run it again afterwards.
        </Text>
        <PartiesFields value={draft.values.parties} onChange={(parties) => draft.set('parties', parties)} errors={set.errors} />
        <ProblemNote problem={set.problem} />
        <Buttons pending={set.pending} label="Set the parties" onBack={onDone} onClear={draft.clear} />
      </Stack>
    </form>
  )
}

interface ButtonsProps {
  readonly pending: boolean
  readonly label: string
  onBack(): void
  onClear(): void
}

const Buttons = ({ pending, label, onBack, onClear }: ButtonsProps) => (
  <Group gap="xs">
    <Button type="submit" loading={pending}>
      {label}
    </Button>
    <Button
      variant="default"
      onClick={() => {
        onClear()
        onBack()
      }}
    >
      Leave it as it is
    </Button>
  </Group>
)

/** Who is on the matter, and changing it. */
export function TeamTab({ matter }: { matter: Matter }) {
  const may = useMay('manage-matters') && isLive(matter)
  const [editing, setEditing] = useState(false)
  if (editing) return <TeamForm matter={matter} onDone={() => setEditing(false)} />
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={2} size="h5">
          Team
        </Title>
        {may && (
          <Button size="xs" variant="default" onClick={() => setEditing(true)}>
            Change the team
          </Button>
        )}
      </Group>
      <Card withBorder p={0}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Who</Table.Th>
              <Table.Th>Role</Table.Th>
              <Table.Th>Of</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {matter.supervisingAttorney && (
              <Table.Tr>
                <Table.Td>{matter.supervisingAttorney.name}</Table.Td>
                <Table.Td fw={600}>Supervises this matter</Table.Td>
                <Table.Td>The provider</Table.Td>
              </Table.Tr>
            )}
            {matter.team.map(({ personId, name, role, ofClient }) => (
              <Table.Tr key={personId}>
                <Table.Td>{name}</Table.Td>
                <Table.Td>{roles[role]}</Table.Td>
                <Table.Td>{ofClient ? 'The client' : 'The provider'}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Card>
      {matter.team.length === 0 && (
        <Text size="sm" c="dimmed">
          Nobody is on the team: only whoever is on it can see and do the work.
        </Text>
      )}
    </Stack>
  )
}

function TeamForm({ matter, onDone }: { matter: Matter; onDone(): void }) {
  const first: { team: TeamDraft } = {
    team: {
      team: matter.team.map(({ personId, name, role }) => ({ personId, name, role, may: [] })),
      attorney: matter.supervisingAttorney,
    },
  }
  const draft = useDraft(`team:${matter.id}`, first)
  const set = useCommand<Routes['setTeam']>('put', '/api/matters/{matterId}/team', { done: 'Set.', inForm: true })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!(await set.run({ params: { matterId: matter.id }, body: teamOf(draft.values.team) }))) return
    draft.clear()
    onDone()
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <TeamFields
          value={draft.values.team}
          onChange={(team) => draft.set('team', team)}
          errors={set.errors}
          clientId={matter.client.id}
        />
        <ProblemNote problem={set.problem} />
        <Buttons pending={set.pending} label="Set the team" onBack={onDone} onClear={draft.clear} />
      </Stack>
    </form>
  )
}

/** Changes what is known of a matter, and the engagement that it is under. */
export function ChangeFacts({ matter }: { matter: Matter }) {
  const [opened, { open, close }] = useDisclosure(false)
  const may = useMay('manage-matters') && isLive(matter)
  if (!may) return null
  return (
    <>
      <Button size="xs" variant="default" onClick={open}>
        Change
      </Button>
      <Modal opened={opened} onClose={close} title={`Change ${matter.reference}`} size="lg">
        <ChangeForm matter={matter} onDone={close} />
      </Modal>
    </>
  )
}

function ChangeForm({ matter, onDone }: { matter: Matter; onDone(): void }) {
  const { name, jurisdiction, practiceArea, clientReference, notes, court, caseNumber, engagementId } = matter
  const draft = useDraft(`matter:${matter.id}`, {
    name,
    jurisdiction,
    practiceArea,
    clientReference: clientReference ?? '',
    notes: notes ?? '',
    court: court ?? '',
    caseNumber: caseNumber ?? '',
    engagementId,
  })
  const client = useGet<typeof clientRoutes.read>('/api/clients/{clientId}', { params: { clientId: matter.client.id } })
  const change = useCommand<Routes['change']>('patch', '/api/matters/{matterId}', { done: 'Changed.', inForm: true })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const body = { ...factsOf(draft.values), engagementId: draft.values.engagementId }
    if (!(await change.run({ params: { matterId: matter.id }, body }))) return
    draft.clear()
    onDone()
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <FactsFields draft={draft} errors={change.errors} />
        <Select
          label="Engagement"
          allowDeselect={false}
          data={
            client.data?.engagements.map(({ id, title, status }) => ({
              value: id,
              label: status === 'signed' ? title : `${title} (${status})`,
            })) ?? []
          }
          value={draft.values.engagementId}
          onChange={(next) => draft.set('engagementId', next ?? engagementId)}
          error={change.errors.engagementId}
        />
        <ProblemNote problem={change.problem} />
        <Group justify="flex-end">
          <Button type="submit" loading={change.pending}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
