import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { noWork } from '../../desk/work/task.ts'
import type { Question } from '../../kits/contracts/index.ts'
import { readPackage } from '../../kits/docx/index.ts'
import { documentXml, docxOf, p, r } from '../../kits/docx/testing.ts'
import { newId } from '../../platform/ids.ts'
import type { Entry } from '../../platform/ledger/entry.ts'
import { isRefusal } from '../../platform/ledger/refusal.ts'
import { answerAt, answered, answersProblem, withAnswer } from './answers.ts'
import { compile, examine, fill } from './assembly.ts'
import { apply, type Drafting, type DraftingCommand, decide } from './drafting/model.ts'
import { prefill } from './drafting/prefill.ts'
import { type FormNode, formOf, isAsked } from './form.ts'
import { mutualNda } from './forms/mutual-nda.ts'
import { supplyAgreement } from './forms/supply-agreement.ts'
import { intake } from './intake.ts'
import { leftOvers } from './left-overs.ts'
import { opportunities, plan, unitsOf } from './plan.ts'
import * as templates from './templates/model.ts'
import { openWorkshop } from './workers.ts'

const now = '2026-03-02T15:00:00.000Z'
const [drafter, other] = [newId(), newId()]
const context = { actor: drafter, now }
const entry = (body: object, subject = newId()): Entry =>
  ({
    stream: newId(),
    seq: 1,
    at: now,
    actor: drafter,
    subject: { kind: 'x', id: subject },
    body,
    previous: '',
    hash: '',
  }) as unknown as Entry

test('units are documents in each language; a plan drafts, then checks at the same level', () => {
  const asked = intake.parse({ kind: 'msa', side: 'supplier', keyTerms: 'x', documents: 3, languages: ['English', 'German'] })
  assert.equal(unitsOf(asked), 6)
  const [draft, review] = plan({ intake: asked })
  assert.deepEqual([draft?.key, draft?.units, draft?.minutesPerUnit, review?.after, review?.levelMin], ['draft', 6, 300, ['draft'], 3])
  const quick = plan({ intake: { ...asked, templateId: newId() } })
  assert.ok((quick[0]?.minutesPerUnit ?? 0) < (draft?.minutesPerUnit ?? 0))
})

test('answers are set and read by name, and what was left empty is not there', () => {
  const path = fc.array(fc.stringMatching(/^[a-z]{1,4}$/), { minLength: 1, maxLength: 4 }).map((steps) => steps.join('.'))
  fc.assert(fc.property(path, fc.string({ minLength: 1 }), (name, value) => answerAt(withAnswer({}, name, value), name) === value))
  assert.deepEqual(withAnswer({ a: { b: 1, c: 2 } }, 'a.b', undefined), { a: { c: 2 } })
  assert.deepEqual(answered({ a: ' ', b: { c: null, d: 0 }, e: [], f: [{ g: '', h: false }] }), { b: { d: 0 }, f: [{ h: false }] })
  assert.equal(answersProblem({ a: [{ b: 'x' }] }), undefined)
  assert.match(answersProblem({ a: 'x'.repeat(60_000) }) ?? '', /Shorten "a"/)
  assert.match(answersProblem({ a: Array.from({ length: 30_000 }, () => 1) }) ?? '', /Shorten the lists/)
})

const question = (name: string): Question => ({ name, type: 'text', label: name, required: true, repeats: false })

test('the matter fills in parties by the side that the client is on, and never over an answer', () => {
  const facts = { ours: 'Ours Inc.', theirs: 'Theirs Ltd', governingLaw: 'the laws of England and Wales', reference: 'A-1/1' }
  const names = [
    'Seller.Name',
    'buyer_name',
    'governing_law',
    'reference',
    'price',
    'client.name',
    'counterparty',
    'witness.name',
    'buyer.address',
  ]
  const filled = (side: 'supplier' | 'customer' | 'mutual', answers = {}) =>
    prefill(names.map(question), answers, { ...facts, side }).answers
  const same = { governing_law: 'England and Wales', reference: 'A-1/1', client: { name: 'Ours Inc.' }, counterparty: 'Theirs Ltd' }
  assert.deepEqual(filled('supplier'), { ...same, Seller: { Name: 'Ours Inc.' }, buyer_name: 'Theirs Ltd' })
  assert.deepEqual(filled('customer'), { ...same, Seller: { Name: 'Theirs Ltd' }, buyer_name: 'Ours Inc.' })
  assert.deepEqual(filled('mutual'), same)
  assert.deepEqual(filled('mutual', { ...same, reference: 'mine' }), { ...same, reference: 'mine' })
})

