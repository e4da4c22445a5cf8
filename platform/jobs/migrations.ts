import { type Migration, openTable } from '../database/migrations.ts'

declare module '../database/tables.ts' {
  interface Tables {
    jobProgress: { id: string; queue: string; done: number; total: number | null; note: string; at: string }
  }
}

/** pg-boss keeps its own schema, `pgboss`, and brings it up to date itself. */
export const jobMigrations: readonly Migration[] = [
  {
    id: 'jobs 2026-11-24',
    up: openTable(
      'job_progress',
      'id uuid primary key, queue text not null, done bigint not null, total bigint, note text not null, at timestamptz not null',
    ),
  },
]
