import { sql } from 'kysely'
import { type Migration, openTable } from '../../platform/database/migrations.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import { containing } from '../clients/store.ts'
import type { PeopleFacts } from '../matters/person-facts.ts'
import type { Role } from '../policy.ts'
import { admittedOn } from './admissions.ts'
import type { Person } from './model.ts'

declare module '../../platform/database/tables.ts' {
  interface Tables {
    person: Person
  }
}

export const peopleMigrations: readonly Migration[] = [
  {
    id: 'people 2026-11-24',
    up: `${openTable(
      'person',
      `id uuid primary key, email text not null unique, client_id uuid, roles jsonb not null, name text not null, time_zone text not null, site text,
         shift jsonb, former_employers jsonb not null, nda_signed_on date, skills jsonb not null, admissions jsonb not null, status text not null,
         invited_at timestamptz not null, joined_at timestamptz, left_at timestamptz`,
    )}create index person_client on person (client_id);`,
  },
]

interface PersonFilter {
  readonly status?: Person['status'] | undefined
  readonly role?: Role | undefined
  /** At least some level of this skill. */
  readonly skill?: string | undefined
  readonly clientId?: string | undefined
  /** The provider's people, or the clients'. */
  readonly of?: 'provider' | 'clients' | undefined
  /** A part of the name or the address, without case. */
  readonly q?: string | undefined
}

/** People by name; one more than `limit`, to know whether there is a next page. */
export function findPeople(db: Scoped, filter: PersonFilter, limit: number, after?: { readonly name: string; readonly id: string }) {
  let query = db.selectFrom('person').selectAll()
  if (filter.status) query = query.where('status', '=', filter.status)
  if (filter.clientId) query = query.where('clientId', '=', filter.clientId)
  if (filter.of) query = query.where('clientId', filter.of === 'provider' ? 'is' : 'is not', null)
  if (filter.role) query = query.where(sql<boolean>`roles @> ${JSON.stringify([filter.role])}::jsonb`)
  if (filter.skill) query = query.where(sql<boolean>`skills @> ${JSON.stringify([{ skill: filter.skill }])}::jsonb`)
  if (filter.q) {
    const pattern = containing(filter.q)
    query = query.where((eb) => eb.or([eb('name', 'ilike', pattern), eb('email', 'ilike', pattern)]))
  }
  if (after) query = query.where((eb) => eb(eb.refTuple('name', 'id'), '>', eb.tuple(after.name, after.id)))
  return query
    .orderBy('name')
    .orderBy('id')
    .limit(limit + 1)
    .execute()
}

export const personById = (db: Scoped, id: string): Promise<Person | undefined> =>
  db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirst()

export const emailIsTaken = async (db: Scoped, email: string): Promise<boolean> =>
  (await db.selectFrom('person').select('id').where('email', '=', email).executeTakeFirst()) !== undefined

/** What matters ask about people, answered from the table. */
export const peopleFacts: PeopleFacts = async (db, ids) => {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('person').selectAll().where('id', 'in', ids).execute()
  return new Map(
    rows.map((person) => [
      person.id,
      { ...person, mayAnswerFor: (jurisdiction: string, date: string) => admittedOn(person, jurisdiction, date) !== null },
    ]),
  )
}
