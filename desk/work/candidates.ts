import { type Calendar, workingTime } from '../../kits/calendar/index.ts'
import { compareNames } from '../../kits/names/index.ts'
import { type Admission, admittedOn } from '../people/admissions.ts'
import type { Shift } from '../people/model.ts'
import { type Role, roles } from '../policy.ts'
import type { Task } from './task.ts'

/** What the choice of a person for a task looks at. */
export interface PersonAtWork {
  readonly id: string
  readonly name: string
  readonly clientId: string | null
  readonly status: 'invited' | 'active' | 'left'
  readonly roles: readonly Role[]
  readonly timeZone: string
  readonly site: string | null
  readonly shift: Shift | null
  readonly skills: readonly { readonly skill: string; readonly level: number }[]
  readonly admissions: readonly Admission[]
  readonly formerEmployers: readonly string[]
  readonly ndaSignedOn: string | null
}

export interface MatterAtWork {
  readonly jurisdiction: string
  readonly supervisingAttorneyId: string | null
  /** Who may see it. */
  readonly access: ReadonlySet<string>
  readonly excluded: readonly { readonly personId: string; readonly reason: string }[]
  /** Names of adverse parties, as they are compared with former employers. */
  readonly adverse: readonly string[]
}

export interface Candidate {
  readonly personId: string
  readonly name: string
  readonly site: string | null
  /** Nobody unfit can be assigned. */
  readonly fit: boolean
  /** 0 to 100, for the fit: skill, room in the shift, whether they are at work, whether they know the matter. */
  readonly score: number
  /** Why they are proposed. */
  readonly reasons: readonly string[]
  /** Why they cannot be assigned. */
  readonly refusals: readonly string[]
}

/** Roles of those who do an order's work. */
const doers: readonly Role[] = ['practitioner', 'team-lead', 'supervising-attorney']

const minuteMs = 60_000
/** A shift that begins within so many hours still counts as soon. */
const soonHours = 8
/** Minutes of a day's shift where a person has none set: what the load is compared with. */
const usualShiftMinutes = 480

export interface Choice {
  readonly task: Pick<Task, 'skill' | 'levelMin' | 'admitted' | 'units' | 'minutesPerUnit'>
  readonly matter: MatterAtWork
  readonly people: readonly PersonAtWork[]
  /** Minutes of open tasks that each person already has. */
  readonly loadMinutes: ReadonlyMap<string, number>
  /** Who has worked on this matter before. */
  readonly known: ReadonlySet<string>
  /** ISO 8601. */
  readonly now: string
}

/**
 * Everybody who does such work, the best first, each with what speaks for and against.
 *
 * @example
 * candidates(choice).find(({ fit }) => fit) // the proposal
 */
export function candidates(choice: Choice): readonly Candidate[] {
  return choice.people
    .filter(({ clientId, roles: held }) => clientId === null && held.some((role) => doers.includes(role)))
    .map((person) => candidate(person, choice))
    .sort((a, b) => Number(b.fit) - Number(a.fit) || b.score - a.score || (a.name < b.name ? -1 : 1))
}

/** Why a person cannot be given a task; nothing where they can. */
export function refusalsOf(person: PersonAtWork, { task, matter, now }: Choice): readonly string[] {
  const wall = matter.excluded.find(({ personId }) => personId === person.id)
  const level = levelOf(person, task.skill)
  const employer = person.formerEmployers.find((name) => matter.adverse.some((adverse) => sameName(adverse, name)))
  const refusals = [
    person.status !== 'active' && `is ${person.status}, not active`,
    !person.roles.some((role) => doers.includes(role)) &&
      `has none of the roles ${doers.map((role) => roles[role].toLowerCase()).join(', ')}`,
    wall ? `is walled off: ${wall.reason}` : !matter.access.has(person.id) && 'is not on the matter',
    level < task.levelMin && `has level ${level} in ${task.skill}; it takes ${task.levelMin}`,
    task.admitted &&
      !admittedOn(person, matter.jurisdiction, now.slice(0, 10)) &&
      `has no admission that covers ${matter.jurisdiction} today`,
    person.ndaSignedOn === null && 'has not signed the confidentiality agreement',
    employer !== undefined && `worked for ${employer}, which is adverse here`,
  ]
  return refusals.filter((refusal) => refusal !== false)
}

function candidate(person: PersonAtWork, choice: Choice): Candidate {
  const refusals = refusalsOf(person, choice)
  const { points, reasons } = merits(person, choice)
  const { id: personId, name, site } = person
  return { personId, name, site, fit: refusals.length === 0, score: Math.round(points), reasons, refusals }
}

/** Skill 40, room 25, at work 25, knows the matter 10. */
function merits(person: PersonAtWork, { task, loadMinutes, known, now }: Choice): { points: number; reasons: string[] } {
  const level = levelOf(person, task.skill)
  const load = loadMinutes.get(person.id) ?? 0
  const need = task.units * task.minutesPerUnit
  const room = Math.max(0, 1 - load / usualShiftMinutes)
  const shift = atWork(person, now)
  return {
    points: (level / 4) * 40 + room * 25 + shift.share * 25 + (known.has(person.id) ? 10 : 0),
    reasons: [
      `level ${level} in ${task.skill}`,
      load === 0 ? 'nothing else open' : `${Math.round(load)} minutes open, this adds ${Math.round(need)}`,
      shift.text,
      ...(known.has(person.id) ? ['has worked on this matter'] : []),
    ],
  }
}

/** Whether a person's shift is on now, or how soon it begins. */
function atWork({ shift, timeZone }: PersonAtWork, now: string): { share: number; text: string } {
  if (!shift || !Object.values(shift).some((spans) => spans.length > 0)) return { share: 0.5, text: 'no shift set' }
  const calendar: Calendar = { timeZone, hours: shift, holidays: [] }
  const at = Date.parse(now)
  const opens = workingTime(calendar).nextOpen(at)
  if (opens <= at) return { share: 1, text: 'at work now' }
  const hours = (opens - at) / (60 * minuteMs)
  return {
    share: Math.max(0, 1 - hours / soonHours) * 0.8,
    text: `shift begins in ${hours < 1 ? 'under an hour' : `${Math.round(hours)} h`}`,
  }
}

const levelOf = ({ skills }: PersonAtWork, skill: string): number => skills.find((held) => held.skill === skill)?.level ?? 0

/** Former employers are set down by hand: a name that is likely the same is taken for the same. */
function sameName(a: string, b: string): boolean {
  const { tier } = compareNames(a, b, 'organisation')
  return tier === 'exact' || tier === 'likely'
}
