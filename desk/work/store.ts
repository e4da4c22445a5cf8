import { sql } from 'kysely'
import { deskTable, type Migration } from '../../platform/database/migrations.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import { pageRowsMax } from '../../platform/http/route.ts'
import { openStatuses } from '../orders/lifecycle.ts'
import type { Handover, Task, TimeEntry } from './task.ts'

/** A task, and since when its timer runs, if it does. */
export interface TaskRow extends Task {
  timerSince: string | null
}

declare module '../../platform/database/tables.ts' {
  interface Tables {
    task: TaskRow
    timeEntry: TimeEntry
    handover: Handover
  }
}

export const workMigrations: readonly Migration[] = [
  {
    id: 'work 2026-11-24',
    up: [
      deskTable(
        'task',
        `id uuid primary key, matter_id uuid not null, order_id uuid not null, key text not null, title text not null, skill text not null, level_min integer not null,
         units double precision not null, minutes_per_unit double precision not null, after jsonb not null, admitted boolean not null, assignee_id uuid,
         assigned_because jsonb not null, status text not null, rounds integer not null, started_at timestamptz, done_at timestamptz,
         units_done double precision not null, timer_since timestamptz`,
      ),
      'create index task_order on task (order_id);',
      "create index task_assignee on task (assignee_id) where status <> 'done';",
      deskTable(
        'time_entry',
        `id uuid primary key, matter_id uuid not null, order_id uuid not null, task_id uuid, person_id uuid not null, date date not null,
         minutes double precision not null, note text not null, task_code text, activity_code text`,
      ),
      'create index time_entry_person on time_entry (person_id, date);create index time_entry_order on time_entry (order_id);',
      deskTable(
        'handover',
        `id uuid primary key, matter_id uuid not null, order_id uuid not null, task_id uuid not null, from_id uuid not null, to_id uuid not null,
         note text not null, at timestamptz not null, accepted_at timestamptz`,
      ),
      'create index handover_to on handover (to_id) where accepted_at is null;create index handover_order on handover (order_id);',
    ].join('\n'),
  },
]

/** The tasks of one order, in the order of its plan. */
export const tasksOfOrder = (db: Scoped, orderId: string) =>
  db.selectFrom('task').selectAll().where('orderId', '=', orderId).orderBy('id').execute()

/** Tasks that are not done, of orders that are open, with what a board shows of the order; first due first. */
export function openTasks(db: Scoped, filter: { readonly assigneeId?: string | undefined; readonly unassigned?: boolean | undefined }) {
  let query = db
    .selectFrom('task')
    .innerJoin('orders', 'orders.id', 'task.orderId')
    .selectAll('task')
    .select([
      'orders.number',
      'orders.title as orderTitle',
      'orders.status as orderStatus',
      'orders.dueAt',
      'orders.breachedAt',
      'orders.line',
      'orders.priority',
    ])
    .where('task.status', '<>', 'done')
    .where('orders.status', 'in', openStatuses)
  if (filter.assigneeId) query = query.where('task.assigneeId', '=', filter.assigneeId)
  if (filter.unassigned) query = query.where('task.assigneeId', 'is', null)
  return query
    .orderBy('orders.dueAt', (order) => order.asc().nullsLast())
    .orderBy('task.id')
    .limit(pageRowsMax)
    .execute()
}

/** Minutes of open tasks that each person has, as far as the actor may see. */
export async function loadMinutes(db: Scoped): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('task')
    .select(['assigneeId', sql<number>`sum(units * minutes_per_unit)`.as('minutes')])
    .where('status', '<>', 'done')
    .where('assigneeId', 'is not', null)
    .groupBy('assigneeId')
    .execute()
  return new Map(rows.map(({ assigneeId, minutes }) => [assigneeId ?? '', minutes]))
}

/** Who has worked on a matter. */
export async function knownOnMatter(db: Scoped, matterId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('task')
    .select('assigneeId')
    .distinct()
    .where('matterId', '=', matterId)
    .where('assigneeId', 'is not', null)
    .execute()
  return new Set(rows.map(({ assigneeId }) => assigneeId ?? ''))
}

/** A person's time between two days, both included. */
export const timesOf = (db: Scoped, personId: string, from: string, to: string) =>
  db
    .selectFrom('timeEntry')
    .innerJoin('orders', 'orders.id', 'timeEntry.orderId')
    .selectAll('timeEntry')
    .select(['orders.number', 'orders.title as orderTitle'])
    .where('personId', '=', personId)
    .where('date', '>=', from)
    .where('date', '<=', to)
    .orderBy('date')
    .orderBy('timeEntry.id')
    .limit(pageRowsMax)
    .execute()

export const timesOfOrder = (db: Scoped, orderId: string) =>
  db.selectFrom('timeEntry').selectAll().where('orderId', '=', orderId).orderBy('date').orderBy('id').execute()

export const handoversOfOrder = (db: Scoped, orderId: string) =>
  db.selectFrom('handover').selectAll().where('orderId', '=', orderId).orderBy('at').execute()

/** Hand-overs that wait for a person. */
export const handoversFor = (db: Scoped, personId: string) =>
  db
    .selectFrom('handover')
    .innerJoin('task', 'task.id', 'handover.taskId')
    .innerJoin('orders', 'orders.id', 'handover.orderId')
    .selectAll('handover')
    .select(['task.title', 'orders.number', 'orders.title as orderTitle'])
    .where('handover.toId', '=', personId)
    .where('handover.acceptedAt', 'is', null)
    .orderBy('handover.at')
    .execute()
