import type { Blob, Blobs } from '../../platform/blobs/store.ts'
import { NotVisible } from '../../platform/database/scope.ts'
import type { Work } from '../../platform/ledger/command.ts'
import { replay, together } from '../../platform/ledger/projection.ts'
import { isRefusal, Refused, refuseNow } from '../../platform/ledger/refusal.ts'
import { entriesOf } from '../../platform/ledger/store.ts'
import { termsOn } from '../clients/engagement.ts'
import { clientById } from '../clients/store.ts'
import { type FileRef, type LineOrder, type Lines, type ServiceLineId, serviceLines } from '../line.ts'
import { matterById } from '../matters/store.ts'
import { matterFacts } from '../orders/facts.ts'
import { move } from '../orders/lifecycle.ts'
import { orders } from '../orders/projection.ts'
import { validSignOff } from '../signoff/model.ts'
import { signOffs } from '../signoff/projection.ts'
import type { PackageFacts } from './certificate.ts'
import { once, whole } from './copies.ts'
import type { ReadInspection } from './inspection.ts'
import type { CopyTerms, Package } from './model.ts'
import { pack } from './package.ts'
import { deliverables } from './projection.ts'

const reading = together({ order: orders, signOffs, deliverables })

interface ReadRelease {
  readonly facts: PackageFacts
  readonly line: ServiceLineId
  readonly order: LineOrder<unknown>
  readonly security: CopyTerms
}

/**
 * Reads what a package is made of. What can be refused is refused here already, before anything is written; the command decides again.
 *
 * @throws Refused where the order is not there yet, or no sign-off holds
 */
export async function readRelease(
  work: Work,
  { matterId, orderId }: { readonly matterId: string; readonly orderId: string },
  deliverableId: string,
  inspection: ReadInspection,
): Promise<ReadRelease> {
  const { db } = work
  const entries = await entriesOf(db, matterId, { kind: 'order', id: orderId })
  const { order, signOffs: signed, deliverables: released } = replay(reading, entries)
  if (!order) throw new NotVisible()
  const mark = move(order, 'delivered')
  if (isRefusal(mark)) throw new Refused(mark)
  const signOff = validSignOff(signed)
  if (!signOff)
    throw new Refused(refuseNow('signOff', 'No sign-off holds for this product. Let the supervising attorney sign it off first.'))
  const matter = await matterById(db, matterId)
  const client = matter && (await clientById(db, matter.clientId))
  const head = await db.selectFrom('ledgerHead').selectAll().where('streamId', '=', matterId).executeTakeFirst()
  if (!matter || !client || !head) throw new NotVisible()
  return {
    line: order.line,
    order: { id: orderId, matterId, intake: order.intake, attachments: order.attachments, product: signed.work.product },
    security: await copyTerms(work, matterId, order.terms.engagementVersion),
    facts: {
      deliverableId,
      number: released.length + 1,
      order: { id: orderId, number: order.number, title: order.title, line: serviceLines[order.line] },
      matter: { id: matterId, reference: matter.reference, name: matter.name },
      client: client.name,
      productHash: signOff.productHash,
      signOff,
      inspection: await inspection(db, orderId),
      ledger: { stream: matterId, seq: head.seq, hash: head.hash },
      madeAt: work.now,
    },
  }
}

/** The security terms in force today; those of the order's own version where none are in force any more. */
async function copyTerms(work: Work, matterId: string, version: number): Promise<CopyTerms> {
  const { engagement, date } = await matterFacts(work, matterId)
  const terms = (termsOn(engagement, date) ?? engagement.versions.find((one) => one.version === version))?.terms
  if (!terms) throw new Refused(refuseNow('engagement', 'The engagement has no terms. Sign it first.'))
  const { download, print, watermark } = terms.security
  return { download, print, watermark }
}

/** Writes what belongs to a package besides the product. Until the command comes, the files are garbage that is collected. */
export async function writeRelease(
  { facts, line, order, security }: ReadRelease,
  lines: Lines,
  blobs: Blobs,
): Promise<{ readonly released: Package; readonly written: readonly Blob[] }> {
  const plugged = lines.get(line)
  if (!plugged) throw new NotVisible()
  const written: Blob[] = []
  const read = (file: FileRef) => whole(blobs, order.matterId, file)
  const write = async (name: string, type: string, content: Uint8Array): Promise<FileRef> => {
    const blob = await blobs.write(order.matterId, once(content))
    written.push(blob)
    return { name, type, ...blob }
  }
  const packed = await pack(facts, order, plugged.deliver, { read, write })
  const released = { ...packed, files: order.product, productHash: facts.productHash, signOffId: facts.signOff.id, security }
  return { released, written }
}
