import { Badge, Button, Group, Modal, Stack, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../ui/api/command.ts'
import { useGet } from '../../../ui/api/get.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { useDraft } from '../../../ui/draft.ts'
import { DateOnly, Instant } from '../../../ui/instant.tsx'
import { AppLink } from '../../../ui/link.tsx'
import { Loading } from '../../../ui/loading.tsx'
import { useMay, useMe } from '../../../ui/me.ts'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { FactList } from '../../clients/ui/fact-list.tsx'
import { hoursText } from '../../clients/ui/terms/rows.ts'
import { roles } from '../../policy.ts'
import { Admissions } from './admissions.tsx'
import { Part } from './part.tsx'
import { draftOf, factsOf, PersonFields } from './person-fields.tsx'
import { RoleChoice } from './role-choice.tsx'
import { useSites } from './sites.ts'
import { Skills } from './skills.tsx'
import { type Person, type Routes, statuses } from './words.ts'

const path = '/api/people/{personId}'

/** One person, beside the list. */
export function PersonDetail({ personId, back }: { personId: string; back: string }) {
  const found = useGet<Routes['read']>(path, { params: { personId }, about: ['person'] })
  const mayManage = useMay('manage-people')
  const person = found.data
  if (!person) return <Loading of={found} />
  const { tone, word } = statuses[person.status]
  const ofProvider = person.clientId === null
  const live = person.status !== 'left'
  return (
    <Stack>
      <Group justify="space-between" align="flex-start">
        <Group gap="xs">
          <Title order={2} size="h4">
            {person.name}
          </Title>
          <StatusBadge tone={tone}>{word}</StatusBadge>
        </Group>
        <Group gap="xs">
          {mayManage && live && <ChangePerson person={person} />}
          {mayManage && person.status === 'active' && <NewSignIn person={person} />}
          {mayManage && live && <Leave person={person} />}
          <AppLink to={back} size="sm">
            Close
          </AppLink>
        </Group>
      </Group>
      <FactList
        facts={[
          ['E-mail', person.email],
          [
            'Client',
            ofProvider ? null : (
              <AppLink key="client" to={`/clients/${person.clientId}`}>
                Its page
              </AppLink>
            ),
          ],
          ['Site', person.site],
          ['Time zone', person.timeZone],
          ['Shift', ofProvider ? (person.shift ? hoursText(person.shift) : 'None set') : null],
          ['Former employers', person.formerEmployers.join('; ')],
          [
            'NDA signed',
            ofProvider ? person.ndaSignedOn ? <DateOnly key="nda" date={person.ndaSignedOn} /> : 'Not yet: gets no work' : null,
          ],
          ['Invited', <Instant key="invited" at={person.invitedAt} />],
          ['Joined', person.joinedAt && <Instant at={person.joinedAt} />],
          ['Left', person.leftAt && <Instant at={person.leftAt} />],
        ]}
      />
      <Roles person={person} />
      {ofProvider && <Skills person={person} />}
      {ofProvider && <Admissions person={person} />}
    </Stack>
  )
}

function Roles({ person }: { person: Person }) {
  const me = useMe()
  const may = useMay('grant-roles') && person.status !== 'left' && person.id !== me.id
  const [editing, setEditing] = useState(false)
  const draft = useDraft(`roles:${person.id}`, { roles: [...person.roles] })
  const set = useCommand<Routes['setRoles']>('put', `${path}/roles`, { done: 'Set.', inForm: true })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!(await set.run({ params: { personId: person.id }, body: draft.values }))) return
    draft.clear()
    setEditing(false)
  }
  return (
    <Part
      title="Roles"
      action={
        may &&
        !editing && (
          <Button size="compact-xs" variant="default" onClick={() => setEditing(true)}>
            Change
          </Button>
        )
      }
    >
      {editing ? (
        <form onSubmit={submit} noValidate>
          <Stack gap="sm">
            <RoleChoice
              value={draft.values.roles}
              onChange={(next) => draft.set('roles', next)}
              ofProvider={person.clientId === null}
              error={set.errors.roles}
            />
            <ProblemNote problem={set.problem} />
            <Group gap="xs">
              <Button type="submit" size="xs" loading={set.pending}>
                Set the roles
              </Button>
              <Button
                size="xs"
                variant="default"
                onClick={() => {
                  draft.clear()
                  setEditing(false)
                }}
              >
                Leave them
              </Button>
            </Group>
          </Stack>
        </form>
      ) : person.roles.length === 0 ? (
        <Text size="sm" c="dimmed">
          None: may do nothing yet.
        </Text>
      ) : (
        <Group gap={6}>
          {person.roles.map((role) => (
            <Badge key={role} variant="default" tt="none" fw={500}>
              {roles[role]}
            </Badge>
          ))}
        </Group>
      )}
    </Part>
  )
}

function ChangePerson({ person }: { person: Person }) {
  const [opened, { open, close }] = useDisclosure(false)
  return (
    <>
      <Button size="xs" variant="default" onClick={open}>
        Change
      </Button>
      <Modal opened={opened} onClose={close} title={`Change ${person.name}`} size="xl">
        <ChangeForm person={person} onDone={close} />
      </Modal>
    </>
  )
}

function ChangeForm({ person, onDone }: { person: Person; onDone(): void }) {
  const draft = useDraft(`person:${person.id}`, draftOf(person))
  const sites = useSites()
  const change = useCommand<Routes['change']>('patch', path, { done: 'Changed.', inForm: true })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!(await change.run({ params: { personId: person.id }, body: factsOf(draft.values) }))) return
    draft.clear()
    onDone()
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <PersonFields draft={draft} errors={change.errors} ofProvider={person.clientId === null} sites={sites} />
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

/** For somebody who lost the password or the second factor. One's own is changed under Account. */
function NewSignIn({ person }: { person: Person }) {
  const me = useMe()
  const reset = useCommand<Routes['resetSignIn']>('post', `${path}/reset-sign-in`, { done: 'The letter is on its way.', inForm: true })
  if (person.id === me.id) return null
  return (
    <Confirm
      title={`A new beginning for ${person.name}`}
      label="Reset the sign-in"
      danger
      problem={reset.problem}
      onConfirm={async () => (await reset.run({ params: { personId: person.id } })) !== undefined}
      trigger={(open) => (
        <Button size="xs" variant="default" onClick={open}>
          Reset sign-in
        </Button>
      )}
    >
      Every session ends at once, and the second factor is forgotten. A letter to {person.email} lets them choose a new password. Make sure
      that it is really them who asked.
    </Confirm>
  )
}

function Leave({ person }: { person: Person }) {
  const me = useMe()
  const leave = useCommand<Routes['leave']>('post', `${path}/leave`, { inForm: true })
  if (person.id === me.id) return null
  return (
    <Confirm
      title={`${person.name} has left`}
      label="Record that they have left"
      danger
      reason="Why"
      problem={leave.problem}
      onConfirm={async (reason) => (await leave.run({ params: { personId: person.id }, body: { reason } })) !== undefined}
      trigger={(open) => (
        <Button size="xs" variant="default" onClick={open}>
          Mark as left
        </Button>
      )}
    >
      The account is closed and every session ends at once. This cannot be taken back. Give their open tasks to others first.
    </Confirm>
  )
}
