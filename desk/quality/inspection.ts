import type { InspectionState } from '../../kits/quality/index.ts'
import type { SamplingPolicy } from '../clients/terms.ts'
import type { DefectOpportunity, Unit } from '../line.ts'

export type Severity = DefectOpportunity['severity']

/** What an inspection answers for: all units of one submission. */
export interface Lot {
  readonly unit: Unit
  readonly size: number
  /** The names of the product's files, where each is a unit; null where units are numbered from 1 to `size`. */
  readonly files: readonly string[] | null
}

/** Inspect `sampleSize` units; accept with at most `accept` nonconforming ones among them, refuse from `reject` on. */
export interface InspectionPlan {
  /** The code letter of ISO 2859-1; null under another policy. */
  readonly letter: string | null
  /** The letter whose plan is used, where an arrow leads to another. */
  readonly usedLetter: string | null
  readonly sampleSize: number
  readonly accept: number
  readonly reject: number
  /** How it comes about, in words. */
  readonly because: readonly string[]
}

/** What one of the line's automatic checks found: an inspector confirms it as a defect, or dismisses it. */
export interface Finding {
  readonly id: string
  readonly check: string
  readonly ctq: string
  readonly message: string
  readonly place: string
  readonly defectId: string | null
  readonly dismissedWhy: string | null
}

/** An automatic check that ran: `problem` where it could not be carried out. */
export interface CheckRun {
  readonly name: string
  readonly problem: string | null
}

/** What came of an inspection. */
export interface Outcome {
  readonly verdict: 'accepted' | 'rejected'
  readonly because: readonly string[]
  readonly units: number
  /** What could be wrong with one unit. */
  readonly opportunities: number
  /** Defects in the sample. */
  readonly defects: number
  /** Opportunities of the sample that failed: two places of one kind in one unit are one. DPMO counts these. */
  readonly failed: number
  /** Units of the sample with a defect. */
  readonly defectives: number
  /** Whether the lot would also have been accepted at the next lower AQL; null where the switching rules do not ask (acceptance number 0 or 1). */
  readonly acceptedOneStepTighter: boolean | null
}

/** The inspection of one submission of an order. */
export interface Inspection {
  readonly id: string
  readonly matterId: string
  readonly orderId: string
  /** 1 for the first submission, 2 after the first rework. */
  readonly round: number
  readonly lot: Lot
  /** SHA-256 over the product that is inspected, as a sign-off signs it; null while there is no file. */
  readonly productHash: string | null
  readonly opportunities: readonly DefectOpportunity[]
  readonly policy: SamplingPolicy
  readonly state: InspectionState
  /** Sampling was discontinued, and is taken up again with this lot. */
  readonly resumed: boolean
  readonly plan: InspectionPlan
  readonly seed: string
  /** Ids of the sampled units, in the order of the lot. */
  readonly sample: readonly string[]
  readonly inspectorId: string
  readonly openedAt: string
  readonly checks: readonly CheckRun[]
  readonly findings: readonly Finding[]
  /** Ids of sampled units that were looked through. */
  readonly inspected: readonly string[]
  readonly closedAt: string | null
  readonly outcome: Outcome | null
  /** Who sent the product back after it was accepted here: the signing attorney, or the client. */
  readonly sentBackBy: 'signoff' | 'client' | null
}

/** Something that is not as it was agreed. */
export interface Defect {
  readonly id: string
  readonly matterId: string
  readonly orderId: string
  /** The inspection that found it; null where the signing attorney or the client did. */
  readonly inspectionId: string | null
  readonly round: number
  /** Id of the unit; null where whoever found it named none. */
  readonly unit: string | null
  readonly inSample: boolean
  readonly ctq: string
  readonly severity: Severity
  readonly description: string
  readonly place: string
  readonly foundAt: 'inspection' | 'signoff' | 'client'
  readonly foundBy: string
  readonly at: string
  readonly cause: Cause | null
  readonly correctiveAction: string | null
  /** `withdrawn`: it was recorded by mistake, and counts for nothing. */
  readonly status: 'open' | 'corrected' | 'withdrawn'
  readonly correctedAt: string | null
  /** What was done about it, or why it was withdrawn. */
  readonly note: string | null
}

/** What a second inspector found in units of a sample, without having seen what the first did. */
export interface SecondOpinion {
  readonly id: string
  readonly inspectionId: string
  readonly inspectorId: string
  readonly at: string
  readonly ratings: readonly { readonly unit: string; readonly nonconforming: boolean }[]
}

/** The quality of one order. */
export interface Quality {
  readonly inspections: readonly Inspection[]
  readonly defects: readonly Defect[]
  readonly opinions: readonly SecondOpinion[]
  /** Why sampling, once discontinued, is taken up again with this order's next lot. */
  readonly resumption: string | null
}

export const noQuality: Quality = { inspections: [], defects: [], opinions: [], resumption: null }

/** Why defects happen, and how screens say it: few enough that a Pareto chart of them tells something. */
export const causes = {
  instructions: 'Unclear instructions',
  source: 'Poor or missing source',
  knowledge: 'Knowledge',
  oversight: 'Oversight',
  'style-guide': 'Style guide not followed',
  template: 'Template',
  tool: 'Tool',
  handover: 'Hand-over',
  time: 'Time pressure',
  other: 'Other',
} as const

export type Cause = keyof typeof causes

export const causeIds = Object.keys(causes) as [Cause, ...Cause[]]

/** What a person calls a unit of a lot. @example unitLabel({ unit: 'record', size: 40, files: null }, '17') // 'record 17' */
export const unitLabel = ({ unit, files }: { readonly unit: string; readonly files: Lot['files'] }, id: string): string =>
  files ? id : `${unit} ${id}`

export const isOpen = ({ closedAt }: Inspection): boolean => closedAt === null
