import { sql } from 'kysely'
import { northwindTerms } from '../demo/terms.ts'
import { scopeMatter } from '../platform/database/scope.ts'
import { house } from '../platform/ids.ts'
import type { House } from './house.ts'
import type { Trace } from './journey.ts'
import type { Known } from './samples.ts'

/** The ids of everything that stands on one order and, of what belongs to no order, on its matter; by table. */
export type MatterIds = ReadonlyMap<string, readonly string[]>

/** Reads from every table that has a matter and ids: a room that is added is found by itself. */
export async function idsOnMatter({ store }: House, { matterId, orderId }: Trace): Promise<MatterIds> {
  return scopeMatter(store.database, house, matterId, async (db) => {
    const { rows: tables } = await sql<{ name: string; ofOrder: boolean }>`
      select c.relname as name, exists (select from pg_attribute o where o.attrelid = c.oid and o.attname = 'order_id') as of_order
      from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
        and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'matter_id')
        and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'id')`.execute(db)
    const found = new Map<string, readonly string[]>()
    for (const { name, ofOrder } of tables) {
      const those = name === 'orders' ? sql`id = ${orderId}` : ofOrder ? sql`order_id = ${orderId}` : sql`true`
      const { rows } = await sql<{
        id: string
      }>`select id from ${sql.id(name)} where matter_id = ${matterId} and ${those} order by id`.execute(db)
      found.set(
        name,
        rows.map(({ id }) => id),
      )
    }
    return found
  })
}

/** Of a matter with an order, what stands for a parameter or a property by its name: `taskId` is a task of the order. */
export function knownOn(ids: MatterIds, trace: Trace, more: Readonly<Record<string, unknown>>): Known {
  const values: Record<string, unknown> = {
    matterId: trace.matterId,
    orderId: trace.orderId,
    rfiId: trace.rfiId,
    taskId: trace.taskIds[0],
    sha256: trace.file.sha256,
    file: trace.file,
    timeZone: 'Asia/Kolkata',
    shift: { mon: [['09:00', '18:00']] },
    terms: northwindTerms('2026-01-05'),
    templateId: trace.templateId,
    intake: { kind: 'nda', side: 'mutual', keyTerms: 'Two years.' },
    answers: { seller: 'A', buyer: 'B', days: '30' },
    from: '2026-03-02',
    to: '2026-03-31',
    ...more,
  }
  return (name) => {
    if (name in values) return values[name]
    const stem = /^(.+)Id$/.exec(name)?.[1]?.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    return stem === undefined ? undefined : idOf(ids, stem)
  }
}

function idOf(ids: MatterIds, stem: string): string | undefined {
  const fits = (table: string) => table === stem || table.startsWith(stem) || table.endsWith(`_${stem}`)
  for (const [table, [first]] of ids) if (fits(table) && first !== undefined) return first
  return undefined
}
