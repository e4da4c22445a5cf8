/** Who makes a request, as far as rules need to know. */
export interface Actor {
  readonly id: string
  readonly name: string
  /** Names of roles; what each may do is said in one table by the desk. */
  readonly roles: readonly string[]
  /** Set for a client's people, who see nothing of any other client. */
  readonly clientId?: string
  /** IANA name of the zone in which the person reads times. */
  readonly timeZone: string
  /** Whether this session was opened with a second factor. */
  readonly secondFactor: boolean
  /** Why this session may only look after itself (its password, its second factor), until it has done what this says. */
  readonly barred?: string
}
