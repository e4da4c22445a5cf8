import { Button, Card, Group, List, Stack, Text, Title } from '@mantine/core'
import { IconEyeOff } from '@tabler/icons-react'
import { useCommand } from '../../../ui/api/command.ts'
import { useGet } from '../../../ui/api/get.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Instant } from '../../../ui/instant.tsx'
import { AppLink } from '../../../ui/link.tsx'
import { Loading } from '../../../ui/loading.tsx'
import { useMay, useMe } from '../../../ui/me.ts'
import { PersonName } from '../../../ui/person-name.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import type { conflictRoutes } from '../conflict-api.ts'
import { type Conflicts, type Matter, standings, tiers } from './words.ts'

type Routes = ReturnType<typeof conflictRoutes>
type Hit = NonNullable<Conflicts['check']>['hits'][number]

const path = '/api/matters/{matterId}/conflicts'

/** The conflict check of a matter: run it, then judge each hit. */
export function ConflictsTab({ matter }: { matter: Matter }) {
  const params = { matterId: matter.id }
  const found = useGet<Routes['read']>(path, { params, about: ['matter'] })
  const mayCheck = useMay('manage-matters') && (matter.status === 'proposed' || matter.status === 'open')
  const run = useCommand<Routes['check']>('post', path, { done: 'Checked.' })
  if (!found.data) return <Loading of={found} />
  const { standing, check } = found.data
  const button = mayCheck && (
    <Button
      size="xs"
      variant={standing === 'unchecked' || standing === 'stale' ? 'filled' : 'default'}
      loading={run.pending}
      onClick={() => void run.run({ params })}
    >
      {check ? 'Run the check again' : 'Run the conflict check'}
    </Button>
  )
  const hits = check?.hits.toSorted(byUrgency) ?? []
  return (
    <Stack>
      <Group justify="space-between">
        <Group gap="xs">
          <Title order={2} size="h5">
            Conflict check
          </Title>
          <StatusBadge tone={standings[standing].tone}>{standings[standing].word}</StatusBadge>
        </Group>
        {check && button}
      </Group>
      {check && (
        <Text size="sm" c="dimmed">
          {check.searched.toLocaleString('en')} names of clients and parties searched <Instant at={check.at} /> by{' '}
          <PersonName id={check.by} />, over all walls.
          {check.leftOut > 0 && ` ${check.leftOut} more hits were left out: make the parties' names more specific, then run it again.`}
        </Text>
      )}
      {!check && (
        <EmptyState
          title="Not checked yet"
          next="Every name of this matter is compared with every client, affiliate and party that the house knows, also behind walls."
          action={button}
        />
      )}
      {check && hits.length === 0 && <Text size="sm">No name of this matter is like any that the house knows.</Text>}
      {hits.map((hit) => (
        <HitCard key={hit.id} hit={hit} matterId={matter.id} checkedBy={check?.by ?? ''} />
      ))}
    </Stack>
  )
}

/** What waits for a decision first, then the likeliest. */
const byUrgency = (a: Hit, b: Hit): number => Number(a.decision !== null) - Number(b.decision !== null) || b.score - a.score

function HitCard({ hit, matterId, checkedBy }: { hit: Hit; matterId: string; checkedBy: string }) {
  const { tone, word } = tiers[hit.tier]
  return (
    <Card withBorder component="article" aria-label={`Hit on ${hit.name}`}>
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <Stack gap={4}>
          <Text fw={600} size="sm">
            {hit.name}
          </Text>
          <Text size="sm">
            {hit.hidden && <IconEyeOff size={14} aria-hidden style={{ verticalAlign: '-2px', marginRight: 4 }} />}
            is like: <Against hit={hit} />
          </Text>
          {hit.hidden && (
            <Text size="sm" c="dimmed">
              It lies behind a wall, so nothing more of it is told here. A security officer who may look decides it.
            </Text>
          )}
          {hit.party && hit.party.alsoKnownAs.length > 0 && (
            <Text size="sm" c="dimmed">
              Also known as {hit.party.alsoKnownAs.join('; ')}
            </Text>
          )}
          {hit.reasons.length > 0 && (
            <List size="sm" spacing={2}>
              {hit.reasons.map((reason) => (
                <List.Item key={reason}>{reason}</List.Item>
              ))}
            </List>
          )}
        </Stack>
        <Stack gap={4} align="flex-end">
          <StatusBadge tone={tone}>{`${word}, ${Math.round(hit.score * 100)} %`}</StatusBadge>
          {hit.decision && (
            <StatusBadge tone={hit.decision.outcome === 'cleared' ? 'good' : 'bad'}>
              {hit.decision.outcome === 'cleared' ? 'Cleared' : 'A conflict'}
            </StatusBadge>
          )}
        </Stack>
      </Group>
      {hit.decision ? (
        <Text size="sm" mt="xs">
          “{hit.decision.reason}”{' '}
          <Text span inherit c="dimmed">
            — <PersonName id={hit.decision.by} />, <Instant at={hit.decision.at} />
          </Text>
        </Text>
      ) : (
        <Decide hit={hit} matterId={matterId} checkedBy={checkedBy} />
      )}
    </Card>
  )
}

function Against({ hit: { client, matter, against } }: { hit: Hit }) {
  const maySeeClients = useMay('see-clients')
  if (client && maySeeClients) return <AppLink to={`/clients/${client.id}`}>{against}</AppLink>
  if (!matter) return <>{against}</>
  return (
    <>
      <AppLink to={`/matters/${matter.id}`}>{against}</AppLink> ({matter.name}, for {matter.client})
    </>
  )
}

function Decide({ hit, matterId, checkedBy }: { hit: Hit; matterId: string; checkedBy: string }) {
  const me = useMe()
  const may = useMay('decide-conflicts')
  const decide = useCommand<Routes['decide']>('post', `${path}/{hitId}`, { inForm: true })
  const barred = hit.hidden && (!me.roles.includes('security-officer') || me.id === checkedBy)
  if (!may || barred) return null
  const give = (outcome: 'cleared' | 'declined') => async (reason: string) =>
    (await decide.run({ params: { matterId, hitId: hit.id }, body: { outcome, reason } })) !== undefined
  return (
    <Group gap="xs" mt="sm">
      <Confirm
        title={`Clear the hit on ${hit.name}`}
        label="Clear"
        reason="Why this is no conflict"
        problem={decide.problem}
        onConfirm={give('cleared')}
        trigger={(open) => (
          <Button size="compact-sm" variant="light" onClick={open}>
            Clear
          </Button>
        )}
      >
        The decision stands in the matter's ledger under your name. A later check keeps it for the same hit.
      </Confirm>
      <Confirm
        title={`${hit.name}: a conflict`}
        label="It is a conflict"
        danger
        reason="Why this is a conflict"
        problem={decide.problem}
        onConfirm={give('declined')}
        trigger={(open) => (
          <Button size="compact-sm" variant="light" color="red" onClick={open}>
            It is a conflict
          </Button>
        )}
      >
        The matter cannot open then: decline it. This cannot be taken back.
      </Confirm>
    </Group>
  )
}
