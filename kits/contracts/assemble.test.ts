import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import fc from 'fast-check'
import { partText, partXml, plainText, readPackage } from '../docx/index.ts'
import { type DocxParts, docxOf, p, r, table } from '../docx/testing.ts'
import { sharedData } from '../shared-data.ts'
import { assemble, compileTemplate, isTemplate, problemLine, questions, type Template } from './index.ts'

type Answers = Record<string, unknown>

function compiled(parts: DocxParts): Template {
  const template = compileTemplate(docxOf(parts))
  assert.ok(isTemplate(template), JSON.stringify(template))
  return template
}
function filled(parts: DocxParts | string, answers: Answers) {
  const result = assemble(compiled(typeof parts === 'string' ? { body: parts } : parts), answers)
  const pkg = readPackage(result.docx)
  for (const { part } of pkg.stories) partXml(pkg, part)
  return { ...result, pkg, xml: partText(pkg, 'word/document.xml'), lines: plainText(pkg).map(({ text }) => text) }
}
const lines = (body: string, answers: Answers) => filled(body, answers).lines
const problems = (body: string) => {
  const template = compileTemplate(docxOf({ body }))
  assert.ok(!isTemplate(template))
  return template.map(problemLine)
}

test('fields are filled, in every syntax that is read', () => {
  const answers = { name: 'Asha & Co <Ltd>', buyer: { name: 'Ben' }, list: ['x', 'y', 'z'] }
  assert.deepEqual(lines(p(`{{ name }} / {{buyer.name}} / {{ list | list }} / \${name}.`), answers), [
    'Asha & Co <Ltd> / Ben / x, y, and z / Asha & Co <Ltd>.',
  ])
  assert.deepEqual(lines(p('Dear {name}, {#list}[{.}]{/list}'), answers), ['Dear Asha & Co <Ltd>, [x][y][z]'])
  assert.deepEqual(lines(p('<# <Content Select="./buyer/name" /> #>'), answers), ['Ben'])
})

test('a mark split over runs is one mark, with the looks of its first run', () => {
  const body = `<w:p>${r('To {', '<w:b/>')}${r('{ na', '<w:i/>')}<w:proofErr w:type="spellStart"/>${r('me }}, hello', '<w:u w:val="single"/>')}</w:p>`
  const { xml, lines: text } = filled(body, { name: 'Asha' })
  assert.deepEqual(text, ['To Asha, hello'])
  assert.ok(xml.includes('<w:rPr><w:b/></w:rPr><w:t xml:space="preserve">To Asha</w:t>'), xml)
  assert.ok(xml.includes('<w:u w:val="single"/></w:rPr><w:t xml:space="preserve">, hello</w:t>'), xml)
})

test('however a template is split over runs, the text is the same', () => {
  const text =
    'A {{ a }}{% if b %} yes {{ c }}{% else %} no{% endif %}{% for x in xs %}<{{ x.n }}{% if not loop.last %}, {% endif %}>{% endfor %} end'
  const answers = { a: 'one & two', b: true, c: 'C', xs: [{ n: 1 }, { n: 2 }, { n: 3 }] }
  const [expected] = lines(p(text), answers)
  assert.equal(expected, 'A one & two yes C<1, ><2, ><3> end')
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(text.length)), (cuts) => {
      const places = [0, ...cuts.sort((a, b) => a - b), text.length]
      const runs = places.slice(1).map((to, i) => r(text.slice(places[i], to), i % 2 ? '<w:b/>' : ''))
      assert.deepEqual(lines(`<w:p>${runs.join('')}</w:p>`, answers), [expected])
    }),
  )
})

test('a document without marks comes back as it was', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.string().filter((text) => !/[{}$<]/.test(text)),
        { maxLength: 6 },
      ),
      (texts) => {
        const bytes = docxOf({ body: p(...texts) + table([texts.slice(0, 2)]), footer: p('f') })
        const template = compileTemplate(bytes)
        assert.ok(isTemplate(template))
        assert.deepEqual(assemble(template, {}).docx, bytes)
      },
    ),
  )
})

