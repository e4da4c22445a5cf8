import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('./main.ts', import.meta.url))

function sla(input: unknown, ...flags: string[]) {
  return spawnSync(process.execPath, [main, 'sla', 'replay', '-', ...flags], { input: JSON.stringify(input), encoding: 'utf8' })
}

const order = {
  calendar: { timeZone: 'Europe/London', hours: { mon: [['09:00', '17:00']], fri: [['09:00', '17:00']] }, holidays: [] },
  terms: { target: { businessMinutes: 60 }, pausesOn: [] },
  events: [{ at: '2026-01-16T16:30:00Z', kind: 'start' }],
  now: '2026-01-19T10:00:00Z',
}

test('sla replay prints the clock as JSON and nothing else; a breach is no failure of the command', () => {
  const { stdout, stderr, status } = sla(order, '--json')
  assert.deepEqual(JSON.parse(stdout), {
    state: 'breached',
    dueAt: '2026-01-19T09:30:00Z',
    elapsedMinutes: 90,
    remainingMinutes: -30,
    breachedAt: '2026-01-19T09:30:00Z',
  })
  assert.deepEqual([stderr, status], ['', 0])
})

test('without --json it prints a line to read, with --explain the arithmetic', () => {
  assert.equal(sla(order).stdout, 'breached: By Mon 2026-01-19 10:00 90 minutes used: due Mon 2026-01-19 09:30 has passed.\n')
  assert.match(sla(order, '--explain').stdout, /\n {2}Fri 2026-01-16 16:30 to Mon 2026-01-19 10:00: 90 minutes counted\n$/)
})

test('unusable input ends with 2 and one line that names the place', () => {
  const { stdout, stderr, status } = sla({ ...order, calendar: { ...order.calendar, hours: { mon: [['17:00', '09:00']] } } }, '--json')
  assert.deepEqual([stdout, status], ['', 2])
  assert.match(stderr, /^secondchair: -: \$\.calendar\.hours\.mon\[0\] must end after it begins;[^\n]*\n$/)
})
