import { Badge, Button, Card, Grid, Stack, Tabs, Title } from '@mantine/core'
import { useCommand } from '../../../ui/api/command.ts'
import { useGet } from '../../../ui/api/get.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { Instant } from '../../../ui/instant.tsx'
import { AppLink, LinkButton } from '../../../ui/link.tsx'
import { Loading } from '../../../ui/loading.tsx'
import { holdsAny, useMay, useMe } from '../../../ui/me.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { usePanels } from '../../../ui/panels.ts'
import { PersonName } from '../../../ui/person-name.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { useFilters, usePathParams } from '../../../ui/url.ts'
import { FactList } from '../../clients/ui/fact-list.tsx'
import { ConflictsTab } from './conflicts.tsx'
import { ChangeFacts, PartiesTab, TeamTab } from './edit-forms.tsx'
import { GatesCard, RecordConsent } from './gates-card.tsx'
import { WallsTab } from './walls.tsx'
import { type Matter, type Routes, statuses } from './words.ts'

/** One matter: what it is, whether work may open, who is in it, and what later rooms add. */
export function MatterPage() {
  const { matterId } = usePathParams<'matterId'>()
  const found = useGet<Routes['read']>('/api/matters/{matterId}', { params: { matterId }, about: ['matter', 'client', 'person'] })
  const matter = found.data
  if (!matter) return <Loading of={found} />
  const { tone, word } = statuses[matter.status]
  return (
    <>
      <PageHeader
        title={matter.name}
        note={`${matter.reference}, for ${matter.client.name}`}
        above={[{ label: 'Matters', to: '/matters' }]}
        marks={<StatusBadge tone={tone}>{word}</StatusBadge>}
        actions={<Actions matter={matter} />}
      />
      <MatterTabs matter={matter} />
    </>
  )
}

function MatterTabs({ matter }: { matter: Matter }) {
  const me = useMe()
  const [filters, setFilters] = useFilters<'tab'>()
  const panels = usePanels().matter.filter(({ permission }) => holdsAny(me, permission))
  const conflicts = holdsAny(me, ['manage-matters', 'decide-conflicts'])
  const walls = holdsAny(me, 'change-walls')
  const known = [
    'overview',
    'parties',
    'team',
    ...(conflicts ? ['conflicts'] : []),
    ...(walls ? ['walls'] : []),
    ...panels.map(({ key }) => key),
  ]
  const tab = known.find((name) => name === filters.tab) ?? 'overview'
  return (
    <Tabs value={tab} onChange={(next) => setFilters({ tab: next === 'overview' ? undefined : (next ?? undefined) })} keepMounted={false}>
      <Tabs.List mb="md" className="no-print">
        <Tabs.Tab value="overview">Overview</Tabs.Tab>
        {panels.map(({ key, title }) => (
          <Tabs.Tab key={key} value={key}>
            {title}
          </Tabs.Tab>
        ))}
        <Tabs.Tab value="parties" rightSection={<Count of={matter.parties.length} />}>
          Parties
        </Tabs.Tab>
        <Tabs.Tab value="team" rightSection={<Count of={matter.team.length} />}>
          Team
        </Tabs.Tab>
        {conflicts && <Tabs.Tab value="conflicts">Conflict check</Tabs.Tab>}
        {walls && <Tabs.Tab value="walls">Walls</Tabs.Tab>}
      </Tabs.List>
      <Tabs.Panel value="overview">
        <Overview matter={matter} />
      </Tabs.Panel>
      {panels.map(({ key, component: Panel }) => (
        <Tabs.Panel key={key} value={key}>
          <Panel matterId={matter.id} />
        </Tabs.Panel>
      ))}
      <Tabs.Panel value="parties">
        <PartiesTab matter={matter} />
      </Tabs.Panel>
      <Tabs.Panel value="team">
        <TeamTab matter={matter} />
      </Tabs.Panel>
      {conflicts && (
        <Tabs.Panel value="conflicts">
          <ConflictsTab matter={matter} />
        </Tabs.Panel>
      )}
      {walls && (
        <Tabs.Panel value="walls">
          <WallsTab matter={matter} />
        </Tabs.Panel>
      )}
    </Tabs>
  )
}

const Count = ({ of }: { of: number }) => (
  <Badge size="sm" variant="default" circle>
    {of}
  </Badge>
)

