import type { Projection } from '../../platform/ledger/projection.ts'
import { accessOf } from './access.ts'
import type { ConflictCheck } from './conflicts.ts'
import { apply, type Matter } from './model.ts'

export const matters: Projection<Matter | null> = {
  subject: 'matter',
  initial: null,
  apply,
  tables: [
    // First: the rows after it are shown, and may be written, by what stands in it.
    { name: 'matterAccess', key: ['matterId', 'personId'], stream: 'matterId' },
    { name: 'matter', key: ['matterId'], stream: 'matterId' },
    { name: 'matterParty', key: ['matterId', 'id'], stream: 'matterId' },
    { name: 'matterMember', key: ['matterId', 'personId'], stream: 'matterId' },
    { name: 'conflictCheck', key: ['id'], stream: 'matterId' },
    { name: 'conflictHit', key: ['id'], stream: 'matterId' },
  ],
  rows: (matter) => {
    if (!matter) return {}
    const { id: matterId, parties, team, checks, ...facts } = matter
    return {
      matterAccess: [...accessOf(matter)].map((personId) => ({ matterId, personId })),
      matter: [{ matterId, ...facts }],
      matterParty: parties.map((party) => ({ matterId, ...party })),
      matterMember: team.map((member) => ({ matterId, ...member })),
      conflictCheck: checks.map(({ hits: _, at, by, ...check }) => ({ matterId, ...check, checkedAt: at, checkedBy: by })),
      conflictHit: checks.flatMap((check) => hitRows(matterId, check)),
    }
  },
}

const hitRows = (matterId: string, { id: checkId, hits }: ConflictCheck) =>
  hits.map(({ against, decision, ...hit }) => ({
    matterId,
    checkId,
    ...hit,
    againstClientId: against.clientId,
    againstMatterId: against.matterId,
    againstPartyId: against.partyId,
    outcome: decision?.outcome ?? null,
    reason: decision?.reason ?? null,
    decidedAt: decision?.at ?? null,
    decidedBy: decision?.by ?? null,
  }))
