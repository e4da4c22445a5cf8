import { Text } from '@mantine/core'
import { type Money as Amount, formatMoney } from '../kits/money/index.ts'

/** An amount, its digits under each other in a column. */
export const Money = ({ of, bold = false }: { of: Amount; bold?: boolean }) => (
  <Text span inherit fw={bold ? 600 : undefined} style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
    {formatMoney(of)}
  </Text>
)
