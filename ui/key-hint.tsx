import { Group, Kbd } from '@mantine/core'

/** The keys of a shortcut: `g o`, `mod+K`. */
export const KeyHint = ({ keys }: { keys: string }) => (
  <Group gap={4} wrap="nowrap" display="inline-flex">
    {keys.split(' ').map((key) => (
      <Kbd key={key} size="xs">
        {key.replace('mod', navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl')}
      </Kbd>
    ))}
  </Group>
)
