import type { TableName } from '../database/tables.ts'
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
  rows(state: State): Partial<Record<TableName, readonly object[]>>
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
export const replay = <State>(projection: Reading<State>, entries: Iterable<Entry>): State => {
  let state = projection.initial
  for (const entry of entries) state = projection.apply(state, entry)
  return state
}

/** What a decision needs of a projection. */
export type Reading<State> = Pick<Projection<State>, 'initial' | 'apply'>

type Parts<States> = { readonly [Name in keyof States]: Reading<States[Name]> }

/**
 * Several readings of the same entries, for a decision that needs more than one.
 *
 * @example
 * together({ order: orders, tasks }) // decides over { order, tasks }
 */
export function together<States extends Record<string, unknown>>(parts: Parts<States>): Reading<States> {
  const names = Object.keys(parts) as (keyof States)[]
  const each = (state: (name: keyof States) => unknown) => Object.fromEntries(names.map((name) => [name, state(name)])) as States
  return {
    initial: each((name) => parts[name].initial),
    apply: (states, entry) => each((name) => parts[name].apply(states[name], entry)),
  }
}
