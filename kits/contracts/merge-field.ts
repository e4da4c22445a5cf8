import { BadExpression, type Expression } from './expression.ts'
import type { Mark } from './marks.ts'

const casings: Readonly<Record<string, string>> = { upper: 'upper', lower: 'lower', firstcap: 'capitalize', caps: 'title' }

/**
 * Reads Word's merge field (ISO 29500-1, 17.16.5.35) with its switches for case (`\* Upper`), dates (`\@ "d MMMM yyyy"`) and numbers (`\# "$,0.00"`).
 *
 * @throws BadExpression
 */
export function mergeField(instruction: string): Mark {
  if (instruction.startsWith('nested '))
    throw new BadExpression('a merge field stands inside the formula of another field; write {{#if …}} in the text instead')
  const [, quoted, plain, switches = ''] = /^\s*MERGEFIELD\s+(?:"([^"]+)"|([^\s\\]+))\s*([\s\S]*)$/i.exec(instruction) ?? []
  const name = quoted ?? plain
  if (name === undefined) throw new BadExpression('the merge field has no name')
  let expression: Expression = { kind: 'name', name, up: 0 }
  const filter = (filterName: string, ...args: (string | number)[]) => {
    expression = { kind: 'filter', of: expression, name: filterName, args: args.map((value) => ({ kind: 'value', value })) }
  }
  const picture = /\\@\s*(?:"([^"]*)"|(\S+))/.exec(switches)
  if (picture) filter('date', (picture[1] ?? picture[2] ?? '').replaceAll('dddd', 'EEEE').replaceAll('ddd', 'EEE'))
  const number = /\\#\s*(?:"([^"]*)"|(\S+))/.exec(switches)
  if (number) {
    const format = number[1] ?? number[2] ?? ''
    if (format.includes('$')) filter('currency')
    else filter('number', /\.([0#]+)/.exec(format)?.[1]?.length ?? 0)
  }
  for (const [, word = ''] of switches.matchAll(/\\\*\s*(\w+)/g)) {
    const casing = casings[word.toLowerCase()]
    if (casing) filter(casing)
  }
  return { kind: 'field', expression, optional: false }
}
