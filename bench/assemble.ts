import { performance } from 'node:perf_hooks'
import Docxtemplater from 'docxtemplater'
import PizZip from 'pizzip'
import { assemble, compileTemplate, isTemplate } from '../kits/contracts/index.ts'
import { plainText, readPackage } from '../kits/docx/index.ts'
import { docxOf, p, r } from '../kits/docx/testing.ts'

/**
 * How many contracts a second are assembled, beside docxtemplater on the same template and answers in one run.
 * 100 numbered clauses of which 20 are conditional, and a table of 50 rows. Both start from the template's bytes and end with a file's bytes.
 */
const clauses = 100
const rows = 50
const roundMs = 1_000
const rounds = 5

const clause = (i: number) =>
  `<w:p><w:pPr><w:pStyle w:val="Heading2"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>${r(`Clause ${i}. `, '<w:b/>')}${r('The {seller} shall deliver the goods to ')}${r('{buyer} at {place}', '<w:i/>')}${r(' within {days} days of the order; the remedies of this clause are in addition to those that the law gives, and survive termination. '.repeat(2))}</w:p>`
const body = Array.from({ length: clauses }, (_, i) =>
  i % 5 === 0 ? p(`{#option${i}}`) + clause(i) + p(`{/option${i}}`) : clause(i),
).join('')
const cell = (text: string) => `<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>${p(text)}</w:tc>`
const table = `<w:tbl><w:tblPr/><w:tblGrid/><w:tr>${cell('Item')}${cell('Price')}</w:tr><w:tr>${cell('{#items}{name}')}${cell('{price}{/items}')}</w:tr></w:tbl>`
const template = docxOf({ body: body + table })
const answers = {
  seller: 'Asha Traders Pvt. Ltd.',
  buyer: 'Northwind & Sons',
  place: 'Pune',
  days: '30',
  ...Object.fromEntries(Array.from({ length: clauses }, (_, i) => [`option${i}`, i % 2 === 0])),
  items: Array.from({ length: rows }, (_, i) => ({ name: `Item ${i}`, price: `${i}.00` })),
}

function ours(): Uint8Array {
  const compiled = compileTemplate(template)
  if (!isTemplate(compiled)) throw new Error('the template must compile')
  return assemble(compiled, answers).docx
}
const once = compileTemplate(template)
function oursCompiled(): Uint8Array {
  if (!isTemplate(once)) throw new Error('the template must compile')
  return assemble(once, answers).docx
}
function theirs(): Uint8Array {
  const document = new Docxtemplater(new PizZip(template), { paragraphLoop: true, linebreaks: true })
  document.render(answers)
  return document.getZip().generate({ type: 'uint8array', compression: 'DEFLATE' })
}

const text = (docx: Uint8Array) =>
  plainText(readPackage(docx))
    .map((each) => each.text)
    .join('\n')
if (text(ours()) !== text(theirs())) throw new Error('the two do not say the same')

/** Assemblies a second, for a while. */
function speed(work: () => unknown): number {
  const start = performance.now()
  let done = 0
  while (performance.now() - start < roundMs) {
    work()
    done++
  }
  return (done * 1000) / (performance.now() - start)
}
const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

const all: { ours: number[]; compiled: number[]; theirs: number[] } = { ours: [], compiled: [], theirs: [] }
// In turns, so that a busy machine slows all of them; the first round warms up and is not counted.
for (let round = 0; round <= rounds; round++) {
  const figures = { ours: speed(ours), compiled: speed(oursCompiled), theirs: speed(theirs) }
  if (round > 0) for (const key of ['ours', 'compiled', 'theirs'] as const) all[key].push(figures[key])
}
const figures = { ours: median(all.ours), compiled: median(all.compiled), docxtemplater: median(all.theirs) }
process.stdout.write(
  `${JSON.stringify({ bench: 'assemble', unit: 'documents a second', ...figures, ratio: figures.ours / figures.docxtemplater, ratioCompiled: figures.compiled / figures.docxtemplater })}\n`,
)
