import { type Likeness, likeness, possibleFrom, type Tier, wordLikeness } from './compare.ts'
import { type Name, type NameKind, normalName, type Word, wordFor } from './normal.ts'

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
  const vocabulary = buildVocabulary(recorded)
  return {
    names: recorded.length,
    search: (query, kind = 'unknown') => {
      const direct = new Map<number, NameHit>()
      for (const reading of readings(query, kind)) addHits(direct, reading, recorded, vocabulary)
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

interface Term {
  readonly word: Word
  readonly names: number[]
}

interface Vocabulary {
  readonly terms: readonly Term[]
  readonly byText: ReadonlyMap<string, number>
  readonly byKey: ReadonlyMap<string, readonly number[]>
  readonly byJoined: ReadonlyMap<string, readonly number[]>
  readonly byAcronym: ReadonlyMap<string, readonly number[]>
}

function push<K>(map: Map<K, number[]>, key: K, value: number): void {
  const list = map.get(key)
  if (!list) map.set(key, [value])
  else if (list.at(-1) !== value) list.push(value)
}

function buildVocabulary(recorded: readonly Recorded[]): Vocabulary {
  const terms: Term[] = []
  const byText = new Map<string, number>()
  const byKey = new Map<string, number[]>()
  const byJoined = new Map<string, number[]>()
  const byAcronym = new Map<string, number[]>()
  for (const [at, { name }] of recorded.entries()) {
    for (const word of searchWords(name)) {
      // Words of people and of organisations share one vocabulary: a person's reading knows more (its groups), so it is the one kept.
      let term = byText.get(word.text)
      if (term === undefined) {
        term = terms.length
        byText.set(word.text, term)
        terms.push({ word: word.initial ? word : wordFor(word.text, false), names: [] })
        for (const key of keysOf(terms[term]?.word ?? word)) push(byKey, key, term)
      }
      const names = terms[term]?.names
      if (names && names.at(-1) !== at) names.push(at)
    }
    push(byJoined, name.joined, at)
    if (name.acronym) push(byAcronym, name.acronym, at)
  }
  return { terms, byText, byKey, byJoined, byAcronym }
}

/** A name's words, and each two neighbours as one. */
function searchWords({ words, kind }: Name): Word[] {
  const pairs = words.slice(1).map((word, at) => wordFor(`${words[at]?.text ?? ''}${word.text}`, kind === 'organisation'))
  return [...words, ...pairs]
}

/** Shortest word that is found by trigrams: a slip in a shorter one may leave none whole. */
const trigramsFrom = 6

/** The blocks in which a word is looked for. */
function keysOf(word: Word): string[] {
  if (word.initial || word.text.length < 2) return []
  const keys = [`~${word.fold}`, ...word.groups.map((group) => `=${group}`)]
  if (word.sound.length >= 2) keys.push(`!${word.sound}`)
  if (word.text.length >= trigramsFrom) for (const trigram of trigramsOf(word.text)) keys.push(trigram)
  // A slip at one end of a short word leaves the other end whole. Words near the border stand in both kinds of blocks.
  if (word.text.length <= trigramsFrom) keys.push(`^${word.text[0]}`, `$${word.text.at(-1)}`)
  return keys
}

function trigramsOf(text: string): Set<string> {
  const padded = ` ${text} `
  return new Set(Array.from({ length: padded.length - 2 }, (_, at) => `#${padded.slice(at, at + 3)}`))
}

/** Words of the vocabulary that are like one of the query, with their likeness. */
function termsLike(word: Word, { terms, byText, byKey }: Vocabulary): Map<number, number> {
  const found = new Map<number, number>()
  const same = byText.get(word.text)
  if (same !== undefined) found.set(same, 1)
  const reading = word.initial ? word : wordFor(word.text, false)
  const seen = new Map<number, number>()
  for (const key of keysOf(reading)) {
    const needed = key.startsWith('#') ? 1 : 2
    for (const term of byKey.get(key) ?? []) seen.set(term, (seen.get(term) ?? 0) + needed)
  }
  for (const [term, blocks] of seen) {
    const other = terms[term]?.word
    if (blocks < 2 || !other || found.has(term) || Math.abs(other.text.length - reading.text.length) > lengthGapMax) continue
    const { similarity } = wordLikeness(reading, other)
    if (similarity > 0) found.set(term, similarity)
  }
  return found
}

/** Spellings of one word differ by at most so many letters (Bill, William; Tchaikovsky, Chaikovskiy). */
const lengthGapMax = 9

/** "Smith, Jones" may be Jones Smith or the firm of Smith and Jones: both are looked for. */
function readings(query: string, kind: NameKind): Name[] {
  const name = normalName(query, kind)
  if (kind !== 'unknown' || name.kind === 'organisation' || !query.includes(',')) return [name]
  return [name, normalName(query, 'organisation')]
}

function addHits(hits: Map<number, NameHit>, query: Name, recorded: readonly Recorded[], vocabulary: Vocabulary): void {
  for (const at of candidates(query, recorded, vocabulary)) {
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

/** Share of a name's weight that its like words must make up, before it is compared in full; below that no comparison reaches the lowest tier. */
const sharedWeightMin = 0.45

function candidates(query: Name, recorded: readonly Recorded[], vocabulary: Vocabulary): Set<number> {
  const shared = new Map<number, number>()
  for (const word of searchWords(query)) {
    const best = new Map<number, number>()
    for (const [term, similarity] of termsLike(word, vocabulary)) {
      const weight = Math.min(word.weight, vocabulary.terms[term]?.word.weight ?? 0) * similarity
      for (const at of vocabulary.terms[term]?.names ?? []) if ((best.get(at) ?? 0) < weight) best.set(at, weight)
    }
    for (const [at, weight] of best) shared.set(at, (shared.get(at) ?? 0) + weight)
  }
  const chosen = new Set([...(vocabulary.byJoined.get(query.joined) ?? []), ...(vocabulary.byAcronym.get(query.joined) ?? [])])
  if (query.acronym) {
    const term = vocabulary.byText.get(query.acronym)
    for (const at of term === undefined ? [] : (vocabulary.terms[term]?.names ?? []))
      if (recorded[at]?.name.words.length === 1) chosen.add(at)
  }
  const own = weightOf(query)
  for (const [at, weight] of shared) {
    const name = recorded[at]?.name
    // Initials find their partners only in the full comparison: they are counted as found here.
    const open = initialsOf(query) + (name ? initialsOf(name) : 0)
    if (name && weight + open >= sharedWeightMin * Math.min(own, weightOf(name))) chosen.add(at)
  }
  return chosen
}

const weightOf = (name: Name): number => name.words.reduce((sum, word) => sum + word.weight, 0)
const initialsOf = (name: Name): number => name.words.reduce((sum, word) => sum + (word.initial ? word.weight : 0), 0)

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
      push(childrenOf, above, at)
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
