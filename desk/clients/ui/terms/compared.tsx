import { Card, Table, Text } from '@mantine/core'
import { Fragment } from 'react'
import type { ComparedRow } from './rows.ts'

interface ComparedProps {
  readonly rows: readonly ComparedRow[]
  readonly titles: readonly [string, string]
  /** What stayed the same, too. */
  readonly all?: boolean
}

const changed = ({ before, after }: ComparedRow): boolean => before !== after

/** Terms side by side; what changed is marked by a sign and a tint. */
export function Compared({ rows, titles, all = false }: ComparedProps) {
  const shown = all ? rows : rows.filter(changed)
  if (shown.length === 0)
    return (
      <Text size="sm" c="dimmed">
        Nothing differs.
      </Text>
    )
  const sections = [...new Set(shown.map(({ section }) => section))]
  return (
    <Card withBorder p={0}>
      <Table verticalSpacing={6} layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w="24%">Term</Table.Th>
            {titles.map((title) => (
              <Table.Th key={title}>{title}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sections.map((section) => (
            <Fragment key={section}>
              <Table.Tr bg="var(--mantine-color-default-hover)">
                <Table.Th colSpan={3} scope="colgroup">
                  {section}
                </Table.Th>
              </Table.Tr>
              {shown
                .filter((row) => row.section === section)
                .map((row) => (
                  <Table.Tr key={row.what} {...(all && changed(row) ? { bg: 'var(--mantine-color-yellow-light)' } : {})}>
                    <Table.Th scope="row" fw={400}>
                      {all && changed(row) && <span title="Changed">± </span>}
                      {row.what}
                    </Table.Th>
                    <Side text={row.before} gone={changed(row)} />
                    <Side text={row.after} />
                  </Table.Tr>
                ))}
            </Fragment>
          ))}
        </Table.Tbody>
      </Table>
    </Card>
  )
}

const Side = ({ text, gone = false }: { text: string | null; gone?: boolean }) => (
  <Table.Td style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
    {text === null ? (
      <Text span inherit c="dimmed">
        not in these terms
      </Text>
    ) : gone ? (
      <del>{text}</del>
    ) : (
      text
    )}
  </Table.Td>
)
