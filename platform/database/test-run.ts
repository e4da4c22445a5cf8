/**
 * What stands around a whole run of the tests (`node --test --test-global-setup=platform/database/test-run.ts`): holds the tests' database
 * server open, so that it starts once, and stops it at the end.
 */
import { dropLeftovers, testServer } from './testing.ts'

let server: Awaited<ReturnType<typeof testServer>> | undefined

export async function globalSetup(): Promise<void> {
  server = await testServer()
  await dropLeftovers(server)
}

export async function globalTeardown(): Promise<void> {
  await server?.release()
}
