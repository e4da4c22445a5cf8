import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { ByteSource } from './bytes.ts'
import type { KeyTable, WrappedKey } from './keys.ts'

/** A table of keys in memory, for tests. */
export function keyTableInMemory(): KeyTable & { readonly rows: Map<string, WrappedKey | 'destroyed'> } {
  const rows = new Map<string, WrappedKey | 'destroyed'>()
  return {
    rows,
    read: async (matterId) => rows.get(matterId),
    insert: async (matterId, key) => {
      if (rows.has(matterId)) return false
      rows.set(matterId, key)
      return true
    },
    replace: async (matterId, wrappedBy, key) => {
      const row = rows.get(matterId)
      if (!row || row === 'destroyed' || row.masterVersion !== wrappedBy) return false
      rows.set(matterId, key)
      return true
    },
    destroy: async (matterId) => {
      rows.set(matterId, 'destroyed')
    },
    wrappedBefore: async function* (masterVersion) {
      for (const [matterId, key] of rows) if (key !== 'destroyed' && key.masterVersion < masterVersion) yield { matterId, key }
    },
  }
}

/** A folder that goes with the test. */
export async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'secondchair-blobs-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A source of these bytes, in pieces of that size. */
export async function* inPieces(bytes: Uint8Array, pieceBytes = 10_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
}

export async function gathered(source: ByteSource): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of source) parts.push(part)
  return Buffer.concat(parts)
}
