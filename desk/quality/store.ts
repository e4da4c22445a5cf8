import { deskTable, type Migration } from '../../platform/database/migrations.ts'
import { overWalls, type Scoped } from '../../platform/database/scope.ts'
import { pageRowsMax } from '../../platform/http/route.ts'
import type { ServiceLineId } from '../line.ts'
import '../orders/store.ts'
import '../people/store.ts'
import type { Defect, Inspection, Outcome } from './inspection.ts'
import type { PastLot } from './switching.ts'

/** An inspection as its table holds it: the lot and the outcome beside it. */
export interface InspectionRow extends Omit<Inspection, 'lot' | 'outcome'> {
  unit: Inspection['lot']['unit']
  lotSize: number
  lotFiles: Inspection['lot']['files']
  verdict: Outcome['verdict'] | null
  verdictBecause: Outcome['because'] | null
  unitsInspected: number | null
  /** What could be wrong with one unit. */
  opportunitiesEach: number | null
  defects: number | null
  failed: number | null
  defectives: number | null
  acceptedOneStepTighter: boolean | null
}

export interface OpinionRow {
  id: string
  matterId: string
  orderId: string
  inspectionId: string
  firstId: string
  inspectorId: string
  at: string
  /** Whether the unit was found nonconforming, first and second. */
  ratings: readonly { readonly unit: string; readonly first: boolean; readonly second: boolean }[]
}

declare module '../../platform/database/tables.ts' {
  interface Tables {
    inspection: InspectionRow
    defect: Defect
    secondOpinion: OpinionRow
  }
}

export const qualityMigrations: readonly Migration[] = [
  {
    id: 'quality 2026-11-24',
    up: [
      deskTable(
        'inspection',
        `id uuid primary key, matter_id uuid not null, order_id uuid not null, round integer not null, unit text not null, lot_size integer not null,
         lot_files jsonb, product_hash text, opportunities jsonb not null, policy jsonb not null, state text not null, resumed boolean not null, plan jsonb not null,
         seed text not null, sample jsonb not null, inspector_id uuid not null, opened_at timestamptz not null, checks jsonb not null, findings jsonb not null,
         inspected jsonb not null, closed_at timestamptz, verdict text, verdict_because jsonb, units_inspected integer, opportunities_each integer, defects integer,
         failed integer, defectives integer, accepted_one_step_tighter boolean, sent_back_by text`,
      ),
      'create index inspection_order on inspection (order_id);create index inspection_closed on inspection (closed_at, id) where closed_at is not null;',
      deskTable(
        'defect',
        `id uuid primary key, matter_id uuid not null, order_id uuid not null, inspection_id uuid, round integer not null, unit text, in_sample boolean not null,
         ctq text not null, severity text not null, description text not null, place text not null, found_at text not null, found_by uuid not null,
         at timestamptz not null, cause text, corrective_action text, status text not null, corrected_at timestamptz, note text`,
      ),
      'create index defect_order on defect (order_id);create index defect_at on defect (at, id);create index defect_inspection on defect (inspection_id);',
      deskTable(
        'second_opinion',
        `id uuid primary key, matter_id uuid not null, order_id uuid not null, inspection_id uuid not null, first_id uuid not null, inspector_id uuid not null,
         at timestamptz not null, ratings jsonb not null`,
      ),
      'create index second_opinion_inspection on second_opinion (inspection_id);',
    ].join('\n'),
  },
]

/** Names of people, by id. */
export async function namesOf(db: Scoped, ids: Iterable<string>): Promise<Readonly<Record<string, string>>> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return {}
  const rows = await db.selectFrom('person').select(['id', 'name']).where('id', 'in', wanted).execute()
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]))
}

/** An order's last closed inspection. */
export const lastClosed = (db: Scoped, orderId: string) =>
  db
    .selectFrom('inspection')
    .selectAll()
    .where('orderId', '=', orderId)
    .where('closedAt', 'is not', null)
    .orderBy('round', 'desc')
    .limit(1)
    .executeTakeFirst()

/** Inspections of orders that are in inspection: those that wait for somebody, and those that are open. First due first. */
export const inspectionsToDo = (db: Scoped) =>
  db
    .selectFrom('orders')
    .leftJoin('inspection', (join) => join.onRef('inspection.orderId', '=', 'orders.id').on('inspection.closedAt', 'is', null))
    .select([
      'orders.id as orderId',
      'orders.matterId',
      'orders.number',
      'orders.title',
      'orders.line',
      'orders.priority',
      'orders.dueAt',
      'inspection.id as inspectionId',
      'inspection.inspectorId',
      'inspection.round',
    ])
    .where('orders.status', '=', 'in-inspection')
    .orderBy('orders.dueAt', (order) => order.asc().nullsLast())
    .orderBy('orders.id')
    .limit(pageRowsMax)
    .execute()

/** Lots that a switching state is worked out from: the rules look back over stretches far shorter than this. */
const lotsMax = 1_000

/**
 * The lots of an engagement and line that were inspected by sampling plans, in their order, over every wall: the rules count all of them, and what comes of it is
 * the state alone.
 */
export const pastLots = (db: Scoped, engagementId: string, line: ServiceLineId): Promise<readonly PastLot[]> =>
  overWalls(db, async (all) => {
    const rows = await all
      .selectFrom('inspection')
      .innerJoin('orders', 'orders.id', 'inspection.orderId')
      .select(['inspection.round', 'inspection.verdict', 'inspection.acceptedOneStepTighter', 'inspection.resumed'])
      .where('orders.engagementId', '=', engagementId)
      .where('orders.line', '=', line)
      .where('inspection.closedAt', 'is not', null)
      .where((eb) => eb(eb.ref('inspection.policy', '->>').key('kind'), '=', 'iso-2859-1'))
      .orderBy('inspection.closedAt', 'desc')
      .orderBy('inspection.id', 'desc')
      .limit(lotsMax)
      .execute()
    return rows.reverse().flatMap(({ verdict, ...row }) => (verdict ? [{ ...row, verdict }] : []))
  })
