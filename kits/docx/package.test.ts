import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import fc from 'fast-check'
import { sharedData } from '../shared-data.ts'
import { partText, plainText, readPackage, UnreadableDocument, writePackage } from './index.ts'
import { documentXml, docxOf, p, table, zipOf } from './testing.ts'

const refused = (bytes: Uint8Array, says: RegExp) =>
  assert.throws(
    () => plainText(readPackage(bytes)),
    (error) => error instanceof UnreadableDocument && says.test(error.message) && !error.message.includes('\n'),
  )

/** A sound file with some bytes of it changed. */
function changed(bytes: Uint8Array, change: (view: DataView) => void): Uint8Array {
  const copy = bytes.slice()
  change(new DataView(copy.buffer))
  return copy
}
const directoryOf = (view: DataView) => view.getUint32(view.byteLength - 6, true)

test('a file is read as paragraphs, part by part', () => {
  const pkg = readPackage(
    docxOf({
      body: p('One', ' and two') + table([['a', 'b']]),
      header: p('Head'),
      footnotes: `<w:footnote w:id="1">${p('Note')}</w:footnote>`,
    }),
  )
  assert.deepEqual(
    plainText(pkg).map(({ story, text }) => [story.kind, text]),
    [
      ['body', 'One and two'],
      ['body', 'a'],
      ['body', 'b'],
      ['header', 'Head'],
      ['footnote', 'Note'],
    ],
  )
})

test('deleted text and copies of text boxes are not visible text; tabs and breaks are', () => {
  const body =
    '<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>'
  assert.equal(plainText(readPackage(docxOf({ body })))[0]?.text, 'a\tb\nc')
})

test('what is not replaced stays byte for byte, and nothing replaced is the same file', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.uint8Array({ maxLength: 300 }), { maxKeys: 5 }),
      fc.string({ unit: 'binary-ascii' }),
      (extra, text) => {
        const bytes = docxOf({
          body: p(text),
          entries: Object.fromEntries(Object.entries(extra).map(([name, content]) => [`word/media/${name}`, content])),
        })
        const pkg = readPackage(bytes)
        assert.deepEqual(writePackage(pkg), bytes)
        const again = readPackage(writePackage(pkg, new Map([['word/document.xml', documentXml(p('new'))]])))
        assert.equal(plainText(again)[0]?.text, 'new')
        for (const [name, entry] of pkg.entries) {
          if (name !== 'word/document.xml') assert.deepEqual(again.entries.get(name)?.packed, entry.packed)
        }
      },
    ),
    { numRuns: 50 },
  )
})

test('another prefix than w: means the same', () => {
  const xml = documentXml(p('Prefix')).replaceAll('w:', 'ns0:').replace('xmlns:w=', 'xmlns:ns0=')
  assert.equal(
    plainText(readPackage(docxOf({ body: '', entries: { 'word/document.xml': xml.replaceAll('xmlns:w=', 'xmlns:ns0=') } })))[0]?.text,
    'Prefix',
  )
})

test('files of other kinds are named', () => {
  const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
  refused(new Uint8Array(), /empty/)
  refused(latin('%PDF-1.7 and more'), /is a PDF; save it in Word as \.docx/)
  refused(latin('\xd0\xcf\x11\xe0\xa1\xb1'), /old Word document/)
  refused(latin('{\\rtf1}'), /RTF/)
  refused(latin('plain text'), /not a Word document/)
  refused(zipOf({ 'a.txt': 'a' }), /ZIP archive but not a Word document/)
  refused(docxOf({ body: '', mainType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml' }), /Excel workbook/)
})

test('a file cut off anywhere is refused, never misread', () => {
  const bytes = docxOf({ body: p('whole'.repeat(50)) })
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), (length) => refused(bytes.subarray(0, length), /cut off|damaged|empty|not a Word document/)),
    { numRuns: 200 },
  )
})

