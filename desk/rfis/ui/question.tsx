import { Blockquote, Button, Card, Group, Stack, Text, Textarea } from '@mantine/core'
import type { FormEvent } from 'react'
import { useCommand } from '../../../ui/api/command.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { useDraft } from '../../../ui/draft.ts'
import { Instant } from '../../../ui/instant.tsx'
import { useMay } from '../../../ui/me.ts'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { type RfiItem, type RfiRoutes, rfisPath } from './routes.ts'

/** One question with its answer, or with the place to answer it. */
export function Question({ rfi, nameOf }: { rfi: RfiItem; nameOf: (personId: string) => string }) {
  const mayAnswer = useMay('answer-question')
  const mayWithdraw = useMay('ask-client')
  return (
    <Card component="article" aria-label="Question">
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Text size="xs" c="dimmed">
            Asked <Instant at={rfi.askedAt} /> by {nameOf(rfi.askedBy)}
            {rfi.remindedAt !== null && (
              <>
                , reminded <Instant at={rfi.remindedAt} />
              </>
            )}
          </Text>
          <RfiStatus rfi={rfi} />
        </Group>
        <Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{rfi.question}</Text>
        {rfi.answer !== null && (
          <Blockquote p="sm" color="teal" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {rfi.answer}
          </Blockquote>
        )}
        {rfi.closedAt !== null && (
          <Text size="xs" c="dimmed">
            {rfi.closedHow === 'withdrawn' ? 'Withdrawn' : 'Answered'} <Instant at={rfi.closedAt} />
            {rfi.closedBy !== null && ` by ${nameOf(rfi.closedBy)}`}
            {rfi.closedWhy !== null && `: ${rfi.closedWhy}`}
          </Text>
        )}
        {rfi.closedAt === null && mayAnswer && <AnswerForm rfi={rfi} />}
        {rfi.closedAt === null && mayWithdraw && <Withdraw rfi={rfi} />}
      </Stack>
    </Card>
  )
}

/** Open, overdue, answered or withdrawn. */
export function RfiStatus({ rfi }: { rfi: RfiItem }) {
  if (rfi.closedHow === 'answered') return <StatusBadge tone="good">Answered</StatusBadge>
  if (rfi.closedHow === 'withdrawn') return <StatusBadge tone="neutral">Withdrawn</StatusBadge>
  return Date.parse(rfi.dueAt) < Date.now() ? <StatusBadge tone="bad">Overdue</StatusBadge> : <StatusBadge tone="waiting">Open</StatusBadge>
}

const paramsOf = ({ matterId, orderId, id: rfiId }: RfiItem) => ({ matterId, orderId, rfiId })

function AnswerForm({ rfi }: { rfi: RfiItem }) {
  const draft = useDraft(`answer:${rfi.id}`, { text: '' })
  const answer = useCommand<RfiRoutes['answer']>('post', `${rfisPath}/{rfiId}/answer`, { done: 'Answered.', inForm: true })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if ((await answer.run({ params: paramsOf(rfi), body: draft.values })) !== undefined) draft.clear()
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="xs">
        <Textarea label="Your answer" required autosize minRows={3} maxRows={16} {...draft.text('text')} error={answer.errors.text} />
        <ProblemNote problem={answer.problem} />
        <Button type="submit" loading={answer.pending} style={{ alignSelf: 'flex-start' }}>
          Answer
        </Button>
      </Stack>
    </form>
  )
}

function Withdraw({ rfi }: { rfi: RfiItem }) {
  const withdraw = useCommand<RfiRoutes['withdraw']>('post', `${rfisPath}/{rfiId}/withdraw`, { done: 'Withdrawn.', inForm: true })
  return (
    <Confirm
      title="Withdraw the question"
      label="Withdraw"
      reason="Why it is no longer needed"
      problem={withdraw.problem}
      onConfirm={async (reason) => (await withdraw.run({ params: paramsOf(rfi), body: { reason } })) !== undefined}
      trigger={(open) => (
        <Button variant="subtle" color="gray" size="compact-sm" onClick={open} style={{ alignSelf: 'flex-start' }}>
          Withdraw
        </Button>
      )}
    >
      The client is no longer asked. If nothing else is open, a clock that this question paused goes on.
    </Confirm>
  )
}
