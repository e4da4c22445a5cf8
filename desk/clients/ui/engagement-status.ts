import type { Tone } from '../../../ui/status-badge.tsx'
import { type Engagement, termsOn } from '../engagement.ts'

/** How an engagement stands on a day, in words. */
export function statusOf(engagement: Engagement, today: string): { readonly tone: Tone; readonly word: string } {
  if (engagement.status === 'draft') return { tone: 'waiting', word: 'Draft' }
  if (termsOn(engagement, today)) {
    const last = engagement.endedOn ?? engagement.versions.at(-1)?.terms.endsOn
    return engagement.endedOn === null ? { tone: 'good', word: 'In force' } : { tone: 'warn', word: `In force until ${last}` }
  }
  if (engagement.endedOn !== null && today > engagement.endedOn) return { tone: 'neutral', word: 'Ended' }
  const first = engagement.versions.find(({ signedAt }) => signedAt !== null)
  return first && today < first.from ? { tone: 'active', word: `Signed, from ${first.from}` } : { tone: 'neutral', word: 'Run out' }
}
