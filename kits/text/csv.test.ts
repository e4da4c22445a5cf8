import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { CsvError, csvRows, parseCsv, writeCsv } from './csv.ts'

test('reads quotes, doubled quotes, line ends in quotes, all three line ends and a byte order mark', () => {
  const text = '\uFEFFa,b\r\n"x, y","say ""hi"""\n"two\r\nlines",\r5" pipe, z \n'
  assert.deepEqual(parseCsv(text), [
    ['a', 'b'],
    ['x, y', 'say "hi"'],
    ['two\r\nlines', ''],
    ['5" pipe', ' z '],
  ])
})

test('skips empty lines but keeps a row of one empty cell; an empty last cell is a cell', () => {
  assert.deepEqual(parseCsv(''), [])
  assert.deepEqual(parseCsv('\r\n\r\na\r\n\r\n""\r\nb,'), [['a'], [''], ['b', '']])
})

test('names the line and the column of what is wrong', () => {
  assert.throws(
    () => parseCsv('a,b\r\n"x"y,z'),
    (error: Error) => error instanceof CsvError && error.message.startsWith('Line 2, column 4:'),
  )
  assert.throws(
    () => parseCsv('a\nb,"c\nd\n'),
    (error: Error) => error instanceof CsvError && error.message.startsWith('Line 2, column 3:'),
  )
  assert.throws(() => parseCsv('"1\r\n2"\n"x" '), /^CsvError|Line 3, column 4/)
})

test('a formula is written as text, a number as a number', () => {
  const cells = ['=1+1', '+cmd', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '\0=1', '-12.50', '+3', 'a=b']
  const [row] = parseCsv(writeCsv([cells]))
  assert.deepEqual(row, ["'=1+1", "'+cmd", "'-2+3", "'@SUM(A1)", "'\t=1", "'\r=1", "'\0=1", '-12.50', '+3', 'a=b'])
  assert.equal(writeCsv([[-5, 1.5, 10n, true, null, undefined, '']]), '-5,1.5,10,true,,,\r\n')
})

const harmless = fc.string({ unit: 'binary' }).filter((text) => !/^[=+\-@\t\r\n\0＝＋－＠]/u.test(text))
const tricky = fc.string({ unit: fc.constantFrom('a', '"', ',', '\r', '\n', ' ', '\uFEFF', 'é') }).filter((text) => !/^[\r\n]/.test(text))
const rows = fc.array(fc.array(fc.oneof(harmless, tricky), { minLength: 1 }))

test('what was written is read again, whole or cut into pieces anywhere', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 7 }), (table, size) => {
      const text = writeCsv(table)
      const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, at) => text.slice(at * size, (at + 1) * size))
      assert.deepEqual(parseCsv(text), table)
      assert.deepEqual([...csvRows(pieces)], table)
    }),
  )
})

test('no cell that was written can run as a formula', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', '1', 'x', ',') }), { minLength: 1 })),
      (table) => {
        for (const cell of parseCsv(writeCsv(table)).flat()) assert.ok(!/^[=+\-@\t\r\0]/.test(cell) || Number.isFinite(Number(cell)), cell)
      },
    ),
  )
})
