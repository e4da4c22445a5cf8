import { sayReady, toldToStop } from './processes.ts'

/** A child for the supervisor's test, or the supervisor itself: says what it does on standard output. */
const [name = ''] = process.argv.slice(2)

if (name === 'supervisor') {
  const { supervise } = await import('./processes.ts')
  await supervise({
    program: new URL(import.meta.url).pathname,
    children: ['first', 'second'].map((name) => ({ name, args: [name] })),
    died: (name) => console.log(`died ${name}`),
    ready: (message) => console.log(`ready ${JSON.stringify(message)}`),
  })
  console.log('stopped supervisor')
} else {
  const told = toldToStop()
  const alive = setInterval(() => undefined, 1_000)
  console.log(`started ${name} ${process.pid}`)
  sayReady({ name })
  await told
  clearInterval(alive)
  console.log(`stopped ${name}`)
}
