/** That somebody may practise law somewhere. */
export interface Admission {
  readonly id: string
  /** A code such as `US-NY`, `UK-EW`, `IN`. */
  readonly jurisdiction: string
  /** The number of the bar or roll. */
  readonly number: string
  readonly status: 'active' | 'inactive' | 'suspended'
  readonly admittedOn: string
  /** The last day on which it holds; null where it has no end. */
  readonly expiresOn: string | null
  /** Where the certificate is, or how it was looked up. */
  readonly evidence: string
}

/**
 * The admission by which a person may answer for work on a matter of `jurisdiction` on a day; null where there is none.
 *
 * @param date `YYYY-MM-DD`
 *
 * @example
 * admittedOn(person, 'US-NY', '2026-03-02')?.number
 */
export const admittedOn = (person: { readonly admissions: readonly Admission[] }, jurisdiction: string, date: string): Admission | null =>
  person.admissions.find(
    (admission) =>
      admission.status === 'active' &&
      admission.admittedOn <= date &&
      (admission.expiresOn === null || date <= admission.expiresOn) &&
      covers(admission.jurisdiction, jurisdiction),
  ) ?? null

/**
 * Whether an admission reaches a jurisdiction. The same code does. Federal courts of the United States (`US-FED`) admit members of a state's bar
 * (each by its local rules, such as S.D.N.Y. Local Civil Rule 1.3), so any state counts there. An advocate on any roll in India may practise throughout
 * India (Advocates Act 1961, section 30). Whatever is finer than that is for the client's attorney to say.
 */
function covers(admitted: string, jurisdiction: string): boolean {
  if (admitted === jurisdiction) return true
  if (jurisdiction === 'US-FED') return /^US-[A-Z]{2}$/.test(admitted)
  return country(jurisdiction) === 'IN' && country(admitted) === 'IN'
}

const country = (jurisdiction: string): string => jurisdiction.split('-', 1)[0] ?? ''
