import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { buildNameIndex, compareNames, jaro, jaroWinkler, type NameEntry, normalName } from './index.ts'

/** Random numbers from a seed (mulberry32), so that a failure comes again. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

const split = (text: string) => text.trim().split(/\s+/)
const given =
  split(`William Robert Margaret Elizabeth Michael Christopher Katherine Alexander Thomas Richard Patricia Jennifer Anthony Daniel Steven Gregory Mohammed Hussein Yusuf
  Rajesh Lakshmi Dmitri Sergei Nicholas Benjamin Samuel Joseph Edward Frederick Victoria Timothy Andrew Jonathan Nathaniel Theodore Susan Deborah Kenneth`)
const middle = split('Alan Rose Grace Henry Louis Marie Peter Claire Oliver Jane')
const family =
  split(`Abernathy Blackwood Castellano Drummond Eriksson Fitzgerald Goldberg Hathaway Ivanov Jankowski Kowalski Lindqvist Montgomery Nakamura Ostrowski Petrov Quarles
  Rosenthal Schneider Templeton Underwood Villanueva Wainwright Yamamoto Zimmerman Ashworth Bellingham Carmichael Delacroix Ellsworth Farnsworth Galbraith Hollingsworth
  Kensington Longfellow Müller Björnson Großmann Singh Chaudhary Banerjee Mukherjee Agarwal Tchaikovsky Rodriguez Fernandez Wellington Thornbury Whitfield`)
const coined =
  split(`Zenvora Quillmark Brightwater Halcyon Northgate Ironbridge Silvermine Cloverfield Drakewood Evermont Foxglove Greystone Harrowgate Juniper Kestrel Larkspur
  Meridian Nightingale Oakhaven Pinecrest Quartzite Ravenscroft Stonebrook Thistledown Umberland Vantage Westbrook Yellowstone Zephyr Amberley Bluebell Copperfield`)
const trades = split(
  'Logistics Pharmaceuticals Holdings Manufacturing Technologies Capital Insurance Engineering Foods Energy Shipping Consulting',
)
const forms = ['Inc.', 'Ltd', 'LLC', 'GmbH', 'S.A.', 'Pvt. Ltd.', 'B.V.', 'AG', 'Pty Ltd', 'Corporation']

const people = (random: (below: number) => number) => {
  const [first, second, last] = [given, middle, family].map((list) => list[random(list.length)] ?? '')
  return { first: first ?? '', second: second ?? '', last: last ?? '' }
}

/** A slip of the keyboard in a word of five letters or more. */
function slipped(word: string, random: (below: number) => number): string {
  const at = 1 + random(word.length - 2)
  const letter = 'etaoinshr'[random(9)] ?? 'e'
  const edits = [
    word.slice(0, at) + word.slice(at + 1),
    word.slice(0, at) + letter + word.slice(at),
    word.slice(0, at) + letter + word.slice(at + 1),
    word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2),
  ]
  return edits[random(4)] ?? word
}

