import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'
import { UnreadableDocument } from './unreadable.ts'

/** Most entries in one file. A long contract has about 40, a book full of pictures some hundreds. */
const entriesMax = 10_000
/** Most bytes of one entry when unpacked: far more than the longest agreement, little enough to hold in memory. */
const entryBytesMax = 64 * 1024 * 1024
/** Most bytes of all entries together when unpacked. */
const totalBytesMax = 512 * 1024 * 1024
/** How many times larger than packed an entry may be. Word's own XML packs at 5 to 60; deflate's limit, which a bomb comes near, is 1,032. */
const ratioMax = 200
/** Below this size the ratio says nothing: a page of blanks packs well and harms nobody. */
const ratioFreeBytes = 4 * 1024 * 1024
/** Longest name of an entry, in bytes. */
const nameBytesMax = 1024
/** Deflate's effort. Level 6 takes twice as long as 3 for files that are 6 % smaller. */
const deflateLevel = 3

export interface ZipEntry {
  readonly name: string
  /** 0 stored, 8 deflated: nothing else is read. */
  readonly method: number
  readonly crc: number
  readonly size: number
  readonly packed: Uint8Array
  /** MS-DOS time (low 16 bits) and date (high 16 bits), carried as they were. */
  readonly stamp: number
}

const endRecord = 0x06054b50
const directoryRecord = 0x02014b50
const localRecord = 0x04034b50
const endBytes = 22
const commentBytesMax = 0xffff
const utf8Names = 0x0800

/**
 * The entries of a ZIP archive, not yet unpacked, in the order of its directory (APPNOTE.TXT 6.3.10, sections 4.3.7 to 4.3.16).
 * Only the directory at the end is believed, and only where each entry's own header agrees with it.
 *
 * @throws UnreadableDocument where it is cut off, encrypted, spread over disks, too large, or where names or places are not sound
 */
export function readZip(bytes: Uint8Array): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  const count = view.getUint16(end + 10, true)
  if (view.getUint16(end + 4, true) !== 0 || view.getUint16(end + 8, true) !== count)
    refuse('is one piece of a split archive; join the pieces first')
  if (count > entriesMax) refuse(`holds ${count} entries; at most ${entriesMax} are read`)
  const start = view.getUint32(end + 16, true)
  const entries: ZipEntry[] = []
  const spans: [number, number, string][] = []
  const names = new Set<string>()
  let total = 0
  for (let at = start, i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== directoryRecord) refuse('has a damaged directory; send it again')
    const { entry, next, span } = readEntry(bytes, view, at, start)
    const key = entry.name.toLowerCase()
    if (names.has(key)) refuse(`holds "${quoted(entry.name)}" twice; save it anew in Word`)
    names.add(key)
    total += entry.size
    if (total > totalBytesMax) refuse(`would unpack to more than ${totalBytesMax / 1024 / 1024} MB, which is not opened`)
    entries.push(entry)
    spans.push(span)
    at = next
  }
  spans.sort((a, b) => a[0] - b[0])
  for (let i = 1; i < spans.length; i++) {
    const [before, here] = [spans[i - 1], spans[i]]
    if (before && here && here[0] < before[1])
      refuse(`has entries that overlap ("${quoted(before[2])}" and "${quoted(here[2])}"), as a ZIP bomb has`)
  }
  return entries
}

/** Unpacks one entry and checks it. @throws UnreadableDocument where it is damaged or larger than it says */
export function unpack(entry: ZipEntry): Uint8Array {
  const { name, method, packed, size } = entry
  let bytes = packed
  if (method === 8) {
    try {
      bytes = inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) })
    } catch {
      return refuse(`is damaged: "${quoted(name)}" cannot be unpacked; send it again`)
    }
  }
  if (bytes.length !== size || crc32(bytes) !== entry.crc)
    refuse(`is damaged: "${quoted(name)}" does not match its checksum; send it again`)
  return bytes
}

/** One entry made from bytes, packed. `like` gives the name and the time stamp. */
export function pack(like: { readonly name: string; readonly stamp: number }, bytes: Uint8Array): ZipEntry {
  const packed = deflateRawSync(bytes, { level: deflateLevel })
  return { name: like.name, stamp: like.stamp, method: 8, crc: crc32(bytes), size: bytes.length, packed }
}

