import { house } from '../platform/ids.ts'
import type { Act } from './act.ts'
import { type Character, characters, sites } from './people.ts'
import { harcourtTerms, northwindTerms } from './terms.ts'

/** Ids of those whom the story names, by their keys. */
export type Cast = Readonly<Record<string, string>>

export interface World {
  readonly cast: Cast
  readonly clients: { readonly harcourt: string; readonly northwind: string }
  /** The commercial dispute and the supply deal that all lines share, and one that waits behind a conflict. */
  readonly matters: { readonly dispute: string; readonly supply: string; readonly blocked: string }
}

/** When an engagement began: early enough that everything of the story falls under it. */
const engagedOn = '2026-01-05'

/**
 * Brings the provider, its clients and its matters into being, by the commands that people would give.
 *
 * @param join makes somebody who was invited come in
 */
export async function foundWorld(act: Act, join: (personId: string) => Promise<void>): Promise<World> {
  const cast: Record<string, string> = {}
  const invite = async (character: Character, clientId: string | null) => {
    cast[character.key] = await invited(act, character, clientId)
    await join(cast[character.key] ?? '')
  }
  for (const character of characters.filter(({ client }) => !client)) await invite(character, null)

  const clients = await signUpClients(act, cast)
  for (const character of characters) if (character.client) await invite(character, clients[character.client].clientId)
  const matters = await proposeMatters(act, cast, clients)
  return { cast, clients: { harcourt: clients.harcourt.clientId, northwind: clients.northwind.clientId }, matters }
}

async function invited(
  act: Act,
  { name, email, roles, site, skills = {}, admissions = [], formerEmployers = [] }: Character,
  clientId: string | null,
): Promise<string> {
  const place = site ? sites[site] : { timeZone: 'America/New_York', shift: null }
  const facts = { name, email, clientId, roles, site, ...place, formerEmployers, ndaSignedOn: clientId ? null : engagedOn }
  const { id } = await act.post(house, '/api/people', facts)
  const levels = Object.entries(skills).map(([skill, level]) => ({ skill, level }))
  if (levels.length > 0) await act.put(house, `/api/people/${id}/skills`, { skills: levels })
  for (const admission of admissions)
    await act.post(house, `/api/people/${id}/admissions`, {
      ...admission,
      status: 'active',
      evidence: `Certificate of good standing ${admission.jurisdiction} ${admission.number}`,
    })
  return id
}

interface Engaged {
  readonly clientId: string
  readonly engagementId: string
}

async function signUpClients(act: Act, cast: Cast): Promise<{ harcourt: Engaged; northwind: Engaged }> {
  const meera = cast.meera ?? ''
  const harcourt = await act.post(meera, '/api/clients', {
    name: 'Harcourt & Vale LLP',
    code: 'HV',
    kind: 'law-firm',
    country: 'US',
    timeZone: 'America/New_York',
    address: '200 Pearl Street, New York, NY 10038',
    affiliates: ['Harcourt & Vale (London) LLP'],
    formerNames: ['Harcourt, Vale & Strand'],
  })
  const northwind = await act.post(meera, '/api/clients', {
    name: 'Northwind Components, Inc.',
    code: 'NWC',
    kind: 'legal-department',
    country: 'US',
    timeZone: 'America/Los_Angeles',
    address: '4810 Harbor Way, Oakland, CA 94607',
    affiliates: ['Northwind Components Europe B.V.'],
    formerNames: [],
  })
  return {
    harcourt: await engaged(act, meera, harcourt.id, 'Commercial contracts', harcourtTerms(engagedOn), 'Eleanor Whitcombe, partner'),
    northwind: await engaged(
      act,
      meera,
      northwind.id,
      'Supply and distribution paper',
      northwindTerms(engagedOn),
      'Ingrid Solberg, general counsel',
    ),
  }
}

async function engaged(act: Act, meera: string, clientId: string, title: string, terms: object, signedBy: string): Promise<Engaged> {
  await act.post(meera, `/api/clients/${clientId}/nda`, { signedOn: engagedOn, reference: `${signedBy}: mutual NDA`, expiresOn: null })
  const { id: engagementId } = await act.post(meera, `/api/clients/${clientId}/engagements`, { title, terms })
  await act.post(meera, `/api/clients/${clientId}/engagements/${engagementId}/sign`, { signedBy })
  return { clientId, engagementId }
}

