import { Alert, Anchor, Button, Card, Group, List, Select, Stack, Text, Textarea, TextInput, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../ui/api/command.ts'
import { listOf, useGet } from '../../../ui/api/get.ts'
import { addressOf } from '../../../ui/api/request.ts'
import type { Column } from '../../../ui/column.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { DataTable } from '../../../ui/data-table.tsx'
import { useDraft } from '../../../ui/draft.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { bytesText } from '../../../ui/files/upload.ts'
import { Instant } from '../../../ui/instant.tsx'
import { Loading } from '../../../ui/loading.tsx'
import { useMay } from '../../../ui/me.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { usePathParams } from '../../../ui/url.ts'
import { documentKinds } from '../kinds.ts'
import type { TemplateDetail, TemplateRoutes } from './routes.ts'
import { TemplateDrop } from './template-drop.tsx'
import { kindOptions } from './templates-page.tsx'

type Version = TemplateDetail['versions'][number]
type Asked = Version['questions'][number]

const typeNames = { text: 'Text', number: 'Number', date: 'Date', boolean: 'Yes or no', choice: 'Choice', list: 'List' } as const

const questionColumns: readonly Column<Asked>[] = [
  { key: 'label', title: 'Question', value: ({ label }) => label },
  { key: 'name', title: 'Mark', value: ({ name }) => name, cell: ({ name }) => <code>{name}</code> },
  { key: 'type', title: 'Answer', value: ({ type, options }) => (options ? options.join(', ') : typeNames[type]) },
  { key: 'required', title: 'Needed', value: ({ required }) => (required ? 'Always' : 'By condition') },
  { key: 'repeats', title: 'Repeats', value: ({ repeats }) => (repeats ? 'Yes' : 'No') },
]

/** One template: what its newest version asks, its versions, the next one. */
export function TemplatePage() {
  const { templateId } = usePathParams<'templateId'>()
  const mayManage = useMay('manage-templates')
  const template = useGet<TemplateRoutes['templateDetail']>('/api/templates/{templateId}', { params: { templateId }, about: ['template'] })
  const [shown, setShown] = useState<number | null>(null)
  if (!template.data) return <Loading of={template} />
  const { name, kind, status, versions, retiredBecause } = template.data
  const version = versions.find(({ number }) => number === shown) ?? versions[0]
  return (
    <>
      <PageHeader
        title={name}
        note={documentKinds[kind]}
        above={[{ label: 'Templates', to: '/templates' }]}
        marks={status === 'active' ? <StatusBadge tone="good">In use</StatusBadge> : <StatusBadge tone="neutral">Retired</StatusBadge>}
        actions={mayManage && <Standing key={status} templateId={templateId} status={status} />}
      />
      <Stack gap="md">
        {retiredBecause !== null && <Alert color="gray">Retired: {retiredBecause} Work under way goes on with it.</Alert>}
        <Card withBorder>
          <Title order={2} size="h5" mb="xs">
            Versions
          </Title>
          <Versions templateId={templateId} versions={versions} shown={version?.number} onShow={setShown} />
        </Card>
        {version && (
          <Card withBorder>
            <Title order={2} size="h5" mb="xs">
              What version {version.number} asks
            </Title>
            {version.warnings.length > 0 && (
              <Alert color="yellow" title="Look at these" mb="sm">
                <List size="sm">
                  {version.warnings.map((warning) => (
                    <List.Item key={warning}>{warning}</List.Item>
                  ))}
                </List>
              </Alert>
            )}
            <DataTable
              name="questions"
              label={`Questions of version ${version.number}`}
              list={listOf(version.questions)}
              columns={questionColumns}
              rowKey={({ name: mark }) => mark}
              height="28rem"
              empty={
                <EmptyState
                  title="It asks nothing"
                  next="Put marks such as {{ buyer.name }} into the document and upload the next version."
                />
              }
            />
          </Card>
        )}
        {mayManage && status === 'active' && <NextVersion templateId={templateId} onDone={() => setShown(null)} />}
        {mayManage && <Rename key={`${name} ${kind}`} template={template.data} />}
      </Stack>
    </>
  )
}

interface VersionsProps {
  readonly templateId: string
  readonly versions: readonly Version[]
  readonly shown: number | undefined
  onShow(number: number): void
}

const Versions = ({ templateId, versions, shown, onShow }: VersionsProps) => (
  <List listStyleType="none" spacing="xs" size="sm">
    {versions.map(({ number, file, note, uploadedAt, questions }) => (
      <List.Item key={number}>
        <Group gap="sm">
          <Button
            size="compact-sm"
            variant={number === shown ? 'light' : 'subtle'}
            aria-pressed={number === shown}
            onClick={() => onShow(number)}
          >
            Version {number}
          </Button>
          <Anchor
            href={addressOf('/api/templates/{templateId}/versions/{number}/file', { templateId, number })}
            download={file.name}
            size="sm"
          >
            {file.name}
          </Anchor>
          <Text size="sm" c="dimmed">
            {bytesText(file.bytes)}, {questions.length} questions, <Instant at={uploadedAt} />
          </Text>
          {note !== '' && <Text size="sm">{note}</Text>}
        </Group>
      </List.Item>
    ))}
  </List>
)

function NextVersion({ templateId, onDone }: { templateId: string; onDone: () => void }) {
  const draft = useDraft(`template-version:${templateId}`, { note: '' })
  return (
    <Card withBorder>
      <Title order={2} size="h5" mb="xs">
        Next version
      </Title>
      <Stack gap="sm">
        <Textarea label="What changed" autosize minRows={1} {...draft.text('note')} />
        <TemplateDrop
          path="/api/templates/{templateId}/versions"
          params={{ templateId }}
          query={{ note: draft.values.note }}
          label="Drop the changed document here, or press to choose"
          onDone={() => {
            draft.clear()
            onDone()
          }}
        />
      </Stack>
    </Card>
  )
}

function Rename({ template: { id: templateId, name, kind } }: { template: TemplateDetail }) {
  const draft = useDraft(`template-name:${templateId}`, { name, kind })
  const rename = useCommand<TemplateRoutes['renameTemplate']>('post', '/api/templates/{templateId}/rename', {
    done: 'Changed.',
    inForm: true,
  })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if ((await rename.run({ params: { templateId }, body: draft.values })) !== undefined) draft.clear()
  }
  return (
    <Card withBorder>
      <Title order={2} size="h5" mb="xs">
        Name and kind
      </Title>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <Group align="flex-end" gap="sm">
            <TextInput label="Name" required w={320} {...draft.text('name')} error={rename.errors.name} />
            <Select
              label="Document"
              allowDeselect={false}
              w={240}
              data={kindOptions}
              value={draft.values.kind}
              onChange={(next) => next && draft.set('kind', next as typeof kind)}
            />
            <Button type="submit" variant="default" loading={rename.pending} disabled={!draft.touched}>
              Change
            </Button>
          </Group>
          <ProblemNote problem={rename.problem} />
        </Stack>
      </form>
    </Card>
  )
}

function Standing({ templateId, status }: { templateId: string; status: 'active' | 'retired' }) {
  const retire = useCommand<TemplateRoutes['retireTemplate']>('post', '/api/templates/{templateId}/retire', {
    done: 'Retired.',
    inForm: true,
  })
  const restore = useCommand<TemplateRoutes['restoreTemplate']>('post', '/api/templates/{templateId}/restore', { done: 'In use again.' })
  const params = { templateId }
  if (status === 'retired')
    return (
      <Button variant="default" loading={restore.pending} onClick={() => void restore.run({ params })}>
        Restore
      </Button>
    )
  return (
    <Confirm
      title="Retire this template"
      label="Retire"
      reason="Why"
      problem={retire.problem}
      onConfirm={async (reason) => (await retire.run({ params, body: { reason } })) !== undefined}
      trigger={(open) => (
        <Button variant="default" onClick={open}>
          Retire
        </Button>
      )}
    >
      Nobody begins with it any more. Orders that are being drafted from it go on, and it can be restored.
    </Confirm>
  )
}
