import type { AnswerOf } from '../../../ui/api/types.ts'
import type { Tone } from '../../../ui/status-badge.tsx'
import type { peopleRoutes } from '../api.ts'

export type Routes = ReturnType<typeof peopleRoutes>
export type Person = AnswerOf<Routes['read']>
export type Admission = Person['admissions'][number]

interface Word {
  readonly tone: Tone
  readonly word: string
}

export const statuses: Readonly<Record<Person['status'], Word>> = {
  invited: { tone: 'waiting', word: 'Invited' },
  active: { tone: 'good', word: 'Active' },
  left: { tone: 'neutral', word: 'Has left' },
}

/** What a level of a skill means. */
export const levels = ['None', 'Learning', 'Works with help', 'Works alone', 'Teaches it'] as const

export const admissionWords: Readonly<Record<Admission['status'], string>> = {
  active: 'Active',
  inactive: 'Inactive',
  suspended: 'Suspended',
}

/** So many days before an admission ends, it should be renewed. */
const renewalDays = 60
const dayMs = 86_400_000

/**
 * How an admission stands on a day, in a word.
 *
 * @example
 * admissionStanding({ status: 'active', expiresOn: '2026-12-01' }, '2026-11-24') // { tone: 'warn', word: 'Ends in 7 days' }
 */
export function admissionStanding({ status, expiresOn }: Pick<Admission, 'status' | 'expiresOn'>, today: string): Word {
  if (status !== 'active') return { tone: 'bad', word: admissionWords[status] }
  if (expiresOn === null) return { tone: 'good', word: 'Active' }
  const left = Math.round((Date.parse(expiresOn) - Date.parse(today)) / dayMs)
  if (left < 0) return { tone: 'bad', word: 'Expired' }
  if (left > renewalDays) return { tone: 'good', word: 'Active' }
  return { tone: 'warn', word: left === 0 ? 'Ends today' : `Ends in ${left} ${left === 1 ? 'day' : 'days'}` }
}
