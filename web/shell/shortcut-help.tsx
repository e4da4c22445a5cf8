import { Modal, Table } from '@mantine/core'
import { KeyHint } from '../../ui/key-hint.tsx'
import type { Page } from '../../ui/page.ts'

const everywhere = [
  { keys: 'mod K', does: 'Search and go anywhere' },
  { keys: '?', does: 'Show these keys' },
  { keys: 'g h', does: 'Go to the start' },
  { keys: 'j', does: 'Next row of a list' },
  { keys: 'k', does: 'Row before' },
  { keys: 'Enter', does: 'Open the row' },
]

/** What `?` shows: all keys that do something for this person. */
export function ShortcutHelp({ pages, opened, onClose }: { pages: readonly Page[]; opened: boolean; onClose: () => void }) {
  const going = pages.flatMap(({ shortcut, title }) => (shortcut ? [{ keys: shortcut, does: `Go to: ${title}` }] : []))
  return (
    <Modal opened={opened} onClose={onClose} title="Keys">
      <Table>
        <Table.Tbody>
          {[...everywhere, ...going].map(({ keys, does }) => (
            <Table.Tr key={keys}>
              <Table.Th w={120}>
                <KeyHint keys={keys} />
              </Table.Th>
              <Table.Td>{does}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  )
}
