import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { PDFDocument } from '@cantoo/pdf-lib'
import { init } from '@embedpdf/pdfium'
import fc from 'fast-check'
import { type Block, pdfText, type SimpleDocument, writePdf } from './index.ts'

const madeAt = Temporal.Instant.from('2026-03-02T09:00:00Z')
const simple = (blocks: readonly Block[], more: Partial<SimpleDocument> = {}): SimpleDocument => ({
  title: 'Invoice 7',
  language: 'en-GB',
  madeAt,
  paper: 'a4',
  blocks,
  ...more,
})
const paragraph = (text: string): Block => ({ kind: 'paragraph', text })
const write = async (...blocks: Block[]) => pdfText(await writePdf(simple(blocks)))
/** All text without blanks and footers, as line breaks are where they are. */
const squeezed = (pages: readonly string[]) =>
  pages
    .map((page) => page.replace(/\d+ \/ \d+\s*$/, ''))
    .join('')
    .replace(/\s+/g, '')

/** The letters of a text in one order, so that only their loss and gain count. */
const letters = (text: string) => [...text.replace(/\s+/g, '')].sort().join('')

test('what is written can be read again, in every script and currency that the font has', async () => {
  const texts = ['Müller & Söhne, Łódź, Đặng', 'Αθήνα', 'Москва', 'office affiliate', '₹ 1,20,000.00 € 9.99 £ 5', '“quoted” – § 12 … ¶ 3']
  const [page = ''] = await write(...texts.map(paragraph))
  for (const text of texts) assert.ok(page.includes(text), `${text} in ${JSON.stringify(page)}`)
})

test('Devanagari is shaped wherever it stands: the vowel sign i before its consonant', async () => {
  const [page = ''] = await write(paragraph('Adv. अमित'))
  assert.ok(page.startsWith('Adv. अिमत'), JSON.stringify(page))
})

test('a hyphen at the end of a line stays one', async () => {
  const [page = ''] = await write(paragraph('self-\nmade, well-known'))
  assert.ok(page.startsWith('self-\nmade, well-known'), JSON.stringify(page))
})

test('headings, facts, tables and totals stand in their order', async () => {
  const pages = await write(
    { kind: 'heading', level: 1, text: 'Invoice 7' },
    {
      kind: 'facts',
      facts: [
        ['Client', 'Acme'],
        ['Due', '2026-03-31'],
      ],
    },
    {
      kind: 'table',
      columns: [{ title: 'Work' }, { title: 'Amount', align: 'end' }],
      rows: [['Review', '10.00']],
      totals: [['Total', '10.00']],
    },
  )
  assert.equal(pages.length, 1)
  assert.deepEqual(
    (pages[0] ?? '').split(/\s+/),
    'Invoice 7 Client Acme Due 2026-03-31 Work Amount Review 10.00 Total 10.00 1 / 1'.split(' '),
  )
})

test('a table that runs over pages repeats its header, loses no row, and every page has its number and footer', async () => {
  const rows = Array.from({ length: 200 }, (_, at) => [`Document ${at + 1}`, `${at}.00`])
  const table: Block = { kind: 'table', columns: [{ title: 'Produced' }, { title: 'Charge', align: 'end' }], rows }
  const pages = await pdfText(await writePdf(simple([table], { footer: 'Confidential' })))

  assert.ok(pages.length > 3)
  for (const [at, page] of pages.entries()) {
    assert.match(page, /^Produced\s+Charge/)
    assert.ok(page.includes(`Confidential`))
    assert.ok(page.trimEnd().endsWith(`${at + 1} / ${pages.length}`))
  }
  const found = [...pages.join('\n').matchAll(/Document (\d+)\s+(\d+)\.00/g)].map(([, label, charge]) => [Number(label), Number(charge)])
  assert.deepEqual(
    found,
    rows.map((_, at) => [at + 1, at]),
  )
})

/** Where the glyphs of these texts end on the first page, in points from its left: as PDFium sees them. */
async function endsOf(bytes: Uint8Array, texts: readonly string[]): Promise<number[]> {
  const wasm = await readFile(fileURLToPath(import.meta.resolve('@embedpdf/pdfium/pdfium.wasm')))
  const lib = await init({ wasmBinary: Uint8Array.from(wasm).buffer })
  lib.PDFiumExt_Init()
  const data = lib.pdfium.wasmExports.malloc(bytes.length)
  ;(lib.pdfium as unknown as { HEAPU8: Uint8Array }).HEAPU8.set(bytes, data)
  const text = lib.FPDFText_LoadPage(lib.FPDF_LoadPage(lib.FPDF_LoadMemDocument(data, bytes.length, ''), 0))
  const characters = Array.from({ length: lib.FPDFText_CountChars(text) }, (_, at) =>
    String.fromCodePoint(lib.FPDFText_GetUnicode(text, at)),
  ).join('')
  const sides = lib.pdfium.wasmExports.malloc(32)
  return texts.map((wanted) => {
    const last = characters.indexOf(wanted) + wanted.length - 1
    assert.ok(lib.FPDFText_GetCharBox(text, last, sides, sides + 8, sides + 16, sides + 24))
    return lib.pdfium.getValue(sides + 8, 'double')
  })
}

