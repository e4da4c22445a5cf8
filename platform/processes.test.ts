import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('./processes.testing.ts', import.meta.url))

/** A supervisor of two children, and the lines that all three say. */
function startSupervisor() {
  const child: ChildProcess = spawn(process.execPath, [program, 'supervisor'], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  const waiting = new Set<() => void>()
  child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk.toString()
    for (const look of waiting) look()
  })
  const closed = new Promise<void>((resolve) => child.on('close', () => resolve()))
  const said = (pattern: RegExp, times = 1): Promise<RegExpMatchArray> =>
    new Promise((resolve) => {
      const look = () => {
        const found = [...text.matchAll(new RegExp(pattern, 'gm'))][times - 1]
        if (!found) return
        waiting.delete(look)
        resolve(found)
      }
      waiting.add(look)
      look()
    })
  return { child, said, closed, text: () => text }
}

test('children start after the first is ready, a dead one is started again, and all stop when told', async () => {
  const { child, said, closed, text } = startSupervisor()
  await said(/^ready \{"name":"first"\}$/)
  const [, pid] = await said(/^started second (\d+)$/)
  process.kill(Number(pid), 'SIGKILL')
  await said(/^died second$/)
  const [, next] = await said(/^started second (\d+)$/, 2)
  assert.notEqual(next, pid)

  child.kill('SIGTERM')
  await closed
  for (const line of ['stopped first', 'stopped second', 'stopped supervisor']) assert.match(text(), new RegExp(`^${line}$`, 'm'))
})

test('children stop when their supervisor is killed', async () => {
  const { child, said, closed } = startSupervisor()
  await said(/^started second \d+$/)
  child.kill('SIGKILL')
  await Promise.all([said(/^stopped first$/), said(/^stopped second$/)])
  await closed
})
