import { z } from '@hono/zod-openapi'
import { newId } from '../platform/ids.ts'
import { type Refusal, refuse } from '../platform/ledger/refusal.ts'
import type { DefectOpportunity } from './line.ts'

/** A defect that somebody marks on a product: the attorney who does not sign, the client who sends it back. Quality takes it from the entry. */
export interface MarkedDefect {
  readonly id: string
  /** One of the line's opportunities. */
  readonly ctq: string
  readonly severity: DefectOpportunity['severity']
  readonly description: string
  /** Where, in words: a clause, a page, a field. */
  readonly place: string
  /** Which unit, where there are several; null where it is the whole. */
  readonly unit: string | null
}

/** Most defects marked at once: more is "all of it", in words. */
const defectsMax = 200
/** Longest description and longest place, in characters. */
const descriptionLengthMax = 4_000
const placeLengthMax = 500

const marked = z.object({
  ctq: z.string().min(1, 'Say what kind of defect it is.').max(100),
  severity: z.enum(['critical', 'major', 'minor']),
  description: z.string().trim().min(1, 'Say what is wrong.').max(descriptionLengthMax),
  place: z.string().trim().max(placeLengthMax).default(''),
  unit: z.string().trim().max(placeLengthMax).nullable().default(null),
})

/** Marked defects as a request brings them, without ids. */
export const markedDefects = z.array(marked).max(defectsMax)

/** Marked defects as an answer shows them. */
export const markedDefectView = marked.extend({ id: z.uuid() })

/** Gives each its id. */
export const withIds = (defects: z.output<typeof markedDefects>): readonly MarkedDefect[] =>
  defects.map((defect) => ({ id: newId(), ...defect }))

/** Refuses defects of kinds that the line does not know: they would stand in no figure. */
export function strangeDefect(defects: readonly MarkedDefect[], opportunities: readonly DefectOpportunity[]): Refusal | undefined {
  const strange = defects.find(({ ctq }) => !opportunities.some((opportunity) => opportunity.ctq === ctq))
  return strange && refuse('defects', `"${strange.ctq}" is none of this line's: ${opportunities.map(({ ctq }) => ctq).join(', ')}.`)
}
