import { Group, List, Stack, Text } from '@mantine/core'
import { Money } from '../../../ui/money.tsx'
import type { OrderItem } from './routes.ts'

/** A price with how it came about, and what is saved against the client's own rates. */
export function QuoteSteps({ quote }: { quote: OrderItem['quote'] }) {
  const { steps, amount, saving, quantity, kind } = quote
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {kind === 'fixed' ? 'Fixed price' : `${quantity} ${kind}${quantity === 1 ? '' : 's'}`}
        </Text>
        <Text fw={700} size="lg">
          <Money of={amount} bold />
        </Text>
      </Group>
      <List size="sm" spacing={2} listStyleType="none">
        {steps.map(({ because, amount: part }) => (
          <List.Item key={because}>
            {because}: {part}
          </List.Item>
        ))}
      </List>
      {saving && (
        <Text size="sm">
          You save <Money of={saving.saved} />
          {saving.percent !== null && ` (${saving.percent.toFixed(1)} %)`}: {saving.because}
        </Text>
      )}
    </Stack>
  )
}
