import type { Context } from '../../platform/ledger/command.ts'
import type { Entry } from '../../platform/ledger/entry.ts'
import { type Refusal, refuse, refuseNow } from '../../platform/ledger/refusal.ts'
import { dayIn } from './day.ts'
import { applyEngagement, decideEngagement, type Engagement, type EngagementBody, type EngagementCommand } from './engagement.ts'

export const clientKinds = { 'law-firm': 'Law firm', 'legal-department': 'Legal department' } as const
type ClientKind = keyof typeof clientKinds

/** A confidentiality agreement with the client. */
interface Nda {
  readonly signedOn: string
  /** Where the signed paper is. */
  readonly reference: string
  /** The last day on which it binds; null where it has no end. */
  readonly expiresOn: string | null
}

/** What of a client may be changed. */
export interface ClientFacts {
  readonly name: string
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
  /** Short, upper case, unique. It stands in references and invoice numbers, and so it stays. */
  readonly code: string
  readonly status: 'active' | 'left'
  readonly signedUpAt: string
  readonly nda: Nda | null
  readonly engagements: readonly Engagement[]
}

export type ClientCommand =
  | { readonly kind: 'sign-up'; readonly code: string; readonly facts: ClientFacts; readonly codeTaken: boolean }
  | { readonly kind: 'change'; readonly changes: Partial<ClientFacts> & { readonly status?: Client['status'] } }
  | { readonly kind: 'record-nda'; readonly nda: Nda }
  | EngagementCommand

type ClientBody =
  | { readonly kind: 'client.signed-up'; readonly code: string; readonly facts: ClientFacts }
  | { readonly kind: 'client.changed'; readonly changes: Partial<ClientFacts> & { readonly status?: Client['status'] } }
  | { readonly kind: 'client.nda-recorded'; readonly nda: Nda }
  | EngagementBody

/** Engagements of one client: one for each year and kind of work is far fewer. */
const engagementsMax = 500

/**
 * Decides what a command does to a client.
 *
 * @returns the body of the entry to append, or a refusal that names the field and the remedy
 *
 * @example
 * decide(null, { kind: 'record-nda', nda }, context) // refusal: there is no such client
 */
export function decide(client: Client | null, command: ClientCommand, { now }: Context): ClientBody | Refusal {
  if (command.kind === 'sign-up') {
    if (client) return refuseNow('id', 'This client was signed up already.')
    if (command.codeTaken) return refuse('code', `Another client has the code ${command.code}. Choose another.`)
    return { kind: 'client.signed-up', code: command.code, facts: command.facts }
  }
  if (!client) return refuseNow('clientId', 'There is no such client.')
  const today = dayIn(now, client.timeZone)
  switch (command.kind) {
    case 'change':
      return { kind: 'client.changed', changes: withFormerName(client, command.changes) }
    case 'record-nda':
      return recordNda(command.nda, today)
    default: {
      if (command.kind === 'draft-engagement') {
        if (client.status === 'left') return refuseNow('clientId', 'This client has left. Make it active first.')
        if (client.engagements.length >= engagementsMax) return refuseNow('clientId', `A client has at most ${engagementsMax} engagements.`)
      }
      const engagement = client.engagements.find(({ id }) => id === command.engagementId)
      return decideEngagement(engagement, command, today)
    }
  }
}

/** A name that was ours to check stays one: papers of the time before still carry it. */
function withFormerName<Changes extends Partial<ClientFacts>>(client: Client, changes: Changes): Changes {
  if (changes.name === undefined || changes.name === client.name) return changes
  const formerNames = changes.formerNames ?? client.formerNames
  return formerNames.includes(client.name) ? changes : { ...changes, formerNames: [...formerNames, client.name] }
}

function recordNda(nda: Nda, today: string): ClientBody | Refusal {
  if (nda.signedOn > today) return refuse('signedOn', 'Record it when it is signed: this day is still to come.')
  if (nda.expiresOn !== null && nda.expiresOn < nda.signedOn) return refuse('expiresOn', 'The last day comes before the day of signing.')
  return { kind: 'client.nda-recorded', nda }
}

/** Applies one entry. Total: whatever `decide` returned can be applied, in its order, for ever. */
export function apply(client: Client | null, entry: Entry): Client | null {
  const body = entry.body as ClientBody
  if (body.kind === 'client.signed-up') {
    const { code, facts } = body
    return { ...facts, id: entry.subject.id, code, status: 'active', signedUpAt: entry.at, nda: null, engagements: [] }
  }
  if (!client) return null
  switch (body.kind) {
    case 'client.changed':
      return { ...client, ...body.changes }
    case 'client.nda-recorded':
      return { ...client, nda: body.nda }
    case 'engagement.drafted':
    case 'engagement.signed':
    case 'engagement.amended':
    case 'engagement.ended':
      return { ...client, engagements: withEngagement(client, body, entry) }
    default:
      return client
  }
}

function withEngagement(client: Client, body: EngagementBody, { at, actor }: Entry): readonly Engagement[] {
  const old = client.engagements.find(({ id }) => id === body.engagementId)
  const next = applyEngagement(old, body, { clientId: client.id, at, by: actor })
  if (!next) return client.engagements
  return old ? client.engagements.map((engagement) => (engagement === old ? next : engagement)) : [...client.engagements, next]
}

/** Whether the confidentiality agreement binds on a day. */
export const ndaOn = ({ nda }: Pick<Client, 'nda'>, date: string): boolean =>
  nda !== null && nda.signedOn <= date && (nda.expiresOn === null || date <= nda.expiresOn)
