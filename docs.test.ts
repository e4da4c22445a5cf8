import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { schedules } from './background.ts'
import { characters, demoPassword } from './demo/people.ts'
import { roles } from './desk/policy.ts'
import { house, newId } from './platform/ids.ts'
import { canonical } from './platform/ledger/canonical.ts'
import { type Entry, entryHash, genesis } from './platform/ledger/entry.ts'
import { variables } from './platform/settings.ts'

// What the documentation says of the code is held to the code.

const root = import.meta.dirname
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

/** The rows of the tables under a heading, each as its cells. */
function rowsUnder(file: string, heading: string): readonly (readonly string[])[] {
  const [, after = ''] = read(file).split(`\n${heading}\n`)
  const section = after.split(/\n## /)[0] ?? ''
  return section
    .split('\n')
    .filter((line) => /^\| (?!-)/.test(line))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.replaceAll('\\<', '<').trim()),
    )
}

/** The block of code in a language that holds a text. */
function codeWith(file: string, language: string, text: string): string {
  const blocks = [...read(file).matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, 'g'))].map(([, code = '']) => code)
  return blocks.find((code) => code.includes(text)) ?? assert.fail(`${file} has no ${language} with ${text}`)
}

test('every variable of the environment is told as the code has it', () => {
  const told = rowsUnder('docs/operators.md', '## Configure').filter(([name]) => /^`[A-Z0-9_]+`$/.test(name ?? ''))
  // How many cores this machine has is no news to the reader.
  const plain = (fallback: string): string => fallback.replace(/ \(here \d+\)/, '')
  const held = Object.entries(variables).map(([name, { meaning, fallback, limit }]) => [`\`${name}\``, meaning, plain(fallback), limit])
  assert.deepEqual(told, held)
})

test('no other variable of ours is read without being told', () => {
  const sources = globSync(['*.ts', '{kits,platform,desk,lines,cli,demo,set-up,e2e}/**/*.{ts,mjs}'], { cwd: root })
  const names = sources.flatMap((file) =>
    [...read(file).matchAll(/(?:process\.env|environment)(?:\.|\[')([A-Z_0-9]{2,})/g)].map(([, name = '']) => name),
  )
  /** Not ours: where programs and libraries are found. */
  const known = new Set(['PATH', 'LD_LIBRARY_PATH'])
  const page = read('docs/operators.md')
  for (const name of new Set(names))
    assert.ok(known.has(name) || page.includes(`\`${name}`), `${name} stands nowhere on the operators' page`)
})

test('every schedule is told, with its time', () => {
  const told = rowsUnder('docs/operators.md', '## Background work').slice(1)
  assert.deepEqual(
    told.map(([queue, when]) => [queue, when]),
    schedules.map(({ kind, cron }) => [`\`${kind.name}\``, `\`${cron}\` (UTC)`]),
  )
})

test('every limit is the constant that it names', () => {
  const limits = rowsUnder('docs/operators.md', '## Limits').flatMap(([, , named = '']) => {
    const [, constant, file] = /^`(.+)` in `(.+)`$/.exec(named) ?? []
    return constant && file ? [{ constant, file }] : []
  })
  assert.ok(limits.length > 50)
  for (const { constant, file } of limits) assert.ok(read(file).includes(`const ${constant}\n`), `${file}: const ${constant}`)
})

test('every dependency has its reason, and no other is told', () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read('package.json'))
  const told = rowsUnder('docs/decisions.md', '## Dependencies').slice(1)
  const names = told.flatMap(([cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name))
  assert.deepEqual(names.toSorted(), Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies }).toSorted())
})

test('the demo sign-ins are those of the demo world', () => {
  const told = rowsUnder('docs/users.md', '## The demo world').slice(1)
  assert.ok(read('docs/users.md').includes(`\`${demoPassword}\``))
  assert.deepEqual(
    told.map(([address]) => address),
    characters.map(({ email }) => `\`${email}\``),
  )
  for (const [index, { name, roles: held }] of characters.entries()) {
    const [, who = '', what = ''] = told[index] ?? []
    assert.ok(who.startsWith(name), who)
    for (const role of held) assert.match(what, new RegExp(roles[role].toLowerCase().replace(/^client /, ''), 'i'))
  }
})

/** Pages that the rail leads to or that have keys, as `label keys`. Node does not run pages: they are read. */
function pagesOf(file: string): readonly string[] {
  return read(file)
    .split(/\bpath: '/)
    .slice(1)
    .flatMap((page) => {
      const keys = /shortcut: '([^']+)'/.exec(page)?.[1] ?? ''
      const label = /\blabel: '([^']+)'/.exec(page)?.[1]
      const title = /\btitle: '([^']+)'/.exec(page)?.[1]
      return label || keys ? [`${label ?? title} ${keys}`.trim()] : []
    })
}

