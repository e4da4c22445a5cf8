import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { runFaults } from './fault-run.ts'

/** One of them hits the database too. The long version is `node proof/faults.ts`. */
const kills = 4

test('kill -9 in the midst of a journey loses no command, doubles none, and leaves no job undone', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'secondchair-faults-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const report = await runFaults({ folder, kills, seed: 7, say: (line) => t.diagnostic(line) })
  assert.deepEqual(report.lost, [])
  assert.equal(report.kills, kills)
  assert.equal(report.databaseKills, 1)
})
