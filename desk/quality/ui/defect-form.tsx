import { Button, Group, Modal, NativeSelect, SegmentedControl, Stack, Text, Textarea, TextInput } from '@mantine/core'
import type { FormEvent, KeyboardEvent } from 'react'
import { useCommand } from '../../../ui/api/command.ts'
import { useDraft } from '../../../ui/draft.ts'
import { KeyHint } from '../../../ui/key-hint.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import type { Severity } from '../inspection.ts'
import { unitLabel } from '../inspection.ts'
import { type InspectionItem, inspectionPath, type Place, type QualityRoutes } from './routes.ts'
import { severityWord } from './words.tsx'

interface DefectFormProps {
  readonly inspection: InspectionItem
  readonly place: Place
  readonly opportunities: InspectionItem['opportunities']
  /** In which unit; null while the form is closed. */
  readonly unit: string | null
  readonly onClose: () => void
}

const severities: readonly Severity[] = ['critical', 'major', 'minor']

/** Records a defect in a unit: what kind, how grave, where, in words. Ctrl+Enter records it. */
export function DefectForm({ inspection, place, opportunities, unit, onClose }: DefectFormProps) {
  const [first] = opportunities
  const draft = useDraft(`defect:${inspection.id}`, {
    ctq: first?.ctq ?? '',
    severity: first?.severity ?? ('minor' as Severity),
    place: '',
    description: '',
  })
  const find = useCommand<QualityRoutes['find']>('post', `${inspectionPath}/defects`, { done: 'Recorded.', inForm: true })
  const record = async () => {
    if (unit === null) return
    const recorded = await find.run({ params: { ...place, inspectionId: inspection.id }, body: { unit, ...draft.values } })
    if (recorded === undefined) return
    draft.clear()
    onClose()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void record()
  }
  const pressed = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void record()
  }
  const choose = (ctq: string) =>
    draft.setAll({ ...draft.values, ctq, severity: opportunities.find((one) => one.ctq === ctq)?.severity ?? draft.values.severity })
  return (
    <Modal opened={unit !== null} onClose={onClose} title={unit === null ? '' : `A defect in ${unitLabel(inspection.lot, unit)}`} centered>
      <form onSubmit={submit} onKeyDown={pressed} noValidate>
        <Stack gap="sm">
          <NativeSelect
            label="What is wrong"
            data-autofocus
            required
            data={opportunities.map(({ ctq, title }) => ({ value: ctq, label: title }))}
            value={draft.values.ctq}
            onChange={(event) => choose(event.currentTarget.value)}
            error={find.errors.ctq}
          />
          <div>
            <Text size="sm" fw={500} id="defect-severity">
              How grave
            </Text>
            <SegmentedControl
              fullWidth
              aria-labelledby="defect-severity"
              data={severities.map((value) => ({ value, label: severityWord(value) }))}
              value={draft.values.severity}
              onChange={(value) => draft.set('severity', value as Severity)}
            />
          </div>
          <TextInput label="Where" placeholder="Clause 4.2, row 17, page 3" {...draft.text('place')} error={find.errors.place} />
          <Textarea
            label="What is not as agreed"
            required
            autosize
            minRows={3}
            {...draft.text('description')}
            error={find.errors.description}
          />
          <ProblemNote problem={find.problem} />
          <Group justify="space-between">
            <KeyHint keys="mod Enter" />
            <Group gap="xs">
              <Button variant="default" onClick={onClose}>
                Back
              </Button>
              <Button type="submit" color="red.9" loading={find.pending}>
                Record the defect
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
