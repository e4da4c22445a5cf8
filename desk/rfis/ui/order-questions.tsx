import { Button, Card, Stack, Textarea, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../ui/api/command.ts'
import { useGet } from '../../../ui/api/get.ts'
import { useDraft } from '../../../ui/draft.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { InstantInput } from '../../../ui/instant.tsx'
import { Loading } from '../../../ui/loading.tsx'
import { useMay } from '../../../ui/me.ts'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { useMatter } from '../../orders/ui/matter.ts'
import { Question } from './question.tsx'
import { type RfiRoutes, rfisPath } from './routes.ts'

/** The questions of one order, and the place to ask another. */
export function OrderQuestions({ matterId, orderId }: { matterId: string; orderId: string }) {
  const rfis = useGet<RfiRoutes['ofOrder']>(rfisPath, { params: { matterId, orderId } })
  const { nameOf } = useMatter(matterId)
  const mayAsk = useMay('ask-client')
  if (!rfis.data) return <Loading of={rfis} />
  return (
    <Stack gap="md" maw={820}>
      {rfis.data.length === 0 && (
        <EmptyState
          title="No questions"
          next={mayAsk ? 'Ask the client below when something is missing.' : 'Questions to you about this order appear here.'}
        />
      )}
      {rfis.data.map((rfi) => (
        <Question key={rfi.id} rfi={rfi} nameOf={nameOf} />
      ))}
      {mayAsk && <AskForm matterId={matterId} orderId={orderId} />}
    </Stack>
  )
}

/** A client is asked for an answer within a day, unless somebody says otherwise. */
const answerWithinMs = 24 * 3_600_000

function AskForm({ matterId, orderId }: { matterId: string; orderId: string }) {
  const [soon] = useState(() => new Date(Math.ceil((Date.now() + answerWithinMs) / 3_600_000) * 3_600_000).toISOString())
  const draft = useDraft(`ask:${orderId}`, { question: '', dueAt: soon as string | null })
  const ask = useCommand<RfiRoutes['ask']>('post', rfisPath, { done: 'Asked.', inForm: true })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const { question, dueAt } = draft.values
    if ((await ask.run({ params: { matterId, orderId }, body: { question, dueAt: dueAt ?? '' } })) !== undefined) draft.clear()
  }
  return (
    <Card>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <Title order={2} size="h5">
            Ask the client
          </Title>
          <Textarea label="Question" required autosize minRows={3} maxRows={16} {...draft.text('question')} error={ask.errors.question} />
          <InstantInput label="Answer by" required maw={380} {...draft.field('dueAt')} error={ask.errors.dueAt} />
          <ProblemNote problem={ask.problem} />
          <Button type="submit" loading={ask.pending} style={{ alignSelf: 'flex-start' }}>
            Ask
          </Button>
        </Stack>
      </form>
    </Card>
  )
}
