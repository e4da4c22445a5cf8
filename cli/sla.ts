import { InvalidInput } from '../kits/calendar/index.ts'
import { type Explanation, explain, readReplayInput, replay } from '../kits/sla/index.ts'
import { type Given, printJson, readJson, UsedWrongly, type Verbs } from './verb.ts'

export const verbs: Verbs = {
  replay: {
    usage: 'FILE.json [--explain] [--json]',
    operands: 1,
    about: "read a service level clock out of an order's events: {calendar, terms, events, now}",
    flags: { explain: { kind: 'switch', about: 'also show what counted and what did not' } },
    run: runReplay,
  },
}

async function runReplay(given: Given): Promise<0> {
  const [file] = given.operands
  const input = await readJson(file, 'FILE.json')
  try {
    const order = readReplayInput(input)
    if (given.on('json')) printJson(given.on('explain') ? explain(order) : replay(order))
    else process.stdout.write(`${readable(explain(order), given.on('explain')).join('\n')}\n`)
    return 0
  } catch (error) {
    if (error instanceof InvalidInput) throw new UsedWrongly(`${file}: ${error.message}`)
    throw error
  }
}

function readable({ state, summary, steps }: Explanation, all: boolean): string[] {
  return [`${state}: ${summary.at(-1)}`, ...(all ? [...summary.slice(0, -1), ...steps.map(({ text }) => `  ${text}`)] : [])]
}
