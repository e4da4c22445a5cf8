import { Card, Table, Text, Title } from '@mantine/core'
import type { Board } from './routes.ts'
import { decimal, percent } from './words.tsx'

/** How far inspectors agree over units that two of them judged. */
export function Agreement({ board }: { board: Board }) {
  const { agreement, agreements } = board
  return (
    <Card withBorder>
      <Title order={2} size="h5" mb="xs">
        Agreement between inspectors
      </Title>
      {agreement === null ? (
        <Text size="sm" c="dimmed">
          No unit was judged twice yet. A second opinion is given on an inspection, on the order’s page.
        </Text>
      ) : (
        <>
          <Text size="sm" mb="xs">
            Kappa is low where defects are rare, however well inspectors agree: read it beside the agreement and the share of nonconforming
            judgements ({percent(agreement.nonconforming)}).
          </Text>
          <Table.ScrollContainer minWidth={560}>
            <Table verticalSpacing={4} aria-label="Agreement between inspectors">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Inspectors</Table.Th>
                  <Table.Th ta="right">Units</Table.Th>
                  <Table.Th ta="right">Agreement</Table.Th>
                  <Table.Th ta="right">Kappa</Table.Th>
                  <Table.Th ta="right">95 %</Table.Th>
                  <Table.Th ta="right">PABAK</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {[{ ...agreement, firstId: '', secondId: '', first: 'All', second: '' }, ...agreements].map((row) => (
                  <Table.Tr key={`${row.firstId} ${row.secondId}`}>
                    <Table.Td>{row.second === '' ? row.first : `${row.first}, then ${row.second}`}</Table.Td>
                    <Table.Td ta="right">{row.units}</Table.Td>
                    <Table.Td ta="right">{percent(row.agreement)}</Table.Td>
                    <Table.Td ta="right">{decimal(row.kappa, 3)}</Table.Td>
                    <Table.Td ta="right">{row.lower === null ? '–' : `${decimal(row.lower, 2)} to ${decimal(row.upper, 2)}`}</Table.Td>
                    <Table.Td ta="right">{decimal(row.pabak, 3)}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </>
      )}
    </Card>
  )
}
