import { Readable } from 'node:stream'

/** A range of bytes, the end not included. */
interface ByteRange {
  readonly start: number
  readonly end: number
}

export interface Download {
  readonly name: string
  readonly bytes: number
  readonly source: AsyncIterable<Uint8Array>
  readonly range?: ByteRange
}

/**
 * A file as an answer that a browser saves and never runs: `Content-Disposition: attachment` with the name as RFC 6266 and RFC 8187 write it,
 * no sniffing, no cache.
 */
export function attachment({ name, bytes, source, range }: Download): Response {
  const headers = {
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename="${asciiName(name)}"; filename*=UTF-8''${encodeRfc8187(name)}`,
    'content-length': String(range ? range.end - range.start : bytes),
    'accept-ranges': 'bytes',
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
    ...(range ? { 'content-range': `bytes ${range.start}-${range.end - 1}/${bytes}` } : {}),
  }
  return new Response(Readable.toWeb(Readable.from(source, { objectMode: false })) as ReadableStream, {
    status: range ? 206 : 200,
    headers,
  })
}

/**
 * The one range that a request asks for (RFC 9110, section 14.1.2); undefined where it asks for all, for several, or for none that is there:
 * a server may then send the whole.
 */
export function contentRange(header: string | null, bytes: number): ByteRange | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (first === '' && last === '') return undefined
  const start = first === '' ? Math.max(0, bytes - Number(last)) : Number(first)
  const end = first === '' || last === '' ? bytes : Math.min(bytes, Number(last) + 1)
  return start < end ? { start, end } : undefined
}

/** For readers that do not know RFC 8187. Quotes, backslashes, controls and all that is not ASCII become an underscore. */
const asciiName = (name: string): string => name.replaceAll(/[^\x20-\x7e]|["\\]/g, '_')

const encodeRfc8187 = (name: string): string =>
  encodeURIComponent(name.toWellFormed()).replaceAll(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
