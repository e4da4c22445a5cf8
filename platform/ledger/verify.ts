import type { Database } from '../database/database.ts'
import { type Scoped, scope, scopeStream } from '../database/scope.ts'
import type { Row } from '../database/tables.ts'
import { house } from '../ids.ts'
import type { Projections } from './command.ts'
import { type ChainProblem, chainProblem, type Entry } from './entry.ts'
import type { ProjectedTable, Projection } from './projection.ts'
import { byKey, rowForm } from './rows.ts'
import { entriesAfter, heads } from './store.ts'

export interface Verification {
  readonly streams: number
  readonly entries: number
  readonly rows: number
  /** The first problem of each stream's chain, and every row that differs from what the entries say. */
  readonly problems: readonly ChainProblem[]
}

/** Entries read at a time: memory stays flat however long a ledger is. */
const pageEntries = 1_000

/**
 * Replays ledgers and compares them with the tables, row by row.
 *
 * @param only one stream; all where it is left out
 */
export async function verifyLedgers(
  database: Database,
  projections: Projections,
  only?: string,
  progress?: (done: number, of: number) => void,
): Promise<Verification> {
  const all = await scope(database, house, heads)
  const chosen = all.filter(({ streamId }) => only === undefined || streamId === only)
  const total = { streams: 0, entries: 0, rows: 0, problems: [] as ChainProblem[] }
  for (const head of chosen) {
    const { entries, rows, problems } = await scopeStream(database, house, head.streamId, (db) => verifyStream(db, projections, head))
    total.streams += 1
    total.entries += entries
    total.rows += rows
    total.problems.push(...problems)
    progress?.(total.streams, chosen.length)
  }
  return total
}

async function verifyStream(db: Scoped, projections: Projections, head: { streamId: string; seq: number; hash: string }) {
  const readings = new Readings(projections as readonly Projection<unknown>[])
  let last: Entry | undefined
  for (;;) {
    const page = await entriesAfter(db, head.streamId, last?.seq ?? 0, pageEntries)
    if (page.length === 0) break
    const problem = chainProblem(page, last)
    if (problem) return { entries: last?.seq ?? 0, rows: 0, problems: [problem] }
    for (const entry of page) readings.apply(entry)
    last = page.at(-1)
  }
  const entries = last?.seq ?? 0
  if (entries !== head.seq || (last && last.hash !== head.hash))
    return {
      entries,
      rows: 0,
      problems: [
        {
          stream: head.streamId,
          seq: entries,
          what: `The head says that ${head.seq} entries end in ${head.hash}; the last one found does not.`,
        },
      ],
    }
  return { entries, ...(await compare(db, readings, head.streamId)) }
}

/** The states of all subjects of one stream. A class, because it is a state that grows by entries. */
class Readings {
  readonly projections: readonly Projection<unknown>[]
  readonly #states = new Map<Projection<unknown>, Map<string, { state: unknown; seq: number }>>()

  constructor(projections: readonly Projection<unknown>[]) {
    this.projections = projections
    for (const projection of projections) this.#states.set(projection, new Map())
  }

  apply(entry: Entry): void {
    for (const [projection, states] of this.#states) {
      if (projection.subject !== entry.subject.kind) continue
      const { state } = states.get(entry.subject.id) ?? { state: projection.initial }
      states.set(entry.subject.id, { state: projection.apply(state, entry), seq: entry.seq })
    }
  }

  /** The rows that a table should hold, each with the last entry that speaks of its subject. */
  *rowsOf(projection: Projection<unknown>, table: ProjectedTable): Generator<readonly [Row, number]> {
    for (const { state, seq } of this.#states.get(projection)?.values() ?? [])
      for (const row of projection.rows(state)[table.name] ?? []) yield [row as Row, seq]
  }
}

async function compare(db: Scoped, readings: Readings, stream: string): Promise<{ rows: number; problems: ChainProblem[] }> {
  const problems: ChainProblem[] = []
  let rows = 0
  for (const projection of readings.projections)
    for (const table of projection.tables) {
      const expected = [...readings.rowsOf(projection, table)]
      // A table without a stream's column is the house's: another stream has nothing to say about it.
      if (!table.stream && stream !== house) continue
      const actual = byKey(table, await actualRows(db, table, stream))
      for (const [row, seq] of expected) {
        rows += 1
        const [key] = byKey(table, [row]).keys()
        const found = actual.get(key ?? '')
        actual.delete(key ?? '')
        if (!found) problems.push({ stream, seq, what: `${table.name} ${key}: the row is missing.` })
        else if (rowForm(found) !== rowForm(row)) problems.push({ stream, seq, what: `${table.name} ${key}: ${difference(row, found)}` })
      }
      for (const key of actual.keys()) problems.push({ stream, seq: 0, what: `${table.name} ${key}: no entry speaks of this row.` })
    }
  return { rows, problems }
}

async function actualRows(db: Scoped, table: ProjectedTable, stream: string): Promise<Row[]> {
  const query = db.selectFrom(table.name as never).selectAll()
  return (await (table.stream ? query.where(table.stream as never, '=', stream as never) : query).execute()) as Row[]
}

function difference(expected: Row, found: Row): string {
  const differs = Object.keys({ ...expected, ...found }).filter(
    (column) => rowForm({ column: expected[column] }) !== rowForm({ column: found[column] }),
  )
  return differs
    .map((column) => `${column} is ${JSON.stringify(found[column])}, by the ledger it is ${JSON.stringify(expected[column])}`)
    .join('; ')
}