test('parts without marks keep their bytes when others are filled', () => {
  const parts = {
    body: p('{{ a }}'),
    header: p('Plain head'),
    footer: p('{{ a }}'),
    entries: { 'word/media/x.bin': Uint8Array.of(1, 2, 3) },
  }
  const before = readPackage(docxOf(parts))
  const { pkg, lines: text } = filled(parts, { a: 'A' })
  assert.deepEqual(text, ['A', 'Plain head', 'A'])
  for (const name of ['word/header.xml', 'word/media/x.bin', '[Content_Types].xml'])
    assert.deepEqual(pkg.entries.get(name), before.entries.get(name))
})

test('paragraphs that hold only a mark vanish, and what they hold comes or goes', () => {
  const body =
    p('One') + p('{% if x %}') + p('Two') + p('{% elif y > 2 %}') + p('Three') + p('{% else %}') + p('Four') + p('{% endif %}') + p('Five')
  assert.deepEqual(lines(body, { x: true, y: 1 }), ['One', 'Two', 'Five'])
  assert.deepEqual(lines(body, { x: false, y: 3 }), ['One', 'Three', 'Five'])
  assert.deepEqual(lines(body, { x: 'no', y: 1 }), ['One', 'Four', 'Five'])
})

test('a paragraph whose conditions come to nothing leaves no blank line', () => {
  const body = p('One') + p('{% if x %}Two{% endif %} {% if y %}Three{% endif %}') + p('Four')
  assert.deepEqual(lines(body, { x: false, y: false }), ['One', 'Four'])
  assert.deepEqual(lines(body, { x: false, y: true }), ['One', ' Three', 'Four'])
})

test('a condition that begins in one paragraph and ends in another joins what is left', () => {
  const body = p('Start {% if x %}middle') + p('more{% endif %} end')
  assert.deepEqual(lines(body, { x: true }), ['Start middle', 'more end'])
  assert.deepEqual(lines(body, { x: false }), ['Start  end'])
})

test('a repeat whose marks stand in a row repeats the row; rows of their own vanish', () => {
  const items = [
    { n: 'Tea', price: 2 },
    { n: 'Milk', price: 1.5 },
  ]
  const one = table([
    ['Item', 'Price'],
    ['{% for i in items %}{{ i.n }}', '{{ i.price | currency }}{% endfor %}'],
    ['Total', '{{ items | count }}'],
  ])
  assert.deepEqual(lines(one, { items }), ['Item', 'Price', 'Tea', '$2.00', 'Milk', '$1.50', 'Total', '2'])
  const three = table([
    ['Item', 'Price'],
    ['{% for i in items %}', ''],
    ['{{ i.n }}', '{{ loop.index }}'],
    ['{% endfor %}', ''],
  ])
  assert.deepEqual(lines(three, { items }), ['Item', 'Price', 'Tea', '1', 'Milk', '2'])
  const marked = table([['{%tr for i in items %}'], ['{{ i.n }}'], ['{%tr endfor %}']])
  assert.deepEqual(lines(marked, { items }), ['Tea', 'Milk'])
  assert.ok(!filled(p('x') + marked, { items: [] }).xml.includes('w:tbl'), 'a table without rows must go')
})

test('a cell keeps a paragraph whatever leaves it', () => {
  const cell = `<w:tbl><w:tr><w:tc>${p('{% if x %}')}${p('Text')}${p('{% endif %}')}</w:tc></w:tr></w:tbl>`
  assert.match(filled(cell, { x: false }).xml, /<w:tc><w:p\/><\/w:tc>/)
})

test('repeats nest, with their helpers', () => {
  const body =
    p('{{#each sellers}}') +
    p('{{@index}} {{name}} of {{../city}}: {{#each goods}}{{this}}{{#unless @last}}; {{/unless}}{{/each}}') +
    p('{{/each}}')
  const sellers = [
    { name: 'A', goods: ['x', 'y'] },
    { name: 'B', goods: [] },
  ]
  assert.deepEqual(lines(body, { city: 'Pune', sellers }), ['0 A of Pune: x; y', '1 B of Pune: '])
  const loop = p(
    '{% for s in sellers %}{{ loop.index }}/{{ loop.length }}{% if loop.first %} first{% endif %}{% if loop.last %} last{% endif %} {% endfor %}',
  )
  assert.deepEqual(lines(loop, { sellers }), ['1/2 first 2/2 last '])
})

