import type { Database } from '../database/database.ts'
import { scope, scopeStream } from '../database/scope.ts'
import { house } from '../ids.ts'
import type { ChainProblem } from '../ledger/entry.ts'
import { heads } from '../ledger/store.ts'
import type { Blobs } from './store.ts'
import { blobsOf } from './tables.ts'

/** Reads every blob that a row names and compares it with its hash and its length. */
export async function verifyBlobs(
  database: Database,
  blobs: Blobs,
  only?: string,
): Promise<{ blobs: number; problems: readonly ChainProblem[] }> {
  const streams = (await scope(database, house, heads)).filter(({ streamId }) => only === undefined || streamId === only)
  const problems: ChainProblem[] = []
  let count = 0
  for (const { streamId } of streams)
    for (const { sha256, bytes } of await scopeStream(database, house, streamId, (db) => blobsOf(db, streamId))) {
      count += 1
      const verdict = await blobs.verify(streamId, sha256)
      const what = verdict.ok
        ? verdict.bytes === bytes
          ? undefined
          : `has ${verdict.bytes} bytes, its row says ${bytes}`
        : verdict.message
      if (what) problems.push({ stream: streamId, seq: 0, what: `blob ${sha256}: ${what}` })
    }
  return { blobs: count, problems }
}
