import type { Tone } from '../../../ui/status-badge.tsx'

/** So many days before a confidentiality agreement ends, somebody should renew it. */
const renewalDays = 60
const dayMs = 86_400_000

interface Nda {
  readonly expiresOn: string | null
}

/** How a confidentiality agreement stands on a day, in a word. @example ndaStanding(null, '2026-11-24') // { tone: 'bad', word: 'No NDA' } */
export function ndaStanding(nda: Nda | null, today: string): { readonly tone: Tone; readonly word: string } {
  if (!nda) return { tone: 'bad', word: 'No NDA' }
  if (nda.expiresOn === null) return { tone: 'good', word: 'NDA signed' }
  const left = Math.round((Date.parse(nda.expiresOn) - Date.parse(today)) / dayMs)
  if (left < 0) return { tone: 'bad', word: 'NDA expired' }
  if (left > renewalDays) return { tone: 'good', word: 'NDA signed' }
  return { tone: 'warn', word: left === 0 ? 'NDA ends today' : `NDA ends in ${left} ${left === 1 ? 'day' : 'days'}` }
}

/** Today, where the reader is. */
export const todayIn = (timeZone: string, now: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now)
