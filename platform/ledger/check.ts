import { type ChainProblem, chainProblem, type Entry, genesis } from './entry.ts'

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
    const entry = readEntry(entries === 0 ? line.replace(/^\uFEFF/, '') : line)
    if (!entry) return { entries, problems: [{ stream: '', seq: last.seq + 1, what: `Line ${entries + 1} is not an entry of a ledger.` }] }
    const problem = fit(entry, last)
    if (problem) return { entries, problems: [problem] }
    entries += 1
    last = entry
  }
  if (entries === 0) return { entries, problems: [{ stream: '', seq: 0, what: 'There is no entry in it.' }] }
  return { entries, problems: [] }
}

function fit(entry: Entry, last: { seq: number; hash: string }): ChainProblem | undefined {
  try {
    return chainProblem([entry], last)
  } catch (error) {
    // Half a surrogate pair, say: no entry of ours has it.
    return { stream: entry.stream, seq: entry.seq, what: `Its content has no hash: ${(error as Error).message}` }
  }
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
