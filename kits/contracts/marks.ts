import { BadExpression, type Expression, parseExpression } from './expression.ts'
import { filterNames, isFilter } from './filters.ts'
import { parseXPath } from './xpath.ts'

/** What a mark in the text means. */
export type Mark =
  | { readonly kind: 'field'; readonly expression: Expression; readonly optional: boolean }
  | { readonly kind: 'if'; readonly test: Expression; readonly closes: readonly string[] }
  | {
      readonly kind: 'for'
      readonly of: Expression
      readonly variable: string | undefined
      readonly optional: boolean
      readonly closes: readonly string[]
    }
  | { readonly kind: 'section'; readonly of: Expression; readonly closes: readonly string[] }
  | { readonly kind: 'elseif'; readonly test: Expression }
  | { readonly kind: 'else' }
  | { readonly kind: 'close'; readonly word: string }
  | { readonly kind: 'table'; readonly of: Expression; readonly optional: boolean }
  | { readonly kind: 'comment' }

/** A mark's place in the text of its paragraph, and how it must be lifted where it says so itself (`{%tr`, `{%p`). */
interface FoundMark {
  readonly from: number
  readonly to: number
  readonly source: string
  readonly lift: 'row' | undefined
}

/** Which braces a template uses: `{name}` is a mark only in a template that has none of the longer ones. */
export type Braces = 'double' | 'single'