function Overview({ matter }: { matter: Matter }) {
  const maySeeClients = useMay('see-clients')
  const { consent, supervisingAttorney, client } = matter
  return (
    <Grid>
      <Grid.Col span={{ base: 12, md: matter.opening ? 7 : 12 }}>
        <Card withBorder component="section">
          <Title order={2} size="h5" mb="xs">
            Facts
          </Title>
          <FactList
            facts={[
              [
                'Client',
                maySeeClients ? (
                  <AppLink key="client" to={`/clients/${client.id}`}>
                    {client.name}
                  </AppLink>
                ) : (
                  client.name
                ),
              ],
              [
                'Engagement',
                maySeeClients ? (
                  <AppLink key="engagement" to={`/clients/${client.id}/engagements/${matter.engagementId}`}>
                    Its terms
                  </AppLink>
                ) : null,
              ],
              ["Client's reference", matter.clientReference],
              ['Jurisdiction', matter.jurisdiction],
              ['Practice area', matter.practiceArea],
              ['Court', matter.court],
              ['Case number', matter.caseNumber],
              ['Supervised by', supervisingAttorney?.name ?? 'Nobody yet'],
              [
                'Consent',
                consent ? (
                  <>
                    {consent.evidence} (<PersonName id={consent.by} />, <Instant at={consent.recordedAt} />)
                  </>
                ) : (
                  'Not recorded'
                ),
              ],
              ['Proposed', <Instant key="proposed" at={matter.proposedAt} />],
              ['Opened', matter.openedAt && <Instant at={matter.openedAt} />],
              [matter.status === 'declined' ? 'Declined' : 'Closed', matter.endedAt && <Instant at={matter.endedAt} />],
              ['Because', matter.endedBecause],
              ['Notes', matter.notes],
            ]}
          />
          {!matter.opening && !consent && <RecordConsent matter={matter} />}
        </Card>
      </Grid.Col>
      {matter.opening && (
        <Grid.Col span={{ base: 12, md: 5 }}>
          <GatesCard matter={matter} />
        </Grid.Col>
      )}
    </Grid>
  )
}

function Actions({ matter }: { matter: Matter }) {
  const may = useMay('manage-matters')
  const maySeeOrders = useMay('see-orders')
  const mayPlace = useMay('place-order') && matter.status === 'open'
  return (
    <>
      {maySeeOrders && (
        <LinkButton to={`/orders?matterId=${matter.id}`} size="xs" variant="default">
          Orders
        </LinkButton>
      )}
      {may && <Moves matter={matter} />}
      {mayPlace && (
        <LinkButton to={`/orders/new?matterId=${matter.id}`} size="xs">
          Place an order
        </LinkButton>
      )}
    </>
  )
}

function Moves({ matter }: { matter: Matter }) {
  return (
    <>
      <ChangeFacts matter={matter} />
      {matter.status === 'proposed' && <End matter={matter} how="decline" />}
      {matter.status === 'proposed' && <Open matter={matter} />}
      {matter.status === 'open' && <End matter={matter} how="close" />}
    </>
  )
}

function Open({ matter }: { matter: Matter }) {
  const open = useCommand<Routes['open']>('post', '/api/matters/{matterId}/open', { done: 'Open: orders can be placed.', inForm: true })
  const left = matter.opening?.missing.length ?? 0
  return (
    <Confirm
      title={`Open ${matter.reference}`}
      label="Open the matter"
      problem={open.problem}
      onConfirm={async () => (await open.run({ params: { matterId: matter.id } })) !== undefined}
      trigger={(ask) => (
        <Button size="xs" variant={left > 0 ? 'default' : 'filled'} onClick={ask}>
          Open
        </Button>
      )}
    >
      <Stack gap="xs">
        {left > 0 ? (
          <ProblemNote
            problem={{ title: 'Not yet', status: 409, detail: 'These gates stand before it:', missing: matter.opening?.missing ?? [] }}
          />
        ) : (
          'All gates are passed. Orders can then be placed on it.'
        )}
      </Stack>
    </Confirm>
  )
}

function End({ matter, how }: { matter: Matter; how: 'decline' | 'close' }) {
  const end = useCommand<Routes['decline']>('post', `/api/matters/{matterId}/${how}`, { inForm: true })
  const declines = how === 'decline'
  return (
    <Confirm
      title={`${declines ? 'Decline' : 'Close'} ${matter.reference}`}
      label={declines ? 'Decline the matter' : 'Close the matter'}
      danger
      reason="Why"
      problem={end.problem}
      onConfirm={async (reason) => (await end.run({ params: { matterId: matter.id }, body: { reason } })) !== undefined}
      trigger={(ask) => (
        <Button size="xs" variant="default" onClick={ask}>
          {declines ? 'Decline' : 'Close'}
        </Button>
      )}
    >
      {declines ? 'No work opens on it.' : 'No order can be placed on it any more; its retention begins.'} Only its walls can change then.
      This cannot be taken back.
    </Confirm>
  )
}
