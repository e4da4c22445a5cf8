import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { initialOf, kindOf, missingOf, resolve, type Schema, titleOf, variantsOf } from './schema.ts'

const intake = z.object({
  title: z.string(),
  facts: z.string().meta({ format: 'long-text' }),
  pages: z.int().min(1).nullable().default(null),
  signedOn: z.iso.date().optional(),
  at: z.iso.datetime(),
  law: z.enum(['NY', 'DE']).default('NY'),
  topics: z.array(z.enum(['price', 'term'])),
  tags: z.array(z.string()),
  parties: z.array(z.object({ name: z.string(), role: z.enum(['buyer', 'seller']) })).min(1),
  form: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('template'), name: z.string() }),
    z.object({ kind: z.literal('precedent'), ours: z.boolean() }),
  ]),
  urgent: z.boolean().default(false),
  more: z.record(z.string(), z.string()).optional(),
})
const schema = z.toJSONSchema(intake, { io: 'input' }) as Schema
const kind = (name: string) => kindOf(resolve(schema.properties?.[name] ?? {}, schema), schema)

test('every kind of question gets its field', () => {
  const kinds = Object.fromEntries(Object.keys(schema.properties ?? {}).map((name) => [name, kind(name)]))
  assert.deepEqual(kinds, {
    title: 'text',
    facts: 'long-text',
    pages: 'number',
    signedOn: 'date',
    at: 'instant',
    law: 'choice',
    topics: 'choices',
    tags: 'texts',
    parties: 'rows',
    form: 'variant',
    urgent: 'yes-no',
    more: 'json',
  })
})

test('a form begins with defaults, and with the rows that there must be', () => {
  assert.deepEqual(initialOf(schema), { pages: null, law: 'NY', topics: [], tags: [], parties: [{}], urgent: false })
})

test('what is missing is named by its path, until the schema itself takes the value', () => {
  const begun = initialOf(schema) as Record<string, unknown>
  const missing = missingOf(schema, begun)
  assert.deepEqual(Object.keys(missing), ['title', 'facts', 'at', 'parties.0.name', 'parties.0.role', 'form'])
  const whole = {
    ...begun,
    title: 'Supply',
    facts: 'Some',
    at: '2026-11-24T12:00:00Z',
    parties: [{ name: 'Acme', role: 'buyer' }],
    form: { kind: 'template', name: 'NDA' },
  }
  assert.deepEqual(missingOf(schema, whole), {})
  assert.ok(intake.safeParse(whole).success)
  assert.deepEqual(missingOf(schema, { ...whole, form: { kind: 'template' } }), { 'form.name': 'Needed.' })
  assert.deepEqual(missingOf(schema, { ...whole, parties: [] }), { parties: 'At least 1.' })
})

test('variants are named by what tells them apart', () => {
  const form = schema.properties?.form ?? {}
  assert.deepEqual(
    variantsOf(form, schema).map(({ key, value, title }) => [key, value, title]),
    [
      ['kind', 'template', 'Template'],
      ['kind', 'precedent', 'Precedent'],
    ],
  )
  assert.deepEqual(variantsOf({ anyOf: [{ type: 'string' }, { type: 'number' }] }, schema), [])
})

test('references are followed, and a question may be named anew where it is asked', () => {
  const root: Schema = { $defs: { party: { type: 'object', title: 'Party', properties: {} } } }
  const { title, type } = resolve({ $ref: '#/$defs/party', title: 'Buyer' }, root)
  assert.deepEqual([title, type], ['Buyer', 'object'])
  assert.equal(titleOf('governingLaw'), 'Governing law')
})
