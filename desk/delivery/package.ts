import type { Deliver, FileRef, LineOrder, ReadFile, WriteFile } from '../line.ts'
import { type PackageFacts, writeCertificate } from './certificate.ts'

/** The files of a package besides the product, written and ready to be released. */
interface Packed {
  readonly extras: readonly FileRef[]
  readonly certificate: FileRef
  readonly manifest: FileRef
}

/** Puts a package together around a product: what the line adds, the inspection certificate, and last the manifest that lists them all by their hashes. */
export async function pack(
  facts: PackageFacts,
  order: LineOrder<unknown>,
  deliver: Deliver<unknown>,
  files: { readonly read: ReadFile; readonly write: WriteFile },
): Promise<Packed> {
  const extras = await deliver(order, files)
  const product = [...order.product, ...extras]
  const taken = new Set(product.map(({ name }) => name.toLowerCase()))
  const stem = `${facts.order.number.replaceAll(/[^\w-]/g, '-')}-${facts.number}`
  const name = (what: string, ending: string): string => free(`${stem}-${what}`, ending, taken)
  const certificate = await files.write(name('certificate', 'pdf'), 'application/pdf', await writeCertificate(facts, product))
  const listed = [...product, certificate]
  const content = new TextEncoder().encode(`${JSON.stringify(manifestOf(facts, listed), null, 2)}\n`)
  const manifest = await files.write(name('manifest', 'json'), 'application/json', content)
  return { extras, certificate, manifest }
}

/** A name that no file of the product has: two of one name would hide each other in a folder. */
function free(stem: string, ending: string, taken: ReadonlySet<string>): string {
  for (let count = 1; ; count++) {
    const name = `${stem}${count === 1 ? '' : `-${count}`}.${ending}`
    if (!taken.has(name.toLowerCase())) return name
  }
}

/** What is in a package, in a form that a program can check: hash each file and compare. */
const manifestOf = ({ deliverableId, number, signOff, ...facts }: PackageFacts, files: readonly FileRef[]) => ({
  format: 'secondchair-manifest/1',
  deliverable: { id: deliverableId, number },
  ...facts,
  productHashOver: "SHA-256 of the RFC 8785 JSON of [{bytes, name, sha256}] of the product's files, sorted by name",
  signOff: {
    id: signOff.id,
    attorney: signOff.attorneyName,
    admission: signOff.admission,
    statement: signOff.statement,
    at: signOff.at,
    productHash: signOff.productHash,
  },
  files: files.map(({ name, sha256, bytes, type }) => ({ name, sha256, bytes, type })),
})