test('sections are conditions or repeats, as the answer is', () => {
  const body = p('{#guarantor}G: {name}{/guarantor}{^guarantor}none{/guarantor}')
  assert.deepEqual(lines(body, { guarantor: { name: 'Zed' } }), ['G: Zed'])
  assert.deepEqual(lines(body, { guarantor: [{ name: 'A' }, { name: 'B' }] }), ['G: AG: B'])
  assert.deepEqual(lines(body, { guarantor: false }), ['none'])
})

test('filters write dates, numbers, money and words', () => {
  const body = p(
    '{{ d | date("d MMMM yyyy") }}|{{ d | date }}|{{ d | date("%d/%m/%Y") }}|{{ n | number(2) }}|{{ n | currency("EUR") }}|{{ n | amount_in_words }}|{{ k | words }} ({{ k }})|{{ s | upper }}|{{ s | title }}|{{ k | ordinal }}',
  )
  assert.deepEqual(lines(body, { d: '2026-03-09', n: 1234567.5, k: 21, s: 'ab cd' }), [
    '9 March 2026|March 9, 2026|09/03/2026|1,234,567.50|€1,234,567.50|one million two hundred thirty-four thousand five hundred sixty-seven dollars and 50/100|twenty-one (21)|AB CD|Ab Cd|21st',
  ])
  const odd = filled(p('{{ d | date }} {{ n | currency }}'), { d: 'soon', n: 'much' })
  assert.deepEqual(odd.lines, ['soon much'])
  assert.equal(odd.warnings.length, 2)
})

test('line breaks and tabs in answers become breaks and tabs', () => {
  const { xml, lines: text } = filled(p('{{ a }}'), { a: 'x\ny\tz\u0000' })
  assert.deepEqual(text, ['x\ny\tz'])
  assert.match(xml, /<w:br\/>.*<w:tab\/>/)
})

test('what is not answered stays visible, highlighted in its place, and is listed', () => {
  const body = `<w:p>${r('{{ a.b }} and {{ c | date }}', '<w:b/><w:u w:val="single"/>')}</w:p>${p('{% for s in sellers %}{{ s.name }},{% endfor %}')}`
  const { missing, lines: text, xml } = filled(body, { a: { b: null }, sellers: [{ name: 'A' }, {}] })
  assert.deepEqual(missing, [
    { field: 'a.b', question: 'A: b?' },
    { field: 'c', question: 'C: which date?' },
    { field: 'sellers.name', question: 'Sellers: name?', at: 'sellers[1].name' },
  ])
  assert.deepEqual(text, ['[● A: b] and [● C]', 'A,[● Sellers: name],'])
  assert.ok(xml.includes('<w:rPr><w:b/><w:highlight w:val="yellow"/><w:u w:val="single"/></w:rPr>'))
})

test('a condition that nobody answered is not decided in silence', () => {
  const { missing, lines: text } = filled(
    p('{% if big %}') + p('Big') + p('{% endif %}') + p('{% if note %}Note: {{ note }}{% endif %}'),
    {},
  )
  assert.deepEqual(missing, [{ field: 'big', question: 'Big: yes or no?' }])
  assert.deepEqual(text, ['[● Big]'])
})

test('the questionnaire knows types, lists, choices and what is always needed', () => {
  const body =
    p('{{ client.full_name }} {{ signing_date }} {{ fee | currency }} {{ nick | default("none") }}') +
    p(
      '{% if law == "England" %}E{% elif law == "India" %}I{% endif %}{% if urgent %}{{ reason }}{% endif %}{% if months > 6 %}long{% endif %}',
    ) +
    p('{% for s in sellers %}{{ s.name }} {{ s.born | date }}{% endfor %}{% for t in tags %}{{ t }}{% endfor %}')
  const found = questions(compiled({ body }))
  assert.deepEqual(
    found.map(({ name, type, required, repeats }) => [name, type, required, repeats]),
    [
      ['client.full_name', 'text', true, false],
      ['signing_date', 'date', true, false],
      ['fee', 'number', true, false],
      ['nick', 'text', false, false],
      ['law', 'choice', true, false],
      ['urgent', 'boolean', true, false],
      ['reason', 'text', false, false],
      ['months', 'number', true, false],
      ['sellers', 'list', true, true],
      ['sellers.name', 'text', true, true],
      ['sellers.born', 'date', true, true],
      ['tags', 'text', true, true],
    ],
  )
  assert.deepEqual(found.find(({ name }) => name === 'law')?.options, ['England', 'India'])
  assert.equal(found[0]?.label, 'Client: full name')
})

