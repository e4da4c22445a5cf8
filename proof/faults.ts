/**
 * Kills the server, its workers and sometimes its database with kill -9 at random points of a journey from the first person to an issued invoice, and looks for
 * anything lost. `node proof/faults.ts [KILLS] [SEED]`; ends with 1 where something was.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runFaults } from './fault-run.ts'

const [kills = '20', seed = '20261124'] = process.argv.slice(2)
const folder = await mkdtemp(join(tmpdir(), 'secondchair-faults-'))
const began = performance.now()
try {
  const { lost, ...report } = await runFaults({ folder, kills: Number(kills), seed: Number(seed), say: (line) => console.log(line) })
  console.log(
    JSON.stringify({
      proof: 'faults',
      seed: Number(seed),
      ...report,
      lost: lost.length,
      seconds: Math.round((performance.now() - began) / 1000),
    }),
  )
  for (const line of lost) console.log(`LOST ${line}`)
  process.exitCode = lost.length === 0 ? 0 : 1
} finally {
  await rm(folder, { recursive: true, force: true })
}