type Person = ReturnType<typeof people>
const nicknames: Readonly<Record<string, string>> = {
  William: 'Bill',
  Robert: 'Bob',
  Margaret: 'Peggy',
  Elizabeth: 'Liz',
  Michael: 'Mike',
  Christopher: 'Chris',
  Katherine: 'Kate',
  Alexander: 'Sasha',
  Thomas: 'Tom',
  Richard: 'Dick',
  Patricia: 'Trish',
  Jennifer: 'Jenny',
  Anthony: 'Tony',
  Daniel: 'Dan',
  Steven: 'Stephen',
  Gregory: 'Greg',
  Mohammed: 'Muhammad',
  Hussein: 'Husain',
  Yusuf: 'Youssef',
  Rajesh: 'Raj',
  Lakshmi: 'Laxmi',
  Dmitri: 'Dmitriy',
  Sergei: 'Sergey',
  Nicholas: 'Nick',
  Benjamin: 'Ben',
  Samuel: 'Sam',
  Joseph: 'Joe',
  Edward: 'Ted',
  Frederick: 'Fred',
  Victoria: 'Vicky',
  Timothy: 'Tim',
  Andrew: 'Andy',
  Jonathan: 'Jon',
  Nathaniel: 'Nate',
  Theodore: 'Theo',
  Susan: 'Sue',
  Deborah: 'Debbie',
  Kenneth: 'Ken',
}
const respelt: readonly (readonly [RegExp, string])[] = [
  [/ü/g, 'ue'],
  [/ö/g, 'oe'],
  [/ß/g, 'ss'],
  [/Tch/g, 'Ch'],
  [/sky$/, 'skiy'],
  [/ov$/, 'off'],
  [/Singh/, 'Sing'],
  [/Chaudhary/, 'Chowdhury'],
  [/Banerjee/, 'Bandyopadhyay'],
  [/Agarwal/, 'Aggarwal'],
  [/Mukherjee/, 'Mukherji'],
  [/Schn/, 'Shn'],
]
const personVariants: Readonly<Record<string, (person: Person, random: (below: number) => number) => string>> = {
  'surname first': ({ first, second, last }) => `${last}, ${first} ${second}`,
  'words reversed': ({ first, last }) => `${last} ${first}`,
  initials: ({ first, second, last }) => `${first[0]}. ${second[0]}. ${last}`,
  'initials together': ({ first, second, last }) => `${first[0]}.${second[0]}. ${last}`,
  'middle initial': ({ first, second, last }) => `${first} ${second[0]} ${last}`,
  'no middle name': ({ first, last }) => `${first} ${last}`,
  nickname: ({ first, last }) => `${nicknames[first]} ${last}`,
  'nickname, surname first': ({ first, last }) => `${last.toUpperCase()}, ${nicknames[first]}`,
  'title and generation': ({ first, second, last }) => `Dr. ${first} ${second} ${last}, Jr.`,
  'no accents': ({ first, second, last }) => `${first} ${second} ${last}`.normalize('NFD').replace(/\p{M}/gu, ''),
  'other spelling': ({ first, second, last }) =>
    `${first} ${second} ${respelt.reduce((text, [pattern, by]) => text.replace(pattern, by), last)}`,
  'slip in the surname': ({ first, second, last }, random) => `${first} ${second} ${slipped(last, random)}`,
  'slip, no middle name': ({ first, last }, random) => `${first} ${slipped(last, random)}`,
  'capitals and blanks': ({ first, second, last }) => `  ${first.toUpperCase()}  ${second.toUpperCase()} ${last.toUpperCase()} `,
  'double surname': ({ first, last }) => `${first} ${last}-Hartley`,
}

interface Organisation {
  readonly coined: string
  readonly second: string
  readonly trade: string
  readonly form: string
}
const organisationVariants: Readonly<Record<string, (given: Organisation, random: (below: number) => number) => string>> = {
  'no form': ({ coined: name, second, trade }) => `${name} ${second} ${trade}`,
  'another form': ({ coined: name, second, trade, form }) => `${name} ${second} ${trade} ${form === 'Ltd' ? 'LLC' : 'Limited'}`,
  'dots and commas': ({ coined: name, second, trade, form }) => `The ${name} ${second} ${trade}, ${form.replace(/[.\s]/g, '')}`,
  'with and': ({ coined: name, second, trade, form }) => `${name} & ${second} ${trade} ${form}`,
  'words together': ({ coined: name, second, trade, form }) => `${name}${second} ${trade} ${form}`,
  'words in another order': ({ coined: name, second, trade }) => `${second} ${name} ${trade}`,
  'slip in the first word': ({ coined: name, second, trade, form }, random) => `${slipped(name, random)} ${second} ${trade} ${form}`,
  'shortened trade': ({ coined: name, second, trade, form }) =>
    `${name} ${second} ${({ Pharmaceuticals: 'Pharma', Manufacturing: 'Mfg', Technologies: 'Tech', Holdings: 'Hldgs', Engineering: 'Engg' } as Record<string, string>)[trade] ?? trade} ${form}`,
  acronym: ({ coined: name, second, trade }) => `${name[0]}${second[0]}${trade[0]}`,
  'acronym with dots': ({ coined: name, second, trade, form }) => `${name[0]}.${second[0]}.${trade[0]}. ${form}`,
  'no trade': ({ coined: name, second }) => `${name} ${second}`,
}

