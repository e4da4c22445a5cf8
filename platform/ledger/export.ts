import type { Database } from '../database/database.ts'
import { scopeStream } from '../database/scope.ts'
import { canonical } from './canonical.ts'
import { type ChainProblem, chainProblem, type Entry, genesis } from './entry.ts'
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

export interface ExportCheck {
  readonly entries: number
  readonly problems: readonly ChainProblem[]
}

/** Longest line of an export, in characters: an entry's body is limited by the request that made it. */
const lineLengthMax = 16 * 1024 * 1024

/** Checks an exported ledger, without any store: each line against the one before. Stops at the first that does not fit. */
export async function checkExport(lines: AsyncIterable<string>): Promise<ExportCheck> {
  let entries = 0
  let last = { seq: 0, hash: genesis }
  for await (const line of lines) {
    if (line.trim() === '') continue
    const entry = readEntry(line)
    if (!entry) return { entries, problems: [{ stream: '', seq: last.seq + 1, what: `Line ${entries + 1} is not an entry of a ledger.` }] }
    const problem = chainProblem([entry], last)
    if (problem) return { entries, problems: [problem] }
    entries += 1
    last = entry
  }
  if (entries === 0) return { entries, problems: [{ stream: '', seq: 0, what: 'There is no entry in it.' }] }
  return { entries, problems: [] }
}

function readEntry(line: string): Entry | undefined {
  if (line.length > lineLengthMax) return undefined
  try {
    const value = JSON.parse(line) as Partial<Entry> | null
    return typeof value?.seq === 'number' && typeof value.hash === 'string' && typeof value.previous === 'string'
      ? (value as Entry)
      : undefined
  } catch {
    return undefined
  }
}
