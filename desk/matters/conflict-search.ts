import { buildNameIndex, type NameEntry, type NameHit } from '../../kits/names/index.ts'
import { canonical } from '../../platform/ledger/canonical.ts'
import type { Against, CheckedName, ConflictHit } from './conflicts.ts'
import type { Party } from './model.ts'

/** A name that the house knows, and whose it is. */
export interface KnownName {
  readonly entry: NameEntry
  readonly against: Against
  /** The client itself, or the one whose matter it is. */
  readonly clientId: string
  readonly side: Party['side']
}

/** More hits than this for one name, or for all, are not read by anybody: the names are too common, and the check says so. */
const hitsPerNameMax = 100
const hitsPerCheckMax = 500

/** Scores are kept to so many places: more would pretend. */
const scorePlaces = 4

interface Search {
  readonly hits: readonly ConflictHit[]
  readonly leftOut: number
  readonly searched: number
}

/**
 * Looks for the names of one matter among all that the house knows. A holder (a party, the client) has at most one hit against another: the closest.
 * What is on the client's side here and was on its side before is no conflict and not reported.
 *
 * @param clientId the matter's client
 * @param newId makes the ids of the hits
 *
 * @example
 * findConflicts(namesOfMatter(client, parties), knownNames, client.clientId, newId).hits[0]?.tier // 'exact'
 */
export function findConflicts(wanted: readonly CheckedName[], known: readonly KnownName[], clientId: string, newId: () => string): Search {
  const index = buildNameIndex(known.map(({ entry }) => entry))
  const best = new Map<string, Omit<ConflictHit, 'id'>>()
  let leftOut = 0
  for (const { name, kind, side, holder } of wanted) {
    const found = index.search(name, kind).filter(({ entry }) => !(side === 'ours' && isOurs(known[entry], clientId)))
    leftOut += Math.max(0, found.length - hitsPerNameMax)
    for (const { entry, score, tier } of found.slice(0, hitsPerNameMax)) {
      const against = known[entry]?.against
      if (!against) continue
      const key = canonical([holder, against])
      if ((best.get(key)?.score ?? 0) < score)
        best.set(key, { name, kind, against, score: Number(score.toFixed(scorePlaces)), tier, decision: null })
    }
  }
  const hits = [...best.values()].sort((a, b) => b.score - a.score)
  return {
    hits: hits.slice(0, hitsPerCheckMax).map((hit) => ({ id: newId(), ...hit })),
    leftOut: leftOut + Math.max(0, hits.length - hitsPerCheckMax),
    searched: index.names,
  }
}

const isOurs = (known: KnownName | undefined, clientId: string): boolean => known?.clientId === clientId && known.side === 'ours'

/** Why a name came up, in words, for somebody who may see the other one: the same comparison, made again over what they may see. */
export const explainHit = ({ name, kind }: Pick<ConflictHit, 'name' | 'kind'>, entries: readonly NameEntry[]): readonly string[] =>
  buildNameIndex(entries)
    .search(name, kind)
    .reduce<NameHit | undefined>((best, hit) => (best && best.score >= hit.score ? best : hit), undefined)?.reasons ?? []

/** A client as the index takes it: itself, and each affiliate as belonging to it. */
export const clientEntries = (client: {
  readonly clientId: string
  readonly name: string
  readonly affiliates: readonly string[]
  readonly formerNames: readonly string[]
}): NameEntry[] => [
  { id: client.clientId, name: client.name, kind: 'organisation', formerNames: client.formerNames },
  ...client.affiliates.map((name) => ({ name, kind: 'organisation', parent: client.clientId }) as const),
]

export const partyEntry = ({ id, name, kind, aliases, formerNames, parent }: Omit<Party, 'role' | 'side'>): NameEntry => ({
  id,
  name,
  kind,
  aliases,
  formerNames,
  parent: parent ?? undefined,
})
