import { sql } from 'kysely'
import { type Migration, matterTable, openTable } from '../database/migrations.ts'
import type { Scoped } from '../database/scope.ts'
import { canonical } from './canonical.ts'
import type { Draft, Entry, Subject } from './entry.ts'

declare module '../database/tables.ts' {
  interface Tables {
    ledgerEntry: LedgerRow
    ledgerHead: { streamId: string; seq: number; hash: string; at: string }
  }
}

interface LedgerRow {
  streamId: string
  seq: number
  at: string
  actorId: string
  subjectKind: string
  subjectId: string
  /** The RFC 8785 text that was hashed: stored as it is, so that a changed byte shows. */
  body: string
  previous: string
  hash: string
}

export const ledgerMigrations: readonly Migration[] = [
  {
    id: 'ledger 2026-11-24',
    up:
      matterTable(
        'ledger_entry',
        `stream_id uuid not null, seq integer not null, at timestamptz not null, actor_id uuid not null,
         subject_kind text not null, subject_id uuid not null, body text not null, previous text not null, hash text not null,
         primary key (stream_id, seq)`,
        'stream_id',
      ) +
      'create index ledger_subject on ledger_entry (stream_id, subject_id, seq);' +
      // Heads hold no content, only how far each chain goes: every process may lock them, and a verifier lists them.
      openTable('ledger_head', 'stream_id uuid primary key, seq integer not null, hash text not null, at timestamptz not null'),
  },
]

export interface Head {
  readonly seq: number
  readonly hash: string
  readonly at: string
}

/**
 * Takes the head of a stream for this transaction: whoever else wants to append waits, so that a chain never forks.
 * Made at the first entry.
 */
export async function lockHead(db: Scoped, stream: string, first: Head): Promise<Head> {
  const select = () =>
    db.selectFrom('ledgerHead').select(['seq', 'hash', 'at']).where('streamId', '=', stream).forUpdate().executeTakeFirst()
  const head = await select()
  if (head) return head
  await db
    .insertInto('ledgerHead')
    .values({ streamId: stream, ...first })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return (await select()) ?? first
}

export async function insertEntry(db: Scoped, entry: Entry, body: string): Promise<void> {
  const { stream: streamId, seq, at, actor: actorId, subject, previous, hash } = entry
  await db
    .insertInto('ledgerEntry')
    .values({ streamId, seq, at, actorId, subjectKind: subject.kind, subjectId: subject.id, body, previous, hash })
    .execute()
  await db.updateTable('ledgerHead').set({ seq, hash, at }).where('streamId', '=', streamId).execute()
}

/** The entries of one subject, oldest first. */
export async function entriesOf(db: Scoped, stream: string, subject: Subject): Promise<readonly Entry[]> {
  const rows = await db
    .selectFrom('ledgerEntry')
    .selectAll()
    .where('streamId', '=', stream)
    .where('subjectId', '=', subject.id)
    .orderBy('seq')
    .execute()
  return rows.filter((row) => row.subjectKind === subject.kind).map(toEntry)
}

/**
 * One page of a stream's entries, oldest first, for whoever checks or exports them: where a row is not to the byte what was appended, its entry has a body that
 * cannot have its hash.
 */
export async function entriesAfter(db: Scoped, stream: string, seq: number, rowsMax: number): Promise<readonly Entry[]> {
  const rows = await db
    .selectFrom('ledgerEntry')
    .selectAll()
    // Instants are written in whole milliseconds and read as such: what was changed below would not show.
    .select(sql<boolean>`at = date_trunc('milliseconds', at)`.as('whole'))
    .where('streamId', '=', stream)
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(rowsMax)
    .execute()
  return rows.map((row) =>
    row.whole && isCanonical(row.body) ? toEntry(row) : { ...toEntry({ ...row, body: '{}' }), body: { kind: spoilt } },
  )
}

/** No room's entry is of this kind, so that no hash was made over it. */
const spoilt = 'spoilt'

function isCanonical(text: string): boolean {
  try {
    return canonical(JSON.parse(text)) === text
  } catch {
    return false
  }
}

/** Every stream there is, with its head. */
export const heads = (db: Scoped) => db.selectFrom('ledgerHead').selectAll().orderBy('streamId').execute()

/** Tells every process what was appended, when the transaction commits. Only ids: who may know more asks for it. */
export const announce = (db: Scoped, { stream, seq, subject, body }: Entry): Promise<unknown> =>
  sql`select pg_notify('ledger', ${JSON.stringify({ stream, seq, subject, kind: body.kind })})`.execute(db)

const toEntry = (row: LedgerRow): Entry => ({
  stream: row.streamId,
  seq: row.seq,
  at: row.at,
  actor: row.actorId,
  subject: { kind: row.subjectKind, id: row.subjectId },
  body: JSON.parse(row.body) as Draft,
  previous: row.previous,
  hash: row.hash,
})
