import { z } from '@hono/zod-openapi'
import { type Role, roles } from '../policy.ts'
import { type ConflictStanding, conflictStandings } from './conflicts.ts'
import { jurisdictionCode } from './jurisdiction.ts'
import { sides } from './model.ts'

/** Longest name, reason and note, in characters. */
const nameLengthMax = 200
const reasonLengthMax = 1_000
const notesLengthMax = 10_000
/** A class action names its members elsewhere. */
const partiesMax = 500
const namesMax = 50
const teamMax = 500
const wallsMax = 1_000

export const nameText = z.string().trim().min(1).max(nameLengthMax)
export const reasonText = z.string().trim().min(1).max(reasonLengthMax)

export const matterFacts = z.object({
  engagementId: z.uuid(),
  name: nameText,
  clientReference: nameText.nullable(),
  notes: z.string().trim().max(notesLengthMax).nullable(),
  jurisdiction: jurisdictionCode,
  practiceArea: nameText,
  court: nameText.nullable(),
  caseNumber: nameText.nullable(),
})

const partyBody = z.object({
  /** Of a party that is there already; left out for a new one. */
  id: z.uuid().optional(),
  name: nameText,
  kind: z.enum(['person', 'organisation']),
  role: nameText,
  side: z.enum(Object.keys(sides) as [keyof typeof sides]),
  aliases: z.array(nameText).max(namesMax),
  formerNames: z.array(nameText).max(namesMax),
  parent: nameText.nullable(),
})
export const partiesBody = z.array(partyBody).max(partiesMax)

const role = z.enum(Object.keys(roles) as [Role, ...Role[]])
const member = z.object({ personId: z.uuid(), role })
export const teamBody = z.object({ team: z.array(member).max(teamMax), supervisingAttorneyId: z.uuid().nullable() })

const wall = z.object({ personId: z.uuid(), reason: reasonText })
export const wallsBody = z.object({ include: z.array(wall).max(wallsMax), exclude: z.array(wall).max(wallsMax) })

export const matterPath = z.object({ matterId: z.uuid() })

const named = z.object({ id: z.string(), name: z.string() })

export const matterSummary = z
  .object({
    id: z.string(),
    reference: z.string(),
    name: z.string(),
    client: named.extend({ code: z.string() }),
    clientReference: z.string().nullable(),
    jurisdiction: z.string(),
    practiceArea: z.string(),
    status: z.enum(['proposed', 'open', 'declined', 'closed']),
    proposedAt: z.string(),
    openedAt: z.string().nullable(),
    endedAt: z.string().nullable(),
  })
  .meta({ title: 'Matter' })

const missingView = z.object({ gate: z.string(), what: z.string(), remedy: z.string() })
const standing = z.enum(Object.keys(conflictStandings) as [ConflictStanding, ...ConflictStanding[]])
export const openingView = z.object({ conflict: standing, missing: z.array(missingView).readonly() })

export const matterDetail = matterSummary.extend({
  engagementId: z.string(),
  notes: z.string().nullable(),
  court: z.string().nullable(),
  caseNumber: z.string().nullable(),
  endedBecause: z.string().nullable(),
  parties: z.array(
    partyBody.extend({ id: z.string(), aliases: z.array(z.string()).readonly(), formerNames: z.array(z.string()).readonly() }),
  ),
  team: z.array(z.object({ personId: z.string(), name: z.string(), role, ofClient: z.boolean() })),
  supervisingAttorney: named.nullable(),
  consent: z.object({ recordedAt: z.string(), by: z.string(), evidence: z.string() }).nullable(),
  /** What stands before opening; for the provider's people. */
  opening: openingView.nullable(),
})

const wallView = z.object({ personId: z.string(), name: z.string(), reason: z.string() })
export const wallsView = z.object({
  include: z.array(wallView),
  exclude: z.array(wallView),
  /** Everybody who may see the matter now. */
  access: z.array(named),
})

const hitView = z.object({
  id: z.string(),
  name: z.string(),
  score: z.number(),
  tier: z.enum(['exact', 'likely', 'possible']),
  /** Whether the other name lies where you may not look: then nothing of it is told. */
  hidden: z.boolean(),
  /** The other one, in words. */
  against: z.string(),
  matter: z.object({ id: z.string(), reference: z.string(), name: z.string(), client: z.string() }).nullable(),
  party: z.object({ name: z.string(), role: z.string(), side: z.string(), alsoKnownAs: z.array(z.string()) }).nullable(),
  client: named.nullable(),
  reasons: z.array(z.string()).readonly(),
  decision: z.object({ outcome: z.enum(['cleared', 'declined']), reason: z.string(), at: z.string(), by: z.string() }).nullable(),
})

export const conflictView = z
  .object({
    standing,
    check: z
      .object({ id: z.string(), at: z.string(), by: z.string(), searched: z.number(), leftOut: z.number(), hits: z.array(hitView) })
      .nullable(),
  })
  .meta({ title: 'Conflict check' })

export type HitView = z.input<typeof hitView>
