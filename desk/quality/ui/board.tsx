import { Card, Checkbox, Group, NativeSelect, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core'
import { lazy, type ReactNode, Suspense } from 'react'
import { useGet } from '../../../ui/api/get.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { AppLink } from '../../../ui/link.tsx'
import { Loading } from '../../../ui/loading.tsx'
import { useMe } from '../../../ui/me.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { useFilters } from '../../../ui/url.ts'
import { serviceLines } from '../../line.ts'
import { Agreement } from './agreement.tsx'
import { QualityFilters, rowsLink, useQualityFilters } from './filters.tsx'
import { Pareto } from './pareto.tsx'
import type { Board, BoardFigures, BoardRoutes } from './routes.ts'
import { count, decimal, percent } from './words.tsx'

/** A third of the whole app's code draws charts: it is fetched by whoever looks at some. */
const ControlCharts = lazy(async () => ({ default: (await import('./charts.tsx')).ControlCharts }))

const periods = [
  { value: 'lot', label: 'By lot' },
  { value: 'day', label: 'By day' },
  { value: 'week', label: 'By week' },
  { value: 'month', label: 'By month' },
] as const
const ruleSets = [
  { value: 'western-electric', label: 'Western Electric' },
  { value: 'nelson', label: 'Nelson' },
  { value: 'limits', label: 'Limits alone' },
] as const

export type Filter = Readonly<Record<string, string | undefined>>

/** Quality over many orders: what first inspections found. Every figure leads to its rows. */
export function BoardPage() {
  const { query } = useQualityFilters()
  const [view, setView] = useFilters<'per' | 'rules' | 'laney'>()
  const per = periods.find(({ value }) => value === view.per)?.value ?? 'week'
  const rules = ruleSets.find(({ value }) => value === view.rules)?.value ?? 'western-electric'
  const laney = view.laney === 'true'
  const board = useGet<BoardRoutes['board']>('/api/quality/board', {
    query: { ...query, per, rules, laney: laney ? 'true' : 'false' },
    about: ['order'],
  })
  const filter: Filter = query
  return (
    <>
      <PageHeader
        title="Quality"
        note="What first inspections found: work that comes again after rework says nothing of how it was made. Days are those of UTC. Each figure leads to its rows."
        actions={<QualityFilters clients={board.data?.byClient.map(({ clientId, name }) => ({ id: clientId, name })) ?? []} />}
      />
      {board.data ? (
        <Stack>
          <Totals figures={board.data.totals} filter={filter} />
          {board.data.totals.lots === 0 ? (
            <EmptyState title="No inspection was closed here" next="Take a filter away, or inspect what waits under Inspections." />
          ) : (
            <>
              <Groups board={board.data} filter={filter} />
              <Card withBorder>
                <Group justify="space-between" mb="xs">
                  <Title order={2} size="h5">
                    Control charts
                  </Title>
                  <Group gap="xs" className="no-print">
                    <Checkbox
                      size="xs"
                      label="Widen limits (Laney)"
                      checked={laney}
                      onChange={(event) => setView({ laney: event.currentTarget.checked ? 'true' : undefined })}
                    />
                    <NativeSelect
                      size="xs"
                      aria-label="Points"
                      data={[...periods]}
                      value={per}
                      onChange={(event) => setView({ per: event.currentTarget.value })}
                    />
                    <NativeSelect
                      size="xs"
                      aria-label="Run rules"
                      data={[...ruleSets]}
                      value={rules}
                      onChange={(event) => setView({ rules: event.currentTarget.value })}
                    />
                  </Group>
                </Group>
                <Suspense fallback={<Text size="sm">Drawing the charts …</Text>}>
                  <ControlCharts charts={board.data.charts} per={per} filter={filter} />
                </Suspense>
              </Card>
            </>
          )}
          <SimpleGrid cols={{ base: 1, md: 2 }}>
            <Pareto title="By kind" rows={board.data.byCtq} link={(ctq) => rowsLink('/defects', filter, { ctq })} />
            <Pareto title="By cause" rows={board.data.byCause} link={(cause) => rowsLink('/defects', filter, { cause })} />
          </SimpleGrid>
          <Agreement board={board.data} />
        </Stack>
      ) : (
        <Loading of={board} />
      )}
    </>
  )
}

function Totals({ figures, filter }: { figures: BoardFigures; filter: Filter }) {
  const first = { round: 'first' }
  const lots = rowsLink('/quality/inspections', filter, first)
  const defects = rowsLink('/defects', filter, { sample: 'first' })
  const interval = figures.dpmoLower === null ? '' : `95 %: ${count(figures.dpmoLower)} to ${count(figures.dpmoUpper)}`
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }}>
      <Figure label="Units inspected" value={count(figures.units)} note={`in ${count(figures.lots)} lots`} to={lots} />
      <Figure
        label="Defects"
        value={count(figures.defects)}
        note={`${count(figures.failed)} of ${count(figures.opportunities)} opportunities failed`}
        to={defects}
      />
      <Figure
        label="First-pass yield"
        value={percent(figures.firstPassYield)}
        note={`${count(figures.defectives)} of ${count(figures.units)} nonconforming`}
        to={defects}
      />
      <Figure
        label="Rolled yield"
        value={percent(figures.rolledYield)}
        note={
          <>
            <AppLink to={rowsLink('/quality/inspections', filter, first, { verdict: 'rejected' })} size="xs">
              {figures.rejected} refused
            </AppLink>
            ,{' '}
            <AppLink to={rowsLink('/quality/inspections', filter, first, { cameBackFrom: 'signoff' })} size="xs">
              {figures.refusedAtSignoff} at sign-off
            </AppLink>
            ,{' '}
            <AppLink to={rowsLink('/quality/inspections', filter, first, { cameBackFrom: 'client' })} size="xs">
              {figures.returnedByClient} by the client
            </AppLink>
          </>
        }
        to={lots}
      />
      <Figure label="DPMO" value={count(figures.dpmo)} note={`${decimal(figures.dpu, 3)} defects a unit. ${interval}`} to={defects} />
      <Figure
        label="Sigma"
        value={
          figures.sigma === null && figures.sigmaAtLeast !== null ? `≥ ${decimal(figures.sigmaAtLeast, 2)}` : decimal(figures.sigma, 2)
        }
        note={
          figures.sigma === null && figures.sigmaAtLeast !== null
            ? 'no defect yet: what the sample shows with 95 %'
            : 'short term, with the shift of 1.5'
        }
        to={lots}
      />
    </SimpleGrid>
  )
}

