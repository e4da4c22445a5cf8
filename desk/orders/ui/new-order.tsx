import { Button, Card, Grid, Group, Input, SegmentedControl, Select, Stack, Text, TextInput, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../ui/api/command.ts'
import { useGet } from '../../../ui/api/get.ts'
import { useDraft } from '../../../ui/draft.ts'
import { FileDrop } from '../../../ui/files/file-drop.tsx'
import type { FileRef } from '../../../ui/files/upload.ts'
import { InstantInput } from '../../../ui/instant.tsx'
import { Loading } from '../../../ui/loading.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { initialOf, missingOf, type Schema } from '../../../ui/schema-form/schema.ts'
import { SchemaForm } from '../../../ui/schema-form/schema-form.tsx'
import { useFilters, useGo } from '../../../ui/url.ts'
import { type ServiceLineId, serviceLines } from '../../line.ts'
import { LiveQuote } from './live-quote.tsx'
import type { MatterRoutes } from './matter.ts'
import { type OrderRoutes, orderPage } from './routes.ts'

/** So many matters can be chosen from; more are found by typing. */
const mattersShown = 100

type Answers = Readonly<Record<string, unknown>>

interface Typed {
  readonly matterId: string | null
  readonly line: ServiceLineId | null
  readonly priority: 'standard' | 'rush'
  readonly title: string
  readonly requestedDueAt: string | null
  /** By line: changing one's mind loses nothing. */
  readonly intakes: Readonly<Partial<Record<ServiceLineId, Answers>>>
  /** By matter: a file belongs to the matter into which it was uploaded. */
  readonly files: Readonly<Record<string, readonly FileRef[]>>
}

const nothingTyped: Typed = { matterId: null, line: null, priority: 'standard', title: '', requestedDueAt: null, intakes: {}, files: {} }

/** Placing an order: the matter and the service, what the service asks, files, with the price beside it all the while. */
export function NewOrderPage() {
  const [filters] = useFilters<'matterId'>()
  const go = useGo()
  const lines = useGet<OrderRoutes['lines']>('/api/lines', {})
  const draft = useDraft<Typed>('new-order', { ...nothingTyped, matterId: filters.matterId ?? null })
  const [checked, setChecked] = useState(false)
  const place = useCommand<OrderRoutes['place']>('post', '/api/matters/{matterId}/orders', { done: 'The order is placed.', inForm: true })
  if (!lines.data) return <Loading of={lines} />

  const { matterId, line, priority, title, requestedDueAt } = draft.values
  const schema = lines.data.find(({ id }) => id === line)?.intake as Schema | undefined
  const intake = (line && draft.values.intakes[line]) ?? (schema ? (initialOf(schema) as Answers) : {})
  const files = (matterId && draft.values.files[matterId]) || []
  const missingAnswers = schema ? missingOf(schema, intake, schema, 'intake') : { line: 'Choose a service.' }
  const missing = {
    ...missingAnswers,
    ...(matterId ? {} : { matterId: 'Choose a matter.' }),
    ...(title.trim() ? {} : { title: 'Give it a title.' }),
  }
  const errors: Readonly<Record<string, string>> = { ...(checked ? missing : {}), ...place.errors }
  const order = line && Object.keys(missingAnswers).length === 0 ? { line, priority, intake: { ...intake }, attachments: [...files] } : null

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (!order || !matterId || Object.keys(missing).length > 0) return
    const placed = await place.run({ params: { matterId }, body: { ...order, title, requestedDueAt } })
    if (placed === undefined) return
    draft.clear()
    go(orderPage({ matterId, id: placed.id }))
  }

  return (
    <>
      <PageHeader
        title="New order"
        above={[{ label: 'Orders', to: '/orders' }]}
        note="What you type is kept in this tab until it is placed."
      />
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <form onSubmit={submit} noValidate>
            <Stack gap="md">
              <Card>
                <Stack gap="sm">
                  <MatterSelect value={matterId} onChange={(id) => draft.set('matterId', id)} error={errors.matterId} />
                  <Select
                    label="Service"
                    required
                    placeholder="Choose a service"
                    data={lines.data.map(({ id }) => ({ value: id, label: serviceLines[id] }))}
                    value={line}
                    error={errors.line}
                    onChange={(id) => draft.set('line', id)}
                  />
                  <TextInput
                    label="Title"
                    description="How you will find it in lists"
                    required
                    {...draft.text('title')}
                    error={errors.title}
                  />
                  <Group align="flex-end" gap="md">
                    <Input.Wrapper label="Priority" labelElement="div" labelProps={{ display: 'block' }}>
                      <SegmentedControl
                        aria-label="Priority"
                        data={[
                          { value: 'standard', label: 'Standard' },
                          { value: 'rush', label: 'Rush' },
                        ]}
                        value={priority}
                        onChange={(value) => draft.set('priority', value as Typed['priority'])}
                      />
                    </Input.Wrapper>
                    <InstantInput
                      label="Wanted by"
                      description="If you need it at a certain time."
                      value={requestedDueAt}
                      onChange={(at) => draft.set('requestedDueAt', at)}
                      error={errors.requestedDueAt}
                      flex={1}
                    />
                  </Group>
                </Stack>
              </Card>
              {schema && line && (
                <Card>
                  <Title order={2} size="h5" mb="sm">
                    {serviceLines[line]}
                  </Title>
                  <SchemaForm
                    schema={schema}
                    value={intake}
                    onChange={(answers) => draft.set('intakes', { ...draft.values.intakes, [line]: answers })}
                    errors={errors}
                    at="intake"
                  />
                </Card>
              )}
              <Card>
                <Title order={2} size="h5" mb="sm">
                  Attachments
                </Title>
                {matterId ? (
                  <FileDrop
                    key={matterId}
                    matterId={matterId}
                    files={files}
                    onChange={(next) => draft.set('files', { ...draft.values.files, [matterId]: next })}
                  />
                ) : (
                  <Text size="sm" c="dimmed">
                    Choose the matter first: files are sealed with its key.
                  </Text>
                )}
              </Card>
              <ProblemNote problem={place.problem} />
              {checked && Object.keys(missing).length > 0 && (
                <Text size="sm" c="red" role="alert">
                  Something that is needed is missing: see the fields marked above.
                </Text>
              )}
              <Group gap="xs">
                <Button type="submit" loading={place.pending}>
                  Place the order
                </Button>
                {draft.touched && (
                  <Button variant="subtle" color="gray" onClick={draft.clear}>
                    Start again
                  </Button>
                )}
              </Group>
            </Stack>
          </form>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <LiveQuote matterId={matterId} order={order} />
        </Grid.Col>
      </Grid>
    </>
  )
}

interface MatterSelectProps {
  readonly value: string | null
  onChange(matterId: string | null): void
  readonly error: string | undefined
}

function MatterSelect({ value, onChange, error }: MatterSelectProps) {
  const matters = useGet<MatterRoutes['list']>('/api/matters', { query: { limit: mattersShown, status: 'open' } })
  const options = (matters.data?.items ?? []).map(({ id, name, reference, client }) => ({
    value: id,
    label: `${reference} ${name} (${client.name})`,
  }))
  return (
    <Select
      label="Matter"
      required
      searchable
      placeholder="Choose a matter"
      nothingFoundMessage="No open matter of that name."
      data={options}
      value={value}
      onChange={onChange}
      error={error}
    />
  )
}
