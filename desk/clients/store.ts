import { type Migration, openTable } from '../../platform/database/migrations.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import type { Engagement } from './engagement.ts'
import type { Client } from './model.ts'

interface ClientRow extends Omit<Client, 'id' | 'engagements'> {
  clientId: string
}

declare module '../../platform/database/tables.ts' {
  interface Tables {
    client: ClientRow
    engagement: Engagement
  }
}

export const clientMigrations: readonly Migration[] = [
  {
    id: 'clients 2026-11-24',
    up:
      openTable(
        'client',
        `client_id uuid primary key, code text not null unique, name text not null, kind text not null, country text not null, time_zone text not null,
         address text not null, affiliates jsonb not null, former_names jsonb not null, status text not null, signed_up_at timestamptz not null, nda jsonb`,
      ) +
      openTable(
        'engagement',
        `id uuid primary key, client_id uuid not null, title text not null, status text not null, ended_on date, ended_because text,
         versions jsonb not null`,
      ) +
      'create index engagement_client on engagement (client_id);',
  },
]

interface ClientFilter {
  readonly status?: Client['status'] | undefined
  /** A part of the name or the code, without case. */
  readonly q?: string | undefined
}

/** Clients by code; one more than `limit`, to know whether there is a next page. */
export function findClients(db: Scoped, filter: ClientFilter, limit: number, afterCode?: string) {
  let query = db.selectFrom('client').selectAll()
  if (filter.status) query = query.where('status', '=', filter.status)
  if (filter.q) {
    const pattern = containing(filter.q)
    query = query.where((eb) => eb.or([eb('name', 'ilike', pattern), eb('code', 'ilike', pattern)]))
  }
  if (afterCode) query = query.where('code', '>', afterCode)
  return query
    .orderBy('code')
    .limit(limit + 1)
    .execute()
}

/** A pattern for `ilike` that finds the text as it is written. */
export const containing = (text: string): string => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`

export const clientById = (db: Scoped, clientId: string) =>
  db.selectFrom('client').selectAll().where('clientId', '=', clientId).executeTakeFirst()

/** The client's engagements, in the order in which they were drafted. */
export const engagementsOf = (db: Scoped, clientId: string) =>
  db.selectFrom('engagement').selectAll().where('clientId', '=', clientId).orderBy('id').execute()

export const engagementById = (db: Scoped, id: string): Promise<Engagement | undefined> =>
  db.selectFrom('engagement').selectAll().where('id', '=', id).executeTakeFirst()

export const codeIsTaken = async (db: Scoped, code: string): Promise<boolean> =>
  (await db.selectFrom('client').select('clientId').where('code', '=', code).executeTakeFirst()) !== undefined