function Figure({ label, value, note, to }: { label: string; value: string; note: ReactNode; to: string }) {
  return (
    <Card withBorder padding="sm">
      <Text size="sm">{label}</Text>
      <AppLink to={to} size="xl" fw={600}>
        {value}
      </AppLink>
      <Text size="xs" c="dimmed" component="div">
        {note}
      </Text>
    </Card>
  )
}

function Groups({ board, filter }: { board: Board; filter: Filter }) {
  const me = useMe()
  return (
    <Stack>
      <GroupTable
        title="By line"
        filter={filter}
        rows={board.byLine.map((figures) => ({
          key: figures.line,
          name: serviceLines[figures.line],
          own: { line: figures.line },
          figures,
        }))}
      />
      {me.clientId === null && (
        <GroupTable
          title="By client"
          filter={filter}
          rows={board.byClient.map((figures) => ({
            key: figures.clientId,
            name: figures.name,
            own: { clientId: figures.clientId },
            figures,
          }))}
        />
      )}
    </Stack>
  )
}

interface GroupRow {
  readonly key: string
  readonly name: string
  readonly own: Filter
  readonly figures: BoardFigures
}

const GroupTable = ({ title, rows, filter }: { title: string; rows: readonly GroupRow[]; filter: Filter }) => (
  <Card withBorder>
    <Title order={2} size="h5" mb="xs">
      {title}
    </Title>
    <Table.ScrollContainer minWidth={480}>
      <Table verticalSpacing={4} aria-label={title}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{title.replace('By ', '').replace(/^./, (letter) => letter.toUpperCase())}</Table.Th>
            {['Lots', 'Units', 'Defects', 'First-pass', 'Rolled', 'DPMO', 'Sigma'].map((head) => (
              <Table.Th key={head} ta="right">
                {head}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ key, name, own, figures }) => (
            <Table.Tr key={key}>
              <Table.Th fw={400}>
                <AppLink to={rowsLink('/quality', filter, own)} size="sm">
                  {name}
                </AppLink>
              </Table.Th>
              <Table.Td ta="right">
                <AppLink to={rowsLink('/quality/inspections', filter, own, { round: 'first' })} size="sm">
                  {count(figures.lots)}
                </AppLink>
              </Table.Td>
              <Table.Td ta="right">{count(figures.units)}</Table.Td>
              <Table.Td ta="right">
                <AppLink to={rowsLink('/defects', filter, own, { sample: 'first' })} size="sm">
                  {count(figures.defects)}
                </AppLink>
              </Table.Td>
              <Table.Td ta="right">{percent(figures.firstPassYield)}</Table.Td>
              <Table.Td ta="right">{percent(figures.rolledYield)}</Table.Td>
              <Table.Td ta="right">{count(figures.dpmo)}</Table.Td>
              <Table.Td ta="right">{figures.sigma === null ? `≥ ${decimal(figures.sigmaAtLeast, 2)}` : decimal(figures.sigma, 2)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  </Card>
)
