/** Letters that do not come apart under Unicode decomposition, in Latin letters. */
const latin: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ħ: 'h',
  ŋ: 'ng',
  ə: 'a',
  ĸ: 'k',
  ʼ: '',
  ʻ: '',
  ʿ: '',
  ʾ: '',
}

/** Cyrillic after BGN/PCGN, simplified (no signs): Russian, Ukrainian, Belarusian, Serbian, Macedonian. */
const cyrillic: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
  і: 'i',
  є: 'ye',
  ґ: 'g',
  љ: 'lj',
  њ: 'nj',
  ћ: 'c',
  ђ: 'dj',
  џ: 'dz',
  ј: 'j',
  ѕ: 'dz',
}

/** Greek after ELOT 743, simplified. */
const greek: Readonly<Record<string, string>> = {
  α: 'a',
  β: 'v',
  γ: 'g',
  δ: 'd',
  ε: 'e',
  ζ: 'z',
  η: 'i',
  θ: 'th',
  ι: 'i',
  κ: 'k',
  λ: 'l',
  μ: 'm',
  ν: 'n',
  ξ: 'x',
  ο: 'o',
  π: 'p',
  ρ: 'r',
  σ: 's',
  ς: 's',
  τ: 't',
  υ: 'y',
  φ: 'f',
  χ: 'ch',
  ψ: 'ps',
  ω: 'o',
}

/** Greek letters that are one sound together. */
const greekPairs: readonly (readonly [string, string])[] = [
  ['ου', 'ou'],
  ['ού', 'ou'],
  ['αυ', 'av'],
  ['ευ', 'ev'],
  ['γγ', 'ng'],
  ['γκ', 'gk'],
  ['μπ', 'b'],
  ['ντ', 'nt'],
  ['τζ', 'tz'],
]

/** Arabic letters; short vowels are not written, so that such a name is found by its sound. */
const arabic: Readonly<Record<string, string>> = {
  ا: 'a',
  ب: 'b',
  ت: 't',
  ث: 'th',
  ج: 'j',
  ح: 'h',
  خ: 'kh',
  د: 'd',
  ذ: 'dh',
  ر: 'r',
  ز: 'z',
  س: 's',
  ش: 'sh',
  ص: 's',
  ض: 'd',
  ط: 't',
  ظ: 'z',
  ع: 'a',
  غ: 'gh',
  ف: 'f',
  ق: 'q',
  ك: 'k',
  ل: 'l',
  م: 'm',
  ن: 'n',
  ه: 'h',
  و: 'w',
  ي: 'y',
  ى: 'a',
  ة: 'a',
  ء: '',
  پ: 'p',
  چ: 'ch',
  گ: 'g',
  ک: 'k',
  ی: 'y',
}

const devanagariConsonants: Readonly<Record<string, string>> = {
  क: 'k',
  ख: 'kh',
  ग: 'g',
  घ: 'gh',
  ङ: 'n',
  च: 'ch',
  छ: 'chh',
  ज: 'j',
  झ: 'jh',
  ञ: 'n',
  ट: 't',
  ठ: 'th',
  ड: 'd',
  ढ: 'dh',
  ण: 'n',
  त: 't',
  थ: 'th',
  द: 'd',
  ध: 'dh',
  न: 'n',
  प: 'p',
  फ: 'ph',
  ब: 'b',
  भ: 'bh',
  म: 'm',
  य: 'y',
  र: 'r',
  ल: 'l',
  ळ: 'l',
  व: 'v',
  श: 'sh',
  ष: 'sh',
  स: 's',
  ह: 'h',
}
const devanagariVowels: Readonly<Record<string, string>> = {
  अ: 'a',
  आ: 'a',
  इ: 'i',
  ई: 'i',
  उ: 'u',
  ऊ: 'u',
  ऋ: 'ri',
  ए: 'e',
  ऐ: 'ai',
  ओ: 'o',
  औ: 'au',
  'ा': 'a',
  'ि': 'i',
  'ी': 'i',
  'ु': 'u',
  'ू': 'u',
  'ृ': 'ri',
  'े': 'e',
  'ै': 'ai',
  'ो': 'o',
  'ौ': 'au',
  'ं': 'n',
  'ँ': 'n',
  'ः': 'h',
}
const virama = '्'

