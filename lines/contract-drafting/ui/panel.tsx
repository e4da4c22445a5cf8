import { Group, Stack, Text } from '@mantine/core'
import { useGet } from '../../../ui/api/get.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FileList } from '../../../ui/files/file-list.tsx'
import { Instant } from '../../../ui/instant.tsx'
import { LinkButton } from '../../../ui/link.tsx'
import { Loading } from '../../../ui/loading.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { type DraftingRoutes, draftingPath, draftPage } from './routes.ts'

/** On an order's page: from which template it is drafted, how far, and the way to the questionnaire. */
export function DraftingPanel({ matterId, orderId }: { matterId: string; orderId: string }) {
  const bench = useGet<DraftingRoutes['workbench']>(draftingPath, { params: { matterId, orderId }, about: ['order', 'template'] })
  // Another line's order has no questionnaire: the server says that there is none.
  if (bench.error?.problem.status === 404)
    return <EmptyState title="No questionnaire" next="Only contracts are drafted from our templates. Submit the work with its task." />
  if (!bench.data) return <Loading of={bench} />
  const { template, version, savedAt, assembled, mayDraft } = bench.data
  const open = <LinkButton to={draftPage(matterId, orderId)}>{mayDraft ? 'Open the questionnaire' : 'Read the questionnaire'}</LinkButton>
  if (!template) return <EmptyState title="No template is chosen" next="Choose one on the questionnaire’s page." action={open} />
  return (
    <Stack gap="sm" align="flex-start">
      <Text size="sm">
        {savedAt === null ? 'Proposed' : 'Drafted from'}: <b>{template.name}</b>, version {version}
        {savedAt !== null && (
          <>
            ; answers saved <Instant at={savedAt} />
          </>
        )}
      </Text>
      {assembled && (
        <Stack gap={4}>
          <Group gap="xs">
            <FileList matterId={matterId} files={[assembled.file]} />
            {!assembled.current && <StatusBadge tone="warn">Answers have changed since</StatusBadge>}
          </Group>
          <Text size="xs" c="dimmed">
            Made <Instant at={assembled.at} />
            {assembled.missing.length > 0 && `, ${assembled.missing.length} answers missing`}
          </Text>
        </Stack>
      )}
      {open}
    </Stack>
  )
}
