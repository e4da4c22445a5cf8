import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const command = fileURLToPath(new URL('../bin/secondchair', import.meta.url))

test('bin/secondchair runs from any folder, through links of links, and hands on arguments and exit code', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'secondchair bin '))
  t.after(() => rm(folder, { recursive: true }))
  await symlink(command, join(folder, 'first'))
  await symlink('first', join(folder, 'second'))

  const { status, stdout, stderr } = spawnSync(join(folder, 'second'), ['no such noun'], { cwd: folder, encoding: 'utf8' })
  assert.deepEqual([status, stdout], [2, ''])
  assert.match(stderr, /^secondchair: .*"no such noun"/)
})
