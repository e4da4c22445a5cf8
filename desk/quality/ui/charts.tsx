import { LineChart } from '@mantine/charts'
import { Stack, Table, Tabs, Text } from '@mantine/core'
import { AppLink } from '../../../ui/link.tsx'
import type { Filter } from './board.tsx'
import { rowsLink } from './filters.tsx'
import type { Board } from './routes.ts'

type Chart = Board['charts'][number]
type Period = 'lot' | 'day' | 'week' | 'month'

const titles = { p: 'Share nonconforming (p)', u: 'Defects a unit (u)', xmr: 'DPMO (XmR)' } as const

/** What each sign says, in words. */
const signalWords: Readonly<Record<string, string>> = {
  'beyond-limits': 'beyond the limits',
  'two-of-three-beyond-2-sigma': 'two of three beyond 2 sigma on one side',
  'four-of-five-beyond-1-sigma': 'four of five beyond 1 sigma on one side',
  'eight-on-one-side': 'eight on one side of the centre',
  'nine-on-one-side': 'nine on one side of the centre',
  'six-rising-or-falling': 'six rising or falling',
  'fourteen-alternating': 'fourteen alternating',
  'fifteen-within-1-sigma': 'fifteen within 1 sigma',
  'eight-beyond-1-sigma-either-side': 'eight beyond 1 sigma on both sides',
}

/** Above this the points vary clearly more than their sizes explain: plain limits signal what is no signal. */
const sigmaZNoted = 1.2

interface ControlChartsProps {
  readonly charts: Board['charts']
  readonly per: Period
  readonly filter: Filter
}

/** The charts, each with its signals named and its points as a table. */
export function ControlCharts({ charts, per, filter }: ControlChartsProps) {
  return (
    <Tabs defaultValue="p" keepMounted={false}>
      <Tabs.List mb="sm">
        {charts.map(({ kind }) => (
          <Tabs.Tab key={kind} value={kind}>
            {titles[kind]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {charts.map((chart) => (
        <Tabs.Panel key={chart.kind} value={chart.kind}>
          {chart.problem === null ? (
            <ControlChart chart={chart} per={per} filter={filter} />
          ) : (
            <Text size="sm" c="dimmed">
              No chart yet: {chart.problem}
            </Text>
          )}
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}

function ControlChart({ chart, per, filter }: { chart: Chart; per: Period; filter: Filter }) {
  const digits = chart.kind === 'xmr' ? 0 : 4
  const data = chart.points.map(({ label, value, lower, upper }) => ({
    label,
    Value: value,
    Lower: lower,
    Upper: upper,
    Centre: chart.centre,
  }))
  const signalled = chart.points.filter(({ signals }) => signals.length > 0)
  return (
    <Stack gap="xs">
      <div aria-hidden>
        <LineChart
          h={260}
          data={data}
          dataKey="label"
          curveType="linear"
          withLegend
          lineChartProps={{ accessibilityLayer: false }}
          lineProps={({ name }) => ({ dot: name === 'Value' })}
          valueFormatter={(value) => value.toFixed(digits)}
          series={[
            { name: 'Value', color: 'blue.6' },
            { name: 'Centre', color: 'gray.6', strokeDasharray: '6 4' },
            { name: 'Lower', color: 'red.6', strokeDasharray: '2 4' },
            { name: 'Upper', color: 'red.6', strokeDasharray: '2 4' },
          ]}
        />
      </div>
      <Text size="sm" role="status">
        {signalled.length === 0
          ? 'No signal: the process looks stable.'
          : `${signalled.length === 1 ? 'One point signals' : `${signalled.length} points signal`} that something changed; they are named below.`}
        {(chart.sigmaZ ?? 0) > sigmaZNoted &&
          ` The points vary ${(chart.sigmaZ ?? 0).toFixed(2)} times as much as their sizes explain: widen the limits before you act on single signals.`}
      </Text>
      <Table.ScrollContainer minWidth={480} mah={300}>
        <Table verticalSpacing={2} stickyHeader aria-label={`Points of the chart: ${titles[chart.kind]}`}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{per === 'lot' ? 'Order' : 'Begins'}</Table.Th>
              <Table.Th ta="right">Value</Table.Th>
              <Table.Th ta="right">Lower limit</Table.Th>
              <Table.Th ta="right">Upper limit</Table.Th>
              <Table.Th>Signals</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {chart.points.map(({ label, value, lower, upper, signals }) => (
              <Table.Tr key={label}>
                <Table.Td>
                  <AppLink to={rowsLink('/quality/inspections', filter, { round: 'first' }, within(label, per, filter))} size="sm">
                    {label}
                  </AppLink>
                </Table.Td>
                <Table.Td ta="right">{value.toFixed(digits)}</Table.Td>
                <Table.Td ta="right">{lower.toFixed(digits)}</Table.Td>
                <Table.Td ta="right">{upper.toFixed(digits)}</Table.Td>
                <Table.Td>
                  {signals.length > 0 && (
                    <Text size="sm" fw={600} c="red">
                      {signals.map((signal) => signalWords[signal] ?? signal).join('; ')}
                    </Text>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Stack>
  )
}

/** The filter that holds exactly a point's inspections: its order, or its days within those of the board. */
function within(label: string, per: Period, { from, to }: Filter): Filter {
  if (per === 'lot') return { number: label }
  const last = new Date(`${label}T00:00:00Z`)
  if (per === 'month') last.setUTCMonth(last.getUTCMonth() + 1, 0)
  else if (per === 'week') last.setUTCDate(last.getUTCDate() + 6)
  const end = last.toISOString().slice(0, 10)
  return { from: from !== undefined && from > label ? from : label, to: to !== undefined && to < end ? to : end }
}
