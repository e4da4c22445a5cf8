import { Table, Text } from '@mantine/core'
import { resolve, type Schema, titleOf } from '../../../ui/schema-form/schema.ts'

interface IntakeAnswersProps {
  readonly answers: Readonly<Record<string, unknown>>
  /** What was asked; a client's people are not asked everything. */
  readonly asked?: Schema | undefined
}

/** What the client answered, as it was asked: choices by their names, texts with their lines. */
export function IntakeAnswers({ answers, asked }: IntakeAnswersProps) {
  const field = (name: string): Schema | undefined => asked?.properties?.[name]
  const given = Object.entries(answers).filter(([name, value]) => !nothing(value) && (!asked || field(name)))
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
              {field(name)?.title ?? titleOf(name)}
            </Table.Th>
            <Table.Td style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              <Answer value={called(value, field(name), asked)} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

const nothing = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** A choice by the name that it was offered under. */
function called(value: unknown, field: Schema | undefined, root: Schema | undefined): unknown {
  if (typeof value !== 'string' || !field || !root) return value
  const { enum: values, titles } = resolve(field, root)
  return values ? (titles?.[value] ?? titleOf(value)) : value
}

function Answer({ value }: { value: unknown }) {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.join(', ')
  if (Array.isArray(value))
    return value.map((item, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: answers do not move and have no name of their own
      <IntakeAnswers key={index} answers={(item ?? {}) as Record<string, unknown>} />
    ))
  if (value !== null && typeof value === 'object') return <IntakeAnswers answers={value as Record<string, unknown>} />
  return String(value)
}
