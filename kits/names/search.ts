import { type Likeness, likeness, possibleFrom, type Tier } from './compare.ts'
import { type Name, type NameKind, namesIn, normalName } from './normal.ts'
import { buildVocabulary, candidates } from './vocabulary.ts'

/** Someone whom a new name is checked against. */
export interface NameEntry {
  readonly name: string
  readonly kind?: NameKind | undefined
  /** What it is called besides. */
  readonly aliases?: readonly string[] | undefined
  /** What it was called before. */
  readonly formerNames?: readonly string[] | undefined
  /** The id or the name of whom it belongs to. */
  readonly parent?: string | undefined
  readonly id?: string | undefined
}

export interface NameHit {
  /** Position of the entry in the list, from 0. */
  readonly entry: number
  readonly score: number
  readonly tier: Tier
  /** Why, in words: what differs, which alias or former name it was, whom it belongs to. */
  readonly reasons: readonly string[]
}

export interface NameIndex {
  readonly names: number
  /** The entries that a name may be, best first; related ones (parents and their other companies' ties, to depth 3) after those that led to them. */
  search(query: string, kind?: NameKind): NameHit[]
}

/** How many steps up or down from a hit are still reported. */
const parentDepthMax = 3
/** What each step between owner and owned takes off the score. */
const parentStep = 0.93
/** Most hits of one query: more would not be read. */
const hitsMax = 200

type How = 'name' | 'alias' | 'former name' | 'its parent is'

interface Recorded {
  readonly entry: number
  readonly how: How
  readonly name: Name
}

/**
 * Makes a list of names ready to be searched. Candidates come from an index of words (same, sounding alike, same group of variants, sharing trigrams, alike at
 * one end), of names written together and of acronyms; only they are compared in full.
 *
 * @example
 * buildNameIndex([{ name: 'International Business Machines Corp.', aliases: ['Big Blue'] }]).search('IBM')
 * // [{ entry: 0, score: 0.9, tier: 'likely', reasons: ['acronym: ibm ~ international business machines'] }]
 */
export function buildNameIndex(entries: readonly NameEntry[]): NameIndex {
  const own = entries.map(recordedNames)
  const family = buildFamily(entries, own)
  const recorded = [...own.flat(), ...unlistedParents(entries, family)]
  const names = recorded.map(({ name }) => name)
  const vocabulary = buildVocabulary(names)
  return {
    names: recorded.length,
    search: (query, kind = 'unknown') => {
      const direct = new Map<number, NameHit>()
      for (const reading of namesIn(query).flatMap((name) => readings(name, kind)))
        addHits(direct, reading, recorded, candidates(reading, names, vocabulary))
      const hits = withFamily(direct, entries, family)
      return hits.sort((a, b) => b.score - a.score || a.entry - b.entry).slice(0, hitsMax)
    },
  }
}

function recordedNames({ name, kind, aliases = [], formerNames = [] }: NameEntry, at: number): Recorded[] {
  const record = (how: How, text: string): Recorded => ({ entry: at, how, name: normalName(text, kind) })
  const [first = name, ...others] = namesIn(name)
  return [
    record('name', first),
    ...[...others, ...aliases.flatMap(namesIn)].map((alias) => record('alias', alias)),
    ...formerNames.map((former) => record('former name', former)),
  ].filter((recorded) => recorded.name.key !== '')
}

/** A parent without an entry of its own can only be found at what belongs to it. */
const unlistedParents = (entries: readonly NameEntry[], { unlisted }: Family): Recorded[] =>
  [...unlisted].map((at) => ({ entry: at, how: 'its parent is', name: normalName(entries[at]?.parent ?? '') }))

/** "Smith, Jones" may be Jones Smith or the firm of Smith and Jones: both are looked for. */
function readings(query: string, kind: NameKind): Name[] {
  const name = normalName(query, kind)
  if (kind !== 'unknown' || name.kind === 'organisation' || !query.includes(',')) return [name]
  return [name, normalName(query, 'organisation')]
}

function addHits(hits: Map<number, NameHit>, query: Name, recorded: readonly Recorded[], candidates: ReadonlySet<number>): void {
  for (const at of candidates) {
    const record = recorded[at]
    if (!record) continue
    const found = likeness(query, record.name)
    const best = hits.get(record.entry)
    const own = record.how !== 'its parent is'
    const score = own ? found.score : found.score * parentStep
    if (!found.tier || score < possibleFrom || (best && best.score >= score)) continue
    hits.set(record.entry, { entry: record.entry, score, tier: own ? found.tier : 'possible', reasons: explained(found, record) })
  }
}

