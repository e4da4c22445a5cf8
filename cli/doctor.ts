import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { dataFolder, migrations, openStore } from '../open.ts'
import { printJson, type Verb } from './verb.ts'

interface Finding {
  readonly check: string
  readonly ok: boolean
  readonly what: string
}

/** Free space below which work should not begin, in bytes: 2 GB, one large upload. */
const freeBytesMin = 2 * 1024 ** 3

export const doctor: Verb = {
  usage: '[--store DIR] [--json]',
  about: 'say whether everything that Secondchair stands on is in order',
  run: async (given) => {
    const folder = dataFolder(given.text('store'))
    const findings: Finding[] = [node(), await space(existsSync(folder) ? folder : '.')]
    findings.push(...(await storeFindings(folder)))
    const ok = findings.every((finding) => finding.ok)
    if (given.on('json')) printJson({ ok, findings })
    else for (const finding of findings) process.stdout.write(`${finding.ok ? 'ok ' : 'BAD'} ${finding.check}: ${finding.what}\n`)
    return ok ? 0 : 1
  },
}

const node = (): Finding => ({
  check: 'node',
  ok: Number(process.versions.node.split('.')[0]) >= 26,
  what: `Node ${process.versions.node}; it takes 26 or later`,
})

async function space(folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  return { check: 'space', ok: free >= freeBytesMin, what: `${Math.round(free / 1024 ** 2)} MB free for ${folder}` }
}

/** Opening the store refuses a role for which walls would not hold, and brings the schema up to date. */
async function storeFindings(folder: string): Promise<Finding[]> {
  try {
    const store = await openStore({ folder })
    try {
      const { rows } = await store.database.pool.query<{ version: string; applied: number }>(
        "select current_setting('server_version') as version, (select count(*)::int from migration) as applied",
      )
      const { version = '?', applied = 0 } = rows[0] ?? {}
      return [
        { check: 'database', ok: Number.parseInt(version, 10) >= 15, what: `PostgreSQL ${version}; it takes 15 or later` },
        { check: 'schema', ok: applied === migrations.length, what: `${applied} of ${migrations.length} migrations applied` },
        { check: 'walls', ok: true, what: 'the database role is bound by row-level security' },
        { check: 'keys', ok: true, what: `master key version ${(await store.masters.newest()).version}` },
      ]
    } finally {
      await store.close()
    }
  } catch (error) {
    return [{ check: 'store', ok: false, what: (error as Error).message }]
  }
}
