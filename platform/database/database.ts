import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Tables } from './tables.ts'

/** Where PostgreSQL is and who we are there: a `DATABASE_URL`, or what the embedded server gives. */
export type Connection = pg.ClientConfig

export interface Database {
  readonly kysely: Kysely<Tables>
  readonly pool: pg.Pool
  readonly connection: Connection
  close(): Promise<void>
}

/** Connections of one process. 200 people at once need far fewer: a command holds one for some milliseconds. */
const connectionsMax = 16

/** The longest that one statement may take, in milliseconds, before the database gives it up: nothing a person waits for takes longer. */
const statementMsMax = 60_000

/**
 * Opens a pool on a database that is already migrated.
 * Column names are `snake_case` in SQL and `camelCase` here. Instants come as ISO 8601 in UTC with milliseconds, dates as `YYYY-MM-DD`, bigint as number.
 */
export function openDatabase(connection: Connection, poolMax = connectionsMax): Database {
  const pool = new pg.Pool({ ...connection, max: poolMax, statement_timeout: statementMsMax, types: { getTypeParser } })
  // A connection that breaks while idle is replaced at its next use; unhandled, the event would end the process.
  pool.on('error', () => undefined)
  // Values inside jsonb keep their names as they are.
  const plugins = [new CamelCasePlugin({ maintainNestedObjectKeys: true })]
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), plugins })
  return { kysely, pool, connection, close: () => kysely.destroy() }
}

const { builtins } = pg.types

const readInstant = pg.types.getTypeParser(builtins.TIMESTAMPTZ) as (text: string) => Date
const instant = (text: string): string => readInstant(text).toISOString()

const parsers = new Map<number, (text: string) => unknown>([
  [builtins.TIMESTAMPTZ, instant],
  [builtins.DATE, (text) => text],
  [builtins.INT8, Number],
  [builtins.NUMERIC, Number],
])

const getTypeParser = ((type: number, format?: 'text' | 'binary') =>
  (format !== 'binary' && parsers.get(type)) || pg.types.getTypeParser(type, format)) as typeof pg.types.getTypeParser
