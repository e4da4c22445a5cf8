import { containing } from '../../../desk/clients/store.ts'
import { type Migration, openTable } from '../../../platform/database/migrations.ts'
import type { Scoped } from '../../../platform/database/scope.ts'
import type { Projection } from '../../../platform/ledger/projection.ts'
import type { DocumentKind } from '../kinds.ts'
import { apply, type Template, type TemplateVersion } from './model.ts'

export interface TemplateRow extends Omit<Template, 'versions'> {
  newestVersion: number
}

export interface TemplateVersionRow extends TemplateVersion {
  templateId: string
}

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    template: TemplateRow
    templateVersion: TemplateVersionRow
  }
}

export const templateMigrations: readonly Migration[] = [
  {
    id: 'contract drafting 2026-11-24 templates',
    up:
      openTable(
        'template',
        `id uuid primary key, name text not null, kind text not null, status text not null, newest_version integer not null,
         added_at timestamptz not null, retired_at timestamptz, retired_because text`,
      ) +
      'create index template_name on template (lower(name), id);' +
      openTable(
        'template_version',
        `template_id uuid not null, number integer not null, file jsonb not null, questions jsonb not null, warnings jsonb not null, note text not null,
         uploaded_at timestamptz not null, uploaded_by uuid not null, primary key (template_id, number)`,
      ),
  },
]

export const templates: Projection<Template | null> = {
  subject: 'template',
  initial: null,
  apply,
  tables: [
    { name: 'template', key: ['id'] },
    { name: 'templateVersion', key: ['templateId', 'number'] },
  ],
  rows: (template) => {
    if (!template) return {}
    const { versions, ...row } = template
    return {
      template: [{ ...row, newestVersion: versions.length }],
      templateVersion: versions.map((version) => ({ ...version, templateId: template.id })),
    }
  },
}

interface TemplateFilter {
  readonly status?: Template['status'] | undefined
  readonly kind?: DocumentKind | undefined
  readonly q?: string | undefined
}

/** Templates, newest first; one more than `limit`, to know whether there is a next page. */
export function findTemplates(db: Scoped, filter: TemplateFilter, limit: number, before?: string) {
  let query = db.selectFrom('template').selectAll()
  if (filter.status) query = query.where('status', '=', filter.status)
  if (filter.kind) query = query.where('kind', '=', filter.kind)
  if (filter.q) query = query.where('name', 'ilike', containing(filter.q))
  if (before) query = query.where('id', '<', before)
  return query
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
}

export const templateById = (db: Scoped, id: string) => db.selectFrom('template').selectAll().where('id', '=', id).executeTakeFirst()

/** A template's versions, newest first. */
export const versionsOf = (db: Scoped, templateId: string) =>
  db.selectFrom('templateVersion').selectAll().where('templateId', '=', templateId).orderBy('number', 'desc').execute()

export const versionOf = (db: Scoped, templateId: string, number: number) =>
  db.selectFrom('templateVersion').selectAll().where('templateId', '=', templateId).where('number', '=', number).executeTakeFirst()

/** Whether another template has the name, however it is capitalised. */
export async function nameIsTaken(db: Scoped, name: string, exceptId: string): Promise<boolean> {
  const query = db
    .selectFrom('template')
    .select('id')
    .where((eb) => eb(eb.fn('lower', ['name']), '=', name.trim().toLowerCase()))
  return (await query.where('id', '<>', exceptId).executeTakeFirst()) !== undefined
}
