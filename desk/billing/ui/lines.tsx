import { List, Table, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { DateOnly } from '../../../ui/instant.tsx'
import { Money } from '../../../ui/money.tsx'
import { More } from '../../../ui/more.tsx'
import type { InvoiceLineItem } from './routes.ts'

interface LinesProps {
  readonly lines: readonly (InvoiceLineItem & { readonly counts?: boolean })[]
  readonly currency: string
  readonly totalMinor: number
  /** What can be done with a line. */
  action?(line: InvoiceLineItem): ReactNode
}

/** The lines of an invoice; each opens into the steps that add up to its amount. */
export function Lines({ lines, currency, totalMinor, action }: LinesProps) {
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table verticalSpacing="xs" aria-label="Lines">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Date</Table.Th>
            <Table.Th scope="col">Work</Table.Th>
            <Table.Th scope="col" ta="right">
              Units
            </Table.Th>
            <Table.Th scope="col" ta="right">
              Rate
            </Table.Th>
            <Table.Th scope="col" ta="right">
              Amount
            </Table.Th>
            {action && <Table.Th scope="col">Change</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map((line) => (
            <Table.Tr key={line.id} style={{ verticalAlign: 'top' }}>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>
                <DateOnly date={line.date} />
              </Table.Td>
              <Table.Td>
                <Work line={line} />
              </Table.Td>
              <Table.Td ta="right">{line.units}</Table.Td>
              <Table.Td ta="right">{line.rate}</Table.Td>
              <Table.Td ta="right">
                <Money of={{ minor: line.amountMinor, currency }} />
              </Table.Td>
              {action && <Table.Td>{action(line)}</Table.Td>}
            </Table.Tr>
          ))}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr>
            <Table.Th scope="row" colSpan={4}>
              Total
            </Table.Th>
            <Table.Td ta="right">
              <Money of={{ minor: totalMinor, currency }} bold />
            </Table.Td>
            {action && <Table.Td />}
          </Table.Tr>
        </Table.Tfoot>
      </Table>
    </Table.ScrollContainer>
  )
}

function Work({ line }: { line: LinesProps['lines'][number] }) {
  const { description, timekeeper, taskCode, activityCode, expenseCode, because, counts } = line
  const codes = [taskCode, activityCode, expenseCode].filter((code) => code !== null).join(' ')
  return (
    <>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {description}
        {counts === false && ' (credited or discarded)'}
      </Text>
      <Text size="xs" c="dimmed">
        {[timekeeper?.name, codes].filter(Boolean).join(' · ')}
      </Text>
      <More label="How it came about">
        <List size="xs" spacing={2} listStyleType="none">
          {because.map(({ text, amount }, at) => (
            // Steps are never moved: their place is their name.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <List.Item key={at}>
              {text}
              {amount !== null && `: ${amount}`}
            </List.Item>
          ))}
        </List>
      </More>
    </>
  )
}
