import type { ByteSource } from './bytes.ts'
import { BlobError } from './problem.ts'

/** Bytes from `start` up to and without `end`. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

interface Stored {
  readonly bytes: number
  readonly modifiedAt: Date
}

/** Where sealed files stand. A file is whole or not there: `put` shows it only once it is complete and durable, and replaces one of the same name. */
export interface BlobPlace {
  /** @param nameOf asked after the source has ended: a content address is not known before */
  put(nameOf: () => string, source: ByteSource): Promise<void>
  /** @throws BlobError `not-found` on the first read */
  get(name: string, range?: ByteRange): ByteSource
  stat(name: string): Promise<Stored | undefined>
  list(): AsyncIterable<Stored & { readonly name: string }>
  /** No error where it is not there. */
  delete(name: string): Promise<void>
  /** Removes what killed processes left half written before that time. */
  tidy(before: Date): Promise<void>
}

const nameForm = /^[0-9a-z][0-9a-z-]{0,63}\/[0-9a-f]{64}$/

/** The name of a blob in its place: the matter, then the address. Nothing else may be named, so no name leads out of the place. */
export function nameOf(matterId: string, sha256: string): string {
  const name = `${matterId}/${sha256}`
  if (!nameForm.test(name)) throw new BlobError('bad-request', 'A blob is named by a matter id and 64 hexadecimal digits in lower case.')
  return name
}

/** @returns undefined for what is not the name of a blob: someone else's file */
export function parseName(name: string): { matterId: string; sha256: string } | undefined {
  if (!nameForm.test(name)) return undefined
  const [matterId, sha256] = name.split('/') as [string, string]
  return { matterId, sha256 }
}

export const notFound = (name: string) =>
  new BlobError('not-found', `There is no blob ${name}. If the matter was not closed, restore it from a backup.`)