test("recall on generated variants is at least 0.99, each kind on its own at least 0.97; names that are nobody's mostly find nobody", (context) => {
  const random = randomFrom(7)
  const persons = Array.from({ length: 600 }, () => people(random))
  const pick = (list: readonly string[]) => list[random(list.length)] ?? ''
  const organisations = Array.from({ length: 400 }, () => ({
    coined: pick(coined),
    second: pick(family.slice(0, 30)),
    trade: pick(trades),
    form: pick(forms),
  }))
  const entries: NameEntry[] = [
    ...persons.map(({ first, second, last }) => ({ name: `${first} ${second} ${last}` })),
    ...organisations.map(({ coined: name, second, trade, form }) => ({ name: `${name} ${second} ${trade} ${form}` })),
  ]
  const index = buildNameIndex(entries)
  const found = new Map<string, { hit: number; of: number }>()
  const ask = (kind: string, query: string, entry: number) => {
    const tally = found.get(kind) ?? { hit: 0, of: 0 }
    tally.of++
    if (index.search(query).some((hit) => hit.entry === entry)) tally.hit++
    found.set(kind, tally)
  }
  for (const [at, person] of persons.slice(0, 250).entries())
    for (const [kind, vary] of Object.entries(personVariants)) ask(kind, vary(person, random), at)
  for (const [at, body] of organisations.slice(0, 150).entries())
    for (const [kind, vary] of Object.entries(organisationVariants)) ask(kind, vary(body, random), persons.length + at)

  for (const [kind, { hit, of }] of found) assert.ok(hit / of >= 0.97, `${kind}: ${hit} of ${of}`)
  const [hits, asked] = [...found.values()].reduce(([h, o], tally) => [h + tally.hit, o + tally.of], [0, 0])
  assert.ok(hits / asked >= 0.99, `${hits} of ${asked}`)

  // Nobody's names share their given names and trades with the list, as real ones do.
  const strangers = split(
    'Abbott Bannister Crowther Dalrymple Eastwick Fairbanks Gunderson Holloway Ingersoll Jefferson Kirkland Loxley Merriweather Norwood Oakley Prescott Ramsbottom',
  )
  const invented = split('Avalon Borealis Cascade Dynamo Equinox Falconer Gossamer Horizon Indigo Jasper Krypton Luminary')
  const nobody = [
    ...strangers.flatMap((last) => given.slice(0, 20).map((first) => `${first} ${last}`)),
    ...invented.flatMap((name) => trades.map((trade) => `${name} ${trade} ${forms[name.length % forms.length]}`)),
  ]
  const wrong = nobody.filter((name) => index.search(name).length > 0)
  const wrongLikely = nobody.filter((name) => index.search(name).some((hit) => hit.tier !== 'possible'))
  context.diagnostic(`recall ${(hits / asked).toFixed(4)} of ${asked} variants of ${found.size} kinds`)
  context.diagnostic(
    `of ${nobody.length} names that are nobody's ${wrong.length} found someone, ${wrongLikely.length} of them likely or exact`,
  )
  assert.ok(wrong.length / nobody.length <= 0.03, `${wrong.length} of ${nobody.length}: ${wrong.slice(0, 10).join('; ')}`)
})

test('Jaro and Jaro-Winkler give the published figures', () => {
  const cases = [
    ['martha', 'marhta', 0.9444, 0.9611],
    ['dixon', 'dicksonx', 0.7667, 0.8133],
    ['dwayne', 'duane', 0.8222, 0.84],
  ] as const
  for (const [a, b, plain, winkler] of cases) {
    assert.equal(jaro(a, b).toFixed(4), plain.toFixed(4))
    assert.equal(jaroWinkler(a, b).toFixed(4), winkler.toFixed(4))
  }
})

test('the normal form drops what does not tell names apart', () => {
  const same = [
    ['Smith, John', 'john SMITH'],
    ['Dr. José Núñez, Ph.D.', 'Jose Nunez'],
    ['The Acme Company, Ltd.', 'ACME'],
    ['Fiat S.p.A.', 'FIAT SPA'],
    ['Tata Consultancy Svcs Pvt. Ltd.', 'Tata Consultancy Services Private Limited'],
    ['AT&T Inc.', 'ATT'],
    ['I.B.M. Corp.', 'IBM'],
    ['Дмитрий Иванов', 'Dmitrii Ivanov'],
    ['राजेश शर्मा', 'Rajesh Sharma'],
    ['Παπαδόπουλος', 'Papadopoulos'],
    ['ООО Ромашка', 'Romashka'],
    ['Novo Nordisk A/S', 'Novo Nordisk'],
    ['Ｆｕｌｌ Ｗｉｄｔｈ Oy', 'full width'],
    ["Pat O'Brien", 'pat obrien'],
    ['Smith & Jones LLP', 'Smith and Jones'],
  ]
  for (const [a = '', b = ''] of same) assert.equal(normalName(a).key, normalName(b).key, `${a} ~ ${b}`)
})

test("names that are near but another's do not match", () => {
  const different = [
    ['Robert Smith', 'Roberta Smith'],
    ['John Smith', 'Jane Smith'],
    ['John Smith', 'John Brown'],
    ['Mark Smith', 'Mary Smith'],
    ['Alpha Logistics Ltd', 'Beta Logistics Ltd'],
    ['First National Bank', 'First National Insurance'],
    ['Greystone Fund II LP', 'Brightwater Fund II LP'],
  ]
  for (const [a = '', b = ''] of different) assert.equal(compareNames(a, b).tier, undefined, `${a} ~ ${b}`)
})

