import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { environment, root, startNode } from './house.mjs'

/** Everything that needs no run of the code. Each reads only. */
const checks = [
  { name: 'types', args: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.'] },
  { name: 'lint and format', args: ['node_modules/@biomejs/biome/bin/biome', 'check', '--max-diagnostics=50', '.'] },
  {
    name: 'layers',
    args: ['node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', '--config', '.dependency-cruiser.cjs', ...sources()],
  },
  { name: 'dead code', args: ['node_modules/knip/bin/knip.js', '--cache'] },
]

/** Runs all checks, side by side, and prints each as it ends. @returns the names of those that failed */
export async function check() {
  const failed = await Promise.all(checks.map(async ({ name, args }) => ((await passes(name, args)) ? [] : [name])))
  return failed.flat()
}

async function passes(name, args) {
  const began = Date.now()
  const colour = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}
  const child = startNode(args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...environment(), ...colour } })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data))
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve))
  const seconds = ((Date.now() - began) / 1000).toFixed(1)
  process.stdout.write(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)\n${code === 0 ? '' : `${output.trimEnd()}\n`}`)
  return code === 0
}

/** What holds code. dependency-cruiser must be told, and told only of what exists. */
function sources() {
  const places = ['kits', 'platform', 'desk', 'lines', 'ui', 'web', 'cli', 'demo', 'bench', 'e2e', 'main.ts']
  return places.filter((place) => existsSync(join(root, place)))
}
