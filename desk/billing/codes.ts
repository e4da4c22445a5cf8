import type { ServiceLineId } from '../line.ts'
import type { Role } from '../policy.ts'
import type { Timekeeper } from './invoice-line.ts'

/** UTBMS codes of a line's work, where a time entry names none: the ABA's litigation tasks and the LEDES committee's eDiscovery tasks. */
export const usualCodes: Readonly<Record<ServiceLineId, { readonly task: string; readonly activity: string }>> = {
  'contract-drafting': { task: 'L190', activity: 'A103' },
  'document-review': { task: 'L653', activity: 'A104' },
  'legal-research': { task: 'L120', activity: 'A102' },
  'legal-writing': { task: 'L250', activity: 'A103' },
  'paralegal-support': { task: 'L140', activity: 'A110' },
  'litigation-support': { task: 'L320', activity: 'A110' },
  'data-entry': { task: 'L140', activity: 'A110' },
  'case-management': { task: 'L140', activity: 'A110' },
}

/** Digits of a person's id that stand for it on an invoice: LEDES carries 20, these 12 are the random end of a UUIDv7. */
const timekeeperDigits = 12

/** A person as a timekeeper. @example timekeeperOf({ id, name: 'Asha Rao', roles: ['practitioner'] }).name // 'Rao, Asha' */
export function timekeeperOf({
  id,
  name,
  roles,
}: {
  readonly id: string
  readonly name: string
  readonly roles: readonly Role[]
}): Timekeeper {
  const words = name.trim().split(/\s+/)
  const surname = words.pop() ?? ''
  return {
    id: id.slice(-timekeeperDigits),
    name: words.length === 0 ? surname : `${surname}, ${words.join(' ')}`,
    class: roles.includes('supervising-attorney') ? 'AS' : 'LA',
  }
}
