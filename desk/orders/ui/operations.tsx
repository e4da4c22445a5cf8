import { Group, Table, Text, Title } from '@mantine/core'
import { useAllOf, useList } from '../../../ui/api/get.ts'
import { type ClockRisk, riskWord } from '../../../ui/clock-badge.tsx'
import { DataTable } from '../../../ui/data-table.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { AppLink } from '../../../ui/link.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { useFilters } from '../../../ui/url.ts'
import { type ServiceLineId, serviceLineIds, serviceLines } from '../../line.ts'
import { orderColumns } from './columns.tsx'
import { clockRefreshSeconds, type OrderItem, type OrderRoutes, orderPage } from './routes.ts'
import { pressing, risksByUrgency } from './standing.tsx'

/** Rows of one request: a board needs them all. */
const rowsPerRequest = 200

const shown: readonly ClockRisk[] = ['breached', 'at-risk', 'running', 'paused', 'not-started', 'met']

const riskOfOrder = (order: OrderItem): ClockRisk => pressing(order)?.risk ?? 'not-started'

/** Every open order by the state of its clock, those at risk first. Every figure filters the rows beneath it. */
export function OperationsPage() {
  const [filters] = useFilters<'risk' | 'line'>()
  const orders = useList<OrderRoutes['list']>('/api/orders', {
    query: { open: 'true', limit: rowsPerRequest },
    about: ['order'],
    refreshSeconds: clockRefreshSeconds,
  })
  useAllOf(orders, true)
  const rows = orders.rows
    .filter((order) => (!filters.risk || riskOfOrder(order) === filters.risk) && (!filters.line || order.line === filters.line))
    .toSorted(byUrgency)
  return (
    <>
      <PageHeader title="Operations" note="Every open order by the state of its clock. Each figure shows the orders behind it." />
      <Counts orders={orders.rows} filters={filters} />
      <Title order={2} size="h5" mt="md" mb="xs">
        {filters.risk ? riskWord(filters.risk as ClockRisk) : 'All open orders'}
        {filters.line && `, ${serviceLines[filters.line as ServiceLineId]}`}
      </Title>
      <DataTable
        name="operations"
        label="Orders by urgency"
        list={{ ...orders, rows }}
        columns={orderColumns}
        rowKey={({ id }) => id}
        href={orderPage}
        height="60vh"
        empty={
          <EmptyState
            title="No order here"
            next="Nothing stands like this now. Take the filter away to see all open orders."
            action={<AppLink to="/operations">All open orders</AppLink>}
          />
        }
      />
    </>
  )
}

/** What presses most first; among equals, what is due first. */
const byUrgency = (a: OrderItem, b: OrderItem): number =>
  risksByUrgency.indexOf(riskOfOrder(a)) - risksByUrgency.indexOf(riskOfOrder(b)) || (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9')

interface CountsProps {
  readonly orders: readonly OrderItem[]
  readonly filters: { readonly risk?: string; readonly line?: string }
}

function Counts({ orders, filters }: CountsProps) {
  const lines = serviceLineIds.filter((line) => orders.some((order) => order.line === line))
  const figure = (risk: ClockRisk | undefined, line: ServiceLineId | undefined) => (
    <Figure
      count={orders.filter((order) => (!risk || riskOfOrder(order) === risk) && (!line || order.line === line)).length}
      to={`/operations?${new URLSearchParams({ ...(risk ? { risk } : {}), ...(line ? { line } : {}) })}`}
      current={filters.risk === risk && filters.line === line}
      label={`${risk ? riskWord(risk) : 'All'}, ${line ? serviceLines[line] : 'all lines'}`}
      pressing={risk === 'breached' || risk === 'at-risk'}
    />
  )
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table withTableBorder verticalSpacing={4} aria-label="Open orders by line and state of the clock">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Line</Table.Th>
            {shown.map((risk) => (
              <Table.Th key={risk} ta="right">
                {riskWord(risk)}
              </Table.Th>
            ))}
            <Table.Th ta="right">All</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {[...lines, undefined].map((line) => (
            <Table.Tr key={line ?? 'all'}>
              <Table.Th fw={line ? 400 : 600}>{line ? serviceLines[line] : 'All lines'}</Table.Th>
              {[...shown, undefined].map((risk) => (
                <Table.Td key={risk ?? 'all'} ta="right">
                  {figure(risk, line)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

interface FigureProps {
  readonly count: number
  readonly to: string
  readonly current: boolean
  readonly label: string
  readonly pressing: boolean
}

function Figure({ count, to, current, label, pressing: presses }: FigureProps) {
  if (count === 0)
    return (
      <Text span size="sm" c="dimmed">
        0
      </Text>
    )
  return (
    <Group justify="flex-end">
      <AppLink to={to} size="sm" fw={presses || current ? 700 : 500} {...(presses ? { c: 'red' } : {})} td={current ? 'underline' : 'none'}>
        <span title={label}>{count}</span>
      </AppLink>
    </Group>
  )
}
