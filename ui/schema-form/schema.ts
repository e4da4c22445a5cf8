/** As much of JSON Schema (2020-12) as zod writes for what a person is asked. */
export interface Schema {
  readonly type?: string
  readonly title?: string
  readonly description?: string
  readonly format?: string
  readonly enum?: readonly string[]
  /** How the values of `enum` are called, where their own words do not say it: given by `.meta({ titles })`. */
  readonly titles?: Readonly<Record<string, string>>
  readonly const?: unknown
  readonly default?: unknown
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, Schema>>
}

/** The field that asks for a value. */
export type Kind =
  | 'text'
  | 'long-text'
  | 'date'
  | 'instant'
  | 'number'
  | 'yes-no'
  | 'choice'
  | 'choices'
  | 'texts'
  | 'rows'
  | 'group'
  | 'variant'
  | 'fixed'
  | 'json'

/** From so many characters on a text gets room for several lines, unless its format says so anyway. */
const longTextFromCharacters = 1_000

/** A schema with its reference followed and `or null` taken off; its own title wins over that of what it refers to. */
export function resolve(schema: Schema, root: Schema): Schema & { readonly nullable: boolean } {
  const { $ref, ...own } = schema
  const target = $ref?.startsWith('#/$defs/') ? root.$defs?.[$ref.slice('#/$defs/'.length)] : undefined
  if (target) return resolve({ ...target, ...own }, root)
  const given = schema.anyOf?.filter(({ type }) => type !== 'null')
  const [only] = given ?? []
  if (!given || given.length === schema.anyOf?.length) return { ...schema, nullable: false }
  const { anyOf: _, ...outer } = schema
  if (given.length !== 1 || !only) return { ...outer, anyOf: given, nullable: true }
  return { ...resolve({ ...only, ...outer }, root), nullable: true }
}

/** Which field asks for a value of this (resolved) schema. What it does not know is asked for as JSON. */
export function kindOf(schema: Schema, root: Schema): Kind {
  if ('const' in schema) return 'fixed'
  if (schema.enum) return 'choice'
  if (variantsOf(schema, root).length > 0) return 'variant'
  if (schema.type === 'boolean') return 'yes-no'
  if (schema.type === 'integer' || schema.type === 'number') return 'number'
  if (schema.type === 'string') return textKind(schema)
  if (schema.type === 'object' && schema.properties) return 'group'
  if (schema.type === 'array' && schema.items) return listKind(resolve(schema.items, root), root)
  return 'json'
}

function textKind({ format, maxLength = 0 }: Schema): Kind {
  if (format === 'date') return 'date'
  if (format === 'date-time') return 'instant'
  return format === 'long-text' || maxLength >= longTextFromCharacters ? 'long-text' : 'text'
}

function listKind(items: Schema, root: Schema): Kind {
  const kind = kindOf(items, root)
  if (kind === 'choice') return 'choices'
  return kind === 'text' ? 'texts' : 'rows'
}

export interface Variant {
  /** The property whose fixed value tells the variants apart, and that value. */
  readonly key: string
  readonly value: string
  readonly title: string
  readonly schema: Schema
}

/** The alternatives of a union of objects that one fixed property tells apart; none where it is no such union. */
export function variantsOf(schema: Schema, root: Schema): readonly Variant[] {
  const options = (schema.oneOf ?? schema.anyOf ?? []).map((option) => resolve(option, root))
  const key = Object.entries(options[0]?.properties ?? {}).find(([, property]) => 'const' in property)?.[0]
  if (key === undefined || !options.every((option) => option.properties?.[key] && 'const' in option.properties[key])) return []
  return options.map((option) => {
    const value = String(option.properties?.[key]?.const)
    return { key, value, title: option.title ?? titleOf(value), schema: option }
  })
}

/** `governingLaw` and `governing-law` are shown as `Governing law`. */
export function titleOf(name: string): string {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_]/g, ' ')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** What stands in a field before anybody typed: the default, fixed values, and an empty list where one is asked for. */
export function initialOf(schema: Schema, root: Schema = schema): unknown {
  const resolved = resolve(schema, root)
  if (resolved.default !== undefined) return resolved.default
  if ('const' in resolved) return resolved.const
  if (resolved.nullable) return null
  const kind = kindOf(resolved, root)
  if (kind === 'group') return initialGroup(resolved, root)
  if (kind === 'yes-no') return false
  if (kind === 'rows') return Array.from({ length: resolved.minItems ?? 0 }, () => initialOf(resolved.items ?? {}, root))
  return kind === 'choices' || kind === 'texts' ? [] : undefined
}

function initialGroup({ properties = {}, required = [] }: Schema, root: Schema): Record<string, unknown> {
  const values = Object.entries(properties).map(([name, property]) => [
    name,
    required.includes(name) || resolve(property, root).default !== undefined ? initialOf(property, root) : undefined,
  ])
  return Object.fromEntries(values.filter(([, value]) => value !== undefined))
}

const empty = (value: unknown): boolean => value === undefined || value === null || value === ''

/**
 * What must be given and is not, by path: so that a form is not sent, nor priced, before it can be. The server checks everything.
 *
 * @example
 * missingOf(schema, { parties: [{}] }) // { 'parties.0.name': 'Needed.' }
 */
export function missingOf(schema: Schema, value: unknown, root: Schema = schema, path = ''): Readonly<Record<string, string>> {
  const resolved = resolve(schema, root)
  if (resolved.nullable && empty(value)) return {}
  const kind = kindOf(resolved, root)
  const here = path === '' ? [] : [[path, 'Needed.'] as const]
  if (kind === 'group') return missingOfGroup(resolved, value, root, path)
  if (kind === 'variant') {
    const chosen = chosenVariant(resolved, value, root)
    return chosen ? missingOfGroup(chosen.schema, value, root, path) : Object.fromEntries(here)
  }
  if (['choices', 'texts', 'rows'].includes(kind)) {
    const items = Array.isArray(value) ? value : []
    const few = resolved.minItems !== undefined && items.length < resolved.minItems ? { [path]: `At least ${resolved.minItems}.` } : {}
    return Object.assign({}, few, ...items.map((item, index) => missingOf(resolved.items ?? {}, item, root, join(path, index))))
  }
  return kind !== 'fixed' && empty(value) ? Object.fromEntries(here) : {}
}

function missingOfGroup({ properties = {}, required = [] }: Schema, value: unknown, root: Schema, path: string): Record<string, string> {
  const values = (value ?? {}) as Readonly<Record<string, unknown>>
  const inside = Object.entries(properties)
    .filter(([name]) => required.includes(name) || !empty(values[name]))
    .map(([name, property]) => missingOf(property, values[name], root, join(path, name)))
  return Object.assign({}, ...inside)
}

/** The variant that a value is of. */
export const chosenVariant = (schema: Schema, value: unknown, root: Schema): Variant | undefined =>
  variantsOf(schema, root).find(({ key, value: fixed }) => (value as Readonly<Record<string, unknown>> | undefined)?.[key] === fixed)

/** `parties` and 0 are `parties.0`. */
export const join = (path: string, name: string | number): string => (path === '' ? String(name) : `${path}.${name}`)
