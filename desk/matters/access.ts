import { house } from '../../platform/ids.ts'
import { type Refusal, refuse, refusePerson } from '../../platform/ledger/refusal.ts'
import { roles } from '../policy.ts'
import type { Matter, Member, Wall, Walls } from './model.ts'
import type { PersonFact } from './person-facts.ts'

type Access = Pick<Matter, 'proposedBy' | 'team' | 'supervisingAttorneyId' | 'walls'>
type People = ReadonlyMap<string, PersonFact>

/**
 * Who may see a matter: its team, its supervising attorney, whoever proposed it and whoever is included, less whoever is excluded; and always the house, as which
 * background work runs.
 */
export function accessOf({ proposedBy, team, supervisingAttorneyId, walls }: Access): ReadonlySet<string> {
  const access = new Set([proposedBy, ...team.map(({ personId }) => personId), ...walls.include.map(({ personId }) => personId)])
  if (supervisingAttorneyId !== null) access.add(supervisingAttorneyId)
  for (const { personId } of walls.exclude) access.delete(personId)
  return access.add(house)
}

/** Why a team may not be as wanted; nothing where it may. Who was on it before is not asked about again. */
export function unfitTeam(
  matter: Access & Pick<Matter, 'clientId'>,
  team: readonly Member[],
  attorneyId: string | null,
  people: People,
): Refusal | undefined {
  const ids = team.map(({ personId }) => personId)
  if (new Set(ids).size < ids.length) return refuse('team', 'Somebody stands on the team twice. Give each person one role.')
  for (const { personId, role } of team) {
    if (matter.team.some((member) => member.personId === personId && member.role === role)) continue
    const unfit = unfitPerson(matter, personId, people, 'team')
    if (unfit) return unfit
    const person = people.get(personId)
    if (person && !person.roles.includes(role)) return refuse('team', `${person.name} does not have the role ${roles[role].toLowerCase()}.`)
  }
  if (attorneyId === null || attorneyId === matter.supervisingAttorneyId) return undefined
  const unfit = unfitPerson(matter, attorneyId, people, 'supervisingAttorneyId')
  if (unfit) return unfit
  const attorney = people.get(attorneyId)
  if (attorney && !attorney.roles.includes('supervising-attorney'))
    return refuse('supervisingAttorneyId', `${attorney.name} is no supervising attorney. Give them the role first, or name another.`)
  return undefined
}

function unfitPerson(
  { walls, clientId }: Access & Pick<Matter, 'clientId'>,
  id: string,
  people: People,
  field: string,
): Refusal | undefined {
  const person = people.get(id)
  if (!person) return refuse(field, 'There is no such person.')
  if (walls.exclude.some(({ personId }) => personId === id))
    return refuse(field, `${person.name} is walled off from this matter. Choose somebody else.`)
  if (person.status === 'left') return refuse(field, `${person.name} has left. Choose somebody else.`)
  if (person.clientId !== null && person.clientId !== clientId) return refuse(field, `${person.name} belongs to another client.`)
  return undefined
}

/** Why walls may not be as wanted; nothing where they may. */
export function unfitWalls(matter: Access & Pick<Matter, 'clientId'>, { include, exclude }: Walls, people: People): Refusal | undefined {
  const ids = [...include, ...exclude].map(({ personId }) => personId)
  if (new Set(ids).size < ids.length)
    return refuse('walls', 'Somebody stands in the lists twice. Each person is included or excluded, once.')
  if (exclude.some(({ personId }) => personId === house))
    return refuse('exclude', 'The house does the background work: it cannot be excluded.')
  for (const { personId } of fresh(exclude, matter.walls.exclude))
    if (!people.has(personId)) return refuse('exclude', 'There is no such person.')
  const unwalled = { ...matter, walls: { include, exclude } }
  for (const { personId } of fresh(include, matter.walls.include)) {
    const unfit = unfitPerson(unwalled, personId, people, 'include')
    if (unfit) return unfit
  }
  return undefined
}

const fresh = (wanted: readonly Wall[], had: readonly Wall[]): readonly Wall[] =>
  wanted.filter(({ personId }) => !had.some((wall) => wall.personId === personId))

/** Nobody shuts the door behind themselves: the change could not be finished by somebody who no longer sees the matter. */
export const shutOut = (after: Access, actor: string): Refusal | undefined =>
  accessOf(after).has(actor)
    ? undefined
    : refusePerson('team', 'You would no longer see this matter. Ask somebody who stays on it to make the change.')

/** A wall takes effect at once: whoever is excluded is off the team too, and no longer supervises. */
export const walledOff = <Guarded extends Access>(matter: Guarded, walls: Walls): Guarded => {
  const out = new Set(walls.exclude.map(({ personId }) => personId))
  const { supervisingAttorneyId: attorney } = matter
  return {
    ...matter,
    walls,
    team: matter.team.filter(({ personId }) => !out.has(personId)),
    supervisingAttorneyId: attorney !== null && out.has(attorney) ? null : attorney,
  }
}
