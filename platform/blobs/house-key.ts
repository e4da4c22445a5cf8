import type { Database } from '../database/database.ts'
import { type Migration, openTable } from '../database/migrations.ts'
import { scope } from '../database/scope.ts'
import { house } from '../ids.ts'
import type { KeyTable } from './keys.ts'

declare module '../database/tables.ts' {
  interface Tables {
    houseKey: { id: string; version: number; masterVersion: number; wrapped: Uint8Array }
  }
}

/** The house's own files (templates) belong to no matter: their key stands apart, where no wall of a matter is asked. */
export const houseKeyMigration: Migration = {
  id: 'blobs 2026-11-24 house key',
  up: openTable('house_key', 'id uuid primary key, version integer not null, master_version integer not null, wrapped bytea not null'),
}

/** The matters' keys with the house's beside them. The house's is never destroyed. */
export const withHouseKey = (database: Database, matters: KeyTable): KeyTable => ({
  read: (id) =>
    id !== house
      ? matters.read(id)
      : scope(database, house, async (db) => {
          const row = await db.selectFrom('houseKey').selectAll().where('id', '=', house).executeTakeFirst()
          return row && { version: row.version, masterVersion: row.masterVersion, wrapped: row.wrapped }
        }),

  insert: (id, key) =>
    id !== house
      ? matters.insert(id, key)
      : scope(database, house, async (db) => {
          const insert = db.insertInto('houseKey').values({ id, ...key })
          const once = insert.onConflict((conflict) => conflict.doNothing()).returning('id')
          return (await once.execute()).length > 0
        }),

  replace: (id, wrappedBy, key) =>
    id !== house
      ? matters.replace(id, wrappedBy, key)
      : scope(database, house, async (db) => {
          const update = db
            .updateTable('houseKey')
            .set({ ...key })
            .where('masterVersion', '=', wrappedBy)
          return (await update.returning('id').execute()).length > 0
        }),

  destroy: async (id) => {
    if (id === house) throw new Error('The key of the house is never destroyed: the templates of every matter would go with it.')
    await matters.destroy(id)
  },

  wrappedBefore: async function* (masterVersion) {
    yield* matters.wrappedBefore(masterVersion)
    const row = await scope(database, house, (db) =>
      db.selectFrom('houseKey').selectAll().where('masterVersion', '<', masterVersion).executeTakeFirst(),
    )
    if (row) yield { matterId: row.id, key: { version: row.version, masterVersion: row.masterVersion, wrapped: row.wrapped } }
  },
})
