import { Button, Card, Group, Modal, NativeSelect, Stack, Table, Text, Textarea, Title, VisuallyHidden } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../ui/api/command.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { useDraft } from '../../../ui/draft.ts'
import { Instant } from '../../../ui/instant.tsx'
import { useMay, useMe } from '../../../ui/me.ts'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { type Cause, causeIds, causes, unitLabel } from '../inspection.ts'
import type { DefectItem, OrderQuality, Place, QualityRoutes } from './routes.ts'
import { DefectStatus, foundAtWord, SeverityBadge } from './words.tsx'

const defectPath = '/api/matters/{matterId}/orders/{orderId}/defects/{defectId}'

/** The defects of an order: what was wrong, why it happened, what keeps it from happening again, and whether it is corrected. */
export function OrderDefects({ quality, place }: { quality: OrderQuality; place: Place }) {
  const [analysed, setAnalysed] = useState<DefectItem | null>(null)
  return (
    <Card withBorder>
      <Title order={2} size="h6" mb="xs">
        Defects
      </Title>
      <Table.ScrollContainer minWidth={720}>
        <Table verticalSpacing={6} aria-label="Defects of this order">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Defect</Table.Th>
              <Table.Th>Severity</Table.Th>
              <Table.Th>Found</Table.Th>
              <Table.Th>Cause and corrective action</Table.Th>
              <Table.Th>Status</Table.Th>
              <Table.Th>
                <VisuallyHidden>What can be done</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {quality.defects.map((defect) => (
              <DefectLine key={defect.id} defect={defect} quality={quality} place={place} onAnalyse={() => setAnalysed(defect)} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {analysed && <Analysis key={analysed.id} defect={analysed} place={place} onClose={() => setAnalysed(null)} />}
    </Card>
  )
}

interface DefectLineProps {
  readonly defect: DefectItem
  readonly quality: OrderQuality
  readonly place: Place
  readonly onAnalyse: () => void
}

function DefectLine({ defect, quality, place, onAnalyse }: DefectLineProps) {
  const inspection = quality.inspections.find(({ id }) => id === defect.inspectionId)
  const title = quality.opportunities.find(({ ctq }) => ctq === defect.ctq)?.title ?? defect.ctq
  const unit = defect.unit === null ? '' : inspection ? unitLabel(inspection.lot, defect.unit) : defect.unit
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm" fw={500}>
          {title}
        </Text>
        <Text size="sm">{defect.description}</Text>
        <Text size="xs" c="dimmed">
          {[unit, defect.place, defect.inspectionId !== null && !defect.inSample ? 'outside of the sample' : ''].filter(Boolean).join(', ')}
        </Text>
      </Table.Td>
      <Table.Td>
        <SeverityBadge severity={defect.severity} />
      </Table.Td>
      <Table.Td>
        <Text size="sm">{foundAtWord(defect.foundAt)}</Text>
        <Text size="xs" c="dimmed">
          {quality.names[defect.foundBy ?? ''] ?? ''} <Instant at={defect.at} />
        </Text>
      </Table.Td>
      <Table.Td maw={260}>
        {defect.cause === null ? (
          <Text size="sm" c="dimmed">
            Not analysed yet
          </Text>
        ) : (
          <Text size="sm">
            <b>{causes[defect.cause]}</b>: {defect.correctiveAction}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <DefectStatus status={defect.status} />
        {defect.note !== null && (
          <Text size="xs" c="dimmed">
            {defect.note}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <DefectActions
          defect={defect}
          open={inspection !== undefined && inspection.closedAt === null}
          inspectorId={inspection?.inspectorId}
          place={place}
          onAnalyse={onAnalyse}
        />
      </Table.Td>
    </Table.Tr>
  )
}

interface DefectActionsProps {
  readonly defect: DefectItem
  /** Whether its inspection is still open. */
  readonly open: boolean
  readonly inspectorId: string | undefined
  readonly place: Place
  readonly onAnalyse: () => void
}

function DefectActions({ defect, open, inspectorId, place, onAnalyse }: DefectActionsProps) {
  const me = useMe()
  const mayAnalyse = useMay(['inspect', 'plan-work'])
  const mayCorrect = useMay(['do-work', 'inspect'])
  const correct = useCommand<QualityRoutes['correct']>('post', `${defectPath}/correct`, { inForm: true })
  const withdraw = useCommand<QualityRoutes['withdraw']>('post', `${defectPath}/withdraw`, { inForm: true })
  const params = { ...place, defectId: defect.id }
  if (defect.status === 'withdrawn') return null
  return (
    <Group gap={4} justify="flex-end" wrap="nowrap">
      {mayAnalyse && (
        <Button size="compact-xs" variant="subtle" onClick={onAnalyse}>
          {defect.cause === null ? 'Analyse' : 'Change'}
        </Button>
      )}
      {mayCorrect && defect.status === 'open' && !open && (
        <Confirm
          title="Corrected"
          label="Record"
          reason="What was done about it"
          problem={correct.problem}
          onConfirm={async (note) => (await correct.run({ params, body: { note } })) !== undefined}
          trigger={(show) => (
            <Button size="compact-xs" variant="subtle" onClick={show}>
              Corrected
            </Button>
          )}
        >
          {defect.description}
        </Confirm>
      )}
      {open && inspectorId === me.id && (
        <Confirm
          title="Withdraw this defect"
          label="Withdraw"
          reason="Why it is none"
          problem={withdraw.problem}
          onConfirm={async (reason) => (await withdraw.run({ params, body: { reason } })) !== undefined}
          trigger={(show) => (
            <Button size="compact-xs" variant="subtle" color="gray" onClick={show}>
              Withdraw
            </Button>
          )}
        >
          It was recorded by mistake and counts for nothing. The record of it stays.
        </Confirm>
      )}
    </Group>
  )
}

function Analysis({ defect, place, onClose }: { defect: DefectItem; place: Place; onClose: () => void }) {
  const draft = useDraft(`analysis:${defect.id}`, {
    cause: defect.cause ?? ('oversight' as Cause),
    correctiveAction: defect.correctiveAction ?? '',
  })
  const analyse = useCommand<QualityRoutes['analyse']>('post', `${defectPath}/analyse`, { done: 'Recorded.', inForm: true })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const done = await analyse.run({ params: { ...place, defectId: defect.id }, body: draft.values })
    if (done === undefined) return
    draft.clear()
    onClose()
  }
  return (
    <Modal opened onClose={onClose} title="Why it happened" centered>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <Text size="sm">{defect.description}</Text>
          <NativeSelect
            label="Cause"
            data-autofocus
            data={causeIds.map((value) => ({ value, label: causes[value] }))}
            value={draft.values.cause}
            onChange={(event) => draft.set('cause', event.currentTarget.value as Cause)}
          />
          <Textarea
            label="Corrective action"
            description="What keeps it from happening again."
            required
            autosize
            minRows={3}
            {...draft.text('correctiveAction')}
            error={analyse.errors.correctiveAction}
          />
          <ProblemNote problem={analyse.problem} />
          <Group justify="flex-end">
            <Button type="submit" loading={analyse.pending}>
              Record
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
