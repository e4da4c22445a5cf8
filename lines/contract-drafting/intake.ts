import { z } from 'zod'
import { documentKindIds, documentKinds } from './kinds.ts'

const textLengthMax = 20_000
const lineLengthMax = 300
/** Most documents of one order, and most languages of each: more is several orders. */
const documentsMax = 100
const languagesMax = 10

const line = z.string().trim().max(lineLengthMax)
const text = z.string().trim().max(textLengthMax)

/** What the client is asked about a contract. */
export const intake = z.object({
  kind: z.enum(documentKindIds).meta({ title: 'Document', titles: documentKinds }),
  side: z.enum(['supplier', 'customer', 'mutual']).meta({
    title: 'Your side',
    description:
      'supplier: you supply, license, let or employ; customer: you buy, take a licence, rent or are employed; mutual: both sides alike',
  }),
  counterparty: line.default('').meta({ title: 'Counterparty', description: 'Full name of the other side, as it is registered' }),
  governingLaw: line
    .default('')
    .meta({ title: 'Governing law', description: 'As it stands after “the laws of”: the State of New York; England and Wales' }),
  keyTerms: text.min(1, 'Say what was agreed.').meta({
    title: 'Key terms',
    description: 'What was agreed: parties, price, term, liability, anything that must or must not stand in it',
    format: 'long-text',
  }),
  templateId: z
    .uuid()
    .nullable()
    .default(null)
    .meta({ title: 'Template', description: 'One of our templates, if you know which; else we choose' }),
  documents: z.number().int().min(1).max(documentsMax).default(1).meta({
    title: 'Documents',
    description: 'How many documents, for example one for each counterparty',
  }),
  languages: z.array(line.min(1)).min(1).max(languagesMax).default(['English']).meta({
    title: 'Languages',
    description: 'Each language version is a document',
  }),
  deadlineNotes: text
    .default('')
    .meta({ title: 'About the deadline', description: 'Signing dates, board meetings, time zones', format: 'long-text' }),
})

export type Intake = z.output<typeof intake>
