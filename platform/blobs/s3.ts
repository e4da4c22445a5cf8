import { createHash, randomUUID } from 'node:crypto'
import { type FileHandle, open, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { AwsClient } from 'aws4fetch'
import { type ByteSource, cut } from './bytes.ts'
import { makeFolder, readSpan, writeAll } from './durable.ts'
import { type BlobPlace, notFound, parseName } from './place.ts'
import { BlobError } from './problem.ts'

export interface S3Options {
  /** Without the bucket, which stands in the path: every S3-compatible store understands that. @example 'https://s3.eu-central-1.amazonaws.com' */
  readonly endpoint: string
  readonly bucket: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** Where large files wait, sealed, until their address is known. */
  readonly spoolFolder: string
}

/** A part of a multipart upload. S3 takes parts from 5 MiB, 10,000 of them: files up to 80 GB. Two such buffers are the memory of a put. */
const partBytes = 8 * 1024 ** 2
/** Of one request, after `aws4fetch` has repeated those that the store refused as overloaded. */
const attemptsMax = 3
const answersOverloadedMax = 5

/**
 * Blobs in an S3-compatible store.
 *
 * The address of a blob is known only at its end, and S3 cannot rename. A file of up to one part is held in memory and put under its name. A larger one is spooled
 * to a local sealed file, then sent in parts. That needs the disk for a while, but no more than PUT and multipart of the store: a copy under another key would
 * need copying in parts beyond 5 GB, which the compatible stores do differently or not at all, and would leave half-named objects after a kill.
 * The spool file has no name: it goes with the process. Give the bucket a lifecycle rule that ends incomplete multipart uploads after a day.
 */
export function s3Place(options: S3Options): BlobPlace {
  const { endpoint, bucket, region, accessKeyId, secretAccessKey, spoolFolder } = options
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: answersOverloadedMax })
  const root = `${endpoint.replace(/\/+$/, '')}/${bucket}`

  const send = async (method: string, path: string, body?: Uint8Array, headers: Record<string, string> = {}): Promise<Response> => {
    const hash = createHash('sha256')
      .update(body ?? '')
      .digest('hex')
    const request = {
      method,
      headers: { ...headers, 'x-amz-content-sha256': hash },
      ...(body ? { body: body as Uint8Array<ArrayBuffer> } : {}),
    }
    for (let attempt = 1; ; attempt++) {
      try {
        return await client.fetch(`${root}${path}`, request)
      } catch (cause) {
        // The line broke. What is put or read may be asked for again; a POST may have been done.
        if (attempt < attemptsMax && method !== 'POST') continue
        throw new BlobError('store', `The blob store at ${root} cannot be reached. Check its address and the network.`, { cause })
      }
    }
  }

  const sendOrFail = async (...request: Parameters<typeof send>): Promise<Response> => {
    const response = await send(...request)
    if (!response.ok) throw await refusalOf(response, request[0])
    return response
  }

  const putInParts = async (path: string, spool: FileHandle): Promise<void> => {
    const uploadId = elementOf(await (await sendOrFail('POST', `${path}?uploads=`)).text(), 'UploadId')
    const query = `uploadId=${encodeURIComponent(uploadId)}`
    try {
      const tags: string[] = []
      for await (const { index, bytes } of cut(readSpan(spool, 0), partBytes)) {
        const response = await sendOrFail('PUT', `${path}?partNumber=${index + 1}&${query}`, bytes)
        await response.arrayBuffer()
        tags.push(response.headers.get('etag') ?? '')
      }
      const list = tags.map((tag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${escaped(tag)}</ETag></Part>`).join('')
      const body = `<CompleteMultipartUpload>${list}</CompleteMultipartUpload>`
      const answer = await (await sendOrFail('POST', `${path}?${query}`, Buffer.from(body), { 'content-type': 'application/xml' })).text()
      // S3 may answer 200 and an error: "CompleteMultipartUpload", in its API reference.
      if (answer.includes('<Error>'))
        throw new BlobError('store', `The blob store could not put the parts together: ${answer.slice(0, 500)}`)
    } catch (error) {
      await send('DELETE', `${path}?${query}`).catch(() => undefined)
      throw error
    }
  }

  return {
    put: async (nameOf, source) => {
      let spool: FileHandle | undefined
      try {
        for await (const { index, bytes, last } of cut(source, partBytes)) {
          if (index === 0 && last) {
            await (await sendOrFail('PUT', pathOf(nameOf()), bytes)).arrayBuffer()
            return
          }
          spool ??= await namelessFile(spoolFolder)
          await writeAll(spool, bytes)
        }
        if (spool) await putInParts(pathOf(nameOf()), spool)
      } finally {
        await spool?.close()
      }
    },

    get: async function* (name, range) {
      if (range && range.start >= range.end) return
      const response = await send('GET', pathOf(name), undefined, range ? { range: `bytes=${range.start}-${range.end - 1}` } : {})
      if (!response.ok) throw await refusalOf(response, 'GET', notFound(name))
      if (range && response.status !== 206) throw new BlobError('store', 'The blob store does not serve ranges. Choose one that does.')
      if (response.body) yield* response.body as unknown as ByteSource
    },

    stat: async (name) => {
      const response = await send('HEAD', pathOf(name))
      if (response.status === 404) return undefined
      if (!response.ok) throw await refusalOf(response, 'HEAD')
      return {
        bytes: Number(response.headers.get('content-length')),
        modifiedAt: new Date(response.headers.get('last-modified') ?? Number.NaN),
      }
    },

    list: async function* () {
      // By marker, the last name of the page before: every compatible store knows it, and it is no secret of the store's.
      for (let marker = ''; ; ) {
        const page = await (await sendOrFail('GET', `?marker=${encodeURIComponent(marker)}`)).text()
        const before = marker
        for (const [, item = ''] of page.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
          marker = elementOf(item, 'Key')
          yield { name: marker, bytes: Number(elementOf(item, 'Size')), modifiedAt: new Date(elementOf(item, 'LastModified')) }
        }
        if (elementOf(page, 'IsTruncated') !== 'true' || marker === before) return
      }
    },

    delete: async (name) => {
      const response = await send('DELETE', pathOf(name))
      if (!response.ok && response.status !== 404) throw await refusalOf(response, 'DELETE')
      await response.arrayBuffer()
    },

    // Nothing of ours is left behind: see above.
    tidy: async () => undefined,
  }
}

function pathOf(name: string): string {
  if (!parseName(name)) throw new BlobError('bad-request', `“${name}” is not the name of a blob.`)
  return `/${name}`
}

/** A file that its handle alone reaches, so that nothing is left of it after a kill. */
async function namelessFile(folder: string): Promise<FileHandle> {
  await makeFolder(folder)
  const path = join(folder, randomUUID())
  const file = await open(path, 'wx+', 0o600)
  await unlink(path)
  return file
}

async function refusalOf(response: Response, method: string, missing?: BlobError): Promise<BlobError> {
  const text = await response.text()
  // A bucket that is not there answers 404 too.
  if (missing && elementOf(text, 'Code') === 'NoSuchKey') return missing
  const message = elementOf(text, 'Message') || response.statusText
  return new BlobError('store', `The blob store refused to ${method}: ${response.status} ${message}. Check its keys, bucket and quota.`)
}

/** The text of the first element of that name, or nothing. S3's answers are flat enough, and its texts carry no elements. */
const elementOf = (xml: string, name: string): string => unescaped(new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? '')

const unescaped = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&#x([\da-f]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replaceAll('&amp;', '&')

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
