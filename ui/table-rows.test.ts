import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Column, csvOf } from './column.ts'
import { nextSort, searchRows, sortRows } from './table-rows.ts'

interface Row {
  readonly name: string
  readonly due: string | null
  readonly count: number
}

const columns: readonly Column<Row>[] = [
  { key: 'name', title: 'Name', value: ({ name }) => name },
  { key: 'due', title: 'Due', value: ({ due }) => due },
  { key: 'count', title: 'Count', value: ({ count }) => count },
]
const rows: readonly Row[] = [
  { name: 'Order 10', due: null, count: 9 },
  { name: 'Order 2', due: '2026-11-25', count: 10 },
  { name: 'Supply deal', due: '2026-11-24', count: 2 },
]
const names = (sorted: readonly Row[]) => sorted.map(({ name }) => name)

test('texts sort as people read them, figures by size', () => {
  assert.deepEqual(names(sortRows(rows, columns, { key: 'name', descending: false })), ['Order 2', 'Order 10', 'Supply deal'])
  assert.deepEqual(names(sortRows(rows, columns, { key: 'count', descending: true })), ['Order 2', 'Order 10', 'Supply deal'])
})

test('rows without a value stand last in both directions', () => {
  assert.deepEqual(names(sortRows(rows, columns, { key: 'due', descending: false })), ['Supply deal', 'Order 2', 'Order 10'])
  assert.deepEqual(names(sortRows(rows, columns, { key: 'due', descending: true })), ['Order 2', 'Supply deal', 'Order 10'])
})

test('every typed word must stand somewhere in the row', () => {
  assert.deepEqual(names(searchRows(rows, columns, 'ORDER 25')), ['Order 2'])
  assert.deepEqual(names(searchRows(rows, columns, 'order deal')), [])
  assert.equal(searchRows(rows, columns, '  '), rows)
})

test('a head goes up, down and back', () => {
  const up = nextSort(null, 'name')
  const down = nextSort(up, 'name')
  assert.deepEqual([up, down, nextSort(down, 'name')], [{ key: 'name', descending: false }, { key: 'name', descending: true }, null])
})

test('an export holds the columns shown, and no formula', () => {
  const text = csvOf(columns.slice(0, 2), [{ name: '=1+1', due: null, count: 1 }])
  assert.equal(text, "Name,Due\r\n'=1+1,\r\n")
})
