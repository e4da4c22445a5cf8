import { ActionIcon, Anchor, Group, List, Text } from '@mantine/core'
import { IconFile, IconX } from '@tabler/icons-react'
import { bytesText, type FileRef, fileAddress } from './upload.ts'

interface FileListProps {
  readonly matterId: string
  readonly files: readonly FileRef[]
  /** Set where a file may be taken away again. */
  onRemove?(file: FileRef): void
  /** Where a file is downloaded from, where that is not the matter's own store. */
  address?(file: FileRef): string
}

/** Files of a matter, each to be downloaded. */
export function FileList({ matterId, files, onRemove, address = (file) => fileAddress(matterId, file) }: FileListProps) {
  return (
    <List listStyleType="none" spacing={4} size="sm">
      {files.map((file) => (
        <List.Item key={`${file.sha256} ${file.name}`} icon={<IconFile size={16} aria-hidden />}>
          <Group gap="xs" wrap="nowrap">
            <Anchor href={address(file)} download={file.name} size="sm">
              {file.name}
            </Anchor>
            <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
              {bytesText(file.bytes)}
            </Text>
            {onRemove && (
              <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`Remove ${file.name}`} onClick={() => onRemove(file)}>
                <IconX size={14} />
              </ActionIcon>
            )}
          </Group>
        </List.Item>
      ))}
    </List>
  )
}