test('a cell is not broken where its column was made as wide as it', async () => {
  const amounts = Array.from({ length: 40 }, (_, at) => `€ ${(at * 1.2).toFixed(2)}`)
  const columns = [{ title: 'Work' }, { title: 'Amount', align: 'end' }] as const
  const [page = ''] = await write({ kind: 'table', columns, rows: amounts.map((amount, at) => [`w${at}`, amount]) })
  for (const amount of amounts) assert.ok(page.includes(amount), amount)
})

test('numbers end at the same place', async () => {
  const rows = [
    ['a', '1.00'],
    ['b', '1,234,567.89'],
    ['c', '-12.50'],
  ]
  const bytes = await writePdf(simple([{ kind: 'table', columns: [{ title: 'Work' }, { title: 'Amount', align: 'end' }], rows }]))
  const ends = await endsOf(bytes, ['1.00', '1,234,567.89', '-12.50', 'Amount'])
  for (const end of ends) assert.ok(Math.abs(end - (ends[0] ?? 0)) < 1, ends.join(' '))
})

test('no text is lost or leaves the page, whatever its words and wherever its lines break', async () => {
  const word = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'abcdeéßЖλ₹€19-.'), minLength: 1, maxLength: 20 }),
    fc.constant('W'.repeat(150)),
  )
  const text = fc.array(word, { minLength: 1, maxLength: 120 }).map((words) => words.join(' '))
  await fc.assert(
    fc.asyncProperty(text, text, text, async (one, two, three) => {
      const pages = await write(paragraph(one), {
        kind: 'table',
        columns: [{ title: 'Left' }, { title: 'Right' }],
        rows: [
          [two, 'x'],
          ['y', three],
        ],
      })
      const all = squeezed(pages)
      const headers = 'LeftRight'.repeat(all.split('LeftRight').length - 1)
      assert.ok(headers)
      assert.equal(letters(all), letters([one, two, three, headers, 'xy'].join('')))
    }),
    { numRuns: 15 },
  )
})

test('a row longer than a page goes on over the next ones', async () => {
  const words = Array.from({ length: 3_000 }, (_, at) => `w${at}`)
  const pages = await write({ kind: 'table', columns: [{ title: 'No.' }, { title: 'Finding' }], rows: [['1', words.join(' ')]] })
  assert.ok(pages.length > 2)
  assert.deepEqual(
    [...pages.join('\n').matchAll(/\bw(\d+)/g)].map(([, at]) => Number(at)),
    words.map((_, at) => at),
  )
})

test('a character that the font lacks is shown as such, and control characters do no harm', async () => {
  const [page = ''] = await write(paragraph('a中b\u0000\u0007c\td'))
  assert.ok(page.startsWith('a\u{fffd}b c d'), JSON.stringify(page))
})

test('the file says its title, language, author and time, and the same document gives the same bytes', async () => {
  const source = simple([paragraph('x'.repeat(100))], { author: 'Acme LPO', paper: 'letter' })
  const bytes = await writePdf(source)
  assert.deepEqual(await writePdf(source), bytes)

  const read = await PDFDocument.load(bytes, { updateMetadata: false })
  assert.equal(read.getTitle(), 'Invoice 7')
  assert.equal(read.getAuthor(), 'Acme LPO')
  assert.equal(read.getLanguage(), 'en-GB')
  assert.equal(read.getCreationDate()?.toISOString(), '2026-03-02T09:00:00.000Z')
  assert.deepEqual(read.getPage(0).getSize(), { width: 612, height: 792 })
  assert.ok(bytes.length < 60_000, `${bytes.length} bytes: only the glyphs that are used are embedded`)
})

test('a table whose rows do not fit its columns is refused, with its place', async () => {
  const table: Block = { kind: 'table', columns: [{ title: 'a' }, { title: 'b' }], rows: [['1', '2'], ['3']] }
  await assert.rejects(writePdf(simple([paragraph('x'), table])), {
    name: 'RangeError',
    message: /Block 1.* 1 cells in row 1, and 2 columns/,
  })
})