test('answers that nobody asked for are a warning', () => {
  const { warnings } = filled(p('{{ client.name }}'), { client: { name: 'A', nmae: 'B' }, colour: 'red' })
  assert.deepEqual(warnings, [
    'The template does not ask for "client.nmae"; check its spelling or remove it.',
    'The template does not ask for "colour"; check its spelling or remove it.',
  ])
})

test('everything that is wrong is told at once, each with its place', () => {
  assert.deepEqual(
    problems(p('fine') + p('{{ a b }} and {{ x | shout }}') + p('{% if y %}') + p('{{ open') + p('{% endfor %}')).map((line) =>
      line.replace(/known are .*/, 'known are …'),
    ),
    [
      'body, paragraph 2: "{{ a b }}": "b" is one thing too many.',
      'body, paragraph 2: "{{ x | shout }}": the filter "shout" is not known; known are …',
      'body, paragraph 4: "{{ open": a mark is not closed or not opened in this paragraph; write it whole, in one paragraph.',
      'body, paragraph 5: "{% endfor %}": it cannot close {% if y %} of paragraph 3; close that first.',
      'body, paragraph 3: "{% if y %}": it is never closed; write its closing mark.',
    ],
  )
})

test('a block that crosses the border of a cell is refused, not torn', () => {
  const [line] = problems(p('{% if x %}') + table([['{% endif %}']]))
  assert.match(line ?? '', /paragraph 1: "\{% if x %\}": it opens in one place and closes in another/)
})

test('notes, headers, links, text boxes and content controls are filled', () => {
  const link = `<w:p><w:hyperlink r:id="rId9">${r('{{ a }}')}</w:hyperlink></w:p>`
  const box = `<w:p><w:r><w:pict><w:txbxContent>${p('{{ a }} in a box')}</w:txbxContent></w:pict></w:r>${r(' beside {{ a }}')}</w:p>`
  const control = `<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>${p('{{ a }} controlled')}</w:sdtContent></w:sdt>`
  const inline = `<w:p>${r('Because ')}<w:sdt><w:sdtPr/><w:sdtContent>${r('<Conditional Select="./b" Match="True"/>')}</w:sdtContent></w:sdt>${r('big')}<w:sdt><w:sdtPr/><w:sdtContent>${r('<EndConditional/>')}</w:sdtContent></w:sdt></w:p>`
  const parts = {
    body: `${link + box + control + inline}<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>`,
    header: p('H {{ a }}'),
    footnotes: `<w:footnote w:id="2">${p('N {{ a }}')}</w:footnote>`,
  }
  const { lines: text } = filled(parts, { a: 'X', b: true })
  assert.deepEqual(text, ['X', ' beside X', 'X in a box', 'X controlled', 'Because big', '', 'H X', 'N X'])
})

