import { Button, Card, Group, Select, SimpleGrid, Stack, TextInput, Title } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import { useCommand } from '../../../ui/api/command.ts'
import { useGet, useList } from '../../../ui/api/get.ts'
import { useDraft } from '../../../ui/draft.ts'
import { AppLink, LinkButton } from '../../../ui/link.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { useFilters, useGo } from '../../../ui/url.ts'
import type { clientRoutes } from '../../clients/api.ts'
import { FactsFields, factsOf, noFacts } from './facts-fields.tsx'
import { noParty, PartiesFields, type PartyDraft, partiesOf } from './parties.tsx'
import { type TeamDraft, TeamFields, teamOf } from './team.tsx'
import type { Routes } from './words.ts'

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

/** A new matter. Its conflict check comes next, on its own page. */
export function ProposePage() {
  const go = useGo()
  const [{ client }] = useFilters<'client'>()
  const draft = useDraft('propose-matter', {
    ...noFacts,
    clientId: client ?? null,
    engagementId: null as string | null,
    reference: '',
    parties: [noParty('ours'), noParty('adverse')] as PartyDraft[],
    team: { team: [], attorney: null } as TeamDraft,
  })
  const propose = useCommand<Routes['propose']>('post', '/api/matters', { done: 'Proposed. Now run the conflict check.', inForm: true })
  const { clientId, engagementId, reference, parties, team } = draft.values
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const matter = await propose.run({
      body: {
        ...factsOf(draft.values),
        clientId: clientId ?? '',
        engagementId: engagementId ?? '',
        ...(reference.trim() === '' ? {} : { reference: reference.trim() }),
        parties: partiesOf(parties),
        ...teamOf(team),
      },
    })
    if (!matter) return
    draft.clear()
    go(`/matters/${matter.id}?tab=conflicts`)
  }
  return (
    <>
      <PageHeader
        title="Propose a matter"
        note="No work opens on it until its gates are passed: NDA, conflict check, consent, engagement, supervising attorney."
        above={[{ label: 'Matters', to: '/matters' }]}
      />
      <form onSubmit={submit} noValidate>
        <Stack>
          <Section title="Client">
            <ClientFields
              clientId={clientId}
              engagementId={engagementId}
              onChange={(change) => draft.setAll({ ...draft.values, ...change })}
              errors={propose.errors}
            />
            <TextInput
              label="Reference"
              description="Empty: the client's code and the next number."
              w={280}
              {...draft.text('reference')}
              onChange={(event) => draft.set('reference', event.currentTarget.value.toUpperCase())}
              error={propose.errors.reference}
            />
          </Section>
          <Section title="Matter">
            <FactsFields draft={draft} errors={propose.errors} />
          </Section>
          <Section title="Parties">
            <PartiesFields value={parties} onChange={(next) => draft.set('parties', next)} errors={propose.errors} />
          </Section>
          <Section title="Team">
            <TeamFields value={team} onChange={(next) => draft.set('team', next)} errors={propose.errors} clientId={clientId} />
          </Section>
          <ProblemNote problem={propose.problem} />
          <Group gap="xs">
            <Button type="submit" loading={propose.pending}>
              Propose
            </Button>
            <LinkButton to="/matters" variant="default">
              Back
            </LinkButton>
            {draft.touched && (
              <Button variant="subtle" color="gray" onClick={draft.clear}>
                Begin anew
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </>
  )
}

interface ClientFieldsProps {
  readonly clientId: string | null
  readonly engagementId: string | null
  onChange(change: { clientId: string | null; engagementId: string | null }): void
  readonly errors: Readonly<Record<string, string>>
}

function ClientFields({ clientId, engagementId, onChange, errors }: ClientFieldsProps) {
  const clients = useList<typeof clientRoutes.list>('/api/clients', { query: { limit: 200, status: 'active' } })
  const client = useGet<typeof clientRoutes.read>('/api/clients/{clientId}', {
    params: { clientId: clientId ?? '' },
    enabled: clientId !== null,
  })
  const engagements = client.data?.id === clientId ? client.data.engagements.filter(({ status }) => status !== 'ended') : []
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <Select
        label="Client"
        required
        searchable
        placeholder="Choose the client"
        data={clients.rows.map(({ id, name, code }) => ({ value: id, label: `${name} (${code})` }))}
        value={clientId}
        onChange={(next) => onChange({ clientId: next, engagementId: null })}
        error={clientId === null ? errors.clientId && 'Choose the client.' : errors.clientId}
      />
      <Select
        label="Engagement"
        required
        placeholder={clientId === null ? 'First the client' : 'Choose the engagement'}
        description={
          clientId !== null && client.data && engagements.length === 0 ? (
            <>
              This client has none. <AppLink to={`/clients/${clientId}/engagements/new`}>Draft one</AppLink>.
            </>
          ) : undefined
        }
        disabled={engagements.length === 0}
        data={engagements.map(({ id, title, status }) => ({ value: id, label: status === 'draft' ? `${title} (draft)` : title }))}
        value={engagementId}
        onChange={(next) => onChange({ clientId, engagementId: next })}
        error={engagementId === null ? errors.engagementId && 'Choose the engagement.' : errors.engagementId}
      />
    </SimpleGrid>
  )
}
