import type { Engagement } from './engagement.ts'

export const clientKinds = { 'law-firm': 'Law firm', 'legal-department': 'Legal department' } as const
export type ClientKind = keyof typeof clientKinds

/** A confidentiality agreement with the client. */
export interface Nda {
  readonly signedOn: string
  /** Where the signed paper is. */
  readonly reference: string
  /** The last day on which it binds; null where it has no end. */
  readonly expiresOn: string | null
}

/** What of a client may be changed. */
export interface ClientFacts {
  readonly name: string
  /** Short, upper case, unique: stands in references and invoice numbers. */
  readonly code: string
  readonly kind: ClientKind
  /** ISO 3166-1, two letters. */
  readonly country: string
  readonly timeZone: string
  readonly address: string
  /** Names of companies that belong to it: they count in every conflict check. */
  readonly affiliates: readonly string[]
  readonly formerNames: readonly string[]
}

/** A law firm or legal department that sends work, with what was agreed with it. */
export interface Client extends ClientFacts {
  readonly id: string
  readonly status: 'active' | 'left'
  readonly signedUpAt: string
  readonly nda: Nda | null
  readonly engagements: readonly Engagement[]
}
