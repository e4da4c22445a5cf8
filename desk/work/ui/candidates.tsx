import { Badge, Button, Card, Group, Modal, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useCommand } from '../../../ui/api/command.ts'
import { useGet } from '../../../ui/api/get.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { LinkButton } from '../../../ui/link.tsx'
import { Loading } from '../../../ui/loading.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { type Candidate, pathOf, type Routes, type Task, taskPath } from './words.ts'

/** Who could do a task, the best first, with what speaks for and against each: one press assigns. */
export function CandidatesModal({ task, onClose }: { task: Task | null; onClose(): void }) {
  return (
    <Modal opened={task !== null} onClose={onClose} title={task ? `Who does “${task.title}”?` : ''} size="lg">
      {task && <Candidates task={task} onDone={onClose} />}
    </Modal>
  )
}

function Candidates({ task, onDone }: { task: Task; onDone(): void }) {
  const found = useGet<Routes['candidates']>(`${taskPath}/candidates`, { params: pathOf(task) })
  const assign = useCommand<Routes['assign']>('post', `${taskPath}/assign`, { done: 'Assigned.', inForm: true })
  if (!found.data) return <Loading of={found} />
  const give = async ({ personId }: Candidate) => {
    if (await assign.run({ params: pathOf(task), body: { personId } })) onDone()
  }
  const fit = found.data.filter((candidate) => candidate.fit)
  const unfit = found.data.filter((candidate) => !candidate.fit)
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        Takes {task.skill} at level {task.levelMin} or better{task.admitted ? ', and an admission where the matter is' : ''}. Scored by
        skill (40), room in the shift (25), whether they are at work (25) and whether they know the matter (10).
      </Text>
      <ProblemNote problem={assign.problem} />
      {fit.length === 0 && (
        <EmptyState
          title="Nobody fits"
          next="What stands against each is below: put somebody on the matter's team, or record the skill or admission that is missing."
          action={
            <LinkButton to={`/matters/${task.matterId}?tab=team`} size="xs">
              The matter's team
            </LinkButton>
          }
        />
      )}
      {fit.map((candidate, at) => (
        <CandidateCard
          key={candidate.personId}
          candidate={candidate}
          action={
            candidate.personId === task.assigneeId ? (
              <Badge variant="default" tt="none">
                Has it now
              </Badge>
            ) : (
              <Button
                size="xs"
                variant={at === 0 ? 'filled' : 'default'}
                loading={assign.pending}
                {...(at === 0 ? { 'data-autofocus': true } : {})}
                onClick={() => void give(candidate)}
                aria-label={`Assign to ${candidate.name}`}
              >
                Assign
              </Button>
            )
          }
        />
      ))}
      {unfit.length > 0 && (
        <Text size="sm" fw={600} mt="xs">
          Cannot be given it
        </Text>
      )}
      {unfit.map((candidate) => (
        <CandidateCard key={candidate.personId} candidate={candidate} />
      ))}
    </Stack>
  )
}

const CandidateCard = ({
  candidate: { name, site, fit, score, reasons, refusals },
  action,
}: {
  candidate: Candidate
  action?: ReactNode
}) => (
  <Card withBorder p="xs" component="article" aria-label={name}>
    <Group justify="space-between" wrap="nowrap" align="flex-start">
      <Stack gap={2}>
        <Text size="sm" fw={600}>
          {name}
          {site && (
            <Text span size="sm" c="dimmed" fw={400}>
              , {site}
            </Text>
          )}
        </Text>
        <Text size="xs" c="dimmed">
          {reasons.join(' · ')}
        </Text>
        {refusals.map((refusal) => (
          <Text key={refusal} size="xs" c="light-dark(var(--mantine-color-red-9), var(--mantine-color-red-4))">
            {refusal}
          </Text>
        ))}
      </Stack>
      <Group gap="xs" wrap="nowrap">
        {fit && (
          <Text size="sm" fw={600} style={{ fontVariantNumeric: 'tabular-nums' }} title="Score of 100">
            {score}
          </Text>
        )}
        {action}
      </Group>
    </Group>
  </Card>
)
