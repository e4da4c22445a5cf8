import type { Row, TableName } from '../database/tables.ts'
import type { Entry } from './entry.ts'

/**
 * A reading of a subject's entries: a state, and the rows that show it. Tables hold nothing that the entries do not say, which is what `ledger verify` proves.
 *
 * @typeParam State plain JSON-able values: instants and dates as ISO 8601 text, money in minor units
 */
export interface Projection<State> {
  /** The kind of the subjects whose entries it reads: `order`, `matter`, `client`, `person`. */
  readonly subject: string
  readonly initial: State
  /** Applies one entry. Total: whatever was decided can be applied, in its order, for ever; an entry of another room changes nothing. */
  apply(state: State, entry: Entry): State
  /** The rows of the state, by table; all of a table's columns, in camelCase. */
  rows(state: State): Partial<Record<TableName, readonly Row[]>>
  /** The tables that it fills, each with its primary key, in the order in which rows are inserted. No other projection fills them. */
  readonly tables: readonly ProjectedTable[]
}

export interface ProjectedTable {
  readonly name: TableName
  /** The columns of the primary key, in camelCase. */
  readonly key: readonly string[]
  /** The column that holds the id of the stream, so that a stream's rows can be found; none where the table belongs to the house alone. */
  readonly stream?: 'matterId' | 'clientId'
}

/** The state after some entries of one subject. */
export const replay = <State>(projection: Pick<Projection<State>, 'initial' | 'apply'>, entries: Iterable<Entry>): State => {
  let state = projection.initial
  for (const entry of entries) state = projection.apply(state, entry)
  return state
}

type States<Parts> = {
  readonly [Name in keyof Parts]: Parts[Name] extends Pick<Projection<infer State>, 'initial' | 'apply'> ? State : never
}
type Part = Pick<Projection<never>, 'initial'> & { apply(state: never, entry: Entry): unknown }

/**
 * Several readings of the same entries, for a decision that needs more than one.
 *
 * @example
 * together({ order: orders, tasks }) // decides over { order, tasks }
 */
export function together<Parts extends Record<string, Part>>(parts: Parts): Pick<Projection<States<Parts>>, 'initial' | 'apply'> {
  const names = Object.keys(parts) as (keyof Parts & string)[]
  const part = (name: keyof Parts & string) => parts[name] as unknown as Pick<Projection<unknown>, 'initial' | 'apply'>
  return {
    initial: Object.fromEntries(names.map((name) => [name, part(name).initial])) as States<Parts>,
    apply: (state, entry) => Object.fromEntries(names.map((name) => [name, part(name).apply(state[name], entry)])) as States<Parts>,
  }
}
