import { Alert, Button, Card, Grid, Group, Select, Stack, Switch, Text, Title } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useCommand } from '../../../ui/api/command.ts'
import { useGet } from '../../../ui/api/get.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FileList } from '../../../ui/files/file-list.tsx'
import { Instant } from '../../../ui/instant.tsx'
import { LinkButton } from '../../../ui/link.tsx'
import { Loading } from '../../../ui/loading.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { StatusBadge, type Tone } from '../../../ui/status-badge.tsx'
import { useFilters, usePathParams } from '../../../ui/url.ts'
import { formOf, isAsked } from '../form.ts'
import { QuestionForm } from './fields.tsx'
import { PreviewCard, usePreview } from './preview.tsx'
import { type DraftingRoutes, draftingPath, type Workbench } from './routes.ts'
import { SubmitCard } from './submit-card.tsx'
import { type AnswersInHand, useAnswers } from './use-answers.ts'

/** The questionnaire of an order at one side, the document as it comes out at the other. */
export function DraftingPage() {
  const params = usePathParams<'matterId' | 'orderId'>()
  const [{ template, version }] = useFilters<'template' | 'version'>()
  const query = { templateId: template, ...(version ? { version: Number(version) } : {}) }
  const bench = useGet<DraftingRoutes['workbench']>(draftingPath, { params, query, about: ['order', 'template'] })
  if (!bench.data) return <Loading of={bench} />
  return <Desk key={`${params.orderId} ${bench.data.template?.id}`} params={params} bench={bench.data} />
}

interface DeskProps {
  readonly params: { readonly matterId: string; readonly orderId: string }
  readonly bench: Workbench
}

function Desk({ params, bench }: DeskProps) {
  const inHand = useAnswers(params, bench)
  const { answers } = inHand
  const [all, setAll] = useState(false)
  const nodes = useMemo(() => formOf(bench.questions), [bench.questions])
  const preview = usePreview({ params, templateId: bench.template?.id, version: bench.version, answers, enabled: bench.mayDraft })
  const missing = useMemo(() => new Set(preview.data?.missing.flatMap(({ field, at }) => [field, at ?? field])), [preview.data])
  const sources = useMemo(() => Object.fromEntries(bench.prefilled.map(({ name, because }) => [name, because])), [bench.prefilled])
  const hidden = nodes.filter((node) => !isAsked(node, answers, missing)).length
  const order = `/matters/${params.matterId}/orders/${params.orderId}`
  return (
    <>
      <PageHeader
        title="Draft"
        note={bench.template ? `${bench.template.name}, version ${bench.version}` : 'No template is chosen'}
        above={[{ label: 'Order', to: order }]}
        marks={bench.template && bench.mayDraft ? <SaveState inHand={inHand} savedAt={bench.savedAt} /> : null}
        actions={bench.template && bench.mayDraft ? <Assemble params={params} inHand={inHand} /> : null}
      />
      <Stack gap="md">
        {!bench.mayDraft && (
          <Alert color="gray" title="To read">
            No open task of this order is assigned to you: the answers can be read, not changed.
          </Alert>
        )}
        <Conflict inHand={inHand} />
        <TemplateChoice bench={bench} />
        {bench.template ? (
          <Grid gap="md">
            <Grid.Col span={{ base: 12, lg: 6 }}>
              <Stack gap="md">
                <Card withBorder>
                  <Group justify="space-between" mb="sm">
                    <Title order={2} size="h5">
                      Questions
                    </Title>
                    {(hidden > 0 || all) && (
                      <Switch
                        size="xs"
                        label={`Also those that are not needed as answered${hidden > 0 ? ` (${hidden})` : ''}`}
                        checked={all}
                        onChange={(event) => setAll(event.currentTarget.checked)}
                      />
                    )}
                  </Group>
                  <QuestionForm
                    nodes={nodes}
                    value={answers}
                    onChange={inHand.set}
                    at=""
                    missing={missing}
                    sources={sources}
                    readOnly={!bench.mayDraft}
                    all={all}
                  />
                </Card>
              </Stack>
            </Grid.Col>
            <Grid.Col span={{ base: 12, lg: 6 }}>
              <Stack gap="md" style={{ position: 'sticky', top: 'calc(var(--app-shell-header-height, 0px) + 12px)' }}>
                <Assembled params={params} bench={bench} stale={inHand.state !== 'saved'} />
                {bench.mayDraft && <PreviewCard preview={preview} />}
                {bench.mayDraft && <SubmitCard params={params} assembled={bench.assembled?.file ?? null} />}
              </Stack>
            </Grid.Col>
          </Grid>
        ) : (
          <EmptyState
            title="No template is chosen"
            next="Choose one above; where none fits, draft in Word and submit the file with your task."
            action={<LinkButton to={order}>To the order</LinkButton>}
          />
        )}
      </Stack>
    </>
  )
}

