import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'

/** Browsers that a machine may have, where the one from the install does not fit it. */
const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

const packagedFor = 'linux-x64'
const unpackSecondsMax = 120

/** Playwright itself adds `--headless`, and `--no-sandbox` where it is told to. */
const flags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // /dev/shm is 64 MB in many containers: too small for a page.
  '--disable-dev-shm-usage',
  // Letters stand where they stand on every machine, whatever its fonts' hints say.
  '--font-render-hinting=none',
]

interface Program {
  readonly path: string
  readonly env: Readonly<Record<string, string>>
}

/**
 * Starts a Chromium: the one that comes with the install (unpacked once, with the libraries that a bare machine lacks), else one of this
 * machine. Close it when done.
 *
 * @throws Error that says what to install, with how each one failed
 *
 * @example
 * const browser = await launchBrowser()
 * const page = await browser.newPage()
 * …
 * await browser.close()
 */
export async function launchBrowser(): Promise<Browser> {
  const failures: string[] = []
  for (const find of [packaged, ...installed.map((path) => async () => (existsSync(path) ? { path, env: {} } : undefined))]) {
    try {
      const program = await find()
      if (program) return await launch(program)
    } catch (error) {
      failures.push((error as Error).message)
    }
  }
  throw new Error(
    ['No browser starts here. Install Chromium (Debian: apt-get install chromium) and run the tests again.', ...failures].join('\n'),
  )
}

const launch = ({ path, env }: Program) =>
  chromium.launch({
    executablePath: path,
    // Chromium refuses its sandbox as root.
    chromiumSandbox: process.getuid?.() !== 0,
    args: flags,
    env: { ...process.env, ...env },
  })

/** The Chromium of the install, unpacked on first use into a cache that goes with the installed packages. */
async function packaged(): Promise<Program | undefined> {
  if (`${process.platform}-${process.arch}` !== packagedFor) return undefined
  const folder = fileURLToPath(new URL('..', import.meta.resolve('@sparticuz/chromium')))
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string }
  const unpacked = join(folder, '..', '..', '.cache', `chromium-${version}`)
  if (!existsSync(unpacked)) await unpack(join(folder, 'bin'), unpacked)
  const libraries = [join(unpacked, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':')
  return { path: join(unpacked, 'chromium'), env: { LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: join(unpacked, 'fonts.conf') } }
}

/** Made whole beside its place and renamed, so that two at once, or one that is killed, leave nothing half unpacked. */
async function unpack(archives: string, folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true })
  const fresh = await mkdtemp(`${folder}.new-`)
  const files = (await readdir(archives)).filter((name) => name.endsWith('.br')).map((name) => join(archives, name))
  // The package unpacks into the temporary folder of its process: hence a process of its own.
  const code = `const { inflate } = await import('@sparticuz/chromium'); await Promise.all(${JSON.stringify(files)}.map((file) => inflate(file)))`
  const options = { cwd: dirname(fileURLToPath(import.meta.url)), env: { ...process.env, TMPDIR: fresh }, timeout: unpackSecondsMax * 1000 }
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], options)
  await writeFile(join(fresh, 'fonts.conf'), fontsConfiguration(folder))
  // Unpacked for one user alone; whoever installed need not be who tests.
  for (const path of [fresh, join(fresh, 'chromium')]) await chmod(path, 0o755)
  await rename(fresh, folder).catch(() => rm(fresh, { recursive: true, force: true }))
}

/** The package's own names folders of another world; a bare machine has no fonts at all. */
const fontsConfiguration = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`
