import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { problem, problemResponse } from './problem.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
}
const compressible = new Set(['.html', '.js', '.css', '.json', '.svg', '.wasm', '.txt'])

/** Vite puts what carries a hash in its name here: it never changes. */
const hashed = /^\/assets\/.+-[\w-]{8}\.\w+$/
const yearSeconds = 31_536_000
/** Good and quick: the highest takes seconds for the few percent that it saves. */
const brotliQuality = 6

interface File {
  readonly bytes: Buffer
  readonly etag: string
  readonly type: string
  readonly encoded: Partial<Record<Encoding, Promise<Buffer<ArrayBuffer>>>>
}
type Encoding = 'br' | 'gzip'

const encoders: Readonly<Record<Encoding, (bytes: Buffer) => Promise<Buffer<ArrayBuffer>>>> = {
  br: (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } }),
  gzip: (bytes) => promisify(gzip)(bytes),
}

/**
 * The built web app, from memory: a handful of files. Any other address without a dot is a page of the app, which finds its way itself.
 * What is not in the folder at the start cannot be asked for, whatever the address says.
 */
export async function openWeb(folder: string): Promise<(request: Request) => Promise<Response>> {
  const files = await filesIn(folder)
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return problemResponse(problem(404, 'There is no such address.'))
    const { pathname } = new URL(request.url)
    const path = files.has(pathname) ? pathname : /\.[^/]*$/.test(pathname) ? undefined : '/index.html'
    const file = path === undefined ? undefined : files.get(path)
    if (path === undefined || (!file && files.size > 0)) return problemResponse(problem(404, 'There is no such address.'))
    if (!file) return problemResponse(problem(503, 'The web app is not built. Start with npm start, which builds it.'))
    return send(file, hashed.test(path), request)
  }
}

async function send(file: File, immutable: boolean, request: Request): Promise<Response> {
  const headers = {
    'content-type': file.type,
    'cache-control': immutable ? `public, max-age=${yearSeconds}, immutable` : 'no-cache',
    etag: file.etag,
    vary: 'accept-encoding',
  }
  if (request.headers.get('if-none-match')?.includes(file.etag)) return new Response(null, { status: 304, headers })
  const encoding = encodingOf(file, request.headers.get('accept-encoding') ?? '')
  if (!encoding) return new Response(request.method === 'HEAD' ? null : new Uint8Array(file.bytes), { headers })
  file.encoded[encoding] ??= encoders[encoding](file.bytes)
  const bytes = await file.encoded[encoding]
  return new Response(request.method === 'HEAD' ? null : bytes, { headers: { ...headers, 'content-encoding': encoding } })
}

function encodingOf(file: File, accepted: string): Encoding | undefined {
  if (!compressible.has(extensionOf(file.type))) return undefined
  const offered = accepted.split(',').map((part) => part.trim().split(';'))
  const takes = (name: string) => offered.some(([coding, quality = '']) => coding === name && !/q=0(\.0*)?$/.test(quality))
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : undefined
}

const extensionOf = (type: string): string => Object.keys(types).find((extension) => types[extension] === type) ?? ''

async function filesIn(folder: string): Promise<ReadonlyMap<string, File>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const files = new Map<string, File>()
  for (const entry of entries) {
    if (!entry.isFile() || entry.name.startsWith('.')) continue
    const path = join(entry.parentPath, entry.name)
    const bytes = await readFile(path)
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
    const type = types[extname(entry.name)] ?? 'application/octet-stream'
    files.set(`/${relative(folder, path).split(sep).join('/')}`, { bytes, etag, type, encoded: {} })
  }
  const index = files.get('/index.html')
  if (index) files.set('/', index)
  return files
}
