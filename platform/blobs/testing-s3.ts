import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import S3rver from 's3rver'
import type { S3Options } from './s3.ts'

/** A real S3 server, with a bucket, on a free port of this machine until the test ends. */
export async function startS3(t: TestContext, folder: string): Promise<S3Options> {
  const directory = join(folder, 's3')
  await mkdir(directory, { recursive: true })
  const server = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory, configureBuckets: [{ name: 'blobs', configs: [] }] })
  const { port } = await server.run()
  t.after(() => server.close())
  return {
    endpoint: `http://127.0.0.1:${port}`,
    bucket: 'blobs',
    region: 'us-east-1',
    accessKeyId: 'S3RVER',
    secretAccessKey: 'S3RVER',
    spoolFolder: join(folder, 'spool'),
  }
}
