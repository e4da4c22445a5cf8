import { Alert, Button, Card, Group, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../ui/api/command.ts'
import { useList } from '../../../ui/api/get.ts'
import { useDraft } from '../../../ui/draft.ts'
import { LinkButton } from '../../../ui/link.tsx'
import { useMay, useMe } from '../../../ui/me.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { useFilters } from '../../../ui/url.ts'
import type { clientRoutes } from '../../clients/api.ts'
import type { Role } from '../../policy.ts'
import { factsOf, noPerson, PersonFields } from './person-fields.tsx'
import { RoleChoice } from './role-choice.tsx'
import { useSites } from './sites.ts'
import type { Person, Routes } from './words.ts'

/** Somebody new: of the provider, or of a client. */
export function InvitePage() {
  const me = useMe()
  const [{ client }] = useFilters<'client'>()
  const mayGrant = useMay('grant-roles')
  const sites = useSites()
  const draft = useDraft('invite-person', {
    ...noPerson(me.timeZone),
    email: '',
    ofProvider: client === undefined,
    clientId: client ?? null,
    roles: [] as Role[],
  })
  const invite = useCommand<Routes['invite']>('post', '/api/people', { inForm: true })
  const [invited, setInvited] = useState<Person | null>(null)
  const { ofProvider, clientId, roles, email } = draft.values
  const noClient = !ofProvider && clientId === null
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const person = await invite.run({
      body: { ...factsOf(draft.values), email: email.trim(), clientId: ofProvider ? null : clientId, roles: mayGrant ? roles : [] },
    })
    if (!person) return
    draft.clear()
    setInvited(person)
  }
  const above = [{ label: 'People', to: '/people' }]
  if (invited) return <Invited person={invited} above={above} onAnother={() => setInvited(null)} />
  return (
    <>
      <PageHeader
        title="Invite somebody"
        note="They get a link by e-mail, with which they choose a password. It holds for seven days."
        above={above}
      />
      <Card withBorder maw={860}>
        <form onSubmit={submit} noValidate>
          <Stack gap="sm">
            <SegmentedControl
              aria-label="Whose person"
              data={[
                { value: 'provider', label: 'Of the provider' },
                { value: 'client', label: 'Of a client' },
              ]}
              value={ofProvider ? 'provider' : 'client'}
              onChange={(side) => draft.setAll({ ...draft.values, ofProvider: side === 'provider', roles: [] })}
            />
            {!ofProvider && <ClientChoice value={clientId} onChange={(id) => draft.set('clientId', id)} error={invite.errors.clientId} />}
            <TextInput label="E-mail address" type="email" required {...draft.text('email')} error={invite.errors.email} />
            <PersonFields draft={draft} errors={invite.errors} ofProvider={ofProvider} sites={sites} />
            {mayGrant ? (
              <RoleChoice value={roles} onChange={(next) => draft.set('roles', next)} ofProvider={ofProvider} error={invite.errors.roles} />
            ) : (
              <Text size="sm" c="dimmed">
                Somebody who may grant roles sets them afterwards.
              </Text>
            )}
            <ProblemNote problem={invite.problem} />
            <Group gap="xs">
              <Button type="submit" loading={invite.pending} disabled={noClient}>
                Invite
              </Button>
              <LinkButton to="/people" variant="default">
                Back
              </LinkButton>
            </Group>
          </Stack>
        </form>
      </Card>
    </>
  )
}

function ClientChoice({ value, onChange, error }: { value: string | null; onChange(id: string | null): void; error: string | undefined }) {
  const clients = useList<typeof clientRoutes.list>('/api/clients', {
    query: { limit: 200, status: 'active' },
    enabled: useMay('see-clients'),
  })
  return (
    <Select
      label="Client"
      required
      searchable
      placeholder="Choose the client"
      data={clients.rows.map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      onChange={onChange}
      error={error}
    />
  )
}

function Invited({ person, above, onAnother }: { person: Person; above: readonly { label: string; to: string }[]; onAnother(): void }) {
  return (
    <>
      <PageHeader title={`${person.name} is invited`} above={above} />
      <Stack maw={620}>
        <Alert color="teal" title={`The invitation is on its way to ${person.email}`}>
          Its link holds for seven days and works once. Where no mail server is set up, the message waits in the folder <b>outbox</b> of the
          data folder: whoever operates the house passes the link on.
        </Alert>
        <Group gap="xs">
          <LinkButton to={`/people/${person.id}`}>Skills, admissions and roles</LinkButton>
          <Button variant="default" onClick={onAnother}>
            Invite another
          </Button>
        </Group>
      </Stack>
    </>
  )
}
