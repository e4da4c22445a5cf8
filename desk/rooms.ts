import type { Migration } from '../platform/database/migrations.ts'
import type { Projections } from '../platform/ledger/command.ts'
import type { Projection } from '../platform/ledger/projection.ts'
import { clients } from './clients/projection.ts'
import { clientMigrations } from './clients/store.ts'
import { matters } from './matters/projection.ts'
import { matterMigrations } from './matters/store.ts'
import { orderRows } from './orders/projection.ts'
import { orderMigrations } from './orders/store.ts'
import { people } from './people/projection.ts'
import { peopleMigrations } from './people/store.ts'
import { rfis } from './rfis/projection.ts'
import { rfiMigrations } from './rfis/store.ts'
import { works } from './work/projection.ts'
import { workMigrations } from './work/store.ts'

/** Every reading of the ledger that fills a table of the desk. */
export const deskProjections: Projections = [
  clients,
  matters,
  people,
  orderRows,
  rfis,
  works,
] as readonly Projection<unknown>[] as Projections

export const deskMigrations: readonly Migration[] = [
  ...clientMigrations,
  ...matterMigrations,
  ...peopleMigrations,
  ...orderMigrations,
  ...rfiMigrations,
  ...workMigrations,
]