test("Word's merge fields are filled with the looks of their result", () => {
  const code = (text: string) => `<w:r><w:instrText xml:space="preserve">${text}</w:instrText></w:r>`
  const char = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`
  const body = `<w:p>${r('Dear ')}${char('begin')}${code(' MERGEFIELD "First Name" \\* Upper ')}${char('separate')}${r('«First Name»', '<w:b/>')}${char('end')}${r(', ')}<w:fldSimple w:instr=" MERGEFIELD Day \\@ &quot;d MMMM yyyy&quot; ">${r('«Day»', '<w:i/>')}</w:fldSimple></w:p>`
  const { xml, lines: text } = filled(body, { 'First Name': 'Asha', Day: '2026-05-04' })
  assert.deepEqual(text, ['Dear ASHA, 4 May 2026'])
  assert.match(xml, /<w:b\/><\/w:rPr><w:t xml:space="preserve">ASHA/)
  assert.ok(!xml.includes('fldChar') && !xml.includes('fldSimple'))
})

test('a path table repeats its second row', () => {
  const body =
    p('<# <Table Select="./Orders/Order"/> #>') +
    table([
      ['What', 'How many'],
      ['./Name', '@Count'],
      ['End', ''],
    ])
  const answers = {
    Customer: {
      Orders: {
        Order: [
          { Name: 'Pen', Count: 2 },
          { Name: 'Ink', Count: 1 },
        ],
      },
    },
  }
  assert.deepEqual(lines(body, answers), ['What', 'How many', 'Pen', '2', 'Ink', '1', 'End', ''])
})

test('bookmarks stay whole, references to what left are told', () => {
  const mark = (id: number, name: string, inner: string) =>
    `<w:bookmarkStart w:id="${id}" w:name="${name}"/>${inner}<w:bookmarkEnd w:id="${id}"/>`
  const ref = (name: string) => `<w:p><w:fldSimple w:instr=" REF ${name} \\r \\h ">${r('5')}</w:fldSimple></w:p>`
  const gone = filled(p('{% if x %}') + mark(1, '_Ref1', p('Clause')) + p('{% endif %}') + ref('_Ref1'), { x: false })
  assert.deepEqual(gone.warnings, [
    'A cross-reference points to "_Ref1", which was left out with its text; change the reference, or put it under the same condition.',
  ])
  const torn = filled(
    `<w:p><w:bookmarkStart w:id="1" w:name="half"/>${r('A{% if x %}B')}<w:bookmarkEnd w:id="1"/>${r('C{% endif %}D')}</w:p>`,
    { x: false },
  )
  assert.equal(torn.xml.match(/bookmarkStart/g)?.length, torn.xml.match(/bookmarkEnd/g)?.length)
  const twice = filled(p('{% for i in list %}') + mark(1, '_Ref1', p('{{ i }}')) + ref('_Ref1') + p('{% endfor %}'), { list: ['a', 'b'] })
  assert.deepEqual(
    [...twice.xml.matchAll(/bookmarkStart w:id="(\d+)" w:name="(\w+)"/g)].map((m) => [m[1], m[2]]),
    [
      ['1', '_Ref1'],
      ['2', '_Ref1_2'],
    ],
  )
  assert.ok(twice.xml.includes('REF _Ref1_2 '))
})

test('cross-references are marked as stale when clauses left, and only then', () => {
  const char = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`
  const ref = `<w:p>${char('begin')}<w:r><w:instrText> REF _Ref1 \\r </w:instrText></w:r>${char('separate')}${r('2')}${char('end')}</w:p>`
  const body = `${p('{% if x %}') + p('One') + p('{% endif %}')}<w:bookmarkStart w:id="1" w:name="_Ref1"/>${p('Two')}<w:bookmarkEnd w:id="1"/>${ref}`
  assert.match(filled(body, { x: false }).xml, /<w:fldChar w:dirty="true" w:fldCharType="begin"\/>/)
  assert.ok(!filled(body, { x: true }).xml.includes('dirty'))
})

test('a note leaves with its clause, and asks nothing any more', () => {
  const body = `${p('{% if x %}')}<w:p>${r('Clause')}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>${p('{% endif %}')}`
  const footnotes = `<w:footnote w:id="2">${p('{{ why }}')}</w:footnote>`
  assert.deepEqual(filled({ body, footnotes }, { x: false }).missing, [])
  assert.deepEqual(
    filled({ body, footnotes }, { x: true }).missing.map(({ field }) => field),
    ['why'],
  )
})

test('a paragraph that ends a section stays', () => {
  const section = `<w:p><w:pPr><w:sectPr/></w:pPr>${r('{% if x %}gone{% endif %}')}</w:p>`
  assert.ok(filled(section, { x: false }).xml.includes('<w:pPr><w:sectPr/></w:pPr>'))
})

test('macros are refused, outside content is told and not fetched', () => {
  const macro = compileTemplate(docxOf({ body: p('x'), mainType: 'application/vnd.ms-word.template.macroEnabledTemplate.main+xml' }))
  assert.ok(!isTemplate(macro))
  assert.match(macro.map(problemLine).join(), /macros/)
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const relationships = `<Relationship Id="x" Type="${office}/image" Target="http://tracker.example/pixel.png" TargetMode="External"/>`
  assert.match(filled({ body: p('{{ a }}'), relationships }, { a: 1 }).warnings.join(), /image outside the file/)
})

