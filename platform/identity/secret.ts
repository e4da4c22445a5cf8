import { randomBytes } from 'node:crypto'
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const fileName = 'session.key'
const secretBytes = 32

/**
 * What signs session cookies and seals the secrets of second factors: `given` (from the environment) or `session.key` in the data folder, which the first start makes
 * for this user alone. Who loses it signs everybody out and voids every second factor.
 */
export async function sessionSecret(folder: string, given?: string): Promise<string> {
  if (given !== undefined) return given
  const path = join(folder, fileName)
  return (await read(path)) ?? (await make(path, folder))
}

async function read(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** `link` fails where the file stands already: of two processes that start together one makes it, and nobody reads half of it. */
async function make(path: string, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const temporary = `${path}.${process.pid}`
  await writeFile(temporary, `${randomBytes(secretBytes).toString('base64')}\n`, { mode: 0o600, flush: true })
  await link(temporary, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await unlink(temporary)
  return (await read(path)) ?? make(path, folder)
}
