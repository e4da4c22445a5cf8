import { type Block, type SimpleDocument, writePdf } from '../../kits/pdf/index.ts'
import type { FileRef } from '../line.ts'
import type { SignOff } from '../signoff/model.ts'
import type { InspectionFacts } from './inspection.ts'

/** What a package says of itself, in its certificate and its manifest. */
export interface PackageFacts {
  readonly deliverableId: string
  readonly number: number
  readonly order: { readonly id: string; readonly number: string; readonly title: string; readonly line: string }
  readonly matter: { readonly id: string; readonly reference: string; readonly name: string }
  readonly client: string
  readonly productHash: string
  readonly signOff: SignOff
  readonly inspection: InspectionFacts | null
  /** How far the matter's ledger had come: its last entry vouches for all before it. */
  readonly ledger: { readonly stream: string; readonly seq: number; readonly hash: string }
  readonly madeAt: string
}

/** The inspection certificate: what was inspected, with what result, who signed it off, and the files by their hashes. */
export const writeCertificate = (facts: PackageFacts, files: readonly FileRef[]): Promise<Uint8Array> => writePdf(certificate(facts, files))

function certificate(facts: PackageFacts, files: readonly FileRef[]): SimpleDocument {
  const { order, matter, client, number, madeAt, signOff, inspection, ledger, productHash } = facts
  const { admission } = signOff
  return {
    title: `Inspection certificate ${order.number}, release ${number}`,
    language: 'en',
    madeAt: Temporal.Instant.from(madeAt),
    paper: 'a4',
    footer: `${order.number}, release ${number}`,
    blocks: [
      { kind: 'heading', level: 1, text: 'Inspection certificate' },
      {
        kind: 'facts',
        facts: [
          ['Client', client],
          ['Matter', `${matter.reference} ${matter.name}`],
          ['Order', `${order.number} ${order.title}`],
          ['Service', order.line],
          ['Release', String(number)],
          ['Made', shown(madeAt)],
        ],
      },
      { kind: 'heading', level: 2, text: 'Inspection' },
      ...inspected(inspection),
      { kind: 'heading', level: 2, text: 'Sign-off' },
      {
        kind: 'facts',
        facts: [
          ['Attorney', signOff.attorneyName],
          ['Admitted', `${admission.jurisdiction}, no. ${admission.number}, ${admission.status}`],
          ['Holds', admission.expiresOn === null ? 'without an end' : `until ${admission.expiresOn}`],
          ['Signed', shown(signOff.at)],
        ],
      },
      { kind: 'paragraph', text: signOff.statement },
      { kind: 'heading', level: 2, text: 'Files' },
      {
        kind: 'table',
        columns: [{ title: 'Name' }, { title: 'Bytes', align: 'end' }, { title: 'SHA-256' }],
        rows: files.map(({ name, bytes, sha256 }) => [name, bytes.toLocaleString('en'), sha256]),
      },
      {
        kind: 'paragraph',
        small: true,
        text: `The sign-off covers the product hash ${productHash}: SHA-256 over the canonical JSON (RFC 8785) of the product's names, hashes and sizes. The ledger of the matter stood at entry ${ledger.seq}, ${ledger.hash}.`,
      },
    ],
  }
}

const shown = (at: string): string => `${at.slice(0, 16).replace('T', ' ')} UTC`

/** Figures of an inspection, or that there was none: a certificate claims nothing that did not happen. */
function inspected(inspection: InspectionFacts | null): readonly Block[] {
  if (!inspection) return [{ kind: 'paragraph', text: 'No inspection is on record for this release.' }]
  const { plan, lotSize, sampleSize, defects, verdict, inspector, at, dpmo, sigma } = inspection
  return [
    {
      kind: 'facts',
      facts: [
        ['Plan', plan],
        ['Inspected', `${sampleSize} of ${lotSize} units`],
        ['Defects', String(defects)],
        ['Result', verdict],
        ['DPMO', dpmo === null ? 'not counted' : dpmo.toFixed(1)],
        ['Sigma level', sigma === null ? 'no defect found: not stated' : sigma.toFixed(2)],
        ['Inspector', inspector],
        ['Closed', shown(at)],
      ],
    },
  ]
}
