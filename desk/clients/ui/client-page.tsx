import { Button, Card, Grid, Group, Modal, Stack, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { FormEvent } from 'react'
import { useCommand } from '../../../ui/api/command.ts'
import { listOf, useGet } from '../../../ui/api/get.ts'
import type { AnswerOf } from '../../../ui/api/types.ts'
import type { Column } from '../../../ui/column.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { DataTable } from '../../../ui/data-table.tsx'
import { useDraft } from '../../../ui/draft.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { DateOnly } from '../../../ui/instant.tsx'
import { AppLink, LinkButton } from '../../../ui/link.tsx'
import { Loading } from '../../../ui/loading.tsx'
import { useMay, useMe } from '../../../ui/me.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { usePathParams } from '../../../ui/url.ts'
import { serviceLines } from '../../line.ts'
import type { clientRoutes } from '../api.ts'
import { ClientFields } from './client-fields.tsx'
import { statusOf } from './engagement-status.ts'
import { FactList } from './fact-list.tsx'
import { todayIn } from './nda.ts'
import { NdaCard } from './nda-card.tsx'

type Client = AnswerOf<typeof clientRoutes.read>
type Engagement = Client['engagements'][number]

/** One client: who it is, what binds us, what was agreed. */
export function ClientPage() {
  const { clientId } = usePathParams<'clientId'>()
  return <ClientDetail clientId={clientId} above={[{ label: 'Clients', to: '/clients' }]} />
}

/** The same for the client's own people. */
export function OwnClientPage() {
  const { clientId } = useMe()
  return clientId === null ? (
    <EmptyState title="No client" next="This page is for the people of a client." />
  ) : (
    <ClientDetail clientId={clientId} above={[]} />
  )
}

function ClientDetail({ clientId, above }: { clientId: string; above: readonly { label: string; to: string }[] }) {
  const found = useGet<typeof clientRoutes.read>('/api/clients/{clientId}', { params: { clientId }, about: ['client'] })
  const mayManage = useMay('manage-clients')
  const maySeeMatters = useMay('see-matters')
  const maySeePeople = useMay('see-people')
  const client = found.data
  if (!client) return <Loading of={found} />
  const draftEngagement = mayManage && client.status === 'active' && (
    <LinkButton to={`/clients/${client.id}/engagements/new`} size="xs">
      Draft an engagement
    </LinkButton>
  )
  return (
    <>
      <PageHeader
        title={client.name}
        note={`${client.code}, ${client.kind === 'law-firm' ? 'law firm' : 'legal department'}`}
        above={above}
        marks={
          <StatusBadge tone={client.status === 'active' ? 'good' : 'neutral'}>
            {client.status === 'active' ? 'Active' : 'Has left'}
          </StatusBadge>
        }
        actions={
          <>
            {maySeeMatters && (
              <LinkButton to={`/matters?client=${client.id}`} size="xs" variant="default">
                Matters
              </LinkButton>
            )}
            {maySeePeople && (
              <LinkButton to={`/people?client=${client.id}`} size="xs" variant="default">
                People
              </LinkButton>
            )}
            {mayManage && <ChangeClient client={client} />}
            {mayManage && <TurnStatus client={client} />}
          </>
        }
      />
      <Grid>
        <Grid.Col span={{ base: 12, md: 5, lg: 4 }}>
          <Stack>
            <NdaCard client={client} />
            <Card withBorder component="section">
              <Title order={2} size="h5" mb="xs">
                Facts
              </Title>
              <FactList
                facts={[
                  ['Country', client.country],
                  ['Time zone', client.timeZone],
                  ['Address', client.address || null],
                  ['Affiliates', client.affiliates.join('; ') || null],
                  ['Former names', client.formerNames.join('; ') || null],
                  ['Signed up', <DateOnly key="since" date={client.signedUpAt.slice(0, 10)} />],
                ]}
              />
            </Card>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7, lg: 8 }}>
          <Group justify="space-between" mb="xs">
            <Title order={2} size="h5">
              Engagements
            </Title>
            {draftEngagement}
          </Group>
          <DataTable
            name="engagements"
            label="Engagements"
            list={listOf(client.engagements)}
            columns={engagementColumns(todayIn(client.timeZone, Date.now()))}
            rowKey={(row) => row.id}
            href={(row) => `/clients/${client.id}/engagements/${row.id}`}
            search={false}
            empty={
              <EmptyState
                title="No engagement"
                next="Draft one: prices, service levels and security terms come from it."
                action={draftEngagement}
              />
            }
          />
        </Grid.Col>
      </Grid>
    </>
  )
}

