import { Button, Card, Group, List, Stack, Table, Text, Title } from '@mantine/core'
import { useCommand } from '../../../ui/api/command.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { Instant } from '../../../ui/instant.tsx'
import { useMay, useMe } from '../../../ui/me.ts'
import { Checks } from './checks.tsx'
import { type InspectionItem, inspectionPath, type OrderQuality, type Place, type QualityRoutes } from './routes.ts'
import { Sample } from './sample.tsx'
import { SecondOpinion } from './second-opinion.tsx'
import { stateWords, VerdictBadge } from './words.tsx'

export interface InspectionProps {
  readonly inspection: InspectionItem
  readonly quality: OrderQuality
  readonly place: Place
}

/** One inspection: why this plan, what the checks found, the sample, and the verdict as it would be now. */
export function InspectionCard(props: InspectionProps) {
  const { inspection, quality, place } = props
  const me = useMe()
  const mayInspect = useMay('inspect') && quality.barred === null
  const open = inspection.closedAt === null
  const mine = open && mayInspect && inspection.inspectorId === me.id && quality.orderStatus === 'in-inspection'
  return (
    <Card withBorder>
      <Stack gap="sm">
        <Group justify="space-between">
          <Group gap="xs">
            <Title order={2} size="h6">
              Inspection {inspection.round}
            </Title>
            <VerdictBadge verdict={open ? null : inspection.outcome.verdict} />
          </Group>
          <Text size="sm" c="dimmed">
            {quality.names[inspection.inspectorId] ?? 'Somebody'}, <Instant at={inspection.closedAt ?? inspection.openedAt} />
          </Text>
        </Group>
        <Plan inspection={inspection} />
        {open && mayInspect && !mine && quality.orderStatus === 'in-inspection' && <TakeOver inspection={inspection} place={place} />}
        {quality.checkNames.length > 0 && <Checks {...props} mine={mine} />}
        <Sample {...props} mine={mine} />
        <Verdict inspection={inspection} place={place} mine={mine} />
        {mayInspect && inspection.inspectorId !== me.id && <SecondOpinion {...props} />}
      </Stack>
    </Card>
  )
}

function Plan({ inspection: { plan, lot, state, seed, policy } }: { inspection: InspectionItem }) {
  const cells: readonly (readonly [string, string | number])[] = [
    ['Lot', `${lot.size} (${lot.unit})`],
    ['Sample', plan.sampleSize],
    ['Accept', plan.accept],
    ['Refuse from', plan.reject],
    ...(policy.kind === 'iso-2859-1'
      ? ([
          ['Letter', plan.letter === plan.usedLetter ? (plan.letter ?? '') : `${plan.letter} → ${plan.usedLetter}`],
          ['Inspection', stateWords[state] ?? state],
        ] as const)
      : []),
  ]
  return (
    <Stack gap={4}>
      <Table.ScrollContainer minWidth={420}>
        <Table withTableBorder withColumnBorders verticalSpacing={4} aria-label="Sampling plan">
          <Table.Thead>
            <Table.Tr>
              {cells.map(([title]) => (
                <Table.Th key={title}>{title}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            <Table.Tr>
              {cells.map(([title, value]) => (
                <Table.Td key={title}>{value}</Table.Td>
              ))}
            </Table.Tr>
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Text size="xs" c="dimmed">
        {plan.because.join(' ')} Drawn by the seed “{seed}”: whoever has it draws the same units.
      </Text>
    </Stack>
  )
}

function TakeOver({ inspection, place }: { inspection: InspectionItem; place: Place }) {
  const take = useCommand<QualityRoutes['takeOver']>('post', `${inspectionPath}/take-over`, { done: 'The inspection is yours.' })
  return (
    <Group gap="xs">
      <Text size="sm">Somebody else inspects this. What they recorded stays if you take over.</Text>
      <Button
        size="xs"
        variant="default"
        loading={take.pending}
        onClick={() => void take.run({ params: { ...place, inspectionId: inspection.id } })}
      >
        Take over
      </Button>
    </Group>
  )
}

function Verdict({ inspection, place, mine }: { inspection: InspectionItem; place: Place; mine: boolean }) {
  const close = useCommand<QualityRoutes['close']>('post', `${inspectionPath}/close`, { inForm: true })
  const { outcome, undone, closedAt } = inspection
  const accepted = outcome.verdict === 'accepted'
  return (
    <Stack gap={4} role="status" aria-label="Verdict">
      <Text size="sm">
        <b>
          {closedAt === null
            ? accepted
              ? 'As it stands, the lot would be accepted.'
              : 'As it stands, the lot would be refused.'
            : accepted
              ? 'The lot was accepted.'
              : 'The lot was refused and went back for rework.'}
        </b>{' '}
        {outcome.because.join(' ')}
      </Text>
      <Text size="xs" c="dimmed">
        {outcome.defectives} of {outcome.units} units nonconforming; {outcome.defects} defects in the sample; {outcome.failed} of{' '}
        {outcome.units * outcome.opportunities} opportunities failed.
      </Text>
      {mine && undone.length > 0 && (
        <List size="sm">
          {undone.map((step) => (
            <List.Item key={step}>Still to do: {step}.</List.Item>
          ))}
        </List>
      )}
      {mine && undone.length === 0 && (
        <Group mt={4}>
          <Confirm
            title={accepted ? 'Accept the lot' : 'Refuse the lot'}
            label={accepted ? 'Accept' : 'Refuse'}
            danger={!accepted}
            problem={close.problem}
            onConfirm={async () => (await close.run({ params: { ...place, inspectionId: inspection.id } })) !== undefined}
            trigger={(show) => (
              <Button color={accepted ? 'teal.9' : 'red.9'} onClick={show}>
                {accepted ? 'Close: accept' : 'Close: refuse'}
              </Button>
            )}
          >
            {outcome.because.join(' ')} {accepted ? 'The order goes on to sign-off.' : 'The whole lot goes back to those who worked on it.'}{' '}
            This is final.
          </Confirm>
        </Group>
      )}
    </Stack>
  )
}
