import { sql } from 'kysely'
import { deskTable, type Migration, openTable } from '../../platform/database/migrations.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import { containing } from '../clients/store.ts'
import type { ConflictCheck, ConflictDecision, ConflictHit } from './conflicts.ts'
import type { Matter, Member, Party } from './model.ts'

export interface MatterRow extends Omit<Matter, 'id' | 'parties' | 'team' | 'checks'> {
  matterId: string
}

interface CheckRow extends Omit<ConflictCheck, 'at' | 'by' | 'hits'> {
  matterId: string
  checkedAt: string
  checkedBy: string
}

export interface HitRow extends Omit<ConflictHit, 'against' | 'decision'> {
  matterId: string
  checkId: string
  againstClientId: string | null
  againstMatterId: string | null
  againstPartyId: string | null
  outcome: ConflictDecision['outcome'] | null
  reason: string | null
  decidedAt: string | null
  decidedBy: string | null
}

declare module '../../platform/database/tables.ts' {
  interface Tables {
    matter: MatterRow
    matterParty: Party & { matterId: string }
    matterMember: Member & { matterId: string }
    matterAccess: { matterId: string; personId: string }
    conflictCheck: CheckRow
    conflictHit: HitRow
  }
}

/**
 * Effective rights. Every other desk table's policy asks this one, so its own cannot: somebody sees their own rights, and all rights of the matter that the
 * transaction was narrowed to; only that matter's are written.
 */
const accessTable = `${openTable('matter_access', 'matter_id uuid not null, person_id uuid not null, primary key (matter_id, person_id)')}
create index matter_access_person on matter_access (person_id, matter_id);
alter table matter_access enable row level security; alter table matter_access force row level security;
create policy read_own on matter_access for select using (
  person_id = nullif(current_setting('app.actor', true), '')::uuid or matter_id = nullif(current_setting('app.matter', true), '')::uuid);
create policy give on matter_access for insert with check (matter_id = nullif(current_setting('app.matter', true), '')::uuid);
create policy keep on matter_access for update using (matter_id = nullif(current_setting('app.matter', true), '')::uuid)
  with check (matter_id = nullif(current_setting('app.matter', true), '')::uuid);
create policy take on matter_access for delete using (matter_id = nullif(current_setting('app.matter', true), '')::uuid);`

export const matterMigrations: readonly Migration[] = [
  {
    id: 'matters 2026-11-24',
    up: [
      accessTable,
      deskTable(
        'matter',
        `matter_id uuid primary key, client_id uuid not null, engagement_id uuid not null, reference text not null unique, name text not null,
         client_reference text, notes text, jurisdiction text not null, practice_area text not null, court text, case_number text, status text not null,
         proposed_at timestamptz not null, proposed_by uuid not null, opened_at timestamptz, ended_at timestamptz, ended_because text,
         supervising_attorney_id uuid, walls jsonb not null, consent jsonb`,
      ),
      'create index matter_client on matter (client_id);',
      deskTable(
        'matter_party',
        `matter_id uuid not null, id uuid not null, name text not null, kind text not null, role text not null, side text not null,
         aliases jsonb not null, former_names jsonb not null, parent text, primary key (matter_id, id)`,
      ),
      deskTable(
        'matter_member',
        'matter_id uuid not null, person_id uuid not null, role text not null, primary key (matter_id, person_id)',
      ),
      'create index matter_member_person on matter_member (person_id);',
      deskTable(
        'conflict_check',
        `id uuid primary key, matter_id uuid not null, names_hash text not null, searched integer not null, left_out integer not null,
         checked_at timestamptz not null, checked_by uuid not null`,
      ),
      'create index conflict_check_matter on conflict_check (matter_id, checked_at);',
      deskTable(
        'conflict_hit',
        `id uuid primary key, matter_id uuid not null, check_id uuid not null, name text not null, kind text not null, score double precision not null,
         tier text not null, against_client_id uuid, against_matter_id uuid, against_party_id uuid,
         outcome text, reason text, decided_at timestamptz, decided_by uuid`,
      ),
      'create index conflict_hit_check on conflict_hit (check_id);',
    ].join('\n'),
  },
]

interface MatterFilter {
  readonly status?: Matter['status'] | undefined
  readonly clientId?: string | undefined
  /** A part of the name, a reference or the case number, without case. */
  readonly q?: string | undefined
}

