import type { ServiceLine } from '../../desk/line.ts'
import type { Blobs } from '../../platform/blobs/store.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Migration } from '../../platform/database/migrations.ts'
import { pageRowsMax, type Routes } from '../../platform/http/route.ts'
import type { Projections } from '../../platform/ledger/command.ts'
import { checks } from './checks.ts'
import { deliver } from './deliver.ts'
import { draftingRoutes } from './drafting/api.ts'
import { draftingMigrations, draftings } from './drafting/store.ts'
import { type Intake, intake } from './intake.ts'
import { opportunities, plan, unitsOf } from './plan.ts'
import { templateRoutes } from './templates/api.ts'
import { findTemplates, templateMigrations, templates } from './templates/store.ts'
import { openWorkshop, type Workshop } from './workers.ts'

/** What the line works with. */
export interface DraftingServices {
  readonly database: Database
  readonly blobs: Blobs
  /** Threads for what opens documents; its own where none are given. */
  readonly workshop?: Workshop
}

export const contractDraftingMigrations: readonly Migration[] = [...templateMigrations, ...draftingMigrations]
export const contractDraftingProjections = [templates, draftings] as unknown as Projections

/** Contract drafting: templates, a questionnaire from each, documents assembled with their styles and numbering. */
export const contractDrafting = ({ database, blobs, workshop = openWorkshop() }: DraftingServices): ServiceLine<Intake> => ({
  id: 'contract-drafting',
  unit: 'document',
  intake,
  choices: async (db) => ({
    templateId: (await findTemplates(db, { status: 'active' }, pageRowsMax)).map(({ id: value, name: title }) => ({ value, title })),
  }),
  estimateUnits: unitsOf,
  plan,
  checks: checks(workshop),
  opportunities,
  deliver: deliver(database),
  routes: { ...templateRoutes({ blobs, workshop }), ...draftingRoutes({ blobs, workshop }) } as unknown as Routes,
  migrations: contractDraftingMigrations,
  projections: contractDraftingProjections,
})
