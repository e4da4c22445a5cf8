/**
 * JSON in the one form that RFC 8785 (JCS) allows: no blanks, members sorted by UTF-16 code units, numbers as ECMAScript prints them.
 * The same value has the same bytes everywhere, so that its hash can be checked by anybody.
 *
 * @throws TypeError for what JSON cannot hold: NaN, infinities, lone surrogates, functions
 *
 * @example
 * canonical({ b: 1, a: [true, null] }) // {"a":[true,null],"b":1}
 */
export function canonical(value: unknown): string {
  if (value === null || typeof value === 'boolean') return JSON.stringify(value)
  if (typeof value === 'number') return number(value)
  if (typeof value === 'string') return text(value)
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(',')}]`
  if (typeof value === 'object') return object(value as Record<string, unknown>)
  throw new TypeError(`A ${typeof value} has no form in JSON.`)
}

function number(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`${value} has no form in JSON.`)
  return JSON.stringify(value)
}

function text(value: string): string {
  if (!value.isWellFormed()) throw new TypeError('A text with a lone surrogate has no form in JSON (RFC 8785, section 3.2.2.2).')
  return JSON.stringify(value)
}

function object(value: Record<string, unknown>): string {
  const members = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    // The default order of sort() is that of UTF-16 code units, as section 3.2.3 asks.
    .sort()
    .map((key) => `${text(key)}:${canonical(value[key])}`)
  return `{${members.join(',')}}`
}
