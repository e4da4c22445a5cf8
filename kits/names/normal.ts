import { groupsOfName, isKnownName } from './nicknames.ts'
import {
  commonWords,
  endTitles,
  expanded,
  leadingForms,
  legalForm,
  organisationWords,
  particles,
  silentWords,
  titles,
} from './organisation-words.ts'
import { fold, romanise, soundOf } from './romanise.ts'

export type NameKind = 'person' | 'organisation' | 'unknown'

/** One word of a name, with what it is compared by. */
export interface Word {
  readonly text: string
  readonly fold: string
  readonly sound: string
  readonly groups: readonly number[]
  /** A single letter that stands for a name. */
  readonly initial: boolean
  /** A known name of people: near spellings of two such names are two names. */
  readonly known: boolean
  /** How much the word tells which name it is: 1, less for common words, particles and initials. */
  readonly weight: number
}

/** A name, ready to be compared. */
export interface Name {
  readonly text: string
  readonly kind: NameKind
  /** The normal form: equal for names that differ in case, accents, punctuation, script, legal form or "Surname, First" only. */
  readonly key: string
  readonly words: readonly Word[]
  readonly joined: string
  /** Names of the legal forms at its end, in order. */
  readonly forms: readonly string[]
  /** First letters of an organisation's words; undefined for fewer than two words. */
  readonly acronym: string | undefined
}

/** Longest name that is read, in characters: longer ones are cut, for they are no names. */
const charactersMax = 300
/** Most words of a name that are compared. */
const wordsMax = 16

/**
 * Reads a name into its normal form.
 *
 * @param kind what is known from elsewhere; else it is told from legal forms and words such as "Holdings"
 *
 * @example
 * normalName('Smith, John R.').key // 'john r smith'
 * normalName('The ACME Co., Ltd.').key // 'acme'
 */
export function normalName(text: string, kind: NameKind = 'unknown'): Name {
  const plain = romanise(text.slice(0, charactersMax))
  const parts = plain
    .split(/[,;]/)
    .map(wordsOf)
    .filter((part) => part.length > 0)
  const raw = parts.flat()
  const { core, forms } = withoutForms(raw)
  const organisation =
    kind === 'organisation' ||
    (kind === 'unknown' && (forms.length > 0 || plain.includes('&') || core.some((word) => organisationWords.has(expanded(word.text)))))
  const ordered = organisation ? core : personOrder(parts, core)
  const texts = (organisation ? organisationTexts(ordered) : personTexts(ordered)).slice(0, wordsMax)
  const shown = texts.length > 0 ? texts : [plain.trim()]
  const person = kind === 'person' || (!organisation && shown.length >= 2 && shown.some(isKnownName))
  return {
    text,
    kind: organisation ? 'organisation' : person ? 'person' : 'unknown',
    key: shown.join(' '),
    words: shown.map((word) => wordFor(word, organisation)),
    joined: shown.join(''),
    forms: organisation ? forms : [],
    acronym: shown.length >= 2 && !person ? shown.map((word) => word[0]).join('') : undefined,
  }
}

