import { type ExitCode, printJson, type Verbs } from './verb.ts'

export const verbs: Verbs = {
  rotate: {
    usage: '[--store DIR] [--json]',
    about: 'make a new master key and wrap every matter’s data key with it; may be broken off and started again',
    run: async (given) => {
      const { withStore } = await import('./store.ts')
      const { rotateMasterKey } = await import('../platform/blobs/keys.ts')
      const { keyTable } = await import('../platform/blobs/tables.ts')
      return withStore(given, async ({ database, masters }): Promise<ExitCode> => {
        const done = await rotateMasterKey({ table: keyTable(database), masters })
        if (given.on('json')) printJson(done)
        else process.stdout.write(`master key version ${done.version}: ${done.rewrapped} data keys wrapped anew\n`)
        return 0
      })
    },
  },
}
