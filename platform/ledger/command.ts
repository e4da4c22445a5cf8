import type { Scoped } from '../database/scope.ts'
import { canonical } from './canonical.ts'
import { type Draft, type Entry, entryHash, genesis, type Subject } from './entry.ts'
import { type Projection, type Reading, replay } from './projection.ts'
import { isRefusal, type Refusal, Refused } from './refusal.ts'
import { writeRows } from './rows.ts'
import { announce, entriesOf, type Head, insertEntry, lockHead } from './store.ts'

/** Every reading of the ledger that fills tables, collected where the parts are put together. */
export type Projections = readonly Projection<never>[]

/** A transaction narrowed to a stream, in which commands may be given. */
export interface Work {
  readonly db: Scoped
  /** Who gives the command: a person, or the house. */
  readonly actor: string
  /** ISO 8601 in UTC with milliseconds. */
  readonly now: string
  readonly projections: Projections
}

/** What a decision may know besides the state. */
export interface Context {
  readonly actor: string
  readonly now: string
}

/**
 * The one way to change state. Replays the subject's entries, lets `decide` say what happens, appends that as one entry and makes the tables follow, all in the
 * transaction of `work`, while the stream's head is held.
 *
 * @param reading what the decision needs to know of the subject: a projection, or several `together`
 * @param decide pure: the body of the entry, or a refusal
 * @returns the entry
 * @throws Refused which rolls the transaction back
 *
 * @example
 * await command(work, matterId, { kind: 'order', id }, rfis, (state, context) => decide(state, { kind: 'answer', text }, context))
 */
export async function command<State, Body extends Draft>(
  work: Work,
  stream: string,
  subject: Subject,
  reading: Reading<State>,
  decide: (state: State, context: Context) => Body | Refusal,
): Promise<Entry<Body>> {
  const head = await lockHead(work.db, stream, { seq: 0, hash: genesis, at: work.now })
  const before = await entriesOf(work.db, stream, subject)
  // A clock that was set back must not make an entry older than the one before it.
  const now = later(work.now, head.at)
  const body = decide(replay(reading, before), { actor: work.actor, now })
  if (isRefusal(body)) throw new Refused(body)

  const entry = seal(head, { stream, at: now, actor: work.actor, subject, body })
  await insertEntry(work.db, entry, canonical(body))
  await follow(work, subject, before, entry)
  await announce(work.db, entry)
  return entry
}

/** ISO 8601 in UTC sorts as text. */
const later = (a: string, b: string): string => (a < b ? b : a)

const seal = <Body extends Draft>(head: Head, content: Pick<Entry<Body>, 'stream' | 'at' | 'actor' | 'subject' | 'body'>): Entry<Body> => {
  // What is hashed is what will be read back: through JSON, so that nothing undefined stands in it.
  const body = JSON.parse(canonical(content.body)) as Body
  const entry = { ...content, body, seq: head.seq + 1, previous: head.hash, hash: '' }
  return { ...entry, hash: entryHash(entry) }
}

/** Makes the subject's rows what its entries say. */
async function follow(work: Work, subject: Subject, before: readonly Entry[], entry: Entry): Promise<void> {
  for (const projection of work.projections as readonly Projection<unknown>[]) {
    if (projection.subject !== subject.kind) continue
    const old = replay(projection, before)
    const state = projection.apply(old, entry)
    if (state === old) continue
    const was = before.length === 0 ? {} : projection.rows(old)
    const is = projection.rows(state)
    for (const table of projection.tables) await writeRows(work.db, table, was[table.name] ?? [], is[table.name] ?? [])
  }
}
