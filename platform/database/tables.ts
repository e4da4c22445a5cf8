/**
 * Every table of the database, by name. Each room adds its own beside its SQL:
 *
 * @example
 * declare module '../../platform/database/tables.ts' {
 *   interface Tables { rfi: RfiRow }
 * }
 */
// biome-ignore lint/suspicious/noEmptyInterface: it is filled by the rooms, by declaration merging
export interface Tables {}

export type TableName = keyof Tables & string

/** A row as SQL gives and takes it: instants and dates as ISO 8601 text, whole numbers as numbers, `jsonb` as values. */
export type Row = Readonly<Record<string, unknown>>
