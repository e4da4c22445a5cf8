import { z } from '@hono/zod-openapi'
import { type ParetoRow, pareto, ruleSetNames } from '../../kits/quality/index.ts'
import { type CsvCell, writeCsv } from '../../kits/text/csv.ts'
import { attachment } from '../../platform/http/download.ts'
import { cutPage, pageOf, pageQuery, route } from '../../platform/http/route.ts'
import type { Actor } from '../../platform/identity/actor.ts'
import { isId } from '../../platform/ids.ts'
import { type Lines, serviceLineIds, serviceLines } from '../line.ts'
import { can } from '../policy.ts'
import { agreementBetween, agreementsByPair, chartsOf, figuresOf } from './board.ts'
import {
  defectCounts,
  findDefects,
  findInspections,
  type Place,
  periods,
  points,
  rated,
  totals,
  totalsByClient,
  totalsByLine,
} from './board-store.ts'
import { causeIds, causes } from './inspection.ts'
import { defectView, severity } from './schemas.ts'
import { namesOf } from './store.ts'

const id = z.uuid()
const filterQuery = z.object({
  line: z.enum(serviceLineIds).optional(),
  clientId: id.optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
})

const figures = z.object({
  lots: z.number(),
  units: z.number(),
  opportunities: z.number(),
  defects: z.number(),
  failed: z.number(),
  defectives: z.number(),
  rejected: z.number(),
  refusedAtSignoff: z.number(),
  returnedByClient: z.number(),
  firstPassYield: z.number().nullable(),
  rolledYield: z.number().nullable(),
  dpu: z.number().nullable(),
  dpmo: z.number().nullable(),
  dpmoLower: z.number().nullable(),
  dpmoUpper: z.number().nullable(),
  sigma: z.number().nullable(),
  sigmaAtLeast: z.number().nullable(),
})

const chart = z.object({
  kind: z.enum(['p', 'u', 'xmr']),
  problem: z.string().nullable(),
  centre: z.number().nullable(),
  sigmaZ: z.number().nullable(),
  points: z
    .array(
      z.object({ label: z.string(), value: z.number(), lower: z.number(), upper: z.number(), signals: z.array(z.string()).readonly() }),
    )
    .readonly(),
})

const paretoRow = z.object({ id: z.string(), title: z.string(), count: z.number(), share: z.number(), cumulative: z.number() })

