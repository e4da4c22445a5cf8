import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { degrees, PDFDocument } from '@cantoo/pdf-lib'
import fc from 'fast-check'
import { sharedData } from '../shared-data.ts'
import { pdfText, UnusablePdf, watermark, writePdf } from './index.ts'

const text = 'J. Doe ₹ 2026-03-02 09:00Z'
const written = (pages: number) =>
  writePdf({
    title: 'Brief',
    language: 'en',
    madeAt: Temporal.Instant.from('2026-03-02T09:00:00Z'),
    paper: 'a4',
    blocks: Array.from({ length: pages }, (_, at) => [
      { kind: 'paragraph', text: `Page text ${at}` } as const,
      { kind: 'page-break' } as const,
    ])
      .flat()
      .slice(0, -1),
  })

test('every page carries the text, over what was there, and the same input gives the same bytes', async () => {
  const bytes = await written(3)
  const marked = await watermark(bytes, text)
  const pages = await pdfText(marked)

  assert.equal(pages.length, 3)
  for (const [at, page] of pages.entries()) {
    assert.ok(page.includes(`Page text ${at}`), page)
    assert.ok(page.replace(/\s+/g, '').includes(text.replace(/\s+/g, '')), page)
  }
  assert.deepEqual(await watermark(bytes, text), marked)
  assert.equal((await PDFDocument.load(marked, { updateMetadata: false })).getTitle(), 'Brief')
})

test('it can be read on turned, cropped, tiny and huge pages', async () => {
  const document = await PDFDocument.create({ updateMetadata: false })
  for (const angle of [0, 90, 180, 270]) {
    const page = document.addPage([400, 700])
    page.setRotation(degrees(angle))
    page.setCropBox(100, 200, 200, 150)
  }
  document.addPage([30, 20])
  document.addPage([5_000, 3_000])
  for (const page of await pdfText(await watermark(await document.save(), text))) {
    assert.ok(page.replace(/\s+/g, '').includes('J.Doe'), JSON.stringify(page))
  }
})

test('a text that is empty or too long is refused', async () => {
  const bytes = await written(1)
  await assert.rejects(watermark(bytes, ' '), RangeError)
  await assert.rejects(watermark(bytes, 'x'.repeat(121)), RangeError)
})

test('an encrypted PDF is refused as such', async () => {
  const document = await PDFDocument.load(await written(1))
  document.encrypt({ userPassword: 'secret', ownerPassword: 'secret' })
  const bytes = await document.save()
  await assert.rejects(watermark(bytes, text), { problem: 'encrypted', message: /without a password/ })
  await assert.rejects(pdfText(bytes), { problem: 'encrypted' })
})

test('what is no PDF is refused as broken', async () => {
  const bytes = await written(1)
  const loop = Buffer.from(
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\ntrailer<</Root 1 0 R>>\n',
  )
  const none = Buffer.from(
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n',
  )
  for (const broken of [new Uint8Array(), Buffer.from('hello'), Buffer.from('%PDF-1.7\n'), bytes.subarray(0, 300), loop, none]) {
    await assert.rejects(watermark(broken, text), { problem: 'broken' })
    await assert.rejects(pdfText(broken), { problem: 'broken' })
  }
  assert.match((await pdfText(bytes))[0] ?? '', /Page text 0/)
})

test('a PDF with any bytes changed is either taken or refused, never anything else', async () => {
  const bytes = await written(2)
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 }), async (changes) => {
      const changed = Uint8Array.from(bytes)
      for (const [at, value] of changes) changed[at] = value
      for (const act of [() => watermark(changed, text), () => pdfText(changed)]) {
        await act().catch((error) => assert.ok(error instanceof UnusablePdf, String(error)))
      }
    }),
    { numRuns: 60 },
  )
})

/** The letters and digits that one text has more often than the other. */
function lostLetters(before: string, after: string): string[] {
  const counts = new Map<string, number>()
  for (const character of before.match(/[\p{L}\p{N}]/gu) ?? []) counts.set(character, (counts.get(character) ?? 0) + 1)
  for (const character of after) counts.set(character, (counts.get(character) ?? 0) - 1)
  return [...counts].filter(([, count]) => count > 0).map(([character]) => character)
}

const data = sharedData()
test('real PDFs are marked on every page and lose no text, or are refused', { skip: data ? false : 'no shared data' }, async (t) => {
  const folder = join(data ?? '', 'pdf')
  let [taken, refused] = [0, 0]
  for (const name of (await readdir(folder, { recursive: true })).filter((file) => file.toLowerCase().endsWith('.pdf')).slice(0, 40)) {
    const bytes = await readFile(join(folder, name))
    try {
      const before = await pdfText(bytes)
      const after = await pdfText(await watermark(bytes, text))
      assert.equal(after.length, before.length, name)
      for (const [at, page] of before.entries()) assert.deepEqual(lostLetters(page, after[at] ?? ''), [], `${name}, page ${at + 1}`)
      taken++
    } catch (error) {
      assert.ok(error instanceof UnusablePdf, `${name}: ${error}`)
      refused++
    }
  }
  t.diagnostic(`${taken} marked, ${refused} refused`)
  assert.ok(taken > 0)
})