function explained({ reasons }: Likeness, { how, name }: Recorded): readonly string[] {
  if (how === 'name') return reasons
  return [`${how}${how === 'its parent is' ? '' : ':'} ${name.text}`, ...reasons]
}

interface Step {
  readonly to: number
  readonly because: string
  /** False for a step to a namesake: such a step explains nothing about an entry that was found by its own name. */
  readonly owner: boolean
}

interface Family {
  readonly parentOf: ReadonlyMap<number, number>
  readonly childrenOf: ReadonlyMap<number, readonly number[]>
  /** Entries whose parent has no entry of its own. */
  readonly unlisted: ReadonlySet<number>
  /** Other entries that are recorded under one of an entry's names. */
  readonly namesakes: (at: number) => readonly Step[]
}

function buildFamily(entries: readonly NameEntry[], own: readonly (readonly Recorded[])[]): Family {
  const byId = new Map<string, number>()
  const byName = new Map<string, number[]>()
  for (const [at, { id }] of entries.entries()) {
    if (id !== undefined && !byId.has(id)) byId.set(id, at)
    for (const { name } of own[at] ?? []) put(byName, name.key, at)
  }
  const parentOf = new Map<number, number>()
  const childrenOf = new Map<number, number[]>()
  const unlisted = new Set<number>()
  for (const [at, { parent }] of entries.entries()) {
    if (parent === undefined || parent.trim() === '') continue
    const above = byId.get(parent) ?? byName.get(normalName(parent).key)?.[0]
    if (above === undefined) unlisted.add(at)
    else if (above !== at) {
      parentOf.set(at, above)
      put(childrenOf, above, at)
    }
  }
  const namesakes = (at: number): Step[] =>
    (own[at] ?? []).flatMap(({ name }) => {
      const others = (byName.get(name.key) ?? []).filter((to) => to !== at).slice(0, namesakesMax)
      return others.map((to) => ({ to, because: `${entries[at]?.name ?? ''} is recorded as ${name.text} too`, owner: false }))
    })
  return { parentOf, childrenOf, unlisted, namesakes }
}

/** Most namesakes that one name leads to: John Smith may stand in a list a thousand times. */
const namesakesMax = 20

function put<K>(map: Map<K, number[]>, key: K, value: number): void {
  const list = map.get(key)
  if (!list) map.set(key, [value])
  else if (list.at(-1) !== value) list.push(value)
}

/** Adds whom the hits belong to and what belongs to them. A match that is only possible leads no further. */
function withFamily(direct: ReadonlyMap<number, NameHit>, entries: readonly NameEntry[], family: Family): NameHit[] {
  const hits = new Map(direct)
  const nameOf = (at: number) => entries[at]?.name ?? ''
  const up = (at: number): Step[] => {
    const above = family.parentOf.get(at)
    return above === undefined ? [] : [{ to: above, because: `parent of ${nameOf(at)}`, owner: true }]
  }
  const down = (at: number): Step[] =>
    (family.childrenOf.get(at) ?? []).map((to) => ({ to, because: `subsidiary of ${nameOf(at)}`, owner: true }))
  for (const hit of direct.values()) {
    if (hit.tier === 'possible') continue
    // Up and down apart: what another company of the same owner does is not yet a conflict.
    for (const next of [up, down]) follow(hit, (at) => [...next(at), ...family.namesakes(at)], hits)
  }
  return [...hits.values()]
}

interface Reached {
  readonly at: number
  readonly path: readonly string[]
  readonly owned: boolean
}

function follow(from: NameHit, next: (at: number) => readonly Step[], hits: Map<number, NameHit>): void {
  const seen = new Set([from.entry])
  let front: readonly Reached[] = [{ at: from.entry, path: [], owned: true }]
  for (let depth = 1; depth <= parentDepthMax && front.length > 0; depth++) {
    const reached: Reached[] = []
    for (const { at, path, owned } of front) {
      for (const { to, because, owner } of next(at)) {
        if (seen.has(to)) continue
        seen.add(to)
        reached.push({ at: to, path: [because, ...path], owned: owned && owner })
      }
    }
    for (const { at, path, owned } of reached) {
      const score = from.score * parentStep ** depth
      const known = hits.get(at)
      if (!known && score >= possibleFrom) hits.set(at, { entry: at, score, tier: 'possible', reasons: path })
      if (known && owned) hits.set(at, { ...known, reasons: [...new Set([...known.reasons, ...path])] })
    }
    front = reached
  }
}