const powerTools = String.raw`<\s*(?:(?:Content|Table|Repeat|EndRepeat|Conditional|EndConditional)\b|[A-Z]\w*\s+Select)[^<]*?/>`
const doublePattern = new RegExp(
  String.raw`\{\{\{[^{}]*\}\}\}|\{\{[^￼]*?\}\}|\{%[^￼]*?%\}|\{#[^￼]*?#\}|<#[^￼]*?#>|\$\{[A-Za-z_][\w.]*\}|${powerTools}`,
  'g',
)
const singlePattern = /\{(?:[#^]\s*[\p{L}_][^{}\uFFFC]*|\/[^{}\uFFFC]*|[@]?[\p{L}_.$][\p{L}\p{N}_.[\]]*(?:\s*\|[^{}\uFFFC]+)?)\}/gu
/** What is left of a mark that was not closed, or not opened. */
const strayDouble = /\{\{|\{%|%\}|\}\}|<#|#>/
const straySingle = /\{[#^/][^}]{0,40}/

/** True where the text has a mark that is no plain `{name}`. */
export const hasLongMarks = (text: string): boolean => text.search(doublePattern) >= 0 || /\{\{|\{%|<#/.test(text)

/** The marks of one paragraph's text, in order, and what looks like a broken one. */
export function findMarks(text: string, braces: Braces): { found: FoundMark[]; stray: string | undefined } {
  const found: FoundMark[] = []
  let rest = ''
  let at = 0
  for (const match of text.matchAll(braces === 'double' ? doublePattern : singlePattern)) {
    const [source] = match
    found.push({ from: match.index, to: match.index + source.length, source, lift: /^\{%-?\s*tr\s/.test(source) ? 'row' : undefined })
    rest += `${text.slice(at, match.index)}\n`
    at = match.index + source.length
  }
  rest += text.slice(at)
  const stray = (braces === 'double' ? strayDouble : straySingle).exec(rest)
  return { found, stray: stray ? rest.slice(stray.index, stray.index + 40).split('\n')[0] : undefined }
}

/** Reads one mark. @throws BadExpression saying what is wrong and the remedy */
export function readMark(source: string): Mark {
  // Word turns quotes curly and blanks hard while one types; inside a mark they mean the plain ones.
  const plain = source
    .replaceAll(/[\u201c\u201d\u201e]/g, '"')
    .replaceAll(/[\u2018\u2019]/g, "'")
    .replaceAll(/[\u00a0\t\n\r]/g, ' ')
  if (plain.startsWith('<')) return readPowerTools(plain.replace(/^<#/, '').replace(/#>$/, '').trim())
  if (plain.startsWith('{%'))
    return readStatement(
      plain
        .slice(2, -2)
        .replace(/^[-+]|[-+]$/g, '')
        .trim(),
    )
  if (plain.startsWith('{#') && plain.endsWith('#}')) return { kind: 'comment' }
  if (plain.startsWith('${')) return field(plain.slice(2, -1))
  const braces = plain.startsWith('{{{') ? 3 : plain.startsWith('{{') ? 2 : 1
  return readBraces(plain.slice(braces, -braces).trim(), braces)
}

function readBraces(content: string, braces: number): Mark {
  const [, sigil = '', rest = ''] = /^([#^/!&@>~-]?)~?\s*([\s\S]*?)~?$/.exec(content) ?? []
  if (sigil === '!') return { kind: 'comment' }
  if (sigil === '@' && !/^(?:index|first|last|length|key)\b/.test(rest)) {
    throw new BadExpression('raw XML is not filled in; write the mark without @')
  }
  if (sigil === '>') throw new BadExpression('other templates cannot be included; copy their text here')
  if (sigil === '/') return { kind: 'close', word: rest.replaceAll(' ', '') }
  if (sigil === '^')
    return rest === '' ? { kind: 'else' } : { kind: 'if', test: { kind: 'not', of: parsed(rest) }, closes: ['', rest.replaceAll(' ', '')] }
  if (sigil === '#') return readOpening(rest)
  if (/^else\s*if\s|^elif\s/.test(content)) return { kind: 'elseif', test: parsed(content.replace(/^(?:else\s*if|elif)\s+/, '')) }
  if (content === 'else') return { kind: 'else' }
  if (braces === 2 && /^(?:if|unless|for|endif|endfor)\b/.test(content) && !/^\w+\s*[|.]/.test(content)) return readStatement(content)
  return field(sigil === '&' ? rest : content.replace(/^[rp]\s+(?=[\p{L}_])/u, ''))
}

function readOpening(rest: string): Mark {
  const [, word = '', after = ''] = /^(\w+)\s+([\s\S]+)$/.exec(rest) ?? []
  if (word === 'if') return { kind: 'if', test: parsed(after), closes: ['if', ''] }
  if (word === 'unless') return { kind: 'if', test: { kind: 'not', of: parsed(after) }, closes: ['unless', ''] }
  if (word === 'each' || word === 'for') {
    const jinja = /^([\p{L}_]\w*)\s+in\s+([\s\S]+)$/u.exec(after)
    const [, of = after, variable] = /^([\s\S]+?)\s+as\s+\|?\s*([\p{L}_]\w*)[\s\S]*$/u.exec(after) ?? []
    const closes = ['each', 'for', '']
    return jinja ? repeat(jinja[2] ?? '', jinja[1], closes) : repeat(of, variable, closes)
  }
  return { kind: 'section', of: parsed(rest), closes: ['', rest.replaceAll(' ', '')] }
}

function readStatement(content: string): Mark {
  const [, word = '', rest = ''] = /^(?:tr\s+|p\s+|r\s+)?([\w/]*)\s*([\s\S]*)$/.exec(content) ?? []
  if (/^tc\s/.test(content)) throw new BadExpression('columns cannot be repeated or left out; repeat rows instead')
  switch (word) {
    case 'if':
      return { kind: 'if', test: parsed(rest), closes: ['endif'] }
    case 'unless':
      return { kind: 'if', test: { kind: 'not', of: parsed(rest) }, closes: ['endunless', 'endif'] }
    case 'elif':
    case 'elsif':
    case 'elseif':
      return { kind: 'elseif', test: parsed(rest) }
    case 'else':
      return /^if\s/.test(rest) ? { kind: 'elseif', test: parsed(rest.slice(3)) } : { kind: 'else' }
    case 'for': {
      const [, variable, of] = /^([\p{L}_]\w*)\s+in\s+([\s\S]+)$/u.exec(rest) ?? []
      if (!variable || of === undefined) throw new BadExpression('a repeat is written {% for item in list %}')
      if (/\sif\s/.test(of)) throw new BadExpression('a repeat takes no "if"; put {% if … %} inside it')
      return repeat(of, variable, ['endfor'])
    }
    case 'endif':
    case 'endfor':
    case 'endunless':
      return { kind: 'close', word }
    case 'comment':
      return { kind: 'comment' }
    default:
      throw new BadExpression(`"${word || content.slice(0, 20)}" is not known; if, elif, else, endif, for and endfor are`)
  }
}

const repeat = (of: string, variable: string | undefined, closes: readonly string[]): Mark => ({
  kind: 'for',
  of: parsed(of),
  variable,
  optional: false,
  closes,
})

/** The marks of Open XML PowerTools' document assembler: an XML element with an XPath. */
function readPowerTools(source: string): Mark {
  const match = /^<\s*([A-Za-z]\w*)\s*([\s\S]*?)\/>$/.exec(source)
  if (!match) throw new BadExpression('it is no whole element; it is written <Content Select="./Name"/>')
  const [, name = '', attributes = ''] = match
  const given = new Map<string, string>()
  const rest = attributes.replaceAll(/(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g, (_, key: string, a?: string, b?: string) => {
    given.set(key, a ?? b ?? '')
    return ''
  })
  if (rest.trim() !== '') throw new BadExpression(`"${rest.trim().slice(0, 30)}" is not well-formed; write every attribute as Name="value"`)
  const allowed: Readonly<Record<string, readonly string[]>> = {
    Content: ['Select', 'Optional'],
    Table: ['Select', 'Optional'],
    Repeat: ['Select', 'Optional'],
    Conditional: ['Select', 'Match', 'NotMatch'],
    EndRepeat: [],
    EndConditional: [],
  }
  const known = allowed[name]
  if (!known) throw new BadExpression(`<${name}> is not known; ${Object.keys(allowed).join(', ')} are`)
  const odd = [...given.keys()].find((key) => !known.includes(key))
  if (odd !== undefined) throw new BadExpression(`<${name}> has no "${odd}"; ${known.join(', ') || 'nothing'} can stand there`)
  if (name === 'EndRepeat' || name === 'EndConditional') return { kind: 'close', word: name }
  const select = given.get('Select')
  if (select === undefined) throw new BadExpression(`<${name}> needs Select="…"`)
  const of = parseXPath(select)
  const optional = /^true$/i.test(given.get('Optional') ?? '')
  if (name === 'Content') return { kind: 'field', expression: of, optional }
  if (name === 'Table') return { kind: 'table', of, optional }
  if (name === 'Repeat') return { kind: 'for', of, variable: undefined, optional, closes: ['EndRepeat'] }
  const match1 = given.get('Match')
  const match2 = given.get('NotMatch')
  if ((match1 === undefined) === (match2 === undefined))
    throw new BadExpression('<Conditional> needs Match="…" or NotMatch="…", one of them')
  const test: Expression = {
    kind: 'compare',
    sign: match1 === undefined ? '!=' : '==',
    a: of,
    b: { kind: 'value', value: match1 ?? match2 ?? '' },
  }
  return { kind: 'if', test, closes: ['EndConditional'] }
}

const field = (source: string): Mark => ({ kind: 'field', expression: parsed(source), optional: false })

function parsed(source: string): Expression {
  const expression = parseExpression(source)
  const odd = unknownFilter(expression)
  if (odd !== undefined) throw new BadExpression(`the filter "${odd}" is not known; known are ${filterNames.join(', ')}`)
  return expression
}

function unknownFilter(expression: Expression): string | undefined {
  if (expression.kind === 'filter' && !isFilter(expression.name)) return expression.name
  for (const part of Object.values(expression)) {
    for (const each of Array.isArray(part) ? part : [part]) {
      const odd = typeof each === 'object' && each !== null && 'kind' in each ? unknownFilter(each as Expression) : undefined
      if (odd !== undefined) return odd
    }
  }
  return undefined
}
