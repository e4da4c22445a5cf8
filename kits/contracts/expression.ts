/** What a mark asks for, as a tree. There is no `eval` anywhere: this grammar is all that a template can say. */
export type Expression =
  | { readonly kind: 'value'; readonly value: string | number | boolean | null }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'name'; readonly name: string; readonly up: number }
  | { readonly kind: 'item' }
  | { readonly kind: 'get'; readonly of: Expression; readonly key: string }
  | { readonly kind: 'at'; readonly of: Expression; readonly index: Expression }
  | { readonly kind: 'where'; readonly of: Expression; readonly test: Expression }
  | { readonly kind: 'filter'; readonly of: Expression; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'not' | 'minus' | 'defined'; readonly of: Expression }
  | { readonly kind: 'and' | 'or'; readonly a: Expression; readonly b: Expression }
  | { readonly kind: 'compare'; readonly sign: Comparison; readonly a: Expression; readonly b: Expression }
  | { readonly kind: 'reckon'; readonly sign: '+' | '-' | '*' | '/' | '~'; readonly a: Expression; readonly b: Expression }
  | { readonly kind: 'choose'; readonly test: Expression; readonly yes: Expression; readonly no: Expression }

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in'

/** Deepest nesting of one expression: nobody writes deeper by hand. */
const depthMax = 50

interface Token {
  readonly kind: 'word' | 'number' | 'text' | 'sign' | 'end'
  readonly text: string
  readonly at: number
}

/** Thrown inside this kit; becomes a template problem with its place. */
export class BadExpression extends Error {}

const tokenPattern =
  /\s*(?:([\p{L}_@$][\p{L}\p{N}_]*)|(\d+(?:\.\d+)?)|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(===|!==|==|!=|<>|<=|>=|&&|\|\||\.\.\/|[=<>!|.,:()[\]+\-*/~?]))/uy

function tokens(source: string): Token[] {
  const found: Token[] = []
  tokenPattern.lastIndex = 0
  let at = 0
  while (source.slice(at).trim() !== '') {
    tokenPattern.lastIndex = at
    const match = tokenPattern.exec(source)
    if (!match) throw new BadExpression(`"${source.slice(at).trim().slice(0, 20)}" cannot be read`)
    const [, word, number, double, single, sign] = match
    at = tokenPattern.lastIndex
    const text = word ?? number ?? sign ?? (double ?? single ?? '').replaceAll(/\\(.)/g, '$1')
    found.push({ kind: word ? 'word' : number ? 'number' : sign ? 'sign' : 'text', text, at: match.index })
  }
  found.push({ kind: 'end', text: '', at: source.length })
  return found
}

const comparisons: Readonly<Record<string, Comparison>> = {
  '==': '==',
  '===': '==',
  '=': '==',
  '!=': '!=',
  '!==': '!=',
  '<>': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
}
const constants: Readonly<Record<string, boolean | null>> = {
  true: true,
  True: true,
  false: false,
  False: false,
  none: null,
  None: null,
  null: null,
}

/**
 * Reads one expression: names with dots and indexes, text, numbers, comparisons, `and` `or` `not` `in`, `is defined`,
 * arithmetic, `a if test else b`, and filters after `|`.
 *
 * @throws BadExpression saying what cannot be read
 *
 * @example
 * parseExpression('price > 1000 and buyer.country == "India"')
 */
