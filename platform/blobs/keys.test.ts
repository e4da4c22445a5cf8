import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { matterKeys, rotateMasterKey } from './keys.ts'
import { openMasterKeys } from './masters.ts'
import { keyTableInMemory, temporaryFolder } from './testing.ts'

const environment = {}

test('a matter has one key, made on first use and the same after a restart', async (t) => {
  const folder = await temporaryFolder(t)
  const table = keyTableInMemory()
  const first = await matterKeys({ table, masters: await openMasterKeys({ folder, environment }) }).forSealing('a')
  const restarted = matterKeys({ table, masters: await openMasterKeys({ folder, environment }) })

  assert.deepEqual(await restarted.forSealing('a'), first)
  assert.deepEqual(await restarted.forOpening('a', first.version), first)
  assert.notDeepEqual((await restarted.forSealing('b')).key, first.key)
  assert.equal(Buffer.from((table.rows.get('a') as { wrapped: Uint8Array }).wrapped).includes(first.key), false)
})

test('two that make the key of a matter at once get the same one', async (t) => {
  const masters = await openMasterKeys({ folder: await temporaryFolder(t), environment })
  const keys = matterKeys({ table: keyTableInMemory(), masters })
  const made = await Promise.all(Array.from({ length: 8 }, () => keys.forSealing('a')))
  assert.equal(new Set(made.map(({ key }) => Buffer.from(key).toString('hex'))).size, 1)
})

test('two processes that start together agree on the master key, which only its user can read', async (t) => {
  const folder = await temporaryFolder(t)
  const started = await Promise.all(Array.from({ length: 8 }, () => openMasterKeys({ folder, environment })))
  const newest = await Promise.all(started.map((masters) => masters.newest()))

  assert.equal(new Set(newest.map(({ key }) => Buffer.from(key).toString('hex'))).size, 1)
  assert.deepEqual(await readdir(folder), ['master.key'])
  if (process.platform !== 'win32') assert.equal((await stat(join(folder, 'master.key'))).mode & 0o777, 0o600)
})

test('a master key that others can read, or that is none, is refused with the remedy', {
  skip: process.platform === 'win32',
}, async (t) => {
  const folder = await temporaryFolder(t)
  await openMasterKeys({ folder, environment })
  const path = join(folder, 'master.key')
  await chmod(path, 0o644)
  await assert.rejects(openMasterKeys({ folder, environment }), /chmod 600/)
  await chmod(path, 0o600)
  await writeFile(path, '1 c2hvcnQ=\n')
  await assert.rejects(openMasterKeys({ folder, environment }), /Restore it from your backup/)
})

test('a process that runs on uses the version that another one rotated to', async (t) => {
  const folder = await temporaryFolder(t)
  const running = await openMasterKeys({ folder, environment })
  assert.equal((await running.newest()).version, 1)
  const added = await (await openMasterKeys({ folder, environment })).add()
  assert.deepEqual(await running.newest(), added)
})

test('the master key can come from the environment, in versions', async (t) => {
  const folder = await temporaryFolder(t)
  const [old, fresh] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')]
  const table = keyTableInMemory()
  const before = await openMasterKeys({ folder, environment: { SECONDCHAIR_MASTER_KEY: old } })
  const made = await matterKeys({ table, masters: before }).forSealing('a')
  await assert.rejects(rotateMasterKey({ table, masters: before }), /SECONDCHAIR_MASTER_KEY/)

  const after = await openMasterKeys({ folder, environment: { SECONDCHAIR_MASTER_KEY: `2:${fresh},1:${old}` } })
  assert.deepEqual(await rotateMasterKey({ table, masters: after }), { version: 2, rewrapped: 1 })

  const alone = await openMasterKeys({ folder, environment: { SECONDCHAIR_MASTER_KEY: `2:${fresh}` } })
  assert.deepEqual(await matterKeys({ table, masters: alone }).forOpening('a', 1), made)
  assert.deepEqual(await readdir(folder), [])
  await assert.rejects(openMasterKeys({ folder, environment: { SECONDCHAIR_MASTER_KEY: 'short' } }), { problem: 'no-key' })
})

test('another master key does not open a data key, nor does a row moved to another matter', async (t) => {
  const table = keyTableInMemory()
  const keys = matterKeys({ table, masters: await openMasterKeys({ folder: await temporaryFolder(t), environment }) })
  await keys.forSealing('a')
  const stranger = matterKeys({ table, masters: await openMasterKeys({ folder: await temporaryFolder(t), environment }) })
  await assert.rejects(stranger.forOpening('a', 1), { problem: 'damaged', message: /another master key/ })

  const row = table.rows.get('a')
  if (row) table.rows.set('b', row)
  await assert.rejects(keys.forOpening('b', 1), { problem: 'damaged' })
})

test('a rotation wraps all keys anew, changes none, and goes on after it was cut short', async (t) => {
  const folder = await temporaryFolder(t)
  const table = keyTableInMemory()
  const masters = await openMasterKeys({ folder, environment })
  const keys = matterKeys({ table, masters })
  const matters = Array.from({ length: 20 }, (_, index) => `m${index}`)
  const before = await Promise.all(matters.map((matter) => keys.forSealing(matter)))
  const other = matterKeys({ table, masters: await openMasterKeys({ folder, environment }) })

  let replaced = 0
  const dying = {
    ...table,
    replace: (...call: Parameters<typeof table.replace>) => {
      if (++replaced > 7) throw new Error('killed')
      return table.replace(...call)
    },
  }
  await assert.rejects(rotateMasterKey({ table: dying, masters }), /killed/)
  // A process that began before the rotation reads both the old and the new.
  assert.deepEqual(await Promise.all(matters.map((matter) => other.forOpening(matter, 1))), before)

  assert.deepEqual(await rotateMasterKey({ table, masters: await openMasterKeys({ folder, environment }) }), { version: 2, rewrapped: 13 })
  assert.deepEqual(await Promise.all(matters.map((matter) => other.forOpening(matter, 1))), before)
  assert.ok([...table.rows.values()].every((row) => row !== 'destroyed' && row.masterVersion === 2))
  assert.deepEqual(await rotateMasterKey({ table, masters }), { version: 3, rewrapped: 20 })
  assert.equal((await readFile(join(folder, 'master.key'), 'utf8')).trim().split('\n').length, 3)
})

test('a destroyed key is gone for reading and for writing, and no new one takes its place', async (t) => {
  const keys = matterKeys({ table: keyTableInMemory(), masters: await openMasterKeys({ folder: await temporaryFolder(t), environment }) })
  await keys.forSealing('a')
  await keys.destroy('a')
  await assert.rejects(keys.forOpening('a', 1), { problem: 'key-destroyed' })
  await assert.rejects(keys.forSealing('a'), { problem: 'key-destroyed' })
})
