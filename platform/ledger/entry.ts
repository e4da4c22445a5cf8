import { createHash } from 'node:crypto'
import { canonical } from './canonical.ts'

/** What a ledger entry is about, within its stream: an order of a matter, the matter itself, an engagement of a client, a person of the house. */
export interface Subject {
  readonly kind: string
  readonly id: string
}

/** What a room decides to record: the kind, as `room.happened`, and the facts. */
export interface Draft {
  readonly kind: string
}

/** One line of a stream's ledger. */
export interface Entry<Body extends Draft = Draft> {
  readonly stream: string
  /** Counts from 1 without a gap. */
  readonly seq: number
  /** ISO 8601 in UTC with milliseconds; never earlier than the entry before. */
  readonly at: string
  /** The person, or the house. */
  readonly actor: string
  readonly subject: Subject
  readonly body: Body
  /** The hash of the entry before, or 64 zeros. */
  readonly previous: string
  readonly hash: string
}

/** What stands before the first entry of a stream. */
export const genesis = '0'.repeat(64)

/**
 * The hash of an entry: SHA-256, in lower-case hex, over the RFC 8785 form of the entry without its `hash`.
 * It covers `previous`, so that an entry vouches for all before it.
 */
export function entryHash({ hash: _, ...content }: Entry): string {
  return createHash('sha256').update(canonical(content)).digest('hex')
}

export interface ChainProblem {
  readonly stream: string
  readonly seq: number
  readonly what: string
}

/**
 * Checks entries that should follow each other in one stream, and names the first that does not.
 *
 * @param before the entry that stands before the first one given, if any
 */
export function chainProblem(entries: Iterable<Entry>, before?: Pick<Entry, 'seq' | 'hash'>): ChainProblem | undefined {
  let seq = before?.seq ?? 0
  let hash = before?.hash ?? genesis
  for (const entry of entries) {
    const at = { stream: entry.stream, seq: entry.seq }
    if (entry.seq !== seq + 1) return { ...at, what: `Entry ${seq + 1} is missing: after ${seq} comes ${entry.seq}.` }
    if (entry.previous !== hash) return { ...at, what: 'It does not carry the hash of the entry before it.' }
    if (entry.hash !== entryHash(entry)) return { ...at, what: 'Its content does not have the hash that it carries.' }
    seq = entry.seq
    hash = entry.hash
  }
  return undefined
}
