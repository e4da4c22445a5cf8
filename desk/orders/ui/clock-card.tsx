import { Card, Group, List, Stack, Text, Title } from '@mantine/core'
import type { AnswerOf } from '../../../ui/api/types.ts'
import { ClockBadge } from '../../../ui/clock-badge.tsx'
import { Instant } from '../../../ui/instant.tsx'
import { More } from '../../../ui/more.tsx'
import { minutesText } from '../../../ui/time.ts'
import type { OrderRoutes } from './routes.ts'
import { clockName } from './standing.tsx'

type ExplainedClock = AnswerOf<OrderRoutes['detail']>['clocks'][number]

/** One clock with its arithmetic: what counted, what did not, and why it is due when it is. */
export function ClockCard({ clock, timeZone }: { clock: ExplainedClock; timeZone: string }) {
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
          Due <Instant at={clock.dueAt} clientZone={timeZone} />. {minutesText(clock.elapsedMinutes)} of working time used
          {clock.remainingMinutes !== null && clock.state !== 'breached' && `, ${minutesText(clock.remainingMinutes)} left`}.
        </Text>
        <Stack gap={2}>
          <Text size="xs" c="dimmed">
            As the terms count it, in {timeZone}:
          </Text>
          {clock.summary.map((line) => (
            <Text key={line} size="xs" c="dimmed">
              {line}
            </Text>
          ))}
        </Stack>
        {clock.steps.length > 0 && (
          <More label="Step by step">
            <List size="xs" type="ordered" spacing={2}>
              {clock.steps.map(({ from, text }) => (
                <List.Item key={`${from} ${text}`}>{text}</List.Item>
              ))}
            </List>
          </More>
        )}
      </Stack>
    </Card>
  )
}
