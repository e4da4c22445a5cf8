import { randomBytes } from 'node:crypto'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isMissing, writeAll } from './durable.ts'
import type { MatterKeys } from './keys.ts'
import { framesOf, headerBytes, newHeader, parseHeader, randomBytesOfHeader } from './sealed.ts'
import { noUpload } from './upload-folders.ts'

/** What is known of a file before it comes. */
export interface Description {
  /** Its whole length. */
  readonly bytes: number
  /** As the sender names it: never a path of ours. */
  readonly name: string
  /** Media type as the sender says, unchecked; may be empty. */
  readonly type: string
}

const fileName = 'description'
/** A file's name can tell of a merger as well as its content: it is sealed too, and opens for this upload only. */
const contextOf = (matterId: string, id: string) => `${matterId} upload ${id} description`

export async function writeDescription(
  path: string,
  matterId: string,
  id: string,
  keys: MatterKeys,
  description: Description,
): Promise<void> {
  const { key, version } = await keys.forSealing(matterId)
  const header = newHeader(version, randomBytes(randomBytesOfHeader))
  const { bytes, name, type } = description
  const frame = framesOf(key, header, contextOf(matterId, id)).seal(0, Buffer.from(JSON.stringify({ bytes, name, type })), true)
  const file = await open(join(path, fileName), 'wx', 0o600)
  try {
    await writeAll(file, Buffer.concat([header.bytes, frame]))
    await file.sync()
  } finally {
    await file.close()
  }
}

/** @throws BlobError `not-found`, `damaged`, `key-destroyed` */
export async function readDescription(path: string, matterId: string, id: string, keys: MatterKeys): Promise<Description> {
  const sealed = await readFile(join(path, fileName)).catch((error) => {
    throw isMissing(error) ? noUpload() : error
  })
  const header = parseHeader(sealed)
  const { key } = await keys.forOpening(matterId, header.keyVersion)
  const plain = framesOf(key, header, contextOf(matterId, id)).open(0, sealed.subarray(headerBytes), true)
  return JSON.parse(Buffer.from(plain).toString('utf8')) as Description
}
