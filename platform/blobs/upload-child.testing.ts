import { join } from 'node:path'
import { folderPlace } from './folder.ts'
import { matterKeys } from './keys.ts'
import { openMasterKeys } from './masters.ts'
import { createBlobs } from './store.ts'
import { keyTableInMemory } from './testing.ts'
import { type ChildTask, pattern } from './upload.testing.ts'
import { createUploads } from './upload.ts'

/** A process that uploads and may be killed at any time. It says its memory, and what it did, on standard output. */
const task = JSON.parse(process.argv[2] ?? '') as ChildTask

const table = keyTableInMemory()
table.rows.set(task.matterId, { ...task.key, wrapped: Buffer.from(task.key.wrapped, 'base64') })
const keys = matterKeys({ table, masters: await openMasterKeys({ folder: task.folder, environment: {} }) })
const blobs = createBlobs({ place: folderPlace(join(task.folder, 'blobs')), keys })
const uploads = createUploads({ folder: join(task.folder, 'uploads'), blobs, keys, now: () => new Date() })

const { offset, bytes } = await uploads.status(task.matterId, task.id)
const end = Math.min(bytes, task.until ?? bytes)
if (offset < end) await uploads.append(task.matterId, task.id, offset, pattern(offset, end))
const blob = end === bytes ? await uploads.finish(task.matterId, task.id, async (finished) => finished) : undefined
process.stdout.write(JSON.stringify({ blob, maxRssBytes: process.resourceUsage().maxRSS * 1024 }))
