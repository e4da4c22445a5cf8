import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('./main.ts', import.meta.url))

function quality(args: string, input = '') {
  const { stdout, stderr, status } = spawnSync(process.execPath, [main, 'quality', ...args.split(' ')], { input, encoding: 'utf8' })
  return { json: () => JSON.parse(stdout) as Record<string, unknown>, stdout, stderr, status }
}

test('plan: the lot letter, the letter an arrow leads to, and the chance of acceptance', () => {
  const lot100 = quality('plan --lot 100 --aql 1.0 --level II --state normal --json')
  assert.deepEqual(lot100.json(), { letter: 'F', usedLetter: 'E', sampleSize: 13, accept: 0, reject: 1 })
  assert.deepEqual([lot100.stderr, lot100.status], ['', 0])
  const { acceptanceProbability, ...rest } = quality('plan --lot 1000 --aql 1 --level II --state normal --probability 0.01 --json').json()
  assert.deepEqual(rest, { letter: 'J', usedLetter: 'J', sampleSize: 80, accept: 2, reject: 3 })
  assert.ok(Math.abs((acceptanceProbability as number) - 0.9534) < 0.00005)
  assert.equal(quality('plan --lot 10 --aql .65 --level S-1 --state tightened --json').json().inspectAll, true)
})

test('dpmo and interval', () => {
  const { sigma, ...rest } = quality('dpmo --units 100 --opportunities 5 --defects 7 --json').json()
  assert.deepEqual(rest, { dpu: 0.07, dpo: 0.014, dpmo: 14000, yield: 0.986 })
  assert.ok(Math.abs((sigma as number) - 3.6973) < 0.00005)
  assert.equal(quality('dpmo --units 100 --opportunities 5 --defects 0 --json').json().sigma, null)
  assert.deepEqual(Object.keys(quality('interval --successes 3 --trials 100 --json').json()), ['estimate', 'lower', 'upper'])
})

test('chart, switch and kappa read a file or standard input', () => {
  const points = [4, 5, 6, 5, 4, 30].map((count, at) => ({ label: `week ${at + 1}`, count, size: null }))
  const chart = quality('chart - --json', JSON.stringify({ type: 'c', points })).json() as {
    centre: number
    points: { signals: string[] }[]
  }
  assert.equal(chart.centre, 9)
  assert.deepEqual(
    chart.points.map(({ signals }) => signals.includes('beyond-limits')),
    [false, false, false, false, false, true],
  )

  const lots = [{ accepted: false }, { accepted: false }, { accepted: true }]
  const { states, next, discontinued } = quality('switch - --json', JSON.stringify({ lots, start: 'normal' })).json()
  assert.deepEqual({ states, next, discontinued }, { states: ['normal', 'normal', 'tightened'], next: 'tightened', discontinued: false })

  const kappa = quality('kappa - --json', 'Ana,"Ben, J."\nhot,hot\nnot,hot\nnot,not\n').json()
  assert.deepEqual([kappa.method, kappa.raters, kappa.units], ['cohen', 2, 3])
  assert.ok(Math.abs((kappa.kappa as number) - 0.4) < 1e-12)
})

test('ranked words are ranked as said, on standard error', () => {
  const { stderr, status } = quality('kappa - --weights linear --json', 'a,b\nlow,mid\nhigh,high\n')
  assert.match(stderr, /ranked high < low < mid\. If that is not their order, give it: --order/)
  assert.equal(status, 0)
  assert.equal(quality('kappa - --weights linear --order low,mid,high --json', 'a,b\nlow,mid\nhigh,high\n').stderr, '')
})

test('bad input ends with 2 and one line that names the place', () => {
  const refused = (args: string, input: string, message: RegExp) => {
    const { stdout, stderr, status } = quality(args, input)
    assert.deepEqual([stdout, status], ['', 2], stderr)
    assert.match(stderr, message)
    assert.equal(stderr.trimEnd().split('\n').length, 1)
  }
  refused('chart - --json', '{"type":"p","points":[{"label":"a","count":1}]}', /-: points\[0\]\.size must be a number above 0/)
  refused('chart - --json', '{"type":"q","points":[]}', /type must be one of p, np, u, c, xmr, p-laney, u-laney; it is "q"/)
  refused('chart - --rules none --json', '{"type":"c","points":[{"label":"a","count":1}]}', /rules "none" are not known/)
  refused('switch - --json', '{"lots":[{}]}', /lots\[0\]\.accepted must be true or false; it is missing/)
  refused('kappa - --json', 'a,b\n1\n', /row 2 must have 2 cells/)
  refused('kappa - --json', 'a,b\n"1,2\n', /Line 2, column 1/)
  refused('plan --lot 100 --aql 3 --json', '', /aql 3 is not in the tables/)
  refused('plan --lot x --aql 1 --json', '', /--lot takes a number; it was x/)
  refused('dpmo --units 1 --opportunities 1 --defects 2 --json', '', /defects \(2\) are more than/)
  refused('interval --successes 2 --trials 1 --json', '', /successes \(2\) are more than trials \(1\)/)
})
