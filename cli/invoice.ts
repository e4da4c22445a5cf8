import { writeFile } from 'node:fs/promises'
import { checkLedes, type LedesFinding, type LedesInvoice, LedesRefusal, writeLedes } from '../kits/loadfiles/index.ts'
import { type ExitCode, type Given, printJson, readInput, readJson, UsedWrongly, type Verbs } from './verb.ts'

export const verbs: Verbs = {
  ledes: {
    usage: 'INVOICE --out FILE | --from FILE.json --out FILE',
    operands: 1,
    about: 'Writes an issued invoice of the store, named by its number, or one that a file holds, as LEDES 1998B.',
    flags: {
      from: { kind: 'text', about: 'the invoice as JSON: {invoiceDate, invoiceNumber, clientId, lawFirmMatterId, …, lines}' },
      out: { kind: 'text', about: 'where to write; - for standard output' },
    },
    run: ledes,
  },
  check: {
    usage: 'FILE.txt',
    operands: 1,
    about: 'Checks a LEDES 1998B file: form, arithmetic, totals. Ends with 1 where a receiver would refuse it.',
    run: check,
  },
}

async function ledes(given: Given): Promise<ExitCode> {
  const out = given.text('out')
  if (out === undefined) throw new UsedWrongly('--out is missing: name the file to write.')
  const { text, warnings, total } = given.text('from') === undefined ? await fromStore(given) : await fromFile(given)
  if (out === '-') process.stdout.write(text)
  else await write(out, text)
  if (given.on('json') && out !== '-') printJson({ warnings, total: Number(total) })
  else show('warning', warnings)
  return 0
}

/** An invoice that was issued, by its number. */
async function fromStore(given: Given): Promise<ReturnType<typeof writeLedes>> {
  const [number] = given.operands
  if (number === undefined)
    throw new UsedWrongly('invoice ledes: name the invoice by its number, or with --from the JSON file that holds one.')
  const { withStore } = await import('./store.ts')
  const { invoiceDocument } = await import('../desk/billing/store.ts')
  const { writeInvoiceLedes } = await import('../desk/billing/ledes.ts')
  const { scope } = await import('../platform/database/scope.ts')
  const { house } = await import('../platform/ids.ts')
  return withStore(given, async ({ database }) => {
    const invoice = await scope(database, house, (db) => invoiceDocument(db, { number }))
    if (!invoice) throw new UsedWrongly(`There is no issued invoice "${number}" in the store. Take the number as it stands on the invoice.`)
    return told(() => writeInvoiceLedes(invoice), number)
  })
}

/** An invoice that a file holds. */
async function fromFile(given: Given): Promise<ReturnType<typeof writeLedes>> {
  const from = given.text('from') ?? ''
  const invoice = await readJson(from, 'The invoice')
  if (typeof invoice !== 'object' || invoice === null || Array.isArray(invoice))
    throw new UsedWrongly(`${from}: is not a JSON object with the invoice's fields.`)
  const { lines } = invoice as { lines?: unknown }
  if (Array.isArray(lines)) {
    const bad = lines.findIndex((line) => typeof line !== 'object' || line === null)
    if (bad >= 0) throw new UsedWrongly(`${from}: line ${bad + 1} is not an object with kind, date, units and so on.`)
  }
  return told(() => writeLedes(invoice as LedesInvoice), from)
}

/** What the format cannot carry is said with the place. */
function told(act: () => ReturnType<typeof writeLedes>, where: string): ReturnType<typeof writeLedes> {
  try {
    return act()
  } catch (error) {
    if (error instanceof LedesRefusal) throw new UsedWrongly(`${where}: ${error.message}`)
    throw error
  }
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, 'ascii')
  } catch (error) {
    throw new UsedWrongly(`${file}: cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}). Check the folder.`)
  }
}

async function check(given: Given): Promise<ExitCode> {
  const bytes = await readInput(given.operands[0], 'The LEDES file')
  // Latin-1 keeps one character a byte, so that a byte that is not ASCII is reported where it stands.
  const { errors, warnings, total } = checkLedes(bytes.toString('latin1'))
  if (given.on('json')) printJson({ errors, warnings, total: Number(total) })
  else {
    show('error', errors)
    show('warning', warnings)
    process.stdout.write(`${errors.length} errors, ${warnings.length} warnings, total ${total}\n`)
  }
  return errors.length > 0 ? 1 : 0
}

function show(kind: 'error' | 'warning', findings: readonly LedesFinding[]): void {
  for (const { line, field, message } of findings) process.stderr.write(`${kind}: line ${line}${field ? `, ${field}` : ''}: ${message}\n`)
}
