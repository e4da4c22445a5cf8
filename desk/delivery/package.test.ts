import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { unzipSync } from 'fflate'
import { pdfText, writePdf } from '../../kits/pdf/index.ts'
import type { FileRef } from '../line.ts'
import type { PackageFacts } from './certificate.ts'
import { once } from './copies.ts'
import { canBeMarked, markCopy, markText } from './marking.ts'
import { pack } from './package.ts'
import { safeNames, zipped } from './zip.ts'

const madeAt = '2026-03-02T15:00:00.000Z'
const facts: PackageFacts = {
  deliverableId: 'd1',
  number: 2,
  order: { id: 'o1', number: 'HV-0001/3', title: 'Supply agreement', line: 'Contract drafting' },
  matter: { id: 'm1', reference: 'HV-0001', name: 'Kestrel' },
  client: 'Harcourt & Vale LLP',
  productHash: 'e'.repeat(64),
  signOff: {
    id: 's1',
    matterId: 'm1',
    orderId: 'o1',
    productHash: 'e'.repeat(64),
    attorneyId: 'ada',
    attorneyName: 'Ada Attorney',
    admission: { jurisdiction: 'US-NY', number: '4711', status: 'active', expiresOn: null },
    statement: 'I approve this.',
    at: madeAt,
    voidedAt: null,
    voidedBecause: null,
  },
  inspection: null,
  ledger: { stream: 'm1', seq: 42, hash: 'f'.repeat(64) },
  madeAt,
}
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

async function packed(product: readonly FileRef[], inspection: PackageFacts['inspection']) {
  const written = new Map<string, Uint8Array>()
  const write = async (name: string, type: string, content: Uint8Array): Promise<FileRef> => {
    assert.ok(!written.has(name))
    written.set(name, content)
    return { name, type, sha256: sha256(content), bytes: content.length }
  }
  const order = { id: 'o1', matterId: 'm1', intake: {}, attachments: [], product }
  const deliver = async (_: unknown, files: { write: typeof write }) => [
    await files.write('report.txt', 'text/plain', Buffer.from('report')),
  ]
  const made = await pack({ ...facts, inspection }, order, deliver, { read: async () => new Uint8Array(), write })
  return { made, written }
}

test('the manifest lists every other file by its hash; the certificate says what was inspected and signed', async () => {
  const product = [{ name: 'Agreement.docx', sha256: 'a'.repeat(64), bytes: 7, type: 'application/x' }]
  const inspection = {
    plan: 'ISO 2859-1, level II, AQL 1.0',
    lotSize: 100,
    sampleSize: 13,
    defects: 1,
    verdict: 'accepted',
    inspector: 'Paolo',
    at: madeAt,
    dpmo: 1234.5,
    sigma: 4.53,
  } as const
  const { made, written } = await packed(product, inspection)
  const manifest = JSON.parse(new TextDecoder().decode(written.get(made.manifest.name)))
  assert.deepEqual(
    manifest.files.map(({ name }: FileRef) => name),
    ['Agreement.docx', 'report.txt', 'HV-0001-3-2-certificate.pdf'],
  )
  for (const { name, sha256: hash } of manifest.files.slice(1)) assert.equal(hash, sha256(written.get(name) ?? new Uint8Array()))
  assert.deepEqual([manifest.ledger.hash, manifest.signOff.admission.number, manifest.inspection.dpmo], ['f'.repeat(64), '4711', 1234.5])
  const text = (await pdfText(written.get(made.certificate.name) ?? new Uint8Array())).join(' ')
  for (const part of ['13 of 100 units', '1234.5', 'Ada Attorney', 'US-NY', 'Agreement.docx', 'Paolo']) assert.ok(text.includes(part), part)
})

test('without an inspection the certificate claims none, and no name hides a file of the product', async () => {
  const name = 'HV-0001-3-2-certificate.pdf'
  const { made, written } = await packed([{ name, sha256: 'a'.repeat(64), bytes: 7, type: 'application/pdf' }], null)
  assert.equal(made.certificate.name, 'HV-0001-3-2-certificate-2.pdf')
  assert.match((await pdfText(written.get(made.certificate.name) ?? new Uint8Array())).join(' '), /No inspection is on record/)
})

test('a package comes out of its ZIP as it went in, under names that stay in their folder', async () => {
  const contents = ['Vertrag ü.docx', '../../evil.txt', '.._.._evil.txt', 'a.pdf', 'A.PDF'].map((name, index) => ({
    name,
    content: Buffer.from(`${index}`.repeat(100_000)),
  }))
  const parts: Uint8Array[] = []
  const files = contents.map(({ name, content }) => ({ name, bytes: content.length, source: once(content) }))
  for await (const part of zipped(files, madeAt)) parts.push(part)
  const unzipped = unzipSync(Buffer.concat(parts))
  const names = safeNames(contents.map(({ name }) => name))
  assert.deepEqual(Object.keys(unzipped), names)
  assert.deepEqual(names, ['Vertrag ü.docx', '__.._evil.txt', '__.._evil (2).txt', 'a.pdf', 'A (2).PDF'])
  for (const [index, { content }] of contents.entries())
    assert.equal(sha256(unzipped[names[index] ?? ''] ?? new Uint8Array()), sha256(content))
})

test('a PDF copy carries its receiver and the time; what is no PDF says so', async () => {
  const plain = await writePdf({
    title: 'A',
    language: 'en',
    madeAt: Temporal.Instant.from(madeAt),
    paper: 'a4',
    blocks: [{ kind: 'paragraph', text: 'Body' }],
  })
  const marked = await markCopy(plain, markText('Eleanor Whitcombe', madeAt))
  assert.ok('bytes' in marked)
  assert.match((await pdfText(marked.bytes)).join(' ').replaceAll(/\s+/g, ''), /EleanorWhitcombe2026-03-0215:00UTC/)
  const broken = await markCopy(Buffer.from('hello'), 'x')
  assert.ok('unusable' in broken && broken.unusable.length > 0)
  assert.deepEqual(
    [
      ['a.PDF', ''],
      ['a', 'application/pdf'],
      ['a.docx', 'application/x'],
    ].map(([name = '', type = '']) => canBeMarked({ name, type, sha256: '', bytes: 1 })),
    [true, true, false],
  )
})
