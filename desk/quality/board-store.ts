import { type SelectQueryBuilder, sql } from 'kysely'
import type { Scoped } from '../../platform/database/scope.ts'
import type { Tables } from '../../platform/database/tables.ts'
import type { ServiceLineId } from '../line.ts'
import type { PointSums, Rated, Sums } from './board.ts'
import type { Cause, Defect, Outcome } from './inspection.ts'
import './store.ts'

/** Which work a board looks at. Days are those of UTC, both included. */
export interface QualityFilter {
  readonly line?: ServiceLineId | undefined
  readonly clientId?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/** Most points of a chart: more cannot be told apart. The newest stay. */
const pointsMax = 400
/** Most second opinions that an agreement is worked out of; the newest. */
const opinionsMax = 5_000

const dayAfter = (date: string): string => `${Temporal.PlainDate.from(date).add({ days: 1 }).toString()}T00:00:00.000Z`

type Joined = SelectQueryBuilder<Tables, 'inspection' | 'orders', object>

function closedInspections(db: Scoped, { line, clientId, from, to }: QualityFilter): Joined {
  let query = db
    .selectFrom('inspection')
    .innerJoin('orders', 'orders.id', 'inspection.orderId')
    .where('inspection.closedAt', 'is not', null)
  if (line) query = query.where('orders.line', '=', line)
  if (clientId) query = query.where('orders.clientId', '=', clientId)
  if (from) query = query.where('inspection.closedAt', '>=', `${from}T00:00:00.000Z`)
  if (to) query = query.where('inspection.closedAt', '<', dayAfter(to))
  return query as Joined
}

/** Each order has one first inspection: what comes again after rework says nothing of the process that made it. */
const firstInspections = (db: Scoped, filter: QualityFilter): Joined => closedInspections(db, filter).where('inspection.round', '=', 1)

const number = (expression: string) => sql<number>`coalesce(${sql.raw(expression)}, 0)::float8`
/** Whether an inspection's order came back, after this or a later inspection had let it pass. */
const cameBackFrom = (by: 'signoff' | 'client') =>
  sql<boolean>`exists (select from inspection as passed where passed.order_id = inspection.order_id and passed.sent_back_by = ${by})`
const countCameBackFrom = (by: 'signoff' | 'client') => sql<number>`(count(*) filter (where ${cameBackFrom(by)}))::float8`

const unitSums = [
  number('sum(inspection.units_inspected)').as('units'),
  number('sum(inspection.units_inspected * inspection.opportunities_each)').as('opportunities'),
  number('sum(inspection.defects)').as('defects'),
  number('sum(inspection.failed)').as('failed'),
  number('sum(inspection.defectives)').as('defectives'),
] as const

const sums = [
  number('count(*)').as('lots'),
  ...unitSums,
  number("count(*) filter (where inspection.verdict = 'rejected')").as('rejected'),
  countCameBackFrom('signoff').as('refusedAtSignoff'),
  countCameBackFrom('client').as('returnedByClient'),
] as const

export const totals = (db: Scoped, filter: QualityFilter): Promise<Sums> =>
  firstInspections(db, filter)
    .select([...sums])
    .executeTakeFirstOrThrow()

export const totalsByLine = (db: Scoped, filter: QualityFilter): Promise<(Sums & { readonly line: ServiceLineId })[]> =>
  firstInspections(db, filter)
    .select(['orders.line', ...sums])
    .groupBy('orders.line')
    .orderBy('orders.line')
    .execute()

/** By client, with its name, most inspected lots first. */
export const totalsByClient = (
  db: Scoped,
  filter: QualityFilter,
): Promise<(Sums & { readonly clientId: string; readonly name: string })[]> =>
  firstInspections(db, filter)
    .innerJoin('client', 'client.clientId', 'orders.clientId')
    .select(['orders.clientId', 'client.name', ...sums])
    .groupBy(['orders.clientId', 'client.name'])
    .orderBy('lots', 'desc')
    .orderBy('orders.clientId')
    .execute()

export const periods = ['lot', 'day', 'week', 'month'] as const
export type Period = (typeof periods)[number]

/** What charts are drawn of, oldest first: lots by their order's number, or the periods in which they were inspected by their first day. */
export async function points(db: Scoped, filter: QualityFilter, per: Period): Promise<readonly PointSums[]> {
  const newest =
    per === 'lot'
      ? await firstInspections(db, filter)
          .select(['orders.number as label', ...unitSums])
          .groupBy(['inspection.id', 'orders.number'])
          .orderBy('inspection.closedAt', 'desc')
          .orderBy('inspection.id', 'desc')
          .limit(pointsMax)
          .execute()
      : await firstInspections(db, filter)
          .select([sql<string>`to_char(${begin(per)}, 'YYYY-MM-DD')`.as('label'), ...unitSums])
          .groupBy(begin(per))
          .orderBy('label', 'desc')
          .limit(pointsMax)
          .execute()
  return newest.reverse()
}

/** A literal, not a parameter: PostgreSQL must see that the expression is the same in both places. */
const begin = (per: Exclude<Period, 'lot'>) => sql<string>`date_trunc(${sql.lit(per)}, inspection.closed_at)`

/** Units that two inspectors judged, in the inspections of a filter, whatever their round. */
export async function rated(db: Scoped, filter: QualityFilter): Promise<readonly Rated[]> {
  const rows = await closedInspections(db, filter)
    .innerJoin('secondOpinion', 'secondOpinion.inspectionId', 'inspection.id')
    .select(['secondOpinion.firstId', 'secondOpinion.inspectorId', 'secondOpinion.ratings'])
    .orderBy('secondOpinion.at', 'desc')
    .limit(opinionsMax)
    .execute()
  return rows.flatMap(({ firstId, inspectorId: secondId, ratings }) =>
    ratings.map(({ first, second }) => ({ firstId, secondId, first, second })),
  )
}

export interface InspectionFilter extends QualityFilter {
  readonly verdict?: Outcome['verdict'] | undefined
  /** Only first inspections, which the figures count; or only those after rework. */
  readonly round?: 'first' | 'later' | undefined
  /** Only of orders that the signing attorney, or the client, sent back afterwards. */
  readonly cameBackFrom?: 'signoff' | 'client' | undefined
  /** Of the order. */
  readonly number?: string | undefined
}

/** The instant and the id of a page's last row. */
export interface Place {
  readonly at: string
  readonly id: string
}

/** The closed inspections behind a board's figures, newest first; one more than `limit`, to know whether there is a next page. */
export function findInspections(db: Scoped, filter: InspectionFilter, limit: number, after?: Place) {
  let query = closedInspections(db, filter).select([
    'inspection.id',
    'inspection.matterId',
    'inspection.orderId',
    'orders.number',
    'orders.title',
    'orders.line',
    'orders.clientId',
    'inspection.round',
    'inspection.state',
    'inspection.plan',
    'inspection.lotSize',
    'inspection.inspectorId',
    'inspection.closedAt',
    'inspection.verdict',
    'inspection.unitsInspected',
    'inspection.opportunitiesEach',
    'inspection.defects',
    'inspection.failed',
    'inspection.defectives',
  ])
  if (filter.verdict) query = query.where('inspection.verdict', '=', filter.verdict)
  if (filter.round) query = query.where('inspection.round', filter.round === 'first' ? '=' : '>', 1)
  if (filter.cameBackFrom) query = query.where(cameBackFrom(filter.cameBackFrom))
  if (filter.number) query = query.where('orders.number', '=', filter.number)
  if (after) query = query.where((eb) => eb(eb.refTuple('inspection.closedAt', 'inspection.id'), '<', eb.tuple(after.at, after.id)))
  return query
    .orderBy('inspection.closedAt', 'desc')
    .orderBy('inspection.id', 'desc')
    .limit(limit + 1)
    .execute()
}

export interface DefectFilter extends QualityFilter {
  readonly ctq?: string | undefined
  readonly cause?: Cause | 'none' | undefined
  readonly severity?: Defect['severity'] | undefined
  readonly foundAt?: Defect['foundAt'] | undefined
  readonly status?: Defect['status'] | undefined
  /** Only those that a board's figures count: of the sample of a first inspection that is closed. */
  readonly sample?: 'first' | undefined
  /** Leaves out those of inspections that are still open. */
  readonly closedOnly?: boolean | undefined
}

/** When a defect counts: with the closing of the inspection that found it, or when the signing attorney or the client said so. */
const countedAt = sql<string | null>`case when defect.inspection_id is null then defect.at else inspection.closed_at end`

function defects(db: Scoped, filter: DefectFilter) {
  let query = db
    .selectFrom('defect')
    .innerJoin('orders', 'orders.id', 'defect.orderId')
    .leftJoin('inspection', 'inspection.id', 'defect.inspectionId')
  if (filter.line) query = query.where('orders.line', '=', filter.line)
  if (filter.clientId) query = query.where('orders.clientId', '=', filter.clientId)
  if (filter.from) query = query.where(countedAt, '>=', `${filter.from}T00:00:00.000Z`)
  if (filter.to) query = query.where(countedAt, '<', dayAfter(filter.to))
  if (filter.ctq) query = query.where('defect.ctq', '=', filter.ctq)
  if (filter.cause === 'none') query = query.where('defect.cause', 'is', null)
  else if (filter.cause) query = query.where('defect.cause', '=', filter.cause)
  if (filter.severity) query = query.where('defect.severity', '=', filter.severity)
  if (filter.foundAt) query = query.where('defect.foundAt', '=', filter.foundAt)
  query = filter.status ? query.where('defect.status', '=', filter.status) : query.where('defect.status', '<>', 'withdrawn')
  if (filter.sample) query = query.where('defect.inSample', '=', true).where('defect.round', '=', 1)
  if (filter.sample || filter.closedOnly) query = query.where(countedAt, 'is not', null)
  return query
}

/** Defects, newest first, withdrawn ones only where they are asked for; one more than `limit`, to know whether there is a next page. */
export function findDefects(db: Scoped, filter: DefectFilter, limit: number, after?: Place) {
  let query = defects(db, filter).selectAll('defect').select(['orders.number', 'orders.title', 'orders.line', 'orders.clientId'])
  if (after) query = query.where((eb) => eb(eb.refTuple('defect.at', 'defect.id'), '<', eb.tuple(after.at, after.id)))
  return query
    .orderBy('defect.at', 'desc')
    .orderBy('defect.id', 'desc')
    .limit(limit + 1)
    .execute()
}

/** How many defects there are of each kind and cause. */
export const defectCounts = (db: Scoped, filter: DefectFilter) =>
  defects(db, { ...filter, closedOnly: true })
    .select(['orders.line', 'defect.ctq', 'defect.cause', number('count(*)').as('count')])
    .groupBy(['orders.line', 'defect.ctq', 'defect.cause'])
    .execute()
