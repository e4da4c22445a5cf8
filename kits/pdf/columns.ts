import type { Table } from './document.ts'
import type { Face } from './fonts.ts'

/** A column of text is not made narrower than this, in points: some eight letters. */
const textWidthMin = 44
/** Rows that are measured for the widths: enough to see how wide a column is. */
const rowsMeasuredMax = 2_000

/**
 * How wide the columns are, padding included, in points: columns of numbers as wide as they need, the others share what is left by what they hold.
 * Their sum is the width given.
 */
export function columnWidths(table: Table, faces: { regular: Face; bold: Face }, size: number, padding: number, width: number): number[] {
  const { columns, rows, totals = [] } = table
  const natural = columns.map(({ title }, at) => {
    const regular = rows.slice(0, rowsMeasuredMax).map((row) => faces.regular.width(faces.regular.writable(row[at] ?? ''), size))
    const bold = [title, ...totals.map((row) => row[at] ?? '')].map((text) => faces.bold.width(faces.bold.writable(text), size))
    return 2 * padding + [...regular, ...bold].reduce((widest, value) => Math.max(widest, value), 0)
  })
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

  const texts = columns.map(({ align }) => align !== 'end')
  const elastic = texts.includes(true) ? texts : columns.map(() => true)
  const fixed = sum(natural.filter((_, at) => !elastic[at]))
  const elasticCount = elastic.filter(Boolean).length
  const left = width - fixed
  // Too many wide numbers: all columns give way alike.
  if (left < elasticCount * textWidthMin) return natural.map((value) => (value / sum(natural)) * width)

  const elasticNatural = sum(natural.filter((_, at) => elastic[at]))
  const spare = left - elasticCount * textWidthMin
  return natural.map((value, at) => (elastic[at] ? textWidthMin + (value / elasticNatural) * spare : value))
}
