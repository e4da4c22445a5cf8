import { type Migration, openTable } from '../database/migrations.ts'
import type { Work } from '../ledger/command.ts'
import { Refused, refuse } from '../ledger/refusal.ts'

declare module '../database/tables.ts' {
  interface Tables {
    idempotency: { actorId: string; key: string; requestHash: string; status: number | null; answer: string | null; at: string }
  }
}

export const idempotencyMigrations: readonly Migration[] = [
  {
    id: 'idempotency 2026-11-24',
    up: openTable(
      'idempotency',
      'actor_id uuid not null, key text not null, request_hash text not null, status integer, answer text, at timestamptz not null, primary key (actor_id, key)',
    ),
  },
]

/** Longest key, in characters: a UUID and more. */
const keyLengthMax = 100

interface Once {
  readonly key: string
  /** What was answered the first time, where this is not the first. */
  readonly answer?: { readonly status: number; readonly body: string } | undefined
}

/**
 * Claims an idempotency key for this transaction. Whoever comes with the same key while it runs waits for its end, then gets its answer
 * (draft-ietf-httpapi-idempotency-key-header). What is refused is rolled back, key and all, and may be tried again.
 *
 * @throws Refused where the key was used for another request
 */
export async function beginOnce({ db, actor, now }: Work, key: string, requestHash: string): Promise<Once> {
  if (key.length === 0 || key.length > keyLengthMax)
    throw new Refused(refuse('Idempotency-Key', `A key has 1 to ${keyLengthMax} characters.`))
  const claimed = await db
    .insertInto('idempotency')
    .values({ actorId: actor, key, requestHash, status: null, answer: null, at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst()
  if (claimed) return { key }
  const answer = await earlierAnswer({ db, actor }, key, requestHash)
  return { key, answer: answer ?? { status: 200, body: '{}' } }
}

/**
 * What was answered under a key, where it was used before.
 *
 * @throws Refused where it was used for another request
 */
export async function earlierAnswer({ db, actor }: Pick<Work, 'db' | 'actor'>, key: string, requestHash: string): Promise<Once['answer']> {
  const first = await db.selectFrom('idempotency').selectAll().where('actorId', '=', actor).where('key', '=', key).executeTakeFirst()
  if (!first) return undefined
  if (first.requestHash !== requestHash)
    throw new Refused(refuse('Idempotency-Key', 'This key was used for another request. Take a new one.'))
  return { status: first.status ?? 200, body: first.answer ?? '{}' }
}

export const finishOnce = ({ db, actor }: Work, key: string, status: number, answer: string) =>
  db.updateTable('idempotency').set({ status, answer }).where('actorId', '=', actor).where('key', '=', key).execute()
