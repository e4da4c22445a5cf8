import { knownBlobs } from '../platform/blobs/tables.ts'
import type { Scoped } from '../platform/database/scope.ts'
import { Refused, refuse } from '../platform/ledger/refusal.ts'
import type { FileRef } from './line.ts'

/**
 * Refuses files that are not in the matter: a hash that somebody typed, or one of another matter, is none of this one.
 *
 * @throws Refused naming the first
 */
export async function refuseStrangeFiles(db: Scoped, matterId: string, files: readonly FileRef[]): Promise<void> {
  const known = await knownBlobs(
    db,
    matterId,
    files.map(({ sha256 }) => sha256),
  )
  const strange = files.find(({ sha256, bytes }) => known.get(sha256) !== bytes)
  if (strange) throw new Refused(refuse('files', `"${strange.name}" is not in this matter. Upload it first.`))
}
