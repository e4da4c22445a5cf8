import type { Database } from '../database/database.ts'
import { scopeStream } from '../database/scope.ts'
import { canonical } from './canonical.ts'
import { entriesAfter } from './store.ts'

/** Entries read at a time, so that memory stays flat. */
const pageEntries = 1_000

/**
 * A stream's ledger as JSON lines, an entry a line in its RFC 8785 form. Anybody can check it:
 * the first line has `seq` 1 and `previous` 64 zeros; each further one has the next `seq`, and as `previous` the `hash` of the line before;
 * each `hash` is the SHA-256, in hex, of the line's object without `hash`, in its RFC 8785 form.
 */
export async function* exportLedger(database: Database, actor: string, stream: string): AsyncGenerator<string> {
  for (let seq = 0; ; ) {
    const page = await scopeStream(database, actor, stream, (db) => entriesAfter(db, stream, seq, pageEntries))
    for (const entry of page) yield `${canonical(entry)}\n`
    const last = page.at(-1)
    if (!last) return
    seq = last.seq
  }
}
