import { type Likeness, likeness, possibleFrom, type Tier } from './compare.ts'
import { type Name, type NameKind, normalName } from './normal.ts'
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
  const family = buildFamily(entries)
  const recorded = entries.flatMap((entry, at) => recordedNames(entry, at, family))
  const names = recorded.map(({ name }) => name)
  const vocabulary = buildVocabulary(names)
  return {
    names: recorded.length,
    search: (query, kind = 'unknown') => {
      const direct = new Map<number, NameHit>()
      for (const reading of readings(query, kind)) addHits(direct, reading, recorded, candidates(reading, names, vocabulary))
      const hits = withFamily(direct, entries, family)
      return hits.sort((a, b) => b.score - a.score || a.entry - b.entry).slice(0, hitsMax)
    },
  }
}

function recordedNames(entry: NameEntry, at: number, family: Family): Recorded[] {
  const record = (how: How, text: string): Recorded => ({
    entry: at,
    how,
    name: normalName(text, how === 'its parent is' ? 'unknown' : entry.kind),
  })
  const names = [
    record('name', entry.name),
    ...(entry.aliases ?? []).map((alias) => record('alias', alias)),
    ...(entry.formerNames ?? []).map((former) => record('former name', former)),
  ]
  // A parent without an entry of its own can only be found here.
  if (family.unlisted.has(at)) names.push(record('its parent is', entry.parent ?? ''))
  return names.filter(({ name }) => name.key !== '')
}

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

interface Family {
  readonly parentOf: ReadonlyMap<number, number>
  readonly childrenOf: ReadonlyMap<number, readonly number[]>
  /** Entries whose parent has no entry of its own. */
  readonly unlisted: ReadonlySet<number>
}

function buildFamily(entries: readonly NameEntry[]): Family {
  const byId = new Map<string, number>()
  const byName = new Map<string, number>()
  for (const [at, { id, name, aliases = [], formerNames = [] }] of entries.entries()) {
    if (id !== undefined && !byId.has(id)) byId.set(id, at)
    for (const text of [name, ...aliases, ...formerNames]) {
      const { key } = normalName(text)
      if (!byName.has(key)) byName.set(key, at)
    }
  }
  const parentOf = new Map<number, number>()
  const childrenOf = new Map<number, number[]>()
  const unlisted = new Set<number>()
  for (const [at, { parent }] of entries.entries()) {
    if (parent === undefined || parent.trim() === '') continue
    const above = byId.get(parent) ?? byName.get(normalName(parent).key)
    if (above === undefined) unlisted.add(at)
    else if (above !== at) {
      parentOf.set(at, above)
      childrenOf.set(above, [...(childrenOf.get(above) ?? []), at])
    }
  }
  return { parentOf, childrenOf, unlisted }
}

/** Adds whom the hits belong to and what belongs to them. A match that is only possible leads no further. */
function withFamily(direct: ReadonlyMap<number, NameHit>, entries: readonly NameEntry[], family: Family): NameHit[] {
  const hits = new Map(direct)
  for (const hit of direct.values()) {
    if (hit.tier === 'possible') continue
    follow(hit, entries, 'parent', (at) => [family.parentOf.get(at)].filter((above) => above !== undefined), hits)
    follow(hit, entries, 'subsidiary', (at) => family.childrenOf.get(at) ?? [], hits)
  }
  return [...hits.values()]
}

function follow(
  from: NameHit,
  entries: readonly NameEntry[],
  what: 'parent' | 'subsidiary',
  next: (at: number) => readonly number[],
  hits: Map<number, NameHit>,
): void {
  const seen = new Set([from.entry])
  let front: readonly { at: number; path: readonly string[] }[] = [{ at: from.entry, path: [] }]
  for (let depth = 1; depth <= parentDepthMax; depth++) {
    const reached = front.flatMap(({ at, path }) =>
      next(at).map((to) => ({ at: to, path: [...path, `${what} of ${entries[at]?.name ?? ''}`] })),
    )
    front = reached.filter(({ at }) => !seen.has(at))
    for (const { at, path } of front) {
      seen.add(at)
      const score = from.score * parentStep ** depth
      const known = hits.get(at)
      if (score < possibleFrom) continue
      if (known) {
        if (!known.reasons.includes(path.at(-1) ?? '')) hits.set(at, { ...known, reasons: [...known.reasons, ...path] })
      } else hits.set(at, { entry: at, score, tier: 'possible', reasons: [...path].reverse() })
    }
  }
}
