import type { Scoped } from '../database/scope.ts'
import type { Row } from '../database/tables.ts'
import { canonical } from './canonical.ts'
import type { ProjectedTable } from './projection.ts'

/** A row in the form in which two rows are compared: nothing and null are the same. */
export const rowForm = (row: object): string =>
  canonical(Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined && value !== null)))

const keyOf = (table: ProjectedTable, row: object): string => canonical(table.key.map((column) => (row as Row)[column]))

/** Indexes rows by their primary key. */
export const byKey = (table: ProjectedTable, rows: readonly object[]): Map<string, Row> =>
  new Map(rows.map((row) => [keyOf(table, row), row as Row]))

/** pg would send an array as a PostgreSQL array; every list here is jsonb. */
const sent = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      typeof value === 'object' && value !== null ? JSON.stringify(value) : (value ?? null),
    ]),
  )

/** PostgreSQL takes at most 65,535 parameters in one statement. */
const parametersMax = 65_000

/** Makes a table's rows of one subject what they should be: writes those that are new or differ, deletes those that are gone. */
export async function writeRows(db: Scoped, table: ProjectedTable, before: readonly object[], after: readonly object[]): Promise<void> {
  const old = byKey(table, before)
  const next = byKey(table, after)
  const changed = [...next]
    .filter(([key, row]) => !old.has(key) || rowForm(old.get(key) ?? {}) !== rowForm(row))
    .map(([, row]) => sent(row))
  const gone = [...old].filter(([key]) => !next.has(key)).map(([, row]) => row)
  await deleteRows(db, table, gone)
  await upsertRows(db, table, changed)
}

async function upsertRows(db: Scoped, table: ProjectedTable, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {})
  const batch = Math.max(1, Math.floor(parametersMax / Math.max(1, columns.length)))
  const rest = columns.filter((column) => !table.key.includes(column))
  for (let start = 0; start < rows.length; start += batch) {
    await db
      .insertInto(table.name as never)
      .values(rows.slice(start, start + batch) as never)
      .onConflict((conflict) => {
        const on = conflict.columns(table.key as never)
        return rest.length === 0
          ? on.doNothing()
          : on.doUpdateSet((eb) => Object.fromEntries(rest.map((column) => [column, eb.ref(`excluded.${column}` as never)])) as never)
      })
      .execute()
  }
}

async function deleteRows(db: Scoped, table: ProjectedTable, rows: readonly Row[]): Promise<void> {
  for (const row of rows) {
    let query = db.deleteFrom(table.name as never)
    for (const column of table.key) query = query.where(column as never, '=', row[column] as never)
    await query.execute()
  }
}
