import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openPool, PoolError } from './pool.ts'

const module = new URL('./pool.testing.ts', import.meta.url)
const pool = openPool({ module, threadsMax: 2, memoryMiBMax: 48, secondsMax: 5 })
after(() => pool.close())

const ends = (problem: PoolError['problem']) => (error: unknown) => error instanceof PoolError && error.problem === problem

test('a task answers, with what is moved to it', async () => {
  assert.equal(await pool.run('double', 21), 42)
  const buffer = new ArrayBuffer(1_000)
  assert.equal(await pool.run('length', buffer, { transfer: [buffer] }), 1_000)
  assert.equal(buffer.detached, true)
})

test('an error of a task is the error of its call', async () => {
  await assert.rejects(pool.run('refuse', null), /no DOCX/)
})

test('a task that takes all memory ends alone', async () => {
  const [hoarded, other] = await Promise.allSettled([pool.run('hoard', null), pool.run('double', 4)])
  assert.ok(hoarded.status === 'rejected' && ends('memory')(hoarded.reason), String(hoarded.status === 'rejected' && hoarded.reason))
  assert.deepEqual(other, { status: 'fulfilled', value: 8 })
})

test('a task that ends its thread ends alone', async () => {
  await assert.rejects(pool.run('exit', null), ends('crash'))
  assert.equal(await pool.run('double', 2), 4)
})

test('a task that never ends is ended', async () => {
  const short = openPool({ module, threadsMax: 1, secondsMax: 0.3 })
  await assert.rejects(short.run('forever', null), ends('time'))
  assert.equal(await short.run('double', 2), 4)
  await short.close()
})

test('who no longer wants an answer ends the task', async () => {
  const gone = AbortSignal.timeout(100)
  await assert.rejects(pool.run('forever', null, { signal: gone }), (error: Error) => error.name === 'AbortError')
})
