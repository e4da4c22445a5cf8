import { Button, Group, NativeSelect, Stack, Table, Text } from '@mantine/core'
import { useState } from 'react'
import { useCommand } from '../../../ui/api/command.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { unitLabel } from '../inspection.ts'
import type { InspectionProps } from './inspection.tsx'
import { type InspectionItem, inspectionPath, type QualityRoutes } from './routes.ts'

/** The server reads no body here. */
const none = undefined as never

type Finding = InspectionItem['findings'][number]

/** What the line's automatic checks found, to confirm as defects or to dismiss. */
export function Checks({ inspection, quality, place, mine }: InspectionProps & { readonly mine: boolean }) {
  const params = { ...place, inspectionId: inspection.id }
  const run = useCommand<QualityRoutes['check']>('post', `${inspectionPath}/checks`, { done: 'The checks ran.' })
  const failed = inspection.checks.filter(({ problem }) => problem !== null)
  const left = quality.checkNames.filter((name) => !inspection.checks.some((check) => check.name === name && check.problem === null))
  return (
    <Stack gap={6}>
      <Group gap="xs" justify="space-between">
        <Text size="sm">
          <b>Automatic checks</b> {inspection.checks.length === 0 ? 'did not run yet.' : `ran: ${inspection.findings.length} findings.`}
        </Text>
        {mine && left.length > 0 && (
          <Button size="xs" variant="default" loading={run.pending} onClick={() => void run.run({ params, body: none })}>
            {failed.length > 0 ? 'Try again' : 'Run the checks'}
          </Button>
        )}
      </Group>
      {failed.map(({ name, problem }) => (
        <Text key={name} size="sm" c="red">
          “{name}” could not be carried out: {problem} Look by hand.
        </Text>
      ))}
      {inspection.findings.length > 0 && (
        <Table.ScrollContainer minWidth={520} mah={360}>
          <Table withTableBorder verticalSpacing={4} aria-label="Findings of the automatic checks">
            <Table.Tbody>
              {inspection.findings.map((finding) => (
                <FindingRow key={finding.id} finding={finding} inspection={inspection} params={params} mine={mine} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Stack>
  )
}

interface FindingRowProps {
  readonly finding: Finding
  readonly inspection: InspectionItem
  readonly params: { readonly matterId: string; readonly orderId: string; readonly inspectionId: string }
  readonly mine: boolean
}

function FindingRow({ finding, inspection, params, mine }: FindingRowProps) {
  const { opportunities, sample, lot } = inspection
  const opportunity = opportunities.find(({ ctq }) => ctq === finding.ctq)
  const guessed = sample.find((unit) => lot.files !== null && finding.place.includes(unit)) ?? sample[0] ?? ''
  const [unit, setUnit] = useState(guessed)
  const confirm = useCommand<QualityRoutes['find']>('post', `${inspectionPath}/defects`)
  const dismiss = useCommand<QualityRoutes['dismiss']>('post', `${inspectionPath}/findings/{findingId}/dismiss`, { inForm: true })
  const undecided = finding.defectId === null && finding.dismissedWhy === null
  const confirmed = () =>
    confirm.run({
      params,
      body: {
        unit,
        ctq: finding.ctq,
        severity: opportunity?.severity ?? 'minor',
        description: finding.message,
        place: finding.place,
        findingId: finding.id,
      },
    })
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm">{finding.message}</Text>
        <Text size="xs" c="dimmed">
          {opportunity?.title ?? finding.ctq}; {finding.place}
        </Text>
      </Table.Td>
      <Table.Td w={300}>
        {finding.defectId !== null && <StatusBadge tone="bad">Defect</StatusBadge>}
        {finding.dismissedWhy !== null && <Text size="sm">Dismissed: {finding.dismissedWhy}</Text>}
        {undecided && mine && (
          <Group gap={6} wrap="nowrap" justify="flex-end">
            {sample.length > 1 && (
              <NativeSelect
                size="xs"
                aria-label="In which unit"
                data={sample.slice(0, unitsOffered).map((id) => ({ value: id, label: unitLabel(lot, id) }))}
                value={unit}
                onChange={(event) => setUnit(event.currentTarget.value)}
              />
            )}
            <Button size="xs" color="red" variant="light" loading={confirm.pending} onClick={() => void confirmed()}>
              Defect
            </Button>
            <Confirm
              title="Dismiss this finding"
              label="Dismiss"
              reason="Why it is none"
              problem={dismiss.problem}
              onConfirm={async (reason) =>
                (await dismiss.run({ params: { ...params, findingId: finding.id }, body: { reason } })) !== undefined
              }
              trigger={(show) => (
                <Button size="xs" variant="default" onClick={show}>
                  Dismiss
                </Button>
              )}
            >
              {finding.message}
            </Confirm>
          </Group>
        )}
      </Table.Td>
    </Table.Tr>
  )
}

/** Units offered for a finding; a defect in another is recorded by hand. */
const unitsOffered = 500
