import type { ReactNode } from 'react'
import { writeCsv } from '../kits/text/csv.ts'

/** What a cell is sorted, searched and exported by. Instants as ISO text, money as a number of whole units. */
export type CellValue = string | number | boolean | null

/** One column of a {@link DataTable}. */
export interface Column<Row> {
  readonly key: string
  readonly title: string
  value(row: Row): CellValue
  /** What is shown, where it is not the value as it stands. */
  cell?(row: Row): ReactNode
  /** Figures stand to the right. */
  readonly right?: boolean
  /** Not shown until chosen. */
  readonly hidden?: boolean
  readonly width?: number | string
}

/** The rows as CSV that no spreadsheet runs as a formula. */
export const csvOf = <Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string =>
  writeCsv([columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ value }) => value(row)))])

/** Gives the reader a file that was made in the page. */
export function saveText(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
