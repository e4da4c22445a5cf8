import { randomBytes, randomUUID } from 'node:crypto'
import { chmod, link, open, readFile, rename, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { isMissing, makeFolder, syncFolder, writeAll } from './durable.ts'
import { BlobError } from './problem.ts'
import { keyBytes } from './sealed.ts'

/** The provider's key that wraps the data keys of all matters. */
export interface MasterKey {
  readonly version: number
  readonly key: Uint8Array
}

export interface MasterKeys {
  newest(): Promise<MasterKey>
  /** @throws BlobError `no-key` where there is no such version */
  version(version: number): Promise<MasterKey>
  /** Makes the next version. The older ones stay, for the data keys that they still wrap, also in backups. */
  add(): Promise<MasterKey>
}

const fileName = 'master.key'
const environmentName = 'SECONDCHAIR_MASTER_KEY'
/** Any other permission bit lets others of the machine read the key. */
const othersMask = 0o077

/**
 * The master keys: from the environment's `SECONDCHAIR_MASTER_KEY` where it is set (32 bytes in base64; several versions as `2:…,1:…`), else from `master.key`
 * in the data folder, which the first start makes, for this user alone. Who loses it loses every blob: back it up, apart from the blobs.
 */
export async function openMasterKeys(options: { folder: string; environment: Record<string, string | undefined> }): Promise<MasterKeys> {
  const text = options.environment[environmentName]
  return text ? givenKeys(text) : keysInFile(join(options.folder, fileName))
}

function givenKeys(text: string): MasterKeys {
  const keys = parseKeys(
    text.split(',').map((item) => (item.includes(':') ? item.trim().replace(':', ' ') : `1 ${item.trim()}`)),
    environmentName,
  )
  return {
    newest: async () => newestOf(keys),
    version: async (version) => find(keys, version, environmentName),
    add: async () => {
      throw new BlobError(
        'no-key',
        `Put a new version into ${environmentName} in front of the old ones (“2:…,1:…”), then start the rotation again.`,
      )
    },
  }
}

async function keysInFile(path: string): Promise<MasterKeys> {
  if (!(await isThere(path))) await makeFile(path)
  let keys = await readKeys(path)

  return {
    // A rotation beside a running server: what it seals from then on goes under the new version. Asked once for each new matter.
    newest: async () => {
      keys = await readKeys(path)
      return newestOf(keys)
    },
    version: async (version) => {
      // Another process may have added a version since this one read the file.
      if (!keys.some((key) => key.version === version)) keys = await readKeys(path)
      return find(keys, version, path)
    },
    add: async () => {
      keys = await readKeys(path)
      const added = { version: newestOf(keys).version + 1, key: randomBytes(keyBytes) }
      keys = [added, ...keys]
      const temporary = await writeKeys(path, keys)
      await rename(temporary, path)
      await syncFolder(dirname(path))
      return added
    },
  }
}

const isThere = (path: string) =>
  stat(path).then(
    () => true,
    (error) => {
      if (isMissing(error)) return false
      throw error
    },
  )

/** `link` fails where the file stands already: of two processes that start together one makes the key, and no one ever reads half of it. */
async function makeFile(path: string): Promise<void> {
  await makeFolder(dirname(path))
  const temporary = await writeKeys(path, [{ version: 1, key: randomBytes(keyBytes) }])
  try {
    await link(temporary, path)
    await syncFolder(dirname(path))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await unlink(temporary)
  }
}

async function writeKeys(path: string, keys: readonly MasterKey[]): Promise<string> {
  const temporary = `${path}.${randomUUID()}`
  const file = await open(temporary, 'wx', 0o600)
  try {
    await writeAll(file, Buffer.from(keys.map(({ version, key }) => `${version} ${Buffer.from(key).toString('base64')}\n`).join('')))
    await file.sync()
  } finally {
    await file.close()
  }
  await chmod(temporary, 0o600)
  return temporary
}

async function readKeys(path: string): Promise<MasterKey[]> {
  if (process.platform !== 'win32' && ((await stat(path)).mode & othersMask) !== 0) {
    throw new BlobError(
      'no-key',
      `Others on this machine can read ${path}. Run “chmod 600” on it, and rotate the master key if it may have been read.`,
    )
  }
  return parseKeys((await readFile(path, 'utf8')).trim().split('\n'), path)
}

function parseKeys(lines: readonly string[], from: string): MasterKey[] {
  const keys = lines.map((line) => {
    const [version = '', text = ''] = line.trim().split(' ')
    return { version: Number(version), key: Buffer.from(text, 'base64') }
  })
  const inOrder = keys.every(({ version, key }) => Number.isInteger(version) && version > 0 && key.length === keyBytes)
  const distinct = new Set(keys.map(({ version }) => version)).size === keys.length
  if (!inOrder || !distinct) {
    throw new BlobError(
      'no-key',
      `${from} does not hold master keys of ${keyBytes} bytes in base64, each with a version. Restore it from your backup.`,
    )
  }
  return keys
}

const newestOf = (keys: readonly MasterKey[]): MasterKey => keys.reduce((newest, key) => (key.version > newest.version ? key : newest))

function find(keys: readonly MasterKey[], version: number, from: string): MasterKey {
  const key = keys.find((candidate) => candidate.version === version)
  if (!key) throw new BlobError('no-key', `${from} has no version ${version} of the master key. Restore it from your backup.`)
  return key
}
