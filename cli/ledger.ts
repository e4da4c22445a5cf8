import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Writable } from 'node:stream'
import type { Store } from '../open.ts'
import { house, isId } from '../platform/ids.ts'
import { checkExport } from '../platform/ledger/check.ts'
import { type ExitCode, type Given, printJson, UsedWrongly, type Verbs } from './verb.ts'

const matterFlag = { matter: { kind: 'text', about: 'one matter: its id or its reference' } } as const

export const verbs: Verbs = {
  verify: {
    usage: '[--matter ID] [--blobs] [--json]',
    about: 'replay every ledger and compare it with the tables, row by row; with --blobs read every file and compare it with its hash too',
    flags: { ...matterFlag, blobs: { kind: 'switch', about: 'read every stored file as well' } },
    run: async (given) => {
      const { withStore } = await import('./store.ts')
      const { verifyLedgers } = await import('../platform/ledger/verify.ts')
      return withStore(given, async (store) => {
        const only = await streamOf(store, given)
        const found = await verifyLedgers(store.database, store.projections, only, (done, of) => progress(`${done} of ${of} ledgers`))
        const damaged = given.on('blobs')
          ? await (await import('../platform/blobs/verify.ts')).verifyBlobs(store.database, store.blobs, only)
          : { blobs: 0, problems: [] }
        const result = {
          ...found,
          ...(given.on('blobs') ? { blobs: damaged.blobs } : {}),
          problems: [...found.problems, ...damaged.problems],
        }
        if (given.on('json')) printJson(result)
        else {
          process.stdout.write(
            `${result.streams} ledgers, ${result.entries} entries, ${result.rows} rows: ${result.problems.length === 0 ? 'all agree' : `${result.problems.length} problems`}\n`,
          )
          for (const { stream, seq, what } of result.problems) process.stdout.write(`${stream} ${seq}: ${what}\n`)
        }
        return result.problems.length === 0 ? 0 : 1
      })
    },
  },

  export: {
    usage: '--matter ID [--out FILE]',
    about: 'write a matter’s ledger as JSON lines that anybody can check',
    flags: { ...matterFlag, out: { kind: 'text', about: 'where to (default: standard output)' } },
    run: async (given) => {
      const { withStore } = await import('./store.ts')
      const { exportLedger } = await import('../platform/ledger/export.ts')
      return withStore(given, async (store): Promise<ExitCode> => {
        const stream = await streamOf(store, given)
        if (!stream) throw new UsedWrongly('Name the matter: --matter ID.')
        const lines = exportLedger(store.database, house, stream)
        const out = given.text('out')
        const { pipeline } = await import('node:stream/promises')
        if (out) await pipeline(lines, await fileToWrite(out))
        else for await (const line of lines) process.stdout.write(line)
        return 0
      })
    },
  },

  check: {
    usage: 'FILE.jsonl [--json]',
    operands: 1,
    about: 'check an exported ledger, without any store',
    run: async (given) => {
      const [file] = given.operands
      if (file === undefined) throw new UsedWrongly('The export is missing: name a file, or - for standard input.')
      const input = file === '-' ? process.stdin : createReadStream(file)
      const { entries, problems } = await checkExport(createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })).catch(
        (error: NodeJS.ErrnoException) => {
          throw new UsedWrongly(`${file}: cannot be read (${error.code ?? error.message}). Check the path.`)
        },
      )
      if (given.on('json')) printJson({ entries, problems })
      else
        process.stdout.write(
          problems.length === 0 ? `${entries} entries: the chain holds\n` : `${problems[0]?.seq}: ${problems[0]?.what}\n`,
        )
      return problems.length === 0 ? 0 : 1
    },
  },
}

/** Opens a file for writing. @throws UsedWrongly naming it */
async function fileToWrite(file: string): Promise<Writable> {
  const { open } = await import('node:fs/promises')
  const handle = await open(file, 'w').catch((error: NodeJS.ErrnoException) => {
    throw new UsedWrongly(`${file}: cannot be written (${error.code ?? error.message}). Check the folder.`)
  })
  return handle.createWriteStream()
}

const progress = (text: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r${text}\x1b[K`)
}

/** The matter that a flag names, by its id or its reference. */
async function streamOf({ database }: Store, given: Given): Promise<string | undefined> {
  const named = given.text('matter')
  if (named === undefined) return undefined
  const { scope } = await import('../platform/database/scope.ts')
  const matter = await scope(database, house, (db) =>
    db
      .selectFrom('matter')
      .select('matterId')
      .where(isId(named) ? 'matterId' : 'reference', '=', named)
      .executeTakeFirst(),
  )
  if (!matter) throw new UsedWrongly(`There is no matter "${named}". Give its id or its reference.`)
  return matter.matterId
}
