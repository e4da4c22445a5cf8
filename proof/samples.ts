import { z } from '@hono/zod-openapi'

/** What stands for a property of this name: real ids of the world, and what no schema tells. */
export type Known = (name: string) => unknown

/** A JSON Schema (2020-12), as far as samples are made from one. */
interface Schema {
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, Schema>>
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly prefixItems?: readonly Schema[]
  readonly maxItems?: number
  readonly minLength?: number
  readonly format?: string
  readonly pattern?: string
  readonly minimum?: number
  readonly exclusiveMinimum?: number
}

/** Texts that patterns of this house ask for; the first that fits is taken. */
const texts = [
  ...['text', 'US', 'US-NY', 'USD', 'AB12', 'AB-0012', 'L110', '1', '0.5', '09:00', '2026-03-02', '2026-03', 'US/Eastern', 'abc'],
  ...['0'.repeat(64), '.txt', 'a@example.com', '#aabbcc', '1.2.3', 'A1'],
]

/**
 * Makes a value that a schema takes, with what is required and of the rest what is known: one item in each list.
 *
 * @throws Error where no text is known that fits a pattern, or the schema holds back more than its JSON Schema says
 */
export function sampleOf(type: z.ZodType, known: Known): unknown {
  const root = z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' }) as Schema
  const value = sample(root, root, '', known)
  const read = type.safeParse(value)
  if (!read.success)
    throw new Error(`${JSON.stringify(value)} is not taken: ${read.error.issues[0]?.path.join('.')} ${read.error.issues[0]?.message}`)
  return value
}

function sample(given: Schema, root: Schema, name: string, known: Known): unknown {
  const fixed = name === '' ? undefined : known(name)
  if (fixed !== undefined) return fixed
  const schema = resolved(given, root)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const choice = (schema.anyOf ?? schema.oneOf)?.find((one) => resolved(one, root).type !== 'null')
  if (choice) return sample(choice, root, name, known)
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => sample(part, root, name, known)))
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object':
      return objectOf(schema, root, known)
    case 'array':
      if (schema.prefixItems) return schema.prefixItems.map((item) => sample(item, root, '', known))
      return schema.items && schema.maxItems !== 0 ? [sample(schema.items, root, name.replace(/s$/, ''), known)] : []
    case 'string':
      return textOf(schema)
    case 'number':
    case 'integer':
      return Math.max(1, schema.minimum ?? 1, (schema.exclusiveMinimum ?? 0) + 1)
    case 'boolean':
      return true
    default:
      return {}
  }
}

function resolved(schema: Schema, root: Schema): Schema {
  if (schema.$ref === '#') return root
  const name = schema.$ref?.replace('#/$defs/', '')
  return name === undefined ? schema : resolved(root.$defs?.[name] ?? {}, root)
}

function objectOf(schema: Schema, root: Schema, known: Known): Record<string, unknown> {
  const properties = Object.entries(schema.properties ?? {})
  const file = schema.properties?.sha256 && schema.properties.bytes ? known('file') : undefined
  if (file !== undefined) return file as Record<string, unknown>
  return Object.fromEntries(
    properties
      .filter(([name]) => schema.required?.includes(name) || known(name) !== undefined)
      .map(([name, property]) => [name, sample(property, root, name, known)]),
  )
}

function textOf({ format, pattern, minLength = 0 }: Schema): string {
  if (format === 'uuid') return '01a20b8b-0000-7000-8000-000000000000'
  if (format === 'date') return '2026-03-02'
  if (format === 'date-time') return '2026-03-06T21:00:00.000Z'
  if (format === 'email') return 'somebody@example.com'
  const fits = pattern === undefined ? texts : texts.filter((text) => new RegExp(pattern, 'u').test(text))
  const [first] = fits
  if (first === undefined) throw new Error(`No text of proof/samples.ts fits ${pattern}: add one.`)
  return first.padEnd(minLength, '0')
}