const otherwise =
  /[\s,(]+(?:f\/?k\/?a|a\/?k\/?a|n\/?k\/?a|d\/?b\/?a|t\/a|formerly(?: known as)?|previously(?: known as)?|also known as|now known as|doing business as|trading as|alias)\b\.?:?\s+/iu

/**
 * The names that one text gives: what stands before and after "f/k/a", "formerly", "also known as" and the like.
 *
 * @example
 * namesIn('Acme Corp. (f/k/a Zeta Inc.)') // ['Acme Corp.', 'Zeta Inc.']
 */
export function namesIn(text: string): string[] {
  const names = text
    .slice(0, charactersMax)
    .split(otherwise)
    .map((name) => name.trim())
  const given = names.filter((name) => name !== '')
  return given.length > 1 ? given : [text]
}

interface Raw {
  readonly text: string
  /** Letters that were written with dots: I.B.M., J.R., S.p.A. */
  readonly dotted: boolean
}

/** Marks a word that was written with dots while names are taken apart; a private-use character, which no name holds. */
const dotMark = '\uE000'
const dottedLetters = /(?<![\p{L}\p{N}])\p{L}(?:[./]\p{L}(?![\p{L}\p{N}]))+\.?/gu

function wordsOf(part: string): Raw[] {
  const words: Raw[] = []
  const joined = part
    .replaceAll(dotMark, ' ')
    .replace(/(?<!\p{L})ph\.\s?d(?!\p{L})/gu, 'phd')
    .replace(dottedLetters, (letters) => ` ${dotMark}${letters.replace(/[./\s]/g, '')} `)
    // AT&T is one word, Smith&Jones two; an apostrophe is no break (O'Brien).
    .replace(/(?<=(?<!\p{L})\p{L}{1,2})&(?=\p{L}{1,2}(?!\p{L}))|['’`´]/gu, '')
  for (const word of joined.split(/[^\p{L}\p{N}\p{M}\uE000]+/u)) {
    const text = word.replaceAll(dotMark, '')
    if (text !== '') words.push({ text, dotted: word.startsWith(dotMark) })
  }
  return words
}

/** Takes the legal forms off the end (and the few that stand at the beginning), and the words that say nothing. At least one word stays. */
function withoutForms(raw: readonly Raw[]): { core: Raw[]; forms: string[] } {
  const spoken = raw.filter((word) => !silentWords.has(word.text))
  const core = spoken.length > 0 ? spoken : [...raw]
  const forms: string[] = []
  while (core.length > 1) {
    const taken = formAtEnd(core)
    if (taken === 0) break
    const form = legalForm(
      core
        .splice(core.length - taken)
        .map((word) => word.text)
        .join(''),
    )
    if (form && form !== forms[0]) forms.unshift(form)
  }
  const first = core[0]
  if (core.length > 1 && first && leadingForms.has(first.text)) {
    forms.unshift(legalForm(first.text) ?? first.text)
    core.shift()
  }
  return { core, forms }
}

/** How many words at the end are one legal form: "ltd", or letters that stand apart ("s a", "sp z o o", "sa de cv"). */
function formAtEnd(words: readonly Raw[]): number {
  for (let count = 1; count <= Math.min(4, words.length - 1); count++) {
    const end = words.slice(words.length - count)
    if (count > 1 && end.some((word) => word.text.length > 2)) break
    if (legalForm(end.map((word) => word.text).join(''))) return count
  }
  return 0
}

/** "Surname, First" in the order of "First Surname". */
function personOrder(parts: readonly (readonly Raw[])[], core: readonly Raw[]): readonly Raw[] {
  const [family, given, ...rest] = parts.filter((part) => part.some((word) => word.dotted || !endTitles.has(word.text)))
  return family && given && rest.length === 0 ? [...given, ...family] : core
}

function personTexts(words: readonly Raw[]): string[] {
  const is = (set: ReadonlySet<string>, word: Raw | undefined) => word !== undefined && !word.dotted && set.has(word.text)
  let from = 0
  let to = words.length
  while (to - from > 1 && is(endTitles, words[to - 1])) to--
  while (to - from > 1 && is(titles, words[from]) && !is(endTitles, words[from])) from++
  const named = words.slice(from, to)
  if (named.length === 1) return named.map((word) => word.text)
  // Letters with dots are initials here: J.R. Smith.
  return named.flatMap((word) => (word.dotted ? [...word.text] : [word.text]))
}

function organisationTexts(words: readonly Raw[]): string[] {
  const texts: string[] = []
  let letters = ''
  for (const word of words) {
    // Letters that stand apart are one word, as if they had been written together: "I B M".
    if (word.text.length === 1 && /\p{L}/u.test(word.text)) {
      letters += word.text
      continue
    }
    if (letters !== '') texts.push(letters)
    letters = ''
    texts.push(expanded(word.text))
  }
  if (letters !== '') texts.push(letters)
  return texts
}

const wordCache = new Map<string, Word>()
/** Most words that are kept ready; beyond that the cache starts anew. */
const wordCacheMax = 500_000

/** A word of a name with what it is compared by. The same word is read once. */
export function wordFor(text: string, organisation: boolean): Word {
  const key = organisation ? `o${text}` : `p${text}`
  const known = wordCache.get(key)
  if (known) return known
  const initial = text.length === 1 && !organisation && /\p{L}/u.test(text)
  const word: Word = {
    text,
    fold: fold(text),
    sound: soundOf(text),
    groups: organisation ? [] : groupsOfName(text),
    initial,
    known: isKnownName(text),
    weight: initial ? 0.6 : organisation && commonWords.has(text) ? 0.45 : particles.has(text) ? 0.3 : 1,
  }
  if (wordCache.size >= wordCacheMax) wordCache.clear()
  wordCache.set(key, word)
  return word
}
