import type { AnswerOf } from '../../../ui/api/types.ts'
import type { Tone } from '../../../ui/status-badge.tsx'
import type { matterRoutes } from '../api.ts'
import type { conflictRoutes } from '../conflict-api.ts'

export type Routes = ReturnType<typeof matterRoutes>
export type Matter = AnswerOf<Routes['read']>
export type Conflicts = AnswerOf<ReturnType<typeof conflictRoutes>['read']>

interface Word {
  readonly tone: Tone
  readonly word: string
}

export const statuses: Readonly<Record<Matter['status'], Word>> = {
  proposed: { tone: 'waiting', word: 'Proposed' },
  open: { tone: 'good', word: 'Open' },
  declined: { tone: 'bad', word: 'Declined' },
  closed: { tone: 'neutral', word: 'Closed' },
}

export const sideWords: Readonly<Record<Matter['parties'][number]['side'], string>> = {
  ours: "The client's side",
  adverse: 'Adverse',
  other: 'Neither',
}

export const standings: Readonly<Record<Conflicts['standing'], Word>> = {
  unchecked: { tone: 'neutral', word: 'Not checked yet' },
  stale: { tone: 'warn', word: 'Names have changed since the check' },
  overflowing: { tone: 'bad', word: 'More hits than one check holds' },
  undecided: { tone: 'warn', word: 'Hits are waiting for a decision' },
  declined: { tone: 'bad', word: 'A conflict was found' },
  cleared: { tone: 'good', word: 'Cleared' },
}

export const tiers = {
  exact: { tone: 'bad', word: 'Exact' },
  likely: { tone: 'warn', word: 'Likely' },
  possible: { tone: 'neutral', word: 'Possible' },
} as const satisfies Readonly<Record<string, Word>>
