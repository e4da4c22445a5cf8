import type { Database } from '../database/database.ts'
import { deskTable, type Migration, matterTable } from '../database/migrations.ts'
import { type Scoped, scope, scopeStream } from '../database/scope.ts'
import { house } from '../ids.ts'
import { houseKeyMigration, withHouseKey } from './house-key.ts'
import type { KeyTable, WrappedKey } from './keys.ts'
import type { Blob } from './store.ts'

declare module '../database/tables.ts' {
  interface Tables {
    matterKey: { matterId: string; version: number; masterVersion: number; wrapped: Uint8Array | null; destroyedAt: string | null }
    blob: { matterId: string; sha256: string; bytes: number; at: string; byId: string }
  }
}

export const blobMigrations: readonly Migration[] = [
  {
    id: 'blobs 2026-11-24',
    up: `${deskTable(
      'matter_key',
      'matter_id uuid primary key, version integer not null, master_version integer not null, wrapped bytea, destroyed_at timestamptz',
    )}${matterTable(
      'blob',
      'matter_id uuid not null, sha256 text not null, bytes bigint not null, at timestamptz not null, by_id uuid not null, primary key (matter_id, sha256)',
    )}`,
  },
  houseKeyMigration,
]

/** Keys read at a time when all are wrapped anew. */
const pageKeys = 200

/** The data keys, as the house keeps them: no person's work reads these tables. */
export const keyTable = (database: Database): KeyTable => withHouseKey(database, matterKeyTable(database))

function matterKeyTable(database: Database): KeyTable {
  return {
    read: (matterId) =>
      scope(database, house, async (db) => {
        const row = await db.selectFrom('matterKey').selectAll().where('matterId', '=', matterId).executeTakeFirst()
        if (!row) return undefined
        return row.wrapped === null ? 'destroyed' : { version: row.version, masterVersion: row.masterVersion, wrapped: row.wrapped }
      }),

    insert: (matterId, key) =>
      scope(database, house, async (db) => {
        const insert = db.insertInto('matterKey').values({ matterId, ...key, destroyedAt: null })
        return (
          (
            await insert
              .onConflict((conflict) => conflict.doNothing())
              .returning('matterId')
              .execute()
          ).length > 0
        )
      }),

    replace: (matterId, wrappedBy, key) =>
      scope(database, house, async (db) => {
        const update = db
          .updateTable('matterKey')
          .set({ ...key })
          .where('matterId', '=', matterId)
          .where('masterVersion', '=', wrappedBy)
        return (await update.where('wrapped', 'is not', null).returning('matterId').execute()).length > 0
      }),

    destroy: (matterId) =>
      scope(database, house, async (db) => {
        await db
          .updateTable('matterKey')
          .set({ wrapped: null, destroyedAt: new Date().toISOString() })
          .where('matterId', '=', matterId)
          .execute()
      }),

    wrappedBefore: (masterVersion) => wrappedBefore(database, masterVersion),
  }
}

async function* wrappedBefore(database: Database, masterVersion: number): AsyncGenerator<{ matterId: string; key: WrappedKey }> {
  for (let after: string | undefined; ; ) {
    const rows = await scope(database, house, (db) => {
      let query = db.selectFrom('matterKey').selectAll().where('masterVersion', '<', masterVersion).where('wrapped', 'is not', null)
      if (after) query = query.where('matterId', '>', after)
      return query.orderBy('matterId').limit(pageKeys).execute()
    })
    for (const { matterId, version, masterVersion: wrappedBy, wrapped } of rows)
      if (wrapped) yield { matterId, key: { version, masterVersion: wrappedBy, wrapped } }
    after = rows.at(-1)?.matterId
    if (!after) return
  }
}

/** Makes a blob known to its matter. The same content twice is one row. */
export const recordBlob = (db: Scoped, matterId: string, { sha256, bytes }: Blob, at: string, byId: string) =>
  db
    .insertInto('blob')
    .values({ matterId, sha256, bytes, at, byId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()

/** Which of these hashes are blobs of the matter in scope, with their sizes. */
export async function knownBlobs(db: Scoped, matterId: string, hashes: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (hashes.length === 0) return new Map()
  const rows = await db
    .selectFrom('blob')
    .select(['sha256', 'bytes'])
    .where('matterId', '=', matterId)
    .where('sha256', 'in', hashes)
    .execute()
  return new Map(rows.map(({ sha256, bytes }) => [sha256, bytes]))
}

/** Whether a blob has a row: what has none is garbage once it is old enough. */
export const isKnownBlob =
  (database: Database) =>
  (matterId: string, sha256: string): Promise<boolean> =>
    scopeStream(database, house, matterId, async (db) => (await knownBlobs(db, matterId, [sha256])).size > 0)

/** Every blob of the matter in scope. */
export const blobsOf = (db: Scoped, matterId: string) =>
  db.selectFrom('blob').selectAll().where('matterId', '=', matterId).orderBy('sha256').execute()
