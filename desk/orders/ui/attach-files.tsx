import { Button, Stack } from '@mantine/core'
import { useCommand } from '../../../ui/api/command.ts'
import { useDraft } from '../../../ui/draft.ts'
import { FileDrop } from '../../../ui/files/file-drop.tsx'
import type { FileRef } from '../../../ui/files/upload.ts'
import { useMay } from '../../../ui/me.ts'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { type OrderRoutes, orderPath } from './routes.ts'
import { isOpen } from './standing.tsx'

/** Further files for an order that is still being worked on; what was uploaded waits here until it is attached. */
export function AttachFiles({ order }: { order: { id: string; matterId: string; status: Parameters<typeof isOpen>[0]['status'] } }) {
  const { id: orderId, matterId } = order
  const mayAttach = useMay('place-order')
  const draft = useDraft(`attach:${orderId}`, { files: [] as readonly FileRef[] })
  const attach = useCommand<OrderRoutes['attach']>('post', `${orderPath}/attachments`, { done: 'Attached.', inForm: true })
  if (!mayAttach || !isOpen(order)) return null
  const send = async () => {
    const done = await attach.run({ params: { matterId, orderId }, body: { files: [...draft.values.files] } })
    if (done !== undefined) draft.clear()
  }
  return (
    <Stack gap="xs" className="no-print">
      <FileDrop matterId={matterId} files={draft.values.files} onChange={(files) => draft.set('files', files)} />
      <ProblemNote problem={attach.problem} />
      {draft.values.files.length > 0 && (
        <Button size="xs" loading={attach.pending} onClick={() => void send()} style={{ alignSelf: 'flex-start' }}>
          Attach {draft.values.files.length === 1 ? 'this file' : `these ${draft.values.files.length} files`}
        </Button>
      )}
    </Stack>
  )
}
