import type { EngagementTerms } from './terms.ts'

/** The agreement with a client. A change adds a version that holds from its date on; what was agreed for the past stays. */
export interface Engagement {
  readonly id: string
  readonly clientId: string
  readonly title: string
  readonly status: 'draft' | 'signed' | 'ended'
  /** The last day on which it holds, where it was ended before its terms run out. */
  readonly endedOn: string | null
  readonly endedBecause: string | null
  /** Counted from 1. */
  readonly versions: readonly EngagementVersion[]
}

export interface EngagementVersion {
  readonly version: number
  /** The first day on which this version holds. */
  readonly from: string
  readonly terms: EngagementTerms
  readonly signedAt: string | null
  /** Who signed for the client, in words; the evidence of it. */
  readonly signedBy: string | null
  /** The person who recorded it. */
  readonly by: string
}

/**
 * The version in force on a day: of the signed ones that have begun, the one signed last; null before the first day and after the last.
 *
 * @param date `YYYY-MM-DD`
 *
 * @example
 * termsOn(engagement, '2026-03-02')?.terms.currency // 'USD'
 */
export function termsOn(engagement: Engagement, date: string): EngagementVersion | null {
  const version = engagement.versions.findLast(({ from, signedAt }) => signedAt !== null && from <= date)
  if (!version) return null
  const { startsOn, endsOn } = version.terms
  if (date < startsOn || (endsOn !== null && date > endsOn)) return null
  return engagement.endedOn !== null && date > engagement.endedOn ? null : version
}
