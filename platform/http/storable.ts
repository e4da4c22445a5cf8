/** How deep an input may be nested: forms are flat, contract answers a few levels deep. What follows walks it by recursion. */
const depthMax = 64

export interface Unstorable {
  /** Where it stands, as `parties.0.name`. */
  readonly field: string
  readonly message: string
}

/**
 * What of an input cannot be stored, whatever a schema says: PostgreSQL takes no NUL in a text, RFC 8785 no half of a surrogate pair.
 *
 * @returns the first such place, or nothing
 *
 * @example unstorable({ parties: [{ name: 'a\0' }] })?.field // 'parties.0.name'
 */
export function unstorable(value: unknown): Unstorable | undefined {
  const rest: [field: string, value: unknown, depth: number][] = [['', value, 0]]
  for (let next = rest.pop(); next; next = rest.pop()) {
    const [field, one, depth] = next
    if (typeof one === 'string' && !isStorable(one))
      return { field, message: 'This text holds a character that cannot be stored. Type it anew instead of pasting it.' }
    if (typeof one !== 'object' || one === null) continue
    if (depth === depthMax) return { field, message: `This may be nested ${depthMax} levels deep.` }
    for (const [name, inner] of Object.entries(one)) {
      if (!isStorable(name)) return { field, message: 'A name in here holds a character that cannot be stored.' }
      rest.push([field === '' ? name : `${field}.${name}`, inner, depth + 1])
    }
  }
  return undefined
}

const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0')