const letters: Readonly<Record<string, string>> = { ...latin, ...cyrillic, ...greek, ...arabic }

/**
 * A name in small Latin letters: compatibility forms undone (NFKC), accents dropped, Cyrillic, Greek, Arabic and Devanagari romanised. Scripts that are not
 * known stay as they are.
 *
 * @example
 * romanise('Παπαδόπουλος') // 'papadopoulos'
 * romanise('Щёлоков') // 'shchelokov'
 */
export function romanise(text: string): string {
  const lower = text.normalize('NFKC').toLowerCase()
  const modern = greekPairs.reduce((word, [pair, by]) => word.replaceAll(pair, by), lower)
  const plain = modern
    .normalize('NFD')
    .replace(/[\u0300-\u036f\u064b-\u065f\u0670\u093c]/g, '')
    .normalize('NFC')
  // Almost every name is plain ASCII by now.
  if (/^[\x20-\x7e]*$/.test(plain)) return plain
  let out = ''
  let open = false
  for (const letter of plain.normalize('NFD')) {
    const consonant = devanagariConsonants[letter]
    if (consonant !== undefined) {
      out += (open ? 'a' : '') + consonant
      open = true
      continue
    }
    const vowel = devanagariVowels[letter]
    // An anusvara or visarga follows the consonant's own a; a vowel sign takes its place.
    if (vowel !== undefined) out += (open && 'ंँः'.includes(letter) ? 'a' : '') + vowel
    else if (letter !== virama) out += letters[letter] ?? letter
    open = false
  }
  return out.normalize('NFC')
}

const foldRules: readonly (readonly [RegExp, string])[] = [
  [/off$|ow$|ev$|eff$|ew$/, 'ov'],
  [/ph/g, 'f'],
  [/shch|sch|tsch|sh|sz/g, 's'],
  [/tch|cz|tsh/g, 'ch'],
  [/zh|dj|dzh/g, 'j'],
  [/kh/g, 'h'],
  [/([bdgjt])h/g, '$1'],
  [/ck|q/g, 'k'],
  [/ks/g, 'x'],
  [/tz|ts/g, 'c'],
  [/c(?=[aouklrt])/g, 'k'],
  [/c$/g, 'k'],
  [/w/g, 'v'],
  [/[yj]/g, 'i'],
  [/ou|oo/g, 'u'],
  [/ee/g, 'i'],
  [/ei/g, 'ai'],
  [/([aou])e/g, '$1'],
  [/([aeiou])h/g, '$1'],
  [/(.)\1+/g, '$1'],
]

/** A spelling without the choices that romanisations differ in: Müller, Mueller and Muller fold to one, so do Chekhov and Tchekhoff. */
export const fold = (word: string): string => foldRules.reduce((text, [pattern, by]) => text.replace(pattern, by), word)

const soundRules: readonly (readonly [RegExp, string])[] = [
  [/^(?:kn|gn|pn)/, 'n'],
  [/^wr/, 'r'],
  [/^ps/, 's'],
  [/^x/, 's'],
  [/^(?:mc|mac)(?=[^aeiou])/, 'mk'],
  [/ph/g, 'f'],
  [/shch|sch|tsch|sh|sz|(?<=[aeiou])ti(?=[ao])/g, 'X'],
  [/tch|ch|cz/g, 'C'],
  [/th/g, 't'],
  [/gh(?=[^aeiou]|$)/g, ''],
  [/dg(?=[eiy])/g, 'j'],
  [/c(?=[eiy])/g, 's'],
  [/ck|c|q|kh/g, 'k'],
  [/g(?=[eiy])/g, 'j'],
  [/z/g, 's'],
  [/x/g, 'ks'],
  [/w/g, 'v'],
  [/ff?$/, 'v'],
  [/d/g, 't'],
  [/^[aeiouy]+/, 'A'],
  [/(?!^)[aeiouyh]/g, ''],
  [/(.)\1+/g, '$1'],
]

/** How a word sounds, roughly: its consonants, alike ones merged, and an A for a vowel at the start. After the idea of Metaphone (L. Philips, 1990), for names of many languages. */
export const soundOf = (word: string): string => soundRules.reduce((text, [pattern, by]) => text.replace(pattern, by), word)
