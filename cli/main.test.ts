import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Entry, entryHash, genesis } from '../platform/ledger/entry.ts'

const folder = mkdtempSync(join(tmpdir(), 'command-line-'))
after(() => rmSync(folder, { recursive: true }))

const program = fileURLToPath(new URL('../bin/secondchair', import.meta.url))
const run = (args: readonly string[], input = '') => spawnSync(program, args, { cwd: folder, encoding: 'utf8', input })
const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content)
  return name
}

mkdirSync(join(folder, 'folder'))
file('empty', '')
file('odd.json', '{\n\n odd }')
file('quoted.json', '[1,\n"a"\n"b"]')

function refused(args: readonly string[], message: RegExp): void {
  const { status, stdout, stderr } = run(args)
  assert.deepEqual([status, stdout, stderr.trimEnd().split('\n').length], [2, '', 1], `${args.join(' ')}: ${stderr}`)
  assert.match(stderr, message)
}

test('what no table of commands holds is no command', () => {
  for (const name of ['toString', 'constructor', '__proto__']) {
    refused([name], /There is no noun/)
    refused(['quality', name], /There is no "quality/)
  }
  refused(['sla'], /There is no "sla"\. Known: sla replay/)
})

test('a flag that is not known, a word too many, a value that is missing: one line with how it is called', () => {
  refused(['sla', 'replay', '--minutes'], /Unknown option '--minutes'.* It is called so: FILE\.json/)
  refused(['sla', 'replay', 'odd.json', 'other.json'], /"other\.json" is one word too many/)
  refused(['quality', 'dpmo', '--units', '-1'], /'--units'.* It is called so: --units N/)
  refused(['ledger', 'verify', '--store'], /'--store <value>' argument missing/)
})

test('a file that cannot be read ends with 2 and its name, for every verb that takes one', () => {
  const takers = [
    ['sla', 'replay'],
    ['quality', 'chart'],
    ['quality', 'switch'],
    ['quality', 'kappa'],
    ['invoice', 'check'],
    ['ledger', 'check'],
    ['contract', 'questions'],
  ]
  for (const taker of takers) {
    refused(taker, /is missing: name a file, or -/)
    refused([...taker, 'none'], /none: cannot be read \(ENOENT\)/)
    refused([...taker, 'folder'], /folder: cannot be read \(EISDIR\)/)
  }
  refused(['sla', 'replay', 'empty'], /empty: is not JSON/)
  refused(['sla', 'replay', 'odd.json'], /odd\.json: is not JSON.*line 3.* Mend it there/)
  refused(['quality', 'chart', 'quoted.json'], /quoted\.json: is not JSON/)
  refused(['contract', 'questions', 'empty'], /The file is empty/)
})

test('a store that is named and not there is not founded', () => {
  refused(['ledger', 'verify', '--store', 'none'], /--store none: there is no such folder/)
  refused(['backup', 'copy', '--store', 'none'], /--store none: there is no such folder/)
  refused(['invoice', 'ledes', 'N-1', '--out', 'x.txt', '--store', 'empty'], /--store empty: there is no such folder/)
})

const exported = (change: (entry: Entry, at: number) => Entry = (entry) => entry): string => {
  let previous = genesis
  const lines = ['Opened', 'Zürich', 'Closed'].map((name, at) => {
    const content = { stream: 'm', seq: at + 1, at: '2026-01-13T09:00:00.000Z', actor: 'p', subject: { kind: 'matter', id: 'm' }, previous }
    const unsealed = { ...content, body: { kind: 'matter.named', name } as Entry['body'], hash: '' }
    const entry = { ...unsealed, hash: entryHash(unsealed) }
    previous = entry.hash
    return JSON.stringify(change(entry, at))
  })
  return `${lines.join('\n')}\n`
}

test('ledger check: an export from a file or standard input, with a byte order mark, changed, cut, empty', () => {
  const check = (content: string) => {
    const { status, stdout } = run(['ledger', 'check', '-', '--json'], content)
    const { entries, problems } = JSON.parse(stdout)
    return [status, entries, problems.length === 0 ? null : problems[0].seq]
  }
  assert.deepEqual(check(exported()), [0, 3, null])
  assert.deepEqual(check(`\uFEFF${exported()}`), [0, 3, null])
  assert.deepEqual(check(exported((entry, at) => (at === 1 ? { ...entry, actor: 'q' } : entry))), [1, 1, 2])
  assert.deepEqual(check(exported((entry, at) => (at === 2 ? { ...entry, actor: '\uD800' } : entry))), [1, 2, 3])
  assert.deepEqual(check(exported().split('\n').toSpliced(1, 1).join('\n')), [1, 1, 3])
  assert.deepEqual(check(exported().split('\n').toSpliced(0, 1).join('\n')), [1, 0, 2])
  assert.deepEqual(check('not a ledger\n'), [1, 0, 1])
  assert.deepEqual(check(''), [1, 0, 0])
})