test('only whoever has an open task drafts, over what they saw', () => {
  const task = { id: newId(), assigneeId: drafter, status: 'started' } as (typeof noWork.tasks)[number]
  const state = (drafting: Drafting | null, actorTask = task, status = 'in-work') =>
    ({ order: { status, heldFrom: null, endedAt: null }, work: { ...noWork, tasks: [actorTask] }, drafting }) as Parameters<
      typeof decide
    >[0]
  const save: DraftingCommand = { kind: 'save', templateId: newId(), version: 1, answers: { a: 1 }, revision: 0, retired: false }
  const refusedBy = (of: ReturnType<typeof decide>) => (isRefusal(of) ? [of.status, of.field] : of.kind)
  assert.deepEqual(refusedBy(decide(state(null), save, context)), 'drafting.answers-saved')
  assert.deepEqual(refusedBy(decide(state(null, { ...task, status: 'done' }), save, context)), [403, 'task'])
  assert.deepEqual(refusedBy(decide(state(null), save, { ...context, actor: other })), [403, 'task'])
  assert.deepEqual(refusedBy(decide(state(null), { ...save, retired: true }, context)), [409, 'templateId'])

  const saved = apply(null, entry(decide(state(null), save, context)))
  assert.ok(saved)
  assert.deepEqual(refusedBy(decide(state(saved), save, context)), [409, 'revision'])
  const again: DraftingCommand = { ...save, revision: 1, retired: true }
  assert.deepEqual(refusedBy(decide(state(saved), again, context)), 'drafting.answers-saved')
  const file = { name: 'a.docx', sha256: 'a'.repeat(64), bytes: 1, type: '' }
  const assemble: DraftingCommand = { kind: 'assemble', revision: 1, answersDigest: 'd', file, missing: [] }
  assert.deepEqual(refusedBy(decide(state(null), assemble, context)), [409, 'answers'])
  assert.deepEqual(refusedBy(decide(state(saved, task, 'on-hold'), assemble, context)), [409, 'order'])
  const made = apply(saved, entry(decide(state(saved), assemble, context)))
  assert.deepEqual([made?.assembled?.file, made?.assembled?.revision], [file, 1])
})

test('a template keeps every version, and takes no file twice in a row', () => {
  const file = { file: { name: 'a.docx', sha256: 'a'.repeat(64), bytes: 1, type: '' }, questions: [], warnings: [], note: '' }
  const add = { kind: 'add', name: 'NDA', documentKind: 'nda', nameTaken: false, file } as const
  const refused = (of: ReturnType<typeof templates.decide>) => (isRefusal(of) ? of.field : null)
  assert.equal(refused(templates.decide(null, { ...add, nameTaken: true }, context)), 'name')
  const one = templates.apply(null, entry(templates.decide(null, add, context)))
  assert.equal(refused(templates.decide(one, { kind: 'add-version', file }, context)), 'file')
  const next = { ...file, file: { ...file.file, sha256: 'b'.repeat(64) } }
  const two = templates.apply(one, entry(templates.decide(one, { kind: 'add-version', file: next }, context)))
  assert.deepEqual(
    two?.versions.map(({ number, file: { sha256 } }) => [number, sha256[0]]),
    [
      [1, 'a'],
      [2, 'b'],
    ],
  )
  const retired = templates.apply(two, entry(templates.decide(two, { kind: 'retire', reason: 'old' }, context)))
  assert.equal(refused(templates.decide(retired, { kind: 'add-version', file }, context)), 'status')
})

test('our own forms compile, are the same every time, and are clean once everything is answered', () => {
  for (const make of [mutualNda, supplyAgreement]) {
    const bytes = make()
    assert.deepEqual(make(), bytes)
    const compiled = compile(bytes)
    assert.ok(compiled.ok, JSON.stringify(compiled))
    for (const yes of [true, false]) {
      let answers = {}
      for (const { name, type, repeats, options } of compiled.questions) {
        if (repeats) continue
        const value = { text: 'Words', number: 3, date: '2026-04-01', boolean: yes, choice: options?.[0], list: [] }[type]
        answers = withAnswer(answers, name, value)
      }
      const row = { part: 'A', description: 'B', unit: 'each', price: 1, lead_days: 2, from: 5, percent: 6 }
      const { ok, ...filled } = fill({ bytes, answers: { ...answers, products: [row], volume_discounts: [row] }, today: '2026-03-02' })
      assert.ok(ok && 'docx' in filled)
      assert.deepEqual(filled.missing, [])
      assert.deepEqual(leftOvers(readPackage(filled.docx)), [])
    }
  }
})

