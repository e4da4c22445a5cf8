import { Button, Group, Stack, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../ui/api/command.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { useDraft } from '../../../ui/draft.ts'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { type DefectDraft, MarkDefects } from '../../signoff/ui/mark-defects.tsx'
import { type DeliverableDetail, type DeliveryRoutes, deliverablePath, paramsOf } from './routes.ts'

/** The client's answer: accept it, or return it with what is wrong. */
export function Answer({ deliverable }: { deliverable: DeliverableDetail }) {
  const [returning, setReturning] = useState(false)
  const accept = useCommand<DeliveryRoutes['accept']>('post', `${deliverablePath}/accept`, { done: 'Accepted.', inForm: true })
  if (returning) return <ReturnForm deliverable={deliverable} onBack={() => setReturning(false)} />
  return (
    <Group gap="xs" className="no-print">
      <Confirm
        title="Accept this deliverable"
        label="Accept"
        problem={accept.problem}
        onConfirm={async () => (await accept.run({ params: paramsOf(deliverable) })) !== undefined}
        trigger={(open) => <Button onClick={open}>Accept</Button>}
      >
        The order is done, and can be invoiced. This cannot be taken back.
      </Confirm>
      <Button variant="default" onClick={() => setReturning(true)}>
        Return for rework
      </Button>
    </Group>
  )
}

function ReturnForm({ deliverable, onBack }: { deliverable: DeliverableDetail; onBack: () => void }) {
  const draft = useDraft(`return:${deliverable.id}`, { note: '', defects: [] as readonly DefectDraft[] })
  const give = useCommand<DeliveryRoutes['giveBack']>('post', `${deliverablePath}/return`, { done: 'Returned for rework.', inForm: true })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const { note, defects } = draft.values
    if ((await give.run({ params: paramsOf(deliverable), body: { note, defects: [...defects] } })) !== undefined) draft.clear()
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <MarkDefects
          opportunities={deliverable.opportunities}
          defects={draft.values.defects}
          onChange={(defects) => draft.set('defects', defects)}
          errors={give.errors}
        />
        <Textarea label="Note" autosize minRows={2} {...draft.text('note')} error={give.errors.note} />
        <ProblemNote problem={give.problem} />
        <Group gap="xs">
          <Button type="submit" color="red.8" loading={give.pending}>
            Return for rework
          </Button>
          <Button variant="default" onClick={onBack}>
            Back
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