const saveStates: Readonly<Record<AnswersInHand['state'], readonly [Tone, string]>> = {
  saved: ['good', 'Saved'],
  unsaved: ['waiting', 'Kept in this tab'],
  saving: ['active', 'Saving'],
  conflict: ['bad', 'Saved elsewhere too'],
  failed: ['bad', 'Not saved'],
}

function SaveState({ inHand: { state }, savedAt }: { inHand: AnswersInHand; savedAt: string | null }) {
  if (state === 'saved' && savedAt === null) return <StatusBadge tone="neutral">Nothing saved yet</StatusBadge>
  const [tone, words] = saveStates[state]
  return (
    <Group gap={6} role="status">
      <StatusBadge tone={tone}>{words}</StatusBadge>
      {savedAt !== null && (
        <Text size="xs" c="dimmed">
          <Instant at={savedAt} />
        </Text>
      )}
    </Group>
  )
}

function Conflict({ inHand }: { inHand: AnswersInHand }) {
  if (inHand.state === 'failed') return <ProblemNote problem={inHand.problem} retry={() => void inHand.save()} />
  if (inHand.state !== 'conflict') return null
  return (
    <Alert color="red" title="The answers were saved elsewhere meanwhile">
      <Group gap="xs">
        <Text size="sm">Yours stand in this tab.</Text>
        <Button size="xs" variant="default" onClick={inHand.takeTheirs}>
          Load those, give up mine
        </Button>
        <Button size="xs" variant="default" onClick={() => void inHand.keepMine()}>
          Save mine over them
        </Button>
      </Group>
    </Alert>
  )
}

function TemplateChoice({ bench }: { bench: Workbench }) {
  const [, setFilters] = useFilters<'template' | 'version'>()
  const { template, version, templates, mayDraft } = bench
  const own = template && !templates.some(({ id }) => id === template.id) ? [template] : []
  const newer = template && version !== null && template.newestVersion > version && template.status === 'active'
  return (
    <Group align="flex-end" gap="sm">
      <Select
        label="Template"
        placeholder="Choose a template"
        w={380}
        searchable
        allowDeselect={false}
        readOnly={!mayDraft}
        data={[...own, ...templates].map(({ id, name }) => ({ value: id, label: name }))}
        value={template?.id ?? null}
        onChange={(next) => setFilters({ template: next ?? undefined, version: undefined })}
      />
      {newer && mayDraft && (
        <Button variant="default" onClick={() => setFilters({ template: template.id, version: String(template.newestVersion) })}>
          Go on with version {template.newestVersion}
        </Button>
      )}
    </Group>
  )
}

function Assemble({ params, inHand }: { params: DeskProps['params']; inHand: AnswersInHand }) {
  const assemble = useCommand<DraftingRoutes['assemble']>('post', `${draftingPath}/assemble`, { done: 'The document is made.' })
  const [saving, setSaving] = useState(false)
  const run = async () => {
    setSaving(true)
    const revision = await inHand.save().finally(() => setSaving(false))
    if (revision !== undefined) await assemble.run({ params, body: { revision } })
  }
  return (
    <Button loading={saving || assemble.pending} onClick={() => void run()}>
      Make the document
    </Button>
  )
}

function Assembled({ params, bench, stale }: DeskProps & { stale: boolean }) {
  const { assembled } = bench
  if (!assembled) return null
  const old = stale || !assembled.current
  return (
    <Card withBorder>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5">
          Document
        </Title>
        {old ? <StatusBadge tone="warn">Answers have changed since</StatusBadge> : <StatusBadge tone="good">As answered</StatusBadge>}
      </Group>
      <FileList matterId={params.matterId} files={[assembled.file]} />
      <Text size="xs" c="dimmed" mt={4}>
        Made <Instant at={assembled.at} />
        {assembled.missing.length > 0 && `, ${assembled.missing.length} answers missing`}
      </Text>
    </Card>
  )
}