test('what should not be in a finished document is found by its place; lines to sign on are not', () => {
  const insertion = `<w:p><w:ins w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z">${r('added')}</w:ins></w:p>`
  const body =
    p('Fine.') +
    p('From [date] on, {{ buyer }} pays TBD.') +
    p('By: ______________') +
    p('at ____ o’clock') +
    p('[● Price]') +
    `<w:p>${r('lit', '<w:highlight w:val="yellow"/>')}${r('unlit', '<w:highlight w:val="none"/>')}</w:p>` +
    `<w:p>${r('unseen', '<w:vanish/>')}</w:p>` +
    insertion +
    p('See Error! Reference source not found. for this') +
    p('as defined in [2019] 1 AC 1')
  const found = leftOvers(readPackage(docxOf({ body, footer: p('Page «n»') })))
  assert.deepEqual(
    found.map(({ ctq, place }) => [ctq, place.split(':')[0]]),
    [
      ['blanks', 'body, paragraph 2'],
      ['blanks', 'body, paragraph 4'],
      ['blanks', 'body, paragraph 5'],
      ['blanks', 'body, paragraph 6'],
      ['blanks', 'body, paragraph 7'],
      ['document', 'body, paragraph 8'],
      ['cross-references', 'body, paragraph 9'],
      ['blanks', 'footer, paragraph 1'],
    ],
  )
  const known = new Set(opportunities.map(({ ctq }) => ctq))
  assert.ok(found.every(({ ctq }) => known.has(ctq)))
  assert.deepEqual(examine(new TextEncoder().encode('%PDF-1.7')).ok, false)
  assert.ok(documentXml(body).length > 0)
})

const workshop = openWorkshop()
after(() => workshop.close())

test('a document that would grow beyond all bounds costs its own call; the next one is served', async () => {
  const clause = `“${'words '.repeat(2_000)}”`
  const bytes = docxOf({ body: p('{% for x in xs %}') + p(`{{ x }} ${clause}`) + p('{% endfor %}') })
  const rows = (count: number) => ({ xs: Array.from({ length: count }, (_, i) => `row ${i}`) })
  const [endless, fine] = await Promise.all([workshop.fill({ bytes, answers: rows(40_000), today: '2026-03-02' }), workshop.compile(bytes)])
  assert.ok(!endless.ok && /too long/.test(endless.message), JSON.stringify(endless).slice(0, 200))
  assert.ok(fine.ok)
  assert.equal((await workshop.fill({ bytes, answers: rows(100), today: '2026-03-02' })).ok, true)
  const large = await workshop.compile(
    docxOf({
      body: p(
        Array.from({ length: 2_500_000 }, (_, i) => ((i * 7_919) % 999_983).toString(36))
          .join(' ')
          .repeat(2),
      ),
    }),
  )
  assert.ok(!large.ok && /split the document/.test(large.problems[0]?.message ?? ''), JSON.stringify(large))
})

test('a document that needs all memory of its thread costs its own call', async () => {
  const small = openWorkshop({ memoryMiBMax: 24 })
  const result = await small.compile(docxOf({ body: '<w:p><w:r><w:t>x</w:t></w:r></w:p>'.repeat(100_000) }))
  assert.ok(!result.ok && /memory/.test(result.problems[0]?.message ?? ''), JSON.stringify(result))
  assert.ok((await small.compile(docxOf({ body: p('{{ x }}') }))).ok)
  await small.close()
})

test('a document that takes too long costs its own call', async () => {
  const hurried = openWorkshop({ secondsMax: 0.001 })
  const late = await hurried.compile(docxOf({ body: p('{{ x }}') }))
  assert.ok(!late.ok && /longer than/.test(late.problems[0]?.message ?? ''))
  await hurried.close()
})

test('a questionnaire is laid out as a form: groups, rows, lists, each named once', () => {
  const bytes = docxOf({
    body:
      p('{{ title }} {{ buyer.name }} {{ buyer.contact.email }} {{ law }}') +
      p('{% for x in tags %}{{ x }}{% endfor %}') +
      p('{% for s in sites %}') +
      p('{{ s.name }} {{ s.place.city }}') +
      p('{% for r in s.rooms %}{{ r.size | number }}{% endfor %}') +
      p('{% endfor %}') +
      p('{% if extra %}{{ extra_text }}{% endif %}'),
  })
  const compiled = compile(bytes)
  assert.ok(compiled.ok)
  const shape = (nodes: readonly FormNode[]): unknown[] =>
    nodes.map((node) =>
      node.kind === 'group'
        ? [node.label, shape(node.nodes)]
        : node.kind === 'rows'
          ? [`${node.path}[]`, node.label, shape(node.nodes)]
          : `${node.kind} ${node.path} "${node.label}"`,
    )
  const form = formOf(compiled.questions)
  assert.deepEqual(shape(form), [
    'field title "Title"',
    ['Buyer', ['field buyer.name "Name"', 'field buyer.contact.email "Contact: email"']],
    'field law "Law"',
    'texts tags "Tags"',
    ['sites[]', 'Sites', ['field name "Name"', ['Place', ['field place.city "City"']], ['rooms[]', 'Rooms', ['field size "Size"']]]],
    'field extra "Extra"',
    'field extra_text "Extra text"',
  ])
  const asked = (answers: object, missing: readonly string[]) =>
    form.filter((node) => isAsked(node, { ...answers }, new Set(missing))).map((node) => ('path' in node ? node.path : node.label))
  assert.ok(!asked({}, []).includes('extra_text'))
  assert.ok(asked({ extra: true }, ['extra_text']).includes('extra_text'))
  assert.ok(asked({ extra_text: 'x' }, []).includes('extra_text'))
})
