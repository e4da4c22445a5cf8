import { Table, TextInput, VisuallyHidden } from '@mantine/core'
import { IconCheck, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { PageHeader } from '../../../ui/page-header.tsx'
import { type Permission, permissions, type Role, roles } from '../../policy.ts'

const roleIds = Object.keys(roles) as Role[]

/** `see-own-client` is shown as `See own client`. */
const wordsOf = (permission: string): string => {
  const words = permission.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Who may do what: the same table that every route is held to. */
export function PolicyPage() {
  const [typed, setTyped] = useState('')
  const needle = typed.trim().toLowerCase()
  const shown = (Object.keys(permissions) as Permission[]).filter((permission) => wordsOf(permission).toLowerCase().includes(needle))
  return (
    <>
      <PageHeader
        title="Who may do what"
        note="The first of three locks. Then the matter must be one that the person is on and not walled off from; and a client's person sees that client alone. What is not ticked here nobody may do."
        above={[{ label: 'People', to: '/people' }]}
        actions={
          <TextInput
            size="xs"
            aria-label="Look for a permission"
            placeholder="Look for a permission"
            leftSection={<IconSearch size={14} />}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        }
      />
      <Table.ScrollContainer
        minWidth={1000}
        maxHeight="75vh"
        scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'region', 'aria-label': 'Who may do what' } }}
      >
        <Table stickyHeader withTableBorder highlightOnHover verticalSpacing={4} fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>May</Table.Th>
              {roleIds.map((role) => (
                <Table.Th key={role} ta="center" fz="xs">
                  {roles[role]}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((permission) => (
              <Table.Tr key={permission}>
                <Table.Th scope="row" fw={500}>
                  {wordsOf(permission)}
                </Table.Th>
                {roleIds.map((role) => (
                  <Table.Td key={role} ta="center">
                    {permissions[permission].includes(role) && (
                      <>
                        <IconCheck size={16} aria-hidden color="var(--mantine-color-teal-text)" />
                        <VisuallyHidden>yes</VisuallyHidden>
                      </>
                    )}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  )
}