const party = (name: string, role: string, side: 'ours' | 'adverse' | 'other', more: object = {}) => ({
  name,
  kind: 'organisation',
  role,
  side,
  aliases: [],
  formerNames: [],
  parent: null,
  ...more,
})

async function proposeMatters(act: Act, cast: Cast, clients: { harcourt: Engaged; northwind: Engaged }): Promise<World['matters']> {
  const meera = cast.meera ?? ''
  const team = (...members: readonly [string, string][]) => members.map(([key, role]) => ({ personId: cast[key], role }))
  const staff = team(
    ['arjun', 'team-lead'],
    ['sana', 'practitioner'],
    ['liza', 'practitioner'],
    ['paolo', 'inspector'],
    ['farah', 'finance'],
    ['vikram', 'security-officer'],
  )
  const propose = async (body: object): Promise<string> =>
    (await act.post(meera, '/api/matters', { clientReference: null, notes: null, court: null, caseNumber: null, ...body })).id
  const dispute = await propose({
    ...clients.harcourt,
    name: 'Brightwater Foods v. Castellan Logistics',
    clientReference: 'HV-24-1187',
    notes: 'Cold-chain losses in spring; settlement paper is wanted beside the pleadings.',
    jurisdiction: 'US-NY',
    practiceArea: 'Commercial litigation',
    court: 'Supreme Court of the State of New York, County of New York, Commercial Division',
    caseNumber: '653218/2026',
    parties: [
      party('Brightwater Foods, Inc.', 'plaintiff', 'ours', { parent: 'Brightwater Holdings plc' }),
      party('Castellan Logistics GmbH', 'defendant', 'adverse', { aliases: ['Castellan'], formerNames: ['Kastellan Spedition GmbH'] }),
    ],
    team: [...staff, ...team(['eleanor', 'client-approver'], ['marcus', 'client-requester'])],
    supervisingAttorneyId: cast.niamh,
  })
  const supply = await propose({
    ...clients.northwind,
    name: 'Kestrel Precision supply agreement',
    clientReference: 'NW-LEG-0442',
    jurisdiction: 'US-CA',
    practiceArea: 'Commercial contracts',
    parties: [
      party('Northwind Components, Inc.', 'buyer', 'ours'),
      party('Kestrel Precision Ltd', 'supplier', 'adverse', { parent: 'Kestrel Group plc' }),
    ],
    team: [...staff, ...team(['rohan', 'practitioner'], ['ingrid', 'client-approver'])],
    supervisingAttorneyId: cast.daniel,
  })
  for (const [matterId, by, evidence] of [
    [dispute, cast.eleanor, 'Clause 7 of the engagement letter; client informed on 5 January'],
    [supply, cast.ingrid, 'E-mail of the general counsel'],
  ] as const) {
    await act.post(meera, `/api/matters/${matterId}/conflicts`)
    await clearHits(act, cast, matterId)
    await act.post(by ?? '', `/api/matters/${matterId}/consent`, { evidence })
    await act.post(meera, `/api/matters/${matterId}/open`)
  }
  // The other side of the dispute's carrier: its conflict check comes up with a hit that somebody has to judge, so nothing opens yet.
  const blocked = await propose({
    ...clients.northwind,
    name: 'Kastellan Spedition carriage terms',
    jurisdiction: 'US-CA',
    practiceArea: 'Commercial contracts',
    parties: [party('Northwind Components, Inc.', 'shipper', 'ours'), party('Kastellan Spedition', 'carrier', 'adverse')],
    team: team(['arjun', 'team-lead'], ['ingrid', 'client-approver']),
    supervisingAttorneyId: cast.daniel,
  })
  await act.post(meera, `/api/matters/${blocked}/conflicts`)
  return { dispute, supply, blocked }
}

/** A client is a party of its own matters: such hits are cleared with that reason. */
async function clearHits(act: Act, cast: Cast, matterId: string): Promise<void> {
  const { check } = await act.get(cast.meera ?? '', `/api/matters/${matterId}/conflicts`)
  for (const { id } of check?.hits ?? [])
    await act.post(cast.meera ?? '', `/api/matters/${matterId}/conflicts/${id}`, {
      outcome: 'cleared',
      reason: 'The same client, on its own side.',
    })
}
