import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, runNode, say } from './house.mjs'

/** Where the pages and what they import stand. */
const folders = ['web', 'ui', 'desk', 'lines', 'kits']
const vite = 'node_modules/vite/bin/vite.js'
const stamp = join(root, 'web', 'dist', '.sources')

export const hasWeb = () => existsSync(join(root, 'web', 'vite.config.ts'))

/** The page server of development: it sends what it does not know to the application. */
export const viteServer = ['node_modules/vite/bin/vite.js', 'web']

/** Builds the web app, unless it stands there built from these very sources. @throws Error where the build fails */
export async function ensureWebBuilt() {
  if (!hasWeb()) return
  const sources = hashOfSources()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return
  say('Building the web app.')
  const began = Date.now()
  // Its words go to standard error, as all that is said before the answer.
  const code = await runNode([vite, 'build', 'web', '--logLevel', 'warn'], { stdio: ['ignore', 2, 2] })
  if (code !== 0) throw new Error('The web app was not built; the reason stands above.')
  writeFileSync(stamp, sources)
  say(`Built in ${((Date.now() - began) / 1000).toFixed(1)} s.`)
}

function hashOfSources() {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')))
  for (const file of folders.flatMap((folder) => sourcesIn(join(root, folder)))) hash.update(file).update(readFileSync(file))
  return hash.digest('hex')
}

function sourcesIn(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return path === join(root, 'web', 'dist') ? [] : sourcesIn(path)
      return /\.(tsx?|css|html|svg|json)$/.test(entry.name) && !entry.name.endsWith('.test.ts') ? [path] : []
    })
}
