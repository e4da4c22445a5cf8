import { Card, List, Stack, Text, Title } from '@mantine/core'
import { Money } from '../../../ui/money.tsx'
import type { InvoiceDetail } from './routes.ts'

/** What the client saved against its own rates, with the arithmetic of each order. */
export function Saving({ invoice }: { invoice: Pick<InvoiceDetail, 'savings' | 'ownMinor' | 'savedMinor' | 'currency'> }) {
  const { savings, ownMinor, savedMinor, currency } = invoice
  if (savings.length === 0) return null
  return (
    <Card>
      <Stack gap="xs">
        <Title order={2} size="h5">
          Saving
        </Title>
        <Text size="sm">
          The same work at the client's own rates, before credits and adjustments: <Money of={{ minor: ownMinor, currency }} />. Saved:{' '}
          <Money of={{ minor: savedMinor, currency }} bold />
          {ownMinor > 0 && ` (${((100 * savedMinor) / ownMinor).toFixed(1)} %)`}.
        </Text>
        <List size="xs" spacing={2} listStyleType="none">
          {savings.map(({ orderId, because }) => (
            <List.Item key={orderId}>{because}</List.Item>
          ))}
        </List>
      </Stack>
    </Card>
  )
}
