import { Zip, ZipPassThrough } from 'fflate'

export interface ZipFile {
  readonly name: string
  readonly bytes: number
  readonly source: AsyncIterable<Uint8Array>
}

/** Without ZIP64 an archive's own offsets end at 4 GiB (APPNOTE 4.4.1.4); some room is left for its headers. */
export const zipBytesMax = 4 * 1024 ** 3 - 16 * 1024 ** 2

/**
 * A ZIP archive as a stream: files are stored one after the other as they come, so that memory stays flat.
 * Names are made safe for every file system, and kept apart where two would become one.
 *
 * @param at stands in the archive as the time of its files: ISO 8601
 */
export async function* zipped(files: readonly ZipFile[], at: string): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    ready.push(chunk)
  })
  const names = safeNames(files.map(({ name }) => name))
  for (const [index, { source }] of files.entries()) {
    const entry = new ZipPassThrough(names[index] ?? 'file')
    entry.mtime = at
    zip.add(entry)
    for await (const bytes of source) {
      entry.push(Uint8Array.from(bytes))
      yield* ready.splice(0)
    }
    entry.push(new Uint8Array(), true)
    yield* ready.splice(0)
  }
  zip.end()
  yield* ready.splice(0)
}

/** A name with a path in it would leave the folder into which somebody unpacks. */
export function safeNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    const flat = name.replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, '_').replace(/^\.+/, '_') || 'file'
    const at = flat.lastIndexOf('.')
    const [stem, ending] = at > 0 ? [flat.slice(0, at), flat.slice(at)] : [flat, '']
    let unique = flat
    for (let count = 2; taken.has(unique.toLowerCase()); count++) unique = `${stem} (${count})${ending}`
    taken.add(unique.toLowerCase())
    return unique
  })
}
