import { Button, Chip, Group } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useList } from '../../../ui/api/get.ts'
import { addressOf } from '../../../ui/api/request.ts'
import type { Column } from '../../../ui/column.ts'
import { DataTable } from '../../../ui/data-table.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Instant } from '../../../ui/instant.tsx'
import { AppLink } from '../../../ui/link.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { useFilters } from '../../../ui/url.ts'
import { serviceLines } from '../../line.ts'
import { type Cause, causeIds, causes } from '../inspection.ts'
import { QualityFilters, rowsLink, useQualityFilters } from './filters.tsx'
import { type BoardRoutes, type DefectRow, type InspectionRow, orderPage } from './routes.ts'
import { DefectStatus, defectStatusWord, foundAtWord, SeverityBadge, severityWord, stateWords, VerdictBadge } from './words.tsx'

const above = [{ label: 'Quality', to: '/quality' }]

const inspectionColumns: readonly Column<InspectionRow>[] = [
  { key: 'number', title: 'Order', width: 120, value: ({ number }) => number },
  { key: 'title', title: 'Title', value: ({ title }) => title },
  { key: 'line', title: 'Line', value: ({ line }) => serviceLines[line] },
  { key: 'verdict', title: 'Verdict', value: ({ verdict }) => verdict, cell: ({ verdict }) => <VerdictBadge verdict={verdict} /> },
  { key: 'round', title: 'Round', value: ({ round }) => round, right: true },
  { key: 'state', title: 'Inspection', value: ({ state }) => stateWords[state] ?? state },
  { key: 'lot', title: 'Lot', value: ({ lotSize }) => lotSize, right: true },
  { key: 'units', title: 'Inspected', value: ({ unitsInspected }) => unitsInspected, right: true },
  { key: 'accept', title: 'Accept', value: ({ accept }) => accept, right: true },
  { key: 'defectives', title: 'Nonconforming', value: ({ defectives }) => defectives, right: true },
  { key: 'defects', title: 'Defects', value: ({ defects }) => defects, right: true },
  { key: 'inspector', title: 'Inspector', value: ({ inspector }) => inspector },
  { key: 'closed', title: 'Closed', value: ({ closedAt }) => closedAt, cell: ({ closedAt }) => <Instant at={closedAt} /> },
]

const defectColumns: readonly Column<DefectRow>[] = [
  { key: 'number', title: 'Order', width: 120, value: ({ number }) => number },
  { key: 'description', title: 'Defect', value: ({ description }) => description },
  { key: 'ctq', title: 'Kind', value: ({ ctqTitle }) => ctqTitle },
  {
    key: 'severity',
    title: 'Severity',
    width: 100,
    value: ({ severity }) => severityWord(severity),
    cell: ({ severity }) => <SeverityBadge severity={severity} />,
  },
  { key: 'foundAt', title: 'Found by', value: ({ foundAt }) => foundAtWord(foundAt) },
  { key: 'at', title: 'Found', value: ({ at }) => at, cell: ({ at }) => <Instant at={at} /> },
  { key: 'cause', title: 'Cause', value: ({ cause }) => (cause === null ? 'Not analysed yet' : causes[cause]) },
  { key: 'action', title: 'Corrective action', value: ({ correctiveAction }) => correctiveAction },
  {
    key: 'status',
    title: 'Status',
    width: 120,
    value: ({ status }) => defectStatusWord(status),
    cell: ({ status }) => <DefectStatus status={status} />,
  },
  { key: 'unit', title: 'Unit', value: ({ unit }) => unit, hidden: true },
  { key: 'place', title: 'Place', value: ({ place }) => place, hidden: true },
  { key: 'line', title: 'Line', value: ({ line }) => serviceLines[line], hidden: true },
]

/** The value that a filter in the address names, if it is one of these. */
const oneOf = <Value extends string>(values: readonly Value[], text: string | undefined): Value | undefined =>
  values.find((value) => value === text)

