import { existsSync } from 'node:fs'
import { cp, mkdir, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { dataFolder } from '../open.ts'
import { printJson, UsedWrongly, type Verb } from './verb.ts'

/** What stands in a data folder beside the database. Blobs are never changed once written, so a copy after the database's holds all that it names. */
const beside = ['blobs', 'master.key', 'session.key'] as const

export const backup: Verb = {
  usage: 'DIR [--store DIR] [--json]',
  operands: 1,
  about: 'copy the embedded database, the blobs and the keys into a new folder, while everything works on',
  run: async (given) => {
    const target = folderGiven(given.operands[0], 'the backup')
    if (existsSync(target)) throw new UsedWrongly(`${target} exists already. Name a new folder for the backup.`)
    refuseForeignDatabase()
    const { refuseNoFolder } = await import('./store.ts')
    refuseNoFolder(given)
    const { backupEmbedded } = await import('../platform/database/backup.ts')
    const folder = dataFolder(given.text('store'))
    const fresh = `${target}.unfinished`
    await mkdir(fresh, { recursive: true, mode: 0o700 })
    try {
      const { files, bytes } = await backupEmbedded(folder, join(fresh, 'database'))
      for (const name of beside) if (existsSync(join(folder, name))) await cp(join(folder, name), join(fresh, name), { recursive: true })
      await rename(fresh, target)
      if (given.on('json')) printJson({ folder: target, files, bytes })
      else process.stdout.write(`${target}: the database (${files} files, ${bytes} bytes), the blobs and the keys\n`)
      return 0
    } finally {
      await rm(fresh, { recursive: true, force: true })
    }
  },
}

export const restore: Verb = {
  usage: 'DIR [--store DIR] [--json]',
  operands: 1,
  about: 'put a backup into an empty data folder',
  run: async (given) => {
    const source = folderGiven(given.operands[0], 'the backup')
    refuseForeignDatabase()
    const { restoreEmbedded } = await import('../platform/database/backup.ts')
    const folder = dataFolder(given.text('store'))
    for (const name of beside)
      if (existsSync(join(folder, name)))
        throw new UsedWrongly(`${join(folder, name)} is there already. Move it away, or restore into another folder.`)
    await mkdir(folder, { recursive: true, mode: 0o711 })
    try {
      await restoreEmbedded(join(source, 'database'), folder)
    } catch (error) {
      throw new UsedWrongly((error as Error).message)
    }
    for (const name of beside) if (existsSync(join(source, name))) await cp(join(source, name), join(folder, name), { recursive: true })
    if (given.on('json')) printJson({ folder })
    else process.stdout.write(`${folder}: restored. Check it with: secondchair ledger verify --blobs\n`)
    return 0
  },
}

function folderGiven(folder: string | undefined, what: string): string {
  if (folder === undefined) throw new UsedWrongly(`Name the folder of ${what}.`)
  return resolve(folder)
}

function refuseForeignDatabase(): void {
  if (process.env.DATABASE_URL)
    throw new UsedWrongly('DATABASE_URL is set: back that server up with its own tools (pg_dump, pg_basebackup), and the blobs with yours.')
}
