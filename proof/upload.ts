/** Uploads a large file over HTTP, cut half-way and resumed, and prints time and memory. `node proof/upload.ts [MIB]`; 2048 where it is left out. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runUpload } from './upload-run.ts'

const mebibytes = Number(process.argv[2] ?? 2_048)
const folder = await mkdtemp(join(tmpdir(), 'secondchair-upload-'))
try {
  const { bytes, seconds, cuts, ...memory } = await runUpload({ folder, bytes: mebibytes * 1024 ** 2 })
  const rounded = Object.fromEntries(Object.entries(memory).map(([name, value]) => [name, Math.round(value)]))
  console.log(
    JSON.stringify({
      proof: 'upload',
      bytes,
      cuts,
      seconds: Number(seconds.toFixed(1)),
      mibPerSecond: Math.round(bytes / 1024 ** 2 / seconds),
      ...rounded,
    }),
  )
} finally {
  await rm(folder, { recursive: true, force: true })
}
