import { Card, Progress, Table, Text, Title } from '@mantine/core'
import { AppLink } from '../../../ui/link.tsx'
import type { Board } from './routes.ts'
import { percent } from './words.tsx'

interface ParetoProps {
  readonly title: string
  readonly rows: Board['byCtq']
  link(id: string): string
}

/** Defects by kind or cause, most first, with the share that each and all before it make. */
export const Pareto = ({ title, rows, link }: ParetoProps) => (
  <Card withBorder>
    <Title order={2} size="h5" mb="xs">
      Defects {title.toLowerCase()}
    </Title>
    {rows.length === 0 ? (
      <Text size="sm" c="dimmed">
        No defect.
      </Text>
    ) : (
      <Table verticalSpacing={4} aria-label={`Defects ${title.toLowerCase()}`}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{title.replace('By ', '').replace(/^./, (letter) => letter.toUpperCase())}</Table.Th>
            <Table.Th ta="right">Defects</Table.Th>
            <Table.Th w="35%">Share</Table.Th>
            <Table.Th ta="right">Cumulative</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ id, title: name, count, share, cumulative }) => (
            <Table.Tr key={id}>
              <Table.Td>{name}</Table.Td>
              <Table.Td ta="right">
                <AppLink to={link(id)} size="sm">
                  {count}
                </AppLink>
              </Table.Td>
              <Table.Td>
                <Progress value={share * 100} aria-label={`${name}: ${percent(share)}`} />
              </Table.Td>
              <Table.Td ta="right">{percent(cumulative)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    )}
  </Card>
)