const agreement = z.object({
  units: z.number(),
  agreement: z.number(),
  kappa: z.number().nullable(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  pabak: z.number().nullable(),
  nonconforming: z.number(),
})

const boardView = z.object({
  totals: figures,
  byLine: z.array(figures.extend({ line: z.enum(serviceLineIds) })),
  byClient: z.array(figures.extend({ clientId: id, name: z.string() })),
  points: z.array(
    z.object({
      label: z.string(),
      units: z.number(),
      opportunities: z.number(),
      defects: z.number(),
      failed: z.number(),
      defectives: z.number(),
    }),
  ),
  charts: z.array(chart),
  byCtq: z.array(paretoRow),
  byCause: z.array(paretoRow),
  agreement: agreement.nullable(),
  agreements: z.array(agreement.extend({ firstId: id, secondId: id, first: z.string(), second: z.string() })),
})

const inspectionRow = z.object({
  id,
  matterId: id,
  orderId: id,
  number: z.string(),
  title: z.string(),
  line: z.enum(serviceLineIds),
  clientId: id,
  round: z.number(),
  state: z.string(),
  lotSize: z.number(),
  /** The inspector's name; null for the client's people: who of ours inspected is ours to know. */
  inspector: z.string().nullable(),
  closedAt: z.string().nullable(),
  verdict: z.enum(['accepted', 'rejected']).nullable(),
  unitsInspected: z.number().nullable(),
  opportunitiesEach: z.number().nullable(),
  defects: z.number().nullable(),
  failed: z.number().nullable(),
  defectives: z.number().nullable(),
  accept: z.number(),
})

const defectRow = defectView.extend({
  ctqTitle: z.string(),
  number: z.string(),
  title: z.string(),
  line: z.enum(serviceLineIds),
  clientId: id,
})

const inspectionQuery = filterQuery.extend({
  verdict: z.enum(['accepted', 'rejected']).optional(),
  round: z.enum(['first', 'later']).optional(),
  cameBackFrom: z.enum(['signoff', 'client']).optional(),
  number: z.string().max(100).optional(),
})

const defectQuery = filterQuery.extend({
  ctq: z.string().max(100).optional(),
  cause: z.enum([...causeIds, 'none']).optional(),
  severity: severity.optional(),
  foundAt: z.enum(['inspection', 'signoff', 'client']).optional(),
  status: z.enum(['open', 'corrected', 'withdrawn']).optional(),
  sample: z.literal('first').optional(),
})

/** Most rows of an export: what a spreadsheet opens at once without pain. */
const csvRowsMax = 50_000

/** Quality over many orders: the figures, and the rows behind each. */
export const boardRoutes = (lines: Lines) => ({
  board: route({
    method: 'get',
    path: '/api/quality/board',
    summary: 'Yields, DPMO, sigma, control charts, Pareto and agreement, of first inspections',
    may: can('see-quality'),
    query: filterQuery.extend({
      per: z.enum(periods).default('week'),
      rules: z.enum(ruleSetNames).default('western-electric'),
      laney: z.stringbool().default(false),
    }),
    answer: boardView,
    run: async ({ work: { db }, actor, query: { per, rules, laney, ...filter } }) => {
      const series = await points(db, filter, per)
      const judged = await rated(db, filter)
      const counts = await defectCounts(db, filter)
      const pairs = isClient(actor) ? [] : agreementsByPair(judged)
      const names = await namesOf(
        db,
        pairs.flatMap(({ firstId, secondId }) => [firstId, secondId]),
      )
      return {
        totals: figuresOf(await totals(db, filter)),
        byLine: (await totalsByLine(db, filter)).map((row) => ({ line: row.line, ...figuresOf(row) })),
        byClient: (await totalsByClient(db, filter)).map(({ clientId, name, ...row }) => ({ clientId, name, ...figuresOf(row) })),
        points: [...series],
        charts: chartsOf(series, rules, laney).map((one) => ({ ...one, points: one.points })),
        byCtq: pareto(counts.map(({ ctq, count }) => ({ category: ctq, count }))).map(titled(ctqTitles(lines))),
        byCause: pareto(counts.map(({ cause, count }) => ({ category: cause ?? 'none', count }))).map(titled(causeTitles)),
        agreement: agreementBetween(judged),
        agreements: pairs.map((pair) => ({ ...pair, first: names[pair.firstId] ?? '', second: names[pair.secondId] ?? '' })),
      }
    },
  }),

  inspections: route({
    method: 'get',
    path: '/api/quality/inspections',
    summary: 'Closed inspections, newest first: the rows behind the board',
    may: can('see-quality'),
    query: pageQuery.extend(inspectionQuery.shape),
    answer: pageOf(inspectionRow),
    run: async ({ work: { db }, actor, query: { cursor, limit, ...filter } }) => {
      const rows = await findInspections(db, filter, limit, placeFrom(cursor))
      const page = cutPage(rows, limit, ({ closedAt, id }) => placeText({ at: closedAt ?? '', id }))
      const names = isClient(actor)
        ? {}
        : await namesOf(
            db,
            page.items.map(({ inspectorId }) => inspectorId),
          )
      return {
        ...page,
        items: page.items.map(({ plan, ...row }) => ({ ...row, inspector: names[row.inspectorId] ?? null, accept: plan.accept })),
      }
    },
  }),

  defects: route({
    method: 'get',
    path: '/api/quality/defects',
    summary: 'Defects, newest first, with cause and corrective action',
    may: can('see-quality'),
    query: pageQuery.extend(defectQuery.shape),
    answer: pageOf(defectRow),
    run: async ({ work: { db }, actor, query: { cursor, limit, ...filter } }) => {
      const rows = await findDefects(db, { ...filter, closedOnly: isClient(actor) }, limit, placeFrom(cursor))
      const page = cutPage(rows, limit, placeText)
      const title = ctqTitles(lines)
      return {
        ...page,
        items: page.items.map((row) => ({ ...row, ctqTitle: title(row.ctq), foundBy: isClient(actor) ? null : row.foundBy })),
      }
    },
  }),

  inspectionsCsv: route({
    method: 'get',
    path: '/api/quality/exports/inspections',
    summary: 'Closed inspections as CSV that is safe in a spreadsheet',
    may: can('see-quality'),
    query: inspectionQuery,
    run: async ({ work: { db }, query }) => {
      const rows = await findInspections(db, query, csvRowsMax)
      return csv('inspections.csv', [
        [
          'Order',
          'Title',
          'Line',
          'Round',
          'State',
          'Lot',
          'Inspected',
          'Accept',
          'Nonconforming',
          'Defects',
          'Opportunities',
          'Verdict',
          'Closed',
        ],
        ...rows
          .slice(0, csvRowsMax)
          .map((row) => [
            row.number,
            row.title,
            serviceLines[row.line],
            row.round,
            row.state,
            row.lotSize,
            row.unitsInspected,
            row.plan.accept,
            row.defectives,
            row.defects,
            (row.unitsInspected ?? 0) * (row.opportunitiesEach ?? 0),
            row.verdict,
            row.closedAt,
          ]),
      ])
    },
  }),

  defectsCsv: route({
    method: 'get',
    path: '/api/quality/exports/defects',
    summary: 'Defects as CSV that is safe in a spreadsheet',
    may: can('see-quality'),
    query: defectQuery,
    run: async ({ work: { db }, actor, query }) => {
      const rows = await findDefects(db, { ...query, closedOnly: isClient(actor) }, csvRowsMax)
      const title = ctqTitles(lines)
      return csv('defects.csv', [
        [
          'Order',
          'Title',
          'Line',
          'Found',
          'Found at',
          'Unit',
          'Place',
          'Kind',
          'Severity',
          'Description',
          'Status',
          'Cause',
          'Corrective action',
        ],
        ...rows
          .slice(0, csvRowsMax)
          .map((row) => [
            row.number,
            row.title,
            serviceLines[row.line],
            row.at,
            row.foundAt,
            row.unit,
            row.place,
            title(row.ctq),
            row.severity,
            row.description,
            row.status,
            row.cause && causes[row.cause],
            row.correctiveAction,
          ]),
      ])
    },
  }),
})

const isClient = ({ clientId }: Actor): boolean => clientId !== undefined

/** What lines call their opportunities; one that no line knows any more keeps its name. */
function ctqTitles(lines: Lines): (ctq: string) => string {
  const titles = new Map([...lines.values()].flatMap(({ opportunities }) => opportunities.map(({ ctq, title }) => [ctq, title] as const)))
  return (ctq) => titles.get(ctq) ?? ctq
}

const causeTitles = (cause: string): string => (cause in causes ? causes[cause as keyof typeof causes] : 'Not analysed yet')

const titled =
  (title: (id: string) => string) =>
  ({ category, ...row }: ParetoRow) => ({ id: category, title: title(category), ...row })

const placeText = ({ at, id }: Place): string => `${at}_${id}`

/** Reads a cursor back; what is none begins at the first page. */
function placeFrom(cursor: string | undefined): Place | undefined {
  const [at = '', id = ''] = cursor?.split('_') ?? []
  return Number.isNaN(Date.parse(at)) || !isId(id) ? undefined : { at, id }
}

function csv(name: string, rows: readonly (readonly CsvCell[])[]): Response {
  const bytes = new TextEncoder().encode(writeCsv(rows))
  const source = async function* () {
    yield bytes
  }
  return attachment({ name, bytes: bytes.byteLength, source: source() })
}
