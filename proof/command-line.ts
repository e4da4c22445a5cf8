import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const outputBytesMax = 64 * 1024 * 1024

export interface Called {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Calls the command line on a data folder, as a person would: in a process of its own. */
export const secondchair = (folder: string, args: readonly string[]): Promise<Called> =>
  new Promise((resolve) => {
    const { DATABASE_URL: _, ...env } = process.env
    const options = { cwd: root, env, maxBuffer: outputBytesMax }
    execFile(process.execPath, ['cli/main.ts', ...args, '--store', folder], options, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code ?? -1) : 0, stdout, stderr }),
    )
  })
