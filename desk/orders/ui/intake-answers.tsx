import { Table, Text } from '@mantine/core'
import { titleOf } from '../../../ui/schema-form/schema.ts'

/** What the client answered, as it was asked: texts keep their lines. */
export function IntakeAnswers({
  answers,
  titles,
}: {
  answers: Readonly<Record<string, unknown>>
  titles: Readonly<Record<string, string>>
}) {
  const given = Object.entries(answers).filter(([, value]) => !nothing(value))
  if (given.length === 0)
    return (
      <Text size="sm" c="dimmed">
        Nothing was answered.
      </Text>
    )
  return (
    <Table verticalSpacing={4} layout="fixed">
      <Table.Tbody>
        {given.map(([name, value]) => (
          <Table.Tr key={name}>
            <Table.Th w="32%" fw={500} style={{ verticalAlign: 'top' }}>
              {titles[name] ?? titleOf(name)}
            </Table.Th>
            <Table.Td style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              <Answer value={value} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

const nothing = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

function Answer({ value }: { value: unknown }) {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.join(', ')
  if (Array.isArray(value))
    return value.map((item, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: answers do not move and have no name of their own
      <IntakeAnswers key={index} answers={(item ?? {}) as Record<string, unknown>} titles={{}} />
    ))
  if (value !== null && typeof value === 'object') return <IntakeAnswers answers={value as Record<string, unknown>} titles={{}} />
  return String(value)
}
