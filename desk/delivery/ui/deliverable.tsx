import { Alert, Button, Card, Code, Group, Stack, Text, Title } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { listOf, useGet } from '../../../ui/api/get.ts'
import { DataTable } from '../../../ui/data-table.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FileList } from '../../../ui/files/file-list.tsx'
import { Instant } from '../../../ui/instant.tsx'
import { Loading } from '../../../ui/loading.tsx'
import { useMay } from '../../../ui/me.ts'
import { More } from '../../../ui/more.tsx'
import { PersonName } from '../../../ui/person-name.tsx'
import { DefectList } from '../../signoff/ui/defect-list.tsx'
import { Answer } from './answer.tsx'
import {
  type DeliverableDetail,
  type DeliverableItem,
  type DeliveryRoutes,
  deliverablePath,
  downloadAddress,
  paramsOf,
  zipAddress,
} from './routes.ts'
import { DeliverableStatus } from './standing.tsx'

/** One deliverable: what is in it, how far it was accepted, and what the reader may do. */
export function DeliverableCard({ deliverable }: { deliverable: DeliverableItem }) {
  const params = paramsOf(deliverable)
  const detail = useGet<DeliveryRoutes['detail']>(deliverablePath, { params, about: ['order'] })
  const mayAnswer = useMay('accept-deliverable')
  const mayRelease = useMay('release-deliverable')
  if (!detail.data) return <Loading of={detail} />
  const { number, releasedAt, acceptBy, acceptedAt, returnedAt, returnNote, returnDefects, productHash } = detail.data
  const open = acceptedAt === null && returnedAt === null
  return (
    <Card component="article" aria-label={`Release ${number}`}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} size="h5">
            Release {number}
          </Title>
          <DeliverableStatus deliverable={detail.data} />
        </Group>
        <Text size="sm">
          Released <Instant at={releasedAt} />.{' '}
          {open ? (
            <>
              It counts as accepted after <Instant at={acceptBy} /> if nothing is said until then.
            </>
          ) : acceptedAt !== null ? (
            <>
              Accepted <Instant at={acceptedAt} />
              {detail.data.acceptedHow === 'deemed' ? ', by the silence agreed.' : '.'}
            </>
          ) : (
            <>
              Returned <Instant at={returnedAt} />.
            </>
          )}
        </Text>
        <Files detail={detail.data} />
        <Text size="xs" c="dimmed">
          Signed off as <Code style={{ overflowWrap: 'anywhere' }}>{productHash}</Code>
        </Text>
        {returnNote && (
          <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {returnNote}
          </Text>
        )}
        {returnDefects && returnDefects.length > 0 && <DefectList defects={returnDefects} />}
        {open && mayAnswer && <Answer deliverable={detail.data} />}
        {mayRelease && <Downloads deliverable={detail.data} />}
      </Stack>
    </Card>
  )
}

function Files({ detail }: { detail: DeliverableDetail }) {
  const { files, extras, certificate, manifest, barred, marked } = detail
  const all = [...files, ...extras, certificate, manifest]
  if (barred !== null)
    return (
      <Alert color="yellow" title="Not for download">
        {barred}
      </Alert>
    )
  return (
    <Stack gap="xs">
      <FileList matterId={detail.matterId} files={all} address={({ name }) => downloadAddress(detail, name)} />
      {marked.length > 0 && (
        <Text size="xs" c="dimmed">
          Copies of {marked.join(', ')} carry your name and the time on every page. Other kinds of file go out as they are. Every download
          is on the record.
        </Text>
      )}
      <Button
        component="a"
        href={zipAddress(detail)}
        download
        variant="default"
        size="xs"
        leftSection={<IconDownload size={14} aria-hidden />}
        style={{ alignSelf: 'flex-start' }}
      >
        All files as ZIP
      </Button>
    </Stack>
  )
}

function Downloads({ deliverable }: { deliverable: DeliverableItem }) {
  const { downloads, number } = deliverable
  const label = `${downloads === 1 ? '1 download' : `${downloads} downloads`}`
  return (
    <More label={label}>
      <DownloadLog deliverable={deliverable} name={`downloads-${number}`} />
    </More>
  )
}

function DownloadLog({ deliverable, name }: { deliverable: DeliverableItem; name: string }) {
  const log = useGet<DeliveryRoutes['downloads']>(`${deliverablePath}/downloads`, { params: paramsOf(deliverable), about: ['order'] })
  if (!log.data) return <Loading of={log} />
  return (
    <DataTable
      name={name}
      label="Downloads"
      search={false}
      list={listOf(log.data)}
      rowKey={({ at, by, names }) => `${at} ${by} ${names.join()}`}
      columns={[
        { key: 'at', title: 'When', value: (row) => row.at, cell: (row) => <Instant at={row.at} /> },
        { key: 'by', title: 'Who', value: (row) => row.by, cell: (row) => <PersonName id={row.by} /> },
        { key: 'names', title: 'What', value: (row) => row.names.join(', ') },
        { key: 'marked', title: 'Marked', value: (row) => row.watermarked.join(', ') },
      ]}
      empty={<EmptyState title="Nobody took it away yet" next="Each download is listed here with who and when." />}
    />
  )
}
