import type { Question } from '../../../kits/contracts/index.ts'
import { type Answers, answerAt, unanswered, withAnswer } from '../answers.ts'
import type { Intake } from '../intake.ts'

/** What the matter and the order already say. Empty where they do not. */
export interface KnownFacts {
  /** The client's party of the matter, or the client. */
  readonly ours: string
  readonly theirs: string
  readonly side: Intake['side']
  readonly governingLaw: string
  /** The order's number, for the reference on the document. */
  readonly reference: string
}

export interface Prefilled {
  readonly answers: Answers
  /** What was filled in, and where it comes from. */
  readonly filled: readonly { readonly name: string; readonly because: string }[]
}

/** Names of a party in templates, by what it does. `ours` and `theirs` say it outright. */
const partyNames = {
  ours: /^(?:client|our_?party|us|first_?party|party_?(?:a|1|one))$/,
  theirs: /^(?:counter_?party|other_?party|them|second_?party|party_?(?:b|2|two))$/,
  supplier: /^(?:supplier|seller|vendor|provider|service_?provider|licensor|landlord|lessor|employer|company)$/,
  customer: /^(?:customer|buyer|purchaser|licensee|tenant|lessee|employee|subscriber)$/,
} as const

const nameWords = /^(?:name|full_?name|legal_?name|party_?name)$/
const lawWords = /(?:^|_)governing_?law$|^law$/
const referenceWords = /^(?:our_?)?(?:reference|ref|matter_?(?:reference|number)|order_?number|document_?number)$/

/**
 * Fills in what the matter already says: parties, governing law, reference. Never over an answer.
 *
 * @example
 * prefill(questions, {}, facts).answers // { buyer: { name: 'Northwind Components, Inc.' }, governing_law: 'the laws of New York' }
 */
export function prefill(questions: readonly Question[], answers: Answers, facts: KnownFacts): Prefilled {
  let next = answers
  const filled: { name: string; because: string }[] = []
  for (const { name, type, repeats } of questions) {
    if (repeats || type !== 'text' || !unanswered(answerAt(answers, name))) continue
    const found = known(name, facts)
    if (!found || found.value === '') continue
    next = withAnswer(next, name, found.value)
    filled.push({ name, because: found.because })
  }
  return { answers: next, filled }
}

function known(name: string, facts: KnownFacts): { value: string; because: string } | undefined {
  const steps = name.split('.').map(plainName)
  const last = steps.at(-1) ?? ''
  // Templates say "the laws of" themselves.
  if (lawWords.test(last)) return { value: facts.governingLaw.replace(/^(?:the\s+)?laws?\s+of\s+/i, ''), because: 'the order' }
  if (referenceWords.test(last)) return { value: facts.reference, because: 'the order’s number' }
  // `buyer.name`, or `buyer` and `buyer_name` where the party is asked as one text.
  const party = steps.length > 1 ? (nameWords.test(last) ? steps.at(-2) : undefined) : last.replace(/_?name$/, '')
  const whose = party === undefined ? undefined : ownerOf(party, facts.side)
  return whose && { value: facts[whose], because: 'the matter’s parties' }
}

function ownerOf(party: string, side: Intake['side']): 'ours' | 'theirs' | undefined {
  if (partyNames.ours.test(party)) return 'ours'
  if (partyNames.theirs.test(party)) return 'theirs'
  if (side === 'mutual') return party === 'company' ? 'ours' : undefined
  if (partyNames.supplier.test(party)) return side === 'supplier' ? 'ours' : 'theirs'
  if (partyNames.customer.test(party)) return side === 'customer' ? 'ours' : 'theirs'
  return undefined
}

/** `GoverningLaw` and `governing-law` are `governing_law`. */
const plainName = (step: string): string =>
  step
    .replaceAll(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase()