test('a changed byte is noticed or harmless, and never another error', () => {
  const bytes = docxOf({ body: p('Some text that is packed') + table([['x', 'y']]) })
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, value) => {
      try {
        plainText(readPackage(changed(bytes, (view) => view.setUint8(at, value))))
      } catch (error) {
        assert.ok(error instanceof UnreadableDocument, String(error))
      }
    }),
    { numRuns: 1500 },
  )
})

test('hostile archives are refused with a reason', () => {
  const sound = docxOf({ body: p('x') })
  refused(docxOf({ body: p('x'), entries: { '../../etc/passwd': 'x' } }), /name leaves its folder/)
  refused(docxOf({ body: p('x'), entries: { 'C:/x': 'x' } }), /name leaves its folder/)
  refused(docxOf({ body: p('x'), entries: { 'word\\x': 'x' } }), /name leaves its folder/)
  refused(docxOf({ body: p('x'), entries: { 'word/DOCUMENT.xml': 'x' } }), /twice/)
  refused(
    changed(sound, (view) => view.setUint16(directoryOf(view) + 8, 1, true)),
    /encrypted/,
  )
  refused(
    changed(sound, (view) => view.setUint16(directoryOf(view) + 10, 12, true)),
    /method 12/,
  )
  refused(
    changed(sound, (view) => view.setUint32(directoryOf(view) + 24, 900_000_000, true)),
    /more than 64 MB/,
  )
  refused(
    changed(sound, (view) => {
      const first = directoryOf(view)
      const next = first + 46 + view.getUint16(first + 28, true)
      view.setUint32(next + 42, view.getUint32(first + 42, true), true)
    }),
    /two names|overlap/,
  )
  refused(docxOf({ body: p('x'), entries: { 'word/media/bomb': new Uint8Array(20_000_000) } }), /ZIP bomb/)
})

test('an entry that unpacks to more than it says is refused', () => {
  const lying = changed(docxOf({ body: p('x'.repeat(5000)) }), (view) => {
    for (let at = directoryOf(view); view.getUint32(at, true) === 0x02014b50; at += 46 + view.getUint16(at + 28, true))
      view.setUint32(at + 24, 10, true)
  })
  refused(lying, /cannot be unpacked|checksum/)
})

test('hostile XML is refused with its place', () => {
  const withMain = (xml: string) => docxOf({ body: '', entries: { 'word/document.xml': xml } })
  const bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
  refused(withMain(bomb + documentXml(p('&b;'))), /entity|document type/)
  refused(withMain(documentXml('').replace('<w:body>', '<w:body>&b;')), /entity/)
  refused(withMain(`${bomb}<x/>`), /document type/)
  refused(withMain(documentXml('<w:p>')), /closes/)
  refused(withMain(documentXml(p('x')).slice(0, -20)), /cut off|closes/)
  refused(withMain(documentXml('<w:p a=1/>')), /quotes/)
  refused(withMain(documentXml('<w:p>'.repeat(300) + '</w:p>'.repeat(300))), /nested more than 256 deep/)
  refused(withMain(`${documentXml('')}<again/>`), /second root/)
  refused(docxOf({ body: '', entries: { 'word/document.xml': Uint8Array.of(0x3c, 0xff, 0x3e) } }), /UTF-8/)
})

test('real files are all read, and written back the same', { skip: sharedData() ? false : 'no shared data' }, () => {
  for (const folder of ['contracts/docx-templates', 'office/document-assembly', 'office/compare', 'office/tracked-changes']) {
    const path = join(sharedData() ?? '', folder)
    for (const file of readdirSync(path).filter((name) => name.endsWith('.docx'))) {
      const bytes = readFileSync(join(path, file))
      const pkg = readPackage(bytes)
      const main = partText(pkg, pkg.main)
      const again = readPackage(writePackage(pkg, new Map([[pkg.main, main]])))
      assert.deepEqual(plainText(again), plainText(pkg), file)
    }
  }
})
