import { BadExpression, type Comparison, type Expression } from './expression.ts'

const tokenPattern = /\s*(?:(\/\/|!=|<=|>=|[/@.()[\],=<>])|(\d+(?:\.\d+)?)|"([^"]*)"|'([^']*)'|(text\(\))|([\p{L}_][\p{L}\p{N}_-]*))/uy

/** The part of XPath that is read, for messages. */
const readHere = 'paths (./A/B, @a, //), conditions in [ ], comparisons, and, or, boolean(), count(), string(), sum() and not() are read'
const functions: Readonly<Record<string, string>> = { boolean: 'boolean', count: 'count', string: 'string', sum: 'sum' }

/**
 * Reads the part of XPath 1.0 that document templates use, into the same tree as all expressions.
 *
 * @throws BadExpression
 *
 * @example
 * parseXPath('./Orders/Order[Quantity=3]')
 */
export function parseXPath(source: string): Expression {
  const list: string[] = []
  const kinds: ('sign' | 'number' | 'text' | 'word')[] = []
  for (let at = 0; source.slice(at).trim() !== ''; at = tokenPattern.lastIndex) {
    tokenPattern.lastIndex = at
    const match = tokenPattern.exec(source)
    if (!match) throw new BadExpression(`the path "${source}" cannot be read at "${source.slice(at).trim().slice(0, 12)}"; ${readHere}`)
    const [, sign, number, double, single, text, word] = match
    list.push(sign ?? number ?? text ?? word ?? double ?? single ?? '')
    kinds.push(sign ? 'sign' : number ? 'number' : text || word ? 'word' : 'text')
  }
  let next = 0
  const fail = (): never => {
    throw new BadExpression(`the path "${source}" cannot be read${next < list.length ? ` at "${list[next]}"` : ''}; ${readHere}`)
  }
  const sign = (...texts: string[]) => (kinds[next] === 'sign' && texts.includes(list[next] ?? '') ? list[next++] : undefined)
  const word = (text: string) => kinds[next] === 'word' && list[next] === text && ++next > 0

  function whole(): Expression {
    let a = compared()
    while (kinds[next] === 'word' && (list[next] === 'and' || list[next] === 'or'))
      a = { kind: list[next++] as 'and' | 'or', a, b: compared() }
    return a
  }
  function compared(): Expression {
    const a = operand()
    const is = sign('=', '!=', '<', '<=', '>', '>=')
    return is ? { kind: 'compare', sign: (is === '=' ? '==' : is) as Comparison, a, b: operand() } : a
  }
  function operand(): Expression {
    if (kinds[next] === 'number') return { kind: 'value', value: Number(list[next++]) }
    if (kinds[next] === 'text') return { kind: 'value', value: list[next++] ?? '' }
    if (kinds[next] === 'word' && list[next + 1] === '(') return called(list[next++] ?? '')
    return path()
  }
  function called(name: string): Expression {
    const known = functions[name]
    if (!known && name !== 'not') next--
    if (!known && name !== 'not') return fail()
    sign('(')
    const of = whole()
    if (!sign(')')) return fail()
    return known ? { kind: 'filter', of, name: known, args: [] } : { kind: 'not', of }
  }
  function path(): Expression {
    let of: Expression | undefined
    let deep = false
    if (sign('.')) of = { kind: 'item' }
    const from = sign('/', '//')
    if (from) deep = from === '//'
    if (of && !from) return of
    of = undefined
    while (true) {
      of = step(of, deep)
      const slash = sign('/', '//')
      if (!slash) return of
      deep = slash === '//'
    }
  }
  function step(of: Expression | undefined, deep: boolean): Expression {
    if (word('text()')) {
      // Which of an element's texts it is makes no difference: an answer has one.
      while (sign('[')) if (whole() === undefined || !sign(']')) return fail()
      return of ?? { kind: 'item' }
    }
    const at = sign('@') ? '@' : ''
    if (kinds[next] !== 'word') return fail()
    const key = `${deep ? '//' : ''}${at}${list[next++]}`
    let found: Expression = of ? { kind: 'get', of, key } : { kind: 'name', name: key, up: 0 }
    while (sign('[')) {
      const test = whole()
      if (!sign(']')) return fail()
      if (test.kind === 'value' && typeof test.value === 'number')
        found = { kind: 'at', of: found, index: { kind: 'value', value: test.value - 1 } }
      else if (test.kind !== 'item') found = { kind: 'where', of: found, test }
    }
    return found
  }

  const result = whole()
  return next < list.length ? fail() : result
}