const engagementColumns = (today: string): readonly Column<Engagement>[] => [
  { key: 'title', title: 'Engagement', value: (row) => row.title },
  {
    key: 'status',
    title: 'Status',
    value: (row) => statusOf(row, today).word,
    cell: (row) => <StatusBadge tone={statusOf(row, today).tone}>{statusOf(row, today).word}</StatusBadge>,
  },
  {
    key: 'lines',
    title: 'Lines',
    value: (row) =>
      latest(row)
        ?.lines.map((line) => serviceLines[line])
        .join(', ') ?? '',
  },
  {
    key: 'from',
    title: 'From',
    value: (row) => latest(row)?.startsOn ?? null,
    cell: (row) => <DateOnly date={latest(row)?.startsOn ?? null} />,
  },
  {
    key: 'until',
    title: 'Until',
    value: (row) => row.endedOn ?? latest(row)?.endsOn ?? null,
    cell: (row) => <DateOnly date={row.endedOn ?? latest(row)?.endsOn ?? null} />,
  },
  { key: 'currency', title: 'Currency', value: (row) => latest(row)?.currency ?? '' },
  { key: 'versions', title: 'Versions', right: true, value: (row) => row.versions.length },
]

const latest = ({ versions }: Engagement) => versions.at(-1)?.terms

function ChangeClient({ client }: { client: Client }) {
  const [opened, { open, close }] = useDisclosure(false)
  return (
    <>
      <Button size="xs" variant="default" onClick={open}>
        Change
      </Button>
      <Modal opened={opened} onClose={close} title={`Change ${client.name}`} size="lg">
        <ChangeForm client={client} onDone={close} />
      </Modal>
    </>
  )
}

function ChangeForm({ client, onDone }: { client: Client; onDone(): void }) {
  const { name, kind, country, timeZone, address, affiliates, formerNames } = client
  const draft = useDraft(`change-client:${client.id}`, {
    name,
    kind,
    country,
    timeZone,
    address,
    affiliates: [...affiliates],
    formerNames: [...formerNames],
  })
  const change = useCommand<typeof clientRoutes.change>('patch', '/api/clients/{clientId}', { done: 'Changed.', inForm: true })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const changed = await change.run({ params: { clientId: client.id }, body: draft.values })
    if (!changed) return
    draft.clear()
    onDone()
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <ClientFields draft={draft} errors={change.errors} />
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

function TurnStatus({ client }: { client: Client }) {
  const change = useCommand<typeof clientRoutes.change>('patch', '/api/clients/{clientId}', { inForm: true })
  const leaves = client.status === 'active'
  return (
    <Confirm
      title={leaves ? `Has ${client.name} left?` : `Make ${client.name} active again?`}
      label={leaves ? 'Record that it has left' : 'Make active'}
      problem={change.problem}
      onConfirm={async () =>
        (await change.run({ params: { clientId: client.id }, body: { status: leaves ? 'left' : 'active' } })) !== undefined
      }
      trigger={(open) => (
        <Button size="xs" variant="default" onClick={open}>
          {leaves ? 'Mark as left' : 'Make active'}
        </Button>
      )}
    >
      <Text size="sm">
        {leaves
          ? 'No engagement can be drafted while it is gone. What was agreed stays as it is. You can make it active again.'
          : 'Engagements can be drafted again.'}
      </Text>
      {leaves && client.engagements.some(({ status }) => status === 'signed') && (
        <Text size="sm" mt="xs">
          It has signed engagements: <AppLink to={`/matters?client=${client.id}&status=open`}>look at its open matters</AppLink> first.
        </Text>
      )}
    </Confirm>
  )
}
