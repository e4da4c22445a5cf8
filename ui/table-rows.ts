import type { CellValue, Column } from './column.ts'

export interface Sort {
  readonly key: string
  readonly descending: boolean
}

/** Figures by size, texts as people read them: `Order 2` before `Order 10`. */
const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/**
 * Rows in the order of one column; those with nothing there last, either way. Rows that are alike stay in the order in which they came.
 *
 * @example
 * sortRows(orders, columns, { key: 'dueAt', descending: false })
 */
export function sortRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sort: Sort | null): readonly Row[] {
  const column = columns.find(({ key }) => key === sort?.key)
  if (!column || !sort) return rows
  const sign = sort.descending ? -1 : 1
  return rows.toSorted((a, b) => {
    const left = column.value(a)
    const right = column.value(b)
    if (left === null || right === null) return Number(left === null) - Number(right === null)
    return sign * compare(left, right)
  })
}

const compare = (a: NonNullable<CellValue>, b: NonNullable<CellValue>): number =>
  typeof a === 'string' || typeof b === 'string' ? collator.compare(String(a), String(b)) : Number(a) - Number(b)

/** Rows in which every word that was typed stands in some column, in any case. */
export function searchRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[], typed: string): readonly Row[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return rows
  return rows.filter((row) => {
    const text = columns
      .map(({ value }) => String(value(row) ?? ''))
      .join('\n')
      .toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

/** What a press on a column's head does: up, down, then as the server gave it. */
export function nextSort(sort: Sort | null, key: string): Sort | null {
  if (sort?.key !== key) return { key, descending: false }
  return sort.descending ? null : { key, descending: true }
}
