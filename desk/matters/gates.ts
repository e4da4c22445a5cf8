import { type Engagement, termsOn } from '../clients/engagement.ts'
import { type Client, ndaOn } from '../clients/model.ts'
import { type ServiceLineId, serviceLines } from '../line.ts'
import { type ConflictStanding, conflictStandings } from './conflicts.ts'
import type { Matter } from './model.ts'

/** All that the gates look at. */
export interface GateFacts {
  readonly client: Pick<Client, 'name' | 'nda'>
  readonly engagement: Engagement | null
  readonly matter: Pick<Matter, 'jurisdiction' | 'consent'>
  readonly conflict: ConflictStanding
  readonly attorney: { readonly name: string; readonly admitted: boolean } | null
  /** The line of the order that is to be opened; null for the matter itself, which must cover some line. */
  readonly line: ServiceLineId | null
  /** The day where the client is. */
  readonly date: string
}

/** What is still missing before work may open. */
export interface Missing {
  readonly gate: 'nda' | 'conflict' | 'consent' | 'engagement' | 'statement-of-work' | 'attorney'
  readonly what: string
  readonly remedy: string
}

/**
 * What the ethics rules ask for before a client's confidences go to an outside provider, as far as it is missing; nothing where work may open.
 *
 * ABA Formal Op. 08-451: the lawyer stays responsible and supervises, informs the client and has its consent, and looks to confidentiality and conflicts.
 * NYC Bar Formal Op. 2006-3: supervise, preserve confidences, check conflicts, bill appropriately, obtain advance consent; a lawyer who is not admitted
 * counts as a non-lawyer, hence an attorney who is.
 */
export function gates(facts: GateFacts): Missing[] {
  return [nda(facts), conflict(facts), consent(facts), ...engagement(facts), attorney(facts)].filter((missing) => missing !== null)
}

const nda = ({ client, date }: GateFacts): Missing | null =>
  ndaOn(client, date)
    ? null
    : {
        gate: 'nda',
        what: client.nda ? `The confidentiality agreement does not bind on ${date}` : 'No signed confidentiality agreement',
        remedy: `Record the signed agreement of ${client.name}.`,
      }

const conflictRemedies: Readonly<Record<ConflictStanding, string>> = {
  unchecked: 'Run the conflict check.',
  stale: 'Run the conflict check again.',
  overflowing: "Make the parties' names more specific and run the conflict check again.",
  undecided: 'Clear or decline every hit, with the reason.',
  declined: 'Decline the matter.',
  cleared: '',
}

const conflict = (facts: GateFacts): Missing | null =>
  facts.conflict === 'cleared'
    ? null
    : {
        gate: 'conflict',
        what: `Conflict check: ${conflictStandings[facts.conflict].toLowerCase()}`,
        remedy: conflictRemedies[facts.conflict],
      }

const consent = ({ matter }: GateFacts): Missing | null =>
  matter.consent
    ? null
    : {
        gate: 'consent',
        what: "No consent of the client to an outside provider's work",
        remedy: "Record the client's consent and where it is written.",
      }

function engagement({ engagement, line, date }: GateFacts): (Missing | null)[] {
  const version = engagement && termsOn(engagement, date)
  if (!version) {
    const what = engagement?.status === 'draft' ? 'The engagement is not signed' : `No engagement is in force on ${date}`
    return [{ gate: 'engagement', what, remedy: 'Sign an engagement whose days cover today.' }]
  }
  const { statementOfWork, lines } = version.terms
  return [
    statementOfWork === null
      ? {
          gate: 'statement-of-work',
          what: 'The engagement has no statement of work',
          remedy: 'Amend the engagement with its statement of work.',
        }
      : null,
    line !== null && !lines.includes(line)
      ? {
          gate: 'engagement',
          what: `The engagement does not cover ${serviceLines[line].toLowerCase()}`,
          remedy: 'Amend the engagement to cover the line, with its rate and service level.',
        }
      : null,
  ]
}

function attorney({ attorney, matter: { jurisdiction } }: GateFacts): Missing | null {
  if (attorney?.admitted) return null
  return {
    gate: 'attorney',
    what: attorney ? `${attorney.name} has no admission that covers ${jurisdiction} today` : 'No supervising attorney is named',
    remedy: `Name a supervising attorney who is admitted in ${jurisdiction}.`,
  }
}
