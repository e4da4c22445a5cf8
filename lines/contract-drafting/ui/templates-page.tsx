import { Card, Select, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core'
import { useList } from '../../../ui/api/get.ts'
import type { Column } from '../../../ui/column.ts'
import { DataTable } from '../../../ui/data-table.tsx'
import { useDraft } from '../../../ui/draft.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Instant } from '../../../ui/instant.tsx'
import { LinkButton } from '../../../ui/link.tsx'
import { useMay } from '../../../ui/me.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { useFilters, useGo } from '../../../ui/url.ts'
import { type DocumentKind, documentKinds } from '../kinds.ts'
import type { TemplateItem, TemplateRoutes } from './routes.ts'
import { TemplateDrop } from './template-drop.tsx'

export const kindOptions = Object.entries(documentKinds).map(([value, label]) => ({ value, label }))

const columns: readonly Column<TemplateItem>[] = [
  { key: 'name', title: 'Template', value: ({ name }) => name },
  { key: 'kind', title: 'Document', value: ({ kind }) => documentKinds[kind] },
  { key: 'version', title: 'Version', right: true, value: ({ newestVersion }) => newestVersion },
  {
    key: 'status',
    title: 'Status',
    value: ({ status }) => (status === 'active' ? 'In use' : 'Retired'),
    cell: ({ status }) =>
      status === 'active' ? <StatusBadge tone="good">In use</StatusBadge> : <StatusBadge tone="neutral">Retired</StatusBadge>,
  },
  { key: 'added', title: 'Added', value: ({ addedAt }) => addedAt, cell: ({ addedAt }) => <Instant at={addedAt} /> },
]

const isStatus = (text: string | undefined) => (text === 'active' || text === 'retired' ? text : undefined)
const isKind = (text: string | undefined) => (text !== undefined && text in documentKinds ? (text as DocumentKind) : undefined)

/** Every template of the house. */
export function TemplatesPage() {
  const [filters, setFilters] = useFilters<'status' | 'kind'>()
  const mayManage = useMay('manage-templates')
  const status = isStatus(filters.status)
  const kind = isKind(filters.kind)
  const templates = useList<TemplateRoutes['listTemplates']>('/api/templates', { query: { status, kind }, about: ['template'] })
  const add = mayManage && <LinkButton to="/templates/new">Add a template</LinkButton>
  return (
    <>
      <PageHeader
        title="Templates"
        note="The house’s own forms. Each asks its own questions; an order is drafted from one version."
        actions={add}
      />
      <DataTable
        name="templates"
        label="Templates"
        list={templates}
        columns={columns}
        rowKey={({ id }) => id}
        href={({ id }) => `/templates/${id}`}
        filters={
          <>
            <Select
              size="xs"
              w={130}
              aria-label="Status"
              placeholder="Any status"
              clearable
              data={[
                { value: 'active', label: 'In use' },
                { value: 'retired', label: 'Retired' },
              ]}
              value={status ?? null}
              onChange={(next) => setFilters({ status: next ?? undefined })}
            />
            <Select
              size="xs"
              w={200}
              aria-label="Document"
              placeholder="Any document"
              clearable
              data={kindOptions}
              value={kind ?? null}
              onChange={(next) => setFilters({ kind: next ?? undefined })}
            />
          </>
        }
        empty={
          <EmptyState
            title="No templates"
            next="Put marks such as {{ buyer.name }} into a Word document and upload it: its questions are worked out from them."
            action={add}
          />
        }
      />
    </>
  )
}

/** Name, kind, file: the file is checked as it arrives. */
export function NewTemplatePage() {
  const go = useGo()
  const draft = useDraft('new-template', { name: '', kind: 'nda', note: '' })
  const { name, kind, note } = draft.values
  return (
    <>
      <PageHeader title="Add a template" above={[{ label: 'Templates', to: '/templates' }]} />
      <Card withBorder maw={860}>
        <Stack gap="md">
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput label="Name" required {...draft.text('name')} />
            <Select
              label="Document"
              required
              allowDeselect={false}
              data={kindOptions}
              value={kind}
              onChange={(next) => draft.set('kind', next ?? 'other')}
            />
          </SimpleGrid>
          <Textarea label="Note" description="Where it comes from, who approved it" autosize minRows={1} {...draft.text('note')} />
          <TemplateDrop
            path="/api/templates"
            query={{ name, kind, note }}
            label="Drop the Word document here, or press to choose"
            notYet={name.trim() === '' ? 'Give the template a name, then drop the file again.' : undefined}
            onDone={({ id }) => {
              draft.clear()
              go(`/templates/${id}`)
            }}
          />
        </Stack>
      </Card>
    </>
  )
}
