import { Card, Group, List, Spoiler, Stack, Text, Title } from '@mantine/core'
import type { AnswerOf } from '../../../ui/api/types.ts'
import { ClockBadge } from '../../../ui/clock-badge.tsx'
import { Instant } from '../../../ui/instant.tsx'
import { minutesText } from '../../../ui/time.ts'
import type { OrderRoutes } from './routes.ts'
import { clockName } from './standing.tsx'

type ExplainedClock = AnswerOf<OrderRoutes['detail']>['clocks'][number]

/** One clock with its arithmetic: what counted, what did not, and why it is due when it is. */
export function ClockCard({ clock }: { clock: ExplainedClock }) {
  return (
    <Card>
      <Stack gap="xs">
        <Group justify="space-between">
          <Title order={3} size="h6">
            {clockName(clock.clock)}
          </Title>
          <ClockBadge clock={clock} />
        </Group>
        <Text size="sm">
          Due <Instant at={clock.dueAt} />. {minutesText(clock.elapsedMinutes)} of working time used
          {clock.remainingMinutes !== null && `, ${minutesText(clock.remainingMinutes)} left`}.
        </Text>
        <Stack gap={2}>
          {clock.summary.map((line) => (
            <Text key={line} size="xs" c="dimmed">
              {line}
            </Text>
          ))}
        </Stack>
        {clock.steps.length > 0 && (
          <Spoiler maxHeight={0} showLabel="Step by step" hideLabel="Hide the steps" fz="sm">
            <List size="xs" type="ordered" spacing={2}>
              {clock.steps.map(({ from, text }) => (
                <List.Item key={`${from} ${text}`}>{text}</List.Item>
              ))}
            </List>
          </Spoiler>
        )}
      </Stack>
    </Card>
  )
}
