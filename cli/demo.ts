import { type ExitCode, printJson, UsedWrongly, type Verb } from './verb.ts'

export const demo: Verb = {
  usage: '[--store DIR] [--json]',
  about: 'found the demo world in an empty store',
  run: async (given) => {
    const { withNewStore } = await import('./store.ts')
    const { isEmpty, loadDemo } = await import('../demo/load.ts')
    const { characters, demoPassword } = await import('../demo/people.ts')
    return withNewStore(given, async (store): Promise<ExitCode> => {
      if (!(await isEmpty(store)))
        throw new UsedWrongly(`${store.folder}: something has happened there already. Name an empty folder: --store DIR.`)
      await loadDemo(store, (what) => process.stderr.write(`${what}\n`))
      const people = characters.map(({ name, email, roles }) => ({ name, email, roles }))
      if (given.on('json')) printJson({ password: demoPassword, people })
      else
        process.stdout.write(`${people.map(({ name, email }) => `${email} ${name}`).join('\n')}\nThe password of each: ${demoPassword}\n`)
      return 0
    })
  },
}
