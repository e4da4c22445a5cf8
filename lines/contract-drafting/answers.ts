/** What was answered in a questionnaire, as a template takes it: an object; a list of objects for what repeats. */
export type Answers = Readonly<Record<string, unknown>>

/** Deepest nesting of answers: templates ask three deep at most. */
const depthMax = 12
/** Most values of one questionnaire, all rows counted. */
const valuesMax = 20_000
/** Longest text of one answer, in characters: a long clause fits in. */
const textLengthMax = 50_000

/** What is wrong with answers as a whole, in words; undefined where they can be kept. Walks without recursion, as they may be hostile. */
export function answersProblem(answers: Answers): string | undefined {
  const open: [value: unknown, path: string, depth: number][] = [[answers, '', 0]]
  let values = 0
  for (let next = open.pop(); next; next = open.pop()) {
    const [value, path, depth] = next
    if (++values > valuesMax) return `There are more than ${valuesMax} answers. Shorten the lists.`
    if (depth > depthMax) return `"${path.slice(0, 60)}" is nested more than ${depthMax} deep.`
    if (typeof value === 'string' && value.length > textLengthMax) return `Shorten "${path}" to ${textLengthMax} characters.`
    if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) open.push([inner, path === '' ? key : `${path}.${key}`, depth + 1])
  }
  return undefined
}

/** Whether nothing was answered: no value, an empty text, an empty list. */
export const unanswered = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0)

/** The value at a dotted name. @example answerAt({ buyer: { name: 'A' } }, 'buyer.name') // 'A' */
export function answerAt(answers: Answers, name: string): unknown {
  let at: unknown = answers
  for (const step of name.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined
    at = (at as Record<string, unknown>)[step]
  }
  return at
}

/** The answers with another value at a dotted name; undefined takes it away. */
export function withAnswer(answers: Answers, name: string, value: unknown): Answers {
  const [step = '', ...rest] = name.split('.')
  const { [step]: old, ...others } = answers
  if (rest.length === 0) return value === undefined ? others : { ...answers, [step]: value }
  const inner = typeof old === 'object' && old !== null && !Array.isArray(old) ? (old as Answers) : {}
  return { ...answers, [step]: withAnswer(inner, rest.join('.'), value) }
}

/** The answers as a template is filled: what was left empty is not there, so that it is listed as missing and not printed as nothing. */
export function answered(answers: Answers): Answers {
  const clean = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(clean)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, inner]) => !unanswered(inner))
        .map(([key, inner]) => [key, clean(inner)]),
    )
  }
  return clean(answers) as Answers
}
