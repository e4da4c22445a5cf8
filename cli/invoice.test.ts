import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const folder = mkdtempSync(join(tmpdir(), 'invoice-'))
after(() => rmSync(folder, { recursive: true }))

const main = fileURLToPath(new URL('./main.ts', import.meta.url))
const run = (...args: readonly string[]) => spawnSync(process.execPath, [main, 'invoice', ...args], { encoding: 'utf8' })
const line = {
  kind: 'fee',
  date: '2026-03-02',
  units: 0.1,
  rate: 350.25,
  adjustment: 0,
  task: 'L320',
  activity: 'A104',
  timekeeper: { id: 'T7', name: 'Rao, Asha', class: 'PARALG' },
}
const invoice = {
  invoiceDate: '2026-03-31',
  invoiceNumber: '2026031',
  clientId: 'C1',
  lawFirmMatterId: 'M1',
  lawFirmId: 'F1',
  start: '2026-03-01',
  end: '2026-03-31',
  currency: 'USD',
}
const given = (name: string, lines: readonly object[]) => {
  const path = join(folder, name)
  writeFileSync(path, JSON.stringify({ ...invoice, lines }))
  return path
}

test('writes a file that its own check accepts, and tells of replaced characters', () => {
  const out = join(folder, 'out.txt')
  const written = run('ledes', '--from', given('in.json', [{ ...line, description: 'Café' }, line]), '--out', out, '--json')
  assert.equal(written.status, 0)
  const { warnings, total } = JSON.parse(written.stdout)
  assert.deepEqual([warnings.length, total], [1, 70.06])

  const checked = run('check', out, '--json')
  assert.equal(checked.status, 0)
  assert.deepEqual(JSON.parse(checked.stdout), { errors: [], warnings: [], total: 70.06 })

  writeFileSync(out, readFileSync(out, 'utf8').replace('|35.03|', '|35.02|'))
  assert.equal(run('check', out, '--json').status, 1)
})

test('an invoice without lines, and one from nowhere, end with 2 and one line', () => {
  for (const args of [
    ['--from', given('none.json', []), '--out', '-'],
    ['2026031', '--out', '-'],
    ['--from', given('odd.json', [{ kind: 'gift' }]), '--out', '-'],
  ]) {
    const { status, stdout, stderr } = run('ledes', ...args)
    assert.deepEqual([status, stdout, stderr.trimEnd().split('\n').length], [2, '', 1], stderr)
  }
})