test('every page of the rail is told, with its keys', () => {
  const told = rowsUnder('docs/users.md', '## Pages').slice(1)
  const files = globSync(['web/pages.ts', '{desk,lines}/*/ui/index.tsx'], { cwd: root })
  assert.deepEqual(
    told.map(([label = '', keys = '']) => `${label} ${keys.replaceAll('`', '')}`.trim()).toSorted(),
    files.flatMap(pagesOf).toSorted(),
  )
})

test('files that are named are there', () => {
  const named = ['README.md', 'NOTICES.md', ...globSync('docs/*.md', { cwd: root })].flatMap((file) =>
    [
      ...read(file).matchAll(/`((?:kits|platform|desk|lines|ui|web|cli|demo|bench|e2e|set-up|proof)\/[\w./-]*)`|\]\(([\w./-]+\.md)[#)]/g),
    ].map(([, path, link]) => ({ file, path: path ?? join(dirname(file), link ?? '') })),
  )
  assert.ok(named.length > 30)
  /** Made by the build, and a room's own. */
  const elsewhere = new Set(['web/dist', 'ui/index.tsx'])
  for (const { file, path } of named) assert.ok(elsewhere.has(path) || existsSync(join(root, path)), `${file} names ${path}`)
})

test('the service line of the developers’ page type-checks', async (t) => {
  const cache = join(root, 'node_modules', '.cache')
  await mkdir(cache, { recursive: true })
  const folder = await mkdtemp(join(cache, 'docs-'))
  t.after(() => rm(folder, { recursive: true }))
  const code = codeWith('docs/developers.md', 'ts', 'ServiceLine<Intake>')
  await writeFile(join(folder, 'line.ts'), code.replaceAll("'../../", `'${root}/`))
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ extends: join(root, 'tsconfig.json'), files: ['line.ts'] }))
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const { status, stdout } = spawnSync(process.execPath, [compiler, '-p', folder], { cwd: root, encoding: 'utf8' })
  assert.equal(status, 0, stdout)
})

const python = ['python3', 'python'].find((name) => spawnSync(name, ['--version']).status === 0)

test('the ledger check of the developers’ page passes what is whole and names what is not', { skip: python ? false : 'no python' }, () => {
  const script = codeWith('docs/developers.md', 'python', 'hashlib')
  const check = (lines: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(python ?? '', ['-c', script], { input: lines.join(''), encoding: 'utf8' })
    return { status, said: `${stdout}${stderr}`.trim() }
  }
  const lines = exported(['Käse "1"', 'two\n', '"hash":"0","previous":"0"'])
  assert.match(check(lines).said, /^3 entries; the last hash is [0-9a-f]{64}$/)
  assert.deepEqual(check([lines[0] ?? '', (lines[1] ?? '').replace('two', 'six')]), { status: 1, said: 'line 2: was changed' })
  assert.match(check([lines[0] ?? '', lines[2] ?? '']).said, /^line 2: an entry is missing/)
})

/** Lines of an export, as platform/ledger/export.ts writes them. */
function exported(texts: readonly string[]): readonly string[] {
  const stream = newId()
  let previous = genesis
  return texts.map((text, index) => {
    const subject = { kind: 'order', id: newId() }
    const open: Entry = {
      stream,
      seq: index + 1,
      at: '2026-01-05T09:00:00.000Z',
      actor: house,
      subject,
      body: { kind: 'x', text } as never,
      previous,
      hash: '',
    }
    previous = entryHash(open)
    return `${canonical({ ...open, hash: previous })}\n`
  })
}