/** Matters that the actor may see, newest first; one more than `limit`, to know whether there is a next page. */
export function findMatters(db: Scoped, filter: MatterFilter, limit: number, before?: string) {
  let query = db.selectFrom('matter').innerJoin('client', 'client.clientId', 'matter.clientId').selectAll('matter')
  if (filter.status) query = query.where('matter.status', '=', filter.status)
  if (filter.clientId) query = query.where('matter.clientId', '=', filter.clientId)
  if (filter.q) {
    const pattern = containing(filter.q)
    const columns = ['matter.name', 'matter.reference', 'matter.clientReference', 'matter.caseNumber', 'client.name'] as const
    query = query.where((eb) => eb.or(columns.map((column) => eb(column, 'ilike', pattern))))
  }
  if (before) query = query.where('matter.matterId', '<', before)
  return query
    .select(['client.name as clientName', 'client.code as clientCode'])
    .orderBy('matter.matterId', 'desc')
    .limit(limit + 1)
    .execute()
}

export const matterById = (db: Scoped, matterId: string) =>
  db.selectFrom('matter').selectAll().where('matterId', '=', matterId).executeTakeFirst()

export const partiesOf = (db: Scoped, matterId: string) =>
  db.selectFrom('matterParty').selectAll().where('matterId', '=', matterId).orderBy('id').execute()

export const membersOf = (db: Scoped, matterId: string) =>
  db.selectFrom('matterMember').selectAll().where('matterId', '=', matterId).orderBy('personId').execute()

/** Everybody who may see the matter, when the transaction is narrowed to it; else only the actor. */
export const accessTo = async (db: Scoped, matterId: string): Promise<readonly string[]> =>
  (await db.selectFrom('matterAccess').select('personId').where('matterId', '=', matterId).execute()).map(({ personId }) => personId)

/** The conflict check that counts, with its hits, closest first. */
export async function latestCheck(db: Scoped, matterId: string) {
  const check = await db
    .selectFrom('conflictCheck')
    .selectAll()
    .where('matterId', '=', matterId)
    .orderBy('checkedAt', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  if (!check) return undefined
  const hits = await db
    .selectFrom('conflictHit')
    .selectAll()
    .where('checkId', '=', check.id)
    .orderBy('score', 'desc')
    .orderBy('id')
    .execute()
  return { ...check, hits }
}

/** Parties of all matters that show, except one's, with whose matter it is. Over walls where the transaction reads over them. */
export const partiesOfOthers = (db: Scoped, matterId: string) =>
  db
    .selectFrom('matterParty')
    .innerJoin('matter', 'matter.matterId', 'matterParty.matterId')
    .selectAll('matterParty')
    .select('matter.clientId')
    .where('matterParty.matterId', '<>', matterId)
    .execute()

export const allClientNames = (db: Scoped) => db.selectFrom('client').select(['clientId', 'name', 'affiliates', 'formerNames']).execute()

/** Of some parties, those that the actor may see. */
export async function visibleParties(db: Scoped, ids: readonly string[]) {
  if (ids.length === 0) return []
  return db.selectFrom('matterParty').selectAll().where('id', 'in', ids).execute()
}

/** Of some matters, those that the actor may see. */
export async function visibleMatters(db: Scoped, ids: readonly string[]) {
  if (ids.length === 0) return []
  return db
    .selectFrom('matter')
    .innerJoin('client', 'client.clientId', 'matter.clientId')
    .select(['matter.matterId', 'matter.reference', 'matter.name as matterName', 'client.name as clientName'])
    .where('matter.matterId', 'in', ids)
    .execute()
}

export const referenceIsTaken = async (db: Scoped, reference: string): Promise<boolean> =>
  (await db.selectFrom('matter').select('matterId').where('reference', '=', reference).executeTakeFirst()) !== undefined

/** The highest number among references of the form `CODE-0001`; 0 where there is none. */
export async function lastNumber(db: Scoped, code: string): Promise<number> {
  const { last } = await db
    .selectFrom('matter')
    .select(sql<number | null>`max(substring(reference from ${`^${code}-([0-9]{1,9})$`})::integer)`.as('last'))
    .executeTakeFirstOrThrow()
  return last ?? 0
}