/** Writes an archive of the entries, in order. Entries that were read and not changed keep their packed bytes. */
export function writeZip(entries: readonly ZipEntry[]): Uint8Array {
  const names = entries.map((entry) => new TextEncoder().encode(entry.name))
  const bytesTotal = entries.reduce((sum, { packed }, i) => sum + packed.length + 30 + 46 + 2 * (names[i]?.length ?? 0), endBytes)
  const bytes = new Uint8Array(bytesTotal)
  const view = new DataView(bytes.buffer)
  const places: number[] = []
  let at = 0
  entries.forEach((entry, i) => {
    const name = names[i] as Uint8Array
    places.push(at)
    view.setUint32(at, localRecord, true)
    writeHead(view, at + 4, entry, name.length)
    bytes.set(name, at + 30)
    bytes.set(entry.packed, at + 30 + name.length)
    at += 30 + name.length + entry.packed.length
  })
  const start = at
  entries.forEach((entry, i) => {
    const name = names[i] as Uint8Array
    view.setUint32(at, directoryRecord, true)
    view.setUint16(at + 4, 20, true)
    writeHead(view, at + 6, entry, name.length)
    view.setUint32(at + 42, places[i] ?? 0, true)
    bytes.set(name, at + 46)
    at += 46 + name.length
  })
  view.setUint32(at, endRecord, true)
  view.setUint16(at + 8, entries.length, true)
  view.setUint16(at + 10, entries.length, true)
  view.setUint32(at + 12, at - start, true)
  view.setUint32(at + 16, start, true)
  return bytes
}

/** The fields that a local header and a directory record share, from "version needed" on. */
function writeHead(view: DataView, at: number, { method, stamp, crc, packed, size }: ZipEntry, nameBytes: number): void {
  view.setUint16(at, 20, true)
  view.setUint16(at + 2, utf8Names, true)
  view.setUint16(at + 4, method, true)
  view.setUint32(at + 6, stamp, true)
  view.setUint32(at + 10, crc, true)
  view.setUint32(at + 14, packed.length, true)
  view.setUint32(at + 18, size, true)
  view.setUint16(at + 22, nameBytes, true)
}

function readEntry(bytes: Uint8Array, view: DataView, at: number, directory: number) {
  const flags = view.getUint16(at + 8, true)
  const method = view.getUint16(at + 10, true)
  const packedBytes = view.getUint32(at + 20, true)
  const size = view.getUint32(at + 24, true)
  const nameBytes = view.getUint16(at + 28, true)
  const next = at + 46 + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  const local = view.getUint32(at + 42, true)
  if (next > bytes.length || nameBytes > nameBytesMax) refuse('has a damaged directory; send it again')
  const name = checkedName(bytes.subarray(at + 46, at + 46 + nameBytes))
  const said = `"${quoted(name)}"`
  if (flags & 1) refuse(`is encrypted (${said}); take the password off first`)
  if (method !== 0 && method !== 8) refuse(`packs ${said} in a way that Word does not use (method ${method}); save it anew in Word`)
  if (size === 0xffffffff || packedBytes === 0xffffffff || size > entryBytesMax) {
    refuse(`holds ${said}, which would unpack to more than ${entryBytesMax / 1024 / 1024} MB, which is not opened`)
  }
  if (size > ratioFreeBytes && size > packedBytes * ratioMax) refuse(`holds ${said}, packed more than ${ratioMax} times, as a ZIP bomb is`)
  if (local + 30 > directory || view.getUint32(local, true) !== localRecord)
    refuse(`is damaged: ${said} is not where its directory says; send it again`)
  const localNameBytes = view.getUint16(local + 26, true)
  const data = local + 30 + localNameBytes + view.getUint16(local + 28, true)
  if (data + packedBytes > directory) refuse(`is cut off or damaged at ${said}; send it again`)
  const localName = bytes.subarray(local + 30, local + 30 + localNameBytes)
  if (Buffer.compare(localName, bytes.subarray(at + 46, at + 46 + nameBytes)) !== 0) refuse(`gives ${said} two names; save it anew in Word`)
  const entry: ZipEntry = {
    name,
    method,
    size,
    crc: view.getUint32(at + 16, true),
    packed: bytes.subarray(data, data + packedBytes),
    stamp: view.getUint32(at + 12, true),
  }
  return { entry, next, span: [local, data + packedBytes, name] as [number, number, string] }
}

function checkedName(bytes: Uint8Array): string {
  const name = new TextDecoder().decode(bytes)
  const unsound =
    name === '' ||
    name.startsWith('/') ||
    /^[a-z]:/i.test(name) ||
    /[\\\p{Cc}]/u.test(name) ||
    name.split('/').some((step) => step === '..' || step === '.')
  if (unsound) refuse(`holds an entry whose name leaves its folder or is not sound ("${quoted(name)}")`)
  return name
}

function findEnd(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - endBytes - commentBytesMax)
  for (let at = view.byteLength - endBytes; at >= lowest; at--) {
    if (view.getUint32(at, true) !== endRecord) continue
    if (at + endBytes + view.getUint16(at + 20, true) > view.byteLength) continue
    if (view.getUint32(at + 16, true) + view.getUint32(at + 12, true) > at) refuse('is cut off or damaged; send it again')
    return at
  }
  return refuse('is cut off: the end of the archive is missing; send it again')
}

/** A name as it may stand in a message: short, and without characters that a terminal obeys. */
const quoted = (name: string) => name.slice(0, 80).replaceAll(/\p{Cc}/gu, '?')

function refuse(what: string): never {
  throw new UnreadableDocument(`The file ${what}.`)
}
