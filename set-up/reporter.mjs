import { Readable } from 'node:stream'
import { spec as Spec } from 'node:test/reporters'

/** The closing figures, as Node's report writes them for people. */
const figure = /ℹ (?=(?:tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) [\d.]+)/g

/** Node's own report, its closing figures in the form that programs read (`# tests 12`). */
export default async function* report(events) {
  for await (const text of Readable.from(events).pipe(new Spec())) yield String(text).replace(figure, '# ')
}
