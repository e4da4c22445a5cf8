import { type Refusal, refuse, refuseNow } from '../../platform/ledger/refusal.ts'
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
 * The version in force on a day: of the signed ones that have begun, the one agreed last; null before the first day and after the last.
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

export type EngagementCommand =
  | { readonly kind: 'draft-engagement'; readonly engagementId: string; readonly title: string; readonly terms: EngagementTerms }
  | { readonly kind: 'sign-engagement'; readonly engagementId: string; readonly signedBy: string }
  | {
      readonly kind: 'amend-engagement'
      readonly engagementId: string
      readonly from: string
      readonly terms: EngagementTerms
      /** Who signed the change for the client; a draft needs nobody. */
      readonly signedBy: string | null
      readonly reason: string
    }
  | { readonly kind: 'end-engagement'; readonly engagementId: string; readonly on: string; readonly reason: string }

export type EngagementBody =
  | { readonly kind: 'engagement.drafted'; readonly engagementId: string; readonly title: string; readonly terms: EngagementTerms }
  | { readonly kind: 'engagement.signed'; readonly engagementId: string; readonly signedBy: string }
  | {
      readonly kind: 'engagement.amended'
      readonly engagementId: string
      readonly version: number
      readonly from: string
      readonly terms: EngagementTerms
      readonly signedBy: string | null
      readonly reason: string
    }
  | { readonly kind: 'engagement.ended'; readonly engagementId: string; readonly on: string; readonly reason: string }

/** An engagement that changes more often than this in its life is several engagements. */
const versionsMax = 200

/**
 * Decides what a command does to one engagement.
 *
 * @param today the date where the client is
 */
export function decideEngagement(engagement: Engagement | undefined, command: EngagementCommand, today: string): EngagementBody | Refusal {
  if (command.kind === 'draft-engagement') {
    if (engagement) return refuseNow('engagementId', 'This engagement was drafted already.')
    const { engagementId, title, terms } = command
    return { kind: 'engagement.drafted', engagementId, title, terms }
  }
  if (!engagement) return refuseNow('engagementId', 'There is no such engagement.')
  if (engagement.status === 'ended') return refuseNow('engagementId', `This engagement ended on ${engagement.endedOn}. Draft a new one.`)
  switch (command.kind) {
    case 'sign-engagement':
      if (engagement.status === 'signed') return refuseNow('engagementId', 'This engagement is signed. Amend it to change it.')
      return { kind: 'engagement.signed', engagementId: engagement.id, signedBy: command.signedBy }
    case 'amend-engagement':
      return amend(engagement, command, today)
    case 'end-engagement':
      if (command.on < today) return refuse('on', `Choose ${today} or a later day: what was agreed for the past stays.`)
      return { kind: 'engagement.ended', engagementId: engagement.id, on: command.on, reason: command.reason }
  }
}

function amend(
  engagement: Engagement,
  { from, terms, signedBy, reason }: Extract<EngagementCommand, { kind: 'amend-engagement' }>,
  today: string,
): EngagementBody | Refusal {
  const last = engagement.versions.at(-1)
  const body = { kind: 'engagement.amended', engagementId: engagement.id, terms, reason } as const
  if (engagement.status === 'draft') return { ...body, version: last?.version ?? 1, from: terms.startsOn, signedBy: null }
  if (from < today) return refuse('from', `Choose ${today} or a later day: what was agreed for the past stays.`)
  if (signedBy === null) return refuse('signedBy', 'Say who signed the change for the client.')
  // Work that was priced in one currency cannot be invoiced together with another's.
  if (last && terms.currency !== last.terms.currency)
    return refuse('terms.currency', `The engagement is in ${last.terms.currency}. Draft another for ${terms.currency}.`)
  if (engagement.versions.length >= versionsMax) return refuseNow('engagementId', `It has ${versionsMax} versions. Draft a new engagement.`)
  return { ...body, version: (last?.version ?? 0) + 1, from, signedBy }
}

/** Applies an entry to one engagement. */
export function applyEngagement(
  engagement: Engagement | undefined,
  body: EngagementBody,
  { clientId, at, by }: { readonly clientId: string; readonly at: string; readonly by: string },
): Engagement | undefined {
  if (body.kind === 'engagement.drafted') {
    const { engagementId: id, title, terms } = body
    const first = { version: 1, from: terms.startsOn, terms, signedAt: null, signedBy: null, by }
    return { id, clientId, title, status: 'draft', endedOn: null, endedBecause: null, versions: [first] }
  }
  if (!engagement) return undefined
  switch (body.kind) {
    case 'engagement.signed':
      return {
        ...engagement,
        status: 'signed',
        versions: engagement.versions.map((version) => ({ ...version, signedAt: at, signedBy: body.signedBy })),
      }
    case 'engagement.amended': {
      const { version, from, terms, signedBy } = body
      const kept = engagement.versions.filter((other) => other.version !== version)
      return { ...engagement, versions: [...kept, { version, from, terms, signedAt: signedBy === null ? null : at, signedBy, by }] }
    }
    case 'engagement.ended':
      return { ...engagement, status: 'ended', endedOn: body.on, endedBecause: body.reason }
  }
}