test('whatever the answers are, the result is a sound document', () => {
  const template = compiled({
    body:
      p('{{ a }} {% if a > 3 %}{{ b.c | upper }}{% endif %}{% for x in b %}{{ x | date }}{{ x.y }}{% endfor %}{{ a + b }}') +
      table([['{#b}', '{/b}']].map(() => ['{{#each b}}{{this}}', '{{/each}}'])),
  })
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__'), fc.jsonValue()), (answers) => {
      const pkg = readPackage(assemble(template, answers).docx)
      partXml(pkg, pkg.main)
    }),
  )
})

test('whatever a template says, it is read or refused with its place', () => {
  const bits = [
    '{{',
    '}}',
    '{%',
    '%}',
    ' if ',
    ' for x in ',
    'endif',
    'endfor',
    'else',
    'a',
    '.b',
    '[0]',
    '(',
    ')',
    '|',
    'upper',
    '"',
    '{#',
    '/}',
    '<# <Content Select="./',
    '"/> #>',
    ' ',
    '\n',
  ]
  fc.assert(
    fc.property(fc.array(fc.array(fc.constantFrom(...bits), { maxLength: 12 }), { maxLength: 4 }), (paragraphs) => {
      const template = compileTemplate(
        docxOf({
          body: paragraphs.map((words) => p(words.join(''))).join('') + table([paragraphs.slice(0, 2).map((words) => words.join(''))]),
        }),
      )
      if (!isTemplate(template)) return assert.ok(template.every(({ message, paragraph }) => message !== '' && paragraph > 0))
      const pkg = readPackage(assemble(template, { a: [{ b: 'x' }] }).docx)
      partXml(pkg, pkg.main)
    }),
    { numRuns: 400 },
  )
})

/** Real templates that are wrong on purpose or by accident, and what must be said of them. */
const wrong: Readonly<Record<string, RegExp>> = {
  DA015: /not well-formed/,
  DA016: /no "SelectZ"/,
  DA023: /never closed/,
  DA026: /<ContentZ> is not known/,
  DA027: /cannot be read/,
  DA028: /no second row/,
  DA036: /no "Seclect"/,
  DA101: /<ContentZ> is not known/,
  DA102: /no "SelectZ"/,
  DA208: /no table follows/,
  DA209: /cannot be read/,
  DA211: /no "Selectz"/,
  DA215: /not well-formed/,
  DA216: /no "SelectZ"/,
  DA222: /paragraph 11/,
  DA223: /never closed/,
  DA226: /<ContentZ> is not known/,
  DA227: /cannot be read/,
  DA228: /no second row/,
  DA237: /no "Seclect"/,
  DA238: /no "Seclect"/,
  DA258: /substring/,
  DA264: /opens in one place/,
  condo_deed: /attachment_authorization_certificate %\}": it is never closed/,
}

test('every real template fills, or says in one line why not and where', { skip: sharedData() ? false : 'no shared data' }, () => {
  const orders = [
    { ProductDescription: 'Unicycle', Quantity: 3, OrderDate: '9/5/2001' },
    { ProductDescription: 'Tricycle', Quantity: 3, OrderDate: '8/6/2000' },
  ]
  const answers = { Customer: { Name: 'Cheryl', CustomerID: 1, HighValueCustomer: 'True', Orders: { Order: orders } } }
  for (const folder of ['office/document-assembly', 'contracts/docx-templates']) {
    for (const file of readdirSync(join(sharedData() ?? '', folder)).filter((name) => name.endsWith('.docx'))) {
      const template = compileTemplate(readFileSync(join(sharedData() ?? '', folder, file)))
      const expected = wrong[file.replace(/(?:-.*|\.docx.*)$/, '')]
      if (!isTemplate(template)) {
        assert.match(template.map(problemLine).join('\n'), expected ?? /^$/, file)
        continue
      }
      assert.ok(expected === undefined || file === 'condo_deed.docx', `${file} should not compile`)
      const { docx, missing } = assemble(template, answers)
      const text = plainText(readPackage(docx))
        .map((each) => each.text)
        .join('\n')
      assert.ok(!/<(?:Content|Repeat|Table|Conditional|End)|\{\{|\{%|\$\{/.test(text), `${file}: ${text}`)
      if (/DA(?:002|025|100|201|202|225|232)/.test(file)) {
        assert.deepEqual(missing, [], file)
        assert.match(text, /Dear Cheryl,[\s\S]*Unicycle[\s\S]*Tricycle[\s\S]*new customer ID is 1/, file)
      }
    }
  }
})