test('a hit says why: alias, former name, acronym, owners to the third step', () => {
  const index = buildNameIndex([
    { id: 'a', name: 'Globex Holdings AG', formerNames: ['Initech Worldwide Inc'] },
    { id: 'b', name: 'Umbrella Foods Ltd', parent: 'a' },
    { id: 'c', name: 'Zenvora Snacks Pvt Ltd', parent: 'Umbrella Foods' },
    { id: 'd', name: 'Quillmark Retail GmbH', parent: 'c' },
    { id: 'e', name: 'Drakewood Kiosks BV', parent: 'd', aliases: ['DK Stores'] },
    { name: 'Kestrel Tools SA', parent: 'Northgate Group plc' },
  ])
  const search = (query: string) => index.search(query).map(({ entry, tier, reasons }) => [entry, tier, reasons.join('; ')])
  assert.deepEqual(search('Initech Worldwide')[0], [0, 'exact', 'former name: Initech Worldwide Inc; same name in normal form'])
  assert.deepEqual(
    search('Globex Holdings').map(([entry]) => entry),
    [0, 1, 2, 3],
  )
  assert.deepEqual(
    search('Drakewood Kiosks').map(([entry]) => entry),
    [4, 3, 2, 1],
  )
  assert.equal(search('Quillmark Retail')[1]?.[2], 'parent of Quillmark Retail GmbH')
  assert.match(String(search('DK Stores')[0]?.[2]), /^alias: DK Stores/)
  assert.deepEqual(search('Northgate Group')[0], [5, 'possible', 'its parent is Northgate Group plc; same name in normal form'])
  assert.deepEqual(search('Nobody Atall'), [])
  assert.deepEqual(search(''), [])
})

test('the former name of an owner leads to whoever stands in the list under it', () => {
  const index = buildNameIndex([
    { name: 'Acme International Ltd', parent: 'Globex Holdings' },
    { name: 'Globex Holdings AG', formerNames: ['Initech Worldwide Inc'] },
    { name: 'Initech Worldwide' },
    { name: 'Bluebell Foods', parent: 'Globex Holdings' },
  ])
  const hits = index.search('Acme Intl Ltd')
  assert.deepEqual(
    hits.map(({ entry }) => entry),
    [0, 1, 2],
  )
  assert.deepEqual(hits[2]?.reasons, ['Globex Holdings AG is recorded as Initech Worldwide Inc too', 'parent of Acme International Ltd'])
})

test('what stands after f/k/a, formerly or also known as is a name of its own, in the list and in the question', () => {
  const index = buildNameIndex([{ name: 'Quillmark Retail GmbH (formerly Zenvora Stores GmbH)' }, { name: 'Kestrel Tools SA' }])
  const found = (query: string) => index.search(query).map(({ entry, tier }) => `${entry} ${tier}`)
  assert.deepEqual(found('Zenvora Stores'), ['0 exact'])
  assert.deepEqual(found('Quillmark Retail'), ['0 exact'])
  assert.deepEqual(found('Brightwater plc f/k/a Kestrel Tools S.A.'), ['1 exact'])
})

const anyName = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
  fc
    .array(fc.constantFrom(...given, ...family, ...coined, ...trades, ...forms, 'J.', 'R', 'van', 'and', '&', ',', 'Jr'), {
      minLength: 1,
      maxLength: 6,
    })
    .map((parts) => parts.join(' ')),
)

test('a name equals itself exactly, and likeness is the same in both directions', () => {
  fc.assert(
    fc.property(anyName, anyName, (a, b) => {
      assert.equal(compareNames(a, a).tier, 'exact')
      const [there, back] = [compareNames(a, b), compareNames(b, a)]
      assert.equal(there.score, back.score)
      assert.ok(there.score >= 0 && there.score <= 1)
    }),
  )
})

test('whatever is in the list is found under its own name', () => {
  fc.assert(
    fc.property(
      fc.array(
        anyName.filter((name) => /[\p{L}\p{N}]/u.test(name)),
        { minLength: 1, maxLength: 12 },
      ),
      (names) => {
        const index = buildNameIndex(names.map((name) => ({ name })))
        for (const [at, name] of names.entries())
          assert.ok(
            index.search(name).some((hit) => hit.entry === at && hit.tier === 'exact'),
            name,
          )
      },
    ),
    { numRuns: 60 },
  )
})
