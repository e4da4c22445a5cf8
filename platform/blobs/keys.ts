import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { MasterKey, MasterKeys } from './masters.ts'
import { BlobError } from './problem.ts'
import { keyBytes } from './sealed.ts'

/** A matter's data key as it is kept: only the master key opens it. */
export interface WrappedKey {
  /** Of the data key; stands in the header of what was sealed with it. */
  readonly version: number
  readonly masterVersion: number
  /** nonce 12 · key 32 · tag 16 */
  readonly wrapped: Uint8Array
}

/** Where data keys are kept. */
export interface KeyTable {
  /** @returns `destroyed` where there was a key and it was destroyed: that stays known for ever */
  read(matterId: string): Promise<WrappedKey | 'destroyed' | undefined>
  /** @returns false, and changes nothing, where the matter has a key already or had one */
  insert(matterId: string, key: WrappedKey): Promise<boolean>
  /** Replaces the key only if it is still wrapped by that version of the master key. @returns whether it did */
  replace(matterId: string, wrappedBy: number, key: WrappedKey): Promise<boolean>
  /** Removes the wrapped key and remembers that it was. */
  destroy(matterId: string): Promise<void>
  /** All keys that a version of the master key older than this one wraps, streamed. Safe against `replace` while it runs. */
  wrappedBefore(masterVersion: number): AsyncIterable<{ readonly matterId: string; readonly key: WrappedKey }>
}

interface DataKey {
  readonly version: number
  readonly key: Uint8Array
}

/** The data keys of matters. Nothing is held in memory between calls, so that a destroyed key is gone at once, for every process. */
export interface MatterKeys {
  /** Makes the key where the matter has none yet. @throws BlobError `key-destroyed` */
  forSealing(matterId: string): Promise<DataKey>
  /** @throws BlobError `key-destroyed`, `no-key`, or `damaged` where the master key does not fit */
  forOpening(matterId: string, version: number): Promise<DataKey>
  /** Ends the matter: what was sealed with its key can never be read again, in no copy and no backup of the blobs. */
  destroy(matterId: string): Promise<void>
}

const nonceBytes = 12
const tagBytes = 16
const firstVersion = 1

/**
 * @example
 * const keys = matterKeys({ table, masters: await openMasterKeys({ folder: 'data', environment: process.env }) })
 * const { key, version } = await keys.forSealing(matterId)
 */
export function matterKeys({ table, masters }: { table: KeyTable; masters: MasterKeys }): MatterKeys {
  const read = async (matterId: string): Promise<DataKey | undefined> => {
    const kept = await table.read(matterId)
    if (kept === 'destroyed')
      throw new BlobError('key-destroyed', 'The key of this matter was destroyed when its retention ended. Its files cannot be read again.')
    return kept && { version: kept.version, key: unwrap(matterId, kept, await masters.version(kept.masterVersion)) }
  }

  return {
    forSealing: async (matterId) => {
      const kept = await read(matterId)
      if (kept) return kept
      const made = { version: firstVersion, key: randomBytes(keyBytes) }
      if (await table.insert(matterId, wrap(matterId, made, await masters.newest()))) return made
      const others = await read(matterId)
      if (!others) throw new BlobError('no-key', `The key of matter ${matterId} could be neither read nor made.`)
      return others
    },
    forOpening: async (matterId, version) => {
      const kept = await read(matterId)
      if (!kept) throw new BlobError('no-key', `Matter ${matterId} has no key. Restore the database that belongs to these blobs.`)
      if (kept.version !== version)
        throw new BlobError('no-key', `The file was sealed with version ${version} of its matter's key; there is version ${kept.version}.`)
      return kept
    },
    destroy: (matterId) => table.destroy(matterId),
  }
}

/**
 * Wraps every data key with a new version of the master key; the blobs stay as they are. Where an earlier rotation was cut short, goes on with that one instead.
 *
 * @returns the version that now wraps all of them, and how many were wrapped anew in this call
 */
export async function rotateMasterKey({
  table,
  masters,
}: {
  table: KeyTable
  masters: MasterKeys
}): Promise<{ version: number; rewrapped: number }> {
  const newest = await masters.newest()
  const master = (await hasAny(table.wrappedBefore(newest.version))) ? newest : await masters.add()

  let rewrapped = 0
  for await (const { matterId, key } of table.wrappedBefore(master.version)) {
    const plain = { version: key.version, key: unwrap(matterId, key, await masters.version(key.masterVersion)) }
    if (await table.replace(matterId, key.masterVersion, wrap(matterId, plain, master))) rewrapped++
  }
  return { version: master.version, rewrapped }
}

async function hasAny(items: AsyncIterable<unknown>): Promise<boolean> {
  for await (const _ of items) return true
  return false
}

const boundTo = (matterId: string, version: number, masterVersion: number) =>
  Buffer.from(`secondchair data key ${version} ${masterVersion} ${matterId}`)

function wrap(matterId: string, { version, key }: DataKey, master: MasterKey): WrappedKey {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', master.key, nonce).setAAD(boundTo(matterId, version, master.version))
  const wrapped = Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()])
  return { version, masterVersion: master.version, wrapped }
}

function unwrap(matterId: string, { version, wrapped }: WrappedKey, master: MasterKey): Uint8Array {
  const end = wrapped.length - tagBytes
  if (end !== nonceBytes + keyBytes) throw new BlobError('damaged', `The kept key of matter ${matterId} has the wrong length.`)
  const decipher = createDecipheriv('aes-256-gcm', master.key, wrapped.subarray(0, nonceBytes), { authTagLength: tagBytes })
  decipher.setAAD(boundTo(matterId, version, master.version)).setAuthTag(wrapped.subarray(end))
  try {
    return Buffer.concat([decipher.update(wrapped.subarray(nonceBytes, end)), decipher.final()])
  } catch (cause) {
    throw new BlobError(
      'damaged',
      `Version ${master.version} of the master key does not open the key of matter ${matterId}: it is another master key, or the row was changed.`,
      {
        cause,
      },
    )
  }
}