/** The closed inspections behind the board's figures. */
export function InspectionsPage() {
  const { query: shared } = useQualityFilters()
  const [filters, setFilters] = useFilters<'verdict' | 'round' | 'cameBackFrom' | 'number'>()
  const own = {
    verdict: oneOf(['accepted', 'rejected'], filters.verdict),
    round: oneOf(['first', 'later'], filters.round),
    cameBackFrom: oneOf(['signoff', 'client'], filters.cameBackFrom),
    number: filters.number,
  }
  const query = { ...shared, ...own }
  const inspections = useList<BoardRoutes['inspections']>('/api/quality/inspections', { query, about: ['order'] })
  return (
    <>
      <PageHeader title="Inspections" above={above} actions={<Export to={addressOf('/api/quality/exports/inspections', {}, query)} />} />
      <Chosen filters={own} clear={setFilters} />
      <DataTable
        name="inspections"
        label="Closed inspections"
        list={inspections}
        columns={inspectionColumns}
        rowKey={(row: InspectionRow) => row.id}
        href={orderPage}
        filters={<QualityFilters />}
        height="70vh"
        empty={
          <EmptyState
            title="No inspection here"
            next="Take a filter away."
            action={<AppLink to="/quality/inspections">All inspections</AppLink>}
          />
        }
      />
    </>
  )
}

/** Defects over many orders, with cause and corrective action. */
export function DefectsPage() {
  const { query: shared } = useQualityFilters()
  const [filters, setFilters] = useFilters<'ctq' | 'cause' | 'severity' | 'foundAt' | 'status' | 'sample'>()
  const own = {
    ctq: filters.ctq,
    cause: oneOf([...causeIds, 'none'], filters.cause),
    severity: oneOf(['critical', 'major', 'minor'], filters.severity),
    foundAt: oneOf(['inspection', 'signoff', 'client'], filters.foundAt),
    status: oneOf(['open', 'corrected', 'withdrawn'], filters.status),
    sample: oneOf(['first'], filters.sample),
  }
  const query = { ...shared, ...own }
  const defects = useList<BoardRoutes['defects']>('/api/quality/defects', { query, about: ['order'] })
  return (
    <>
      <PageHeader
        title="Defects"
        above={above}
        note="What was not as agreed, why it happened, and what keeps it from happening again. Analyse one on its order’s page."
        actions={<Export to={addressOf('/api/quality/exports/defects', {}, query)} />}
      />
      <Chosen filters={own} clear={setFilters} />
      <DataTable
        name="defects"
        label="Defects"
        list={defects}
        columns={defectColumns}
        rowKey={(row: DefectRow) => row.id}
        href={orderPage}
        filters={<QualityFilters />}
        height="70vh"
        empty={
          <EmptyState title="No defect here" next="Take a filter away." action={<AppLink to={rowsLink('/defects')}>All defects</AppLink>} />
        }
      />
    </>
  )
}

const Export = ({ to }: { to: string }) => (
  <Button component="a" href={to} download size="xs" variant="default" leftSection={<IconDownload size={14} />}>
    All as CSV
  </Button>
)

const filterWords: Readonly<Record<string, string>> = {
  'round first': 'First inspections',
  'round later': 'After rework',
  'verdict accepted': 'Accepted',
  'verdict rejected': 'Refused',
  'cameBackFrom signoff': 'Sent back at sign-off',
  'cameBackFrom client': 'Sent back by the client',
  'sample first': 'Counted by the board: in the sample of a first inspection',
  'cause none': 'Not analysed yet',
  'foundAt inspection': 'Found by inspection',
  'foundAt signoff': 'Found at sign-off',
  'foundAt client': 'Found by the client',
}

interface ChosenProps {
  readonly filters: Readonly<Record<string, string | undefined>>
  clear(change: Readonly<Record<string, undefined>>): void
}

/** The filters that a figure brought along, each to be taken away. */
function Chosen({ filters, clear }: ChosenProps) {
  const set = Object.entries(filters).filter((entry): entry is [string, string] => entry[1] !== undefined)
  if (set.length === 0) return null
  return (
    <Group gap="xs" mb="xs" className="no-print">
      {set.map(([name, value]) => (
        <Chip key={name} size="xs" checked onChange={() => clear({ [name]: undefined })}>
          {filterWords[`${name} ${value}`] ?? (name === 'cause' ? causes[value as Cause] : value)}
        </Chip>
      ))}
    </Group>
  )
}
