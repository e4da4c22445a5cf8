import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { runUpload } from './upload-run.ts'

const bytes = 64 * 1024 ** 2

test('an upload of 64 MB whose line is cut, and whose server is killed, goes on where it stands', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'secondchair-upload-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const report = await runUpload({ folder, bytes })
  t.diagnostic(`${report.seconds.toFixed(1)} s, web process ${Math.round(report.webMiBBefore)} to ${Math.round(report.webMiBMax)} MiB`)
  assert.equal(report.cuts, 2)
})
