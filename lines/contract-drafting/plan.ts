import type { DefectOpportunity, LineOrder, TaskPlan } from '../../desk/line.ts'
import type { Intake } from './intake.ts'
import type { DocumentKind } from './kinds.ts'

/** What drafting one document takes: the skill's level, minutes from a template of ours, minutes without one. Our own planning values; the plan can be changed. */
const effort: Readonly<Record<DocumentKind, { level: number; fromTemplate: number; fresh: number }>> = {
  nda: { level: 2, fromTemplate: 40, fresh: 90 },
  msa: { level: 3, fromTemplate: 150, fresh: 300 },
  saas: { level: 3, fromTemplate: 120, fresh: 270 },
  supply: { level: 3, fromTemplate: 120, fresh: 270 },
  employment: { level: 2, fromTemplate: 60, fresh: 150 },
  lease: { level: 3, fromTemplate: 90, fresh: 240 },
  other: { level: 3, fromTemplate: 90, fresh: 240 },
}

/** Reading against the check list takes a third of the drafting, and at least this. */
const reviewShare = 1 / 3
const reviewMinutesMin = 20

export const unitsOf = ({ documents, languages }: Intake): number => documents * languages.length

/** Draft, then a second pair of eyes of at least the same level. */
export function plan({ intake }: Pick<LineOrder<Intake>, 'intake'>): readonly TaskPlan[] {
  const { level, fromTemplate, fresh } = effort[intake.kind]
  const minutes = intake.templateId === null ? fresh : fromTemplate
  const step = { skill: 'contract-drafting', levelMin: level, units: unitsOf(intake) }
  return [
    { ...step, key: 'draft', title: 'Draft', minutesPerUnit: minutes, after: [] },
    {
      ...step,
      key: 'review',
      title: 'Check the draft',
      minutesPerUnit: Math.max(reviewMinutesMin, Math.round(minutes * reviewShare)),
      after: ['draft'],
    },
  ]
}

/** What can be wrong with one document. */
export const opportunities: readonly DefectOpportunity[] = [
  { ctq: 'parties', title: 'Parties: names, forms, addresses, roles', severity: 'critical' },
  { ctq: 'amounts', title: 'Amounts, prices and currencies', severity: 'critical' },
  { ctq: 'dates', title: 'Dates, terms and notice periods', severity: 'critical' },
  { ctq: 'instructions', title: 'The client’s instructions are followed', severity: 'critical' },
  { ctq: 'document', title: 'The document opens, is whole and clean of changes and comments', severity: 'critical' },
  { ctq: 'blanks', title: 'No blanks, marks or placeholders are left', severity: 'major' },
  { ctq: 'defined-terms', title: 'Defined terms: defined once, used as defined', severity: 'major' },
  { ctq: 'cross-references', title: 'Cross-references lead where they say', severity: 'major' },
  { ctq: 'governing-law', title: 'Governing law and forum', severity: 'major' },
  { ctq: 'signature-block', title: 'Signature blocks match the parties', severity: 'major' },
  { ctq: 'numbering', title: 'Numbering and styles', severity: 'minor' },
]