export function parseExpression(source: string): Expression {
  const list = tokens(source)
  let next = 0
  let depth = 0
  const peek = () => list[next] as Token
  const take = () => list[next++] as Token
  const isSign = (text: string) => peek().kind === 'sign' && peek().text === text
  const isWord = (text: string) => peek().kind === 'word' && peek().text === text
  const sign = (...texts: string[]) => (peek().kind === 'sign' && texts.includes(peek().text) ? take().text : undefined)
  const word = (text: string) => isWord(text) && take() !== undefined
  const expect = (text: string) => {
    if (sign(text) === undefined)
      throw new BadExpression(`"${text}" is missing ${peek().kind === 'end' ? 'at the end' : `before "${peek().text}"`}`)
  }

  function whole(): Expression {
    if (++depth > depthMax) throw new BadExpression(`it is nested more than ${depthMax} deep`)
    const yes = either()
    depth--
    if (word('if')) {
      const test = either()
      return { kind: 'choose', test, yes, no: word('else') ? whole() : { kind: 'value', value: '' } }
    }
    if (sign('?') === undefined) return yes
    const then = whole()
    expect(':')
    return { kind: 'choose', test: yes, yes: then, no: whole() }
  }
  function either(): Expression {
    let a = both()
    while (word('or') || sign('||')) a = { kind: 'or', a, b: both() }
    return a
  }
  function both(): Expression {
    let a = negated()
    while (word('and') || sign('&&')) a = { kind: 'and', a, b: negated() }
    return a
  }
  function negated(): Expression {
    if (word('not') || sign('!')) {
      if (++depth > depthMax) throw new BadExpression(`it is nested more than ${depthMax} deep`)
      const of = negated()
      depth--
      return { kind: 'not', of }
    }
    return compared()
  }
  function compared(): Expression {
    const a = sum()
    const known = peek().kind === 'sign' ? comparisons[peek().text] : undefined
    if (known) {
      take()
      return { kind: 'compare', sign: known, a, b: sum() }
    }
    if (word('in')) return { kind: 'compare', sign: 'in', a, b: sum() }
    if (isWord('not') && list[next + 1]?.text === 'in') {
      next += 2
      return { kind: 'not', of: { kind: 'compare', sign: 'in', a, b: sum() } }
    }
    return word('is') ? tested(a) : a
  }
  function tested(a: Expression): Expression {
    const no = word('not')
    const { text } = take()
    const defined: Expression = { kind: 'defined', of: a }
    const test: Expression | undefined =
      text === 'defined'
        ? defined
        : text === 'undefined' || text === 'none' || text === 'None'
          ? { kind: 'not', of: defined }
          : text in constants
            ? { kind: 'compare', sign: '==', a, b: { kind: 'value', value: constants[text] ?? null } }
            : undefined
    if (!test) throw new BadExpression(`"is ${text}" is not known; "is defined" and "is none" are`)
    return no ? { kind: 'not', of: test } : test
  }
  function sum(): Expression {
    let a = product()
    for (let is = sign('+', '-', '~'); is; is = sign('+', '-', '~')) a = { kind: 'reckon', sign: is as '+', a, b: product() }
    return a
  }
  function product(): Expression {
    let a = filtered()
    for (let is = sign('*', '/'); is; is = sign('*', '/')) a = { kind: 'reckon', sign: is as '*', a, b: filtered() }
    return a
  }
  function filtered(): Expression {
    let of = postfix()
    while (sign('|')) {
      const name = take()
      if (name.kind !== 'word') throw new BadExpression('after | stands the name of a filter')
      of = { kind: 'filter', of, name: name.text, args: filterArguments() }
    }
    return of
  }
  function filterArguments(): Expression[] {
    if (sign('(')) return closedList(')')
    const args: Expression[] = []
    while (sign(':')) args.push(postfix())
    return args
  }
  function closedList(close: string): Expression[] {
    const items: Expression[] = []
    while (!isSign(close)) {
      // A named argument (`thousands=True`) is read as its value.
      if (peek().kind === 'word' && list[next + 1]?.text === '=') next += 2
      items.push(whole())
      if (!sign(',')) break
    }
    expect(close)
    return items
  }
  function postfix(): Expression {
    let of = primary()
    while (true) {
      if (sign('.')) of = member(of)
      else if (sign('[')) of = indexed(of)
      else if (of.kind === 'name' && of.up === 0 && isSign('(')) {
        take()
        of = called(of.name, closedList(')'))
      } else return of
    }
  }
  function member(of: Expression): Expression {
    const key = take()
    if (key.kind !== 'word' && key.kind !== 'number') throw new BadExpression('after a point stands a name')
    if (key.kind === 'number') return { kind: 'at', of, index: { kind: 'value', value: Number(key.text) } }
    if (!sign('(')) return { kind: 'get', of, key: key.text }
    return { kind: 'filter', of, name: key.text, args: closedList(')') }
  }
  function indexed(of: Expression): Expression {
    const index = whole()
    expect(']')
    return index.kind === 'value' && typeof index.value === 'string' ? { kind: 'get', of, key: index.value } : { kind: 'at', of, index }
  }
  function called(name: string, args: Expression[]): Expression {
    const [of, ...rest] = args
    if (!of) throw new BadExpression(`${name}() has nothing to work on`)
    return name === 'defined'
      ? { kind: 'defined', of: of.kind === 'value' ? parseExpression(String(of.value)) : of }
      : { kind: 'filter', of, name, args: rest }
  }
  function primary(): Expression {
    const token = take()
    if (token.kind === 'number') return { kind: 'value', value: Number(token.text) }
    if (token.kind === 'text') return { kind: 'value', value: token.text }
    if (token.kind === 'word') return named(token.text)
    if (token.text === '-') return { kind: 'minus', of: postfix() }
    if (token.text === '.') return { kind: 'item' }
    if (token.text === '../') return above()
    if (token.text === '(') {
      const inner = whole()
      expect(')')
      return inner
    }
    if (token.text === '[') return { kind: 'list', items: closedList(']') }
    throw new BadExpression(
      token.kind === 'end' ? 'something is missing at the end' : `"${token.text}" stands where a name or value is needed`,
    )
  }
  function named(text: string): Expression {
    if (Object.hasOwn(constants, text)) return { kind: 'value', value: constants[text] ?? null }
    if (text === 'this') return { kind: 'item' }
    return { kind: 'name', name: text, up: 0 }
  }
  function above(): Expression {
    let up = 1
    while (sign('../')) up++
    const token = take()
    if (token.kind !== 'word') throw new BadExpression('after ../ stands a name')
    return { kind: 'name', name: token.text, up }
  }

  if (peek().kind === 'end') throw new BadExpression('it is empty')
  const result = whole()
  if (peek().kind !== 'end') throw new BadExpression(`"${peek().text}" is one thing too many`)
  return result
}
