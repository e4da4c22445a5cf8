import type { FileRef } from '../desk/line.ts'
import { docxOf, p } from '../kits/docx/testing.ts'

/** What an answer holds, as far as a journey reads it. */
// biome-ignore lint/suspicious/noExplicitAny: a script reads whatever JSON came
export type Json = any

/** How a journey acts: in this process, or over a socket that breaks. */
export interface Hands {
  /** One command or question of a person; the answer, where it went well. */
  give(person: string, method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<Json>
  /** Sends bytes as the body. */
  send(person: string, path: string, bytes: Uint8Array): Promise<Json>
  /** Brings a file into a matter. */
  upload(person: string, matterId: string, name: string, content: Uint8Array): Promise<FileRef>
}

/** Who does what on an order: ids of people who are on its matter. */
export interface Crew {
  readonly manager: string
  readonly lead: string
  readonly drafter: string
  readonly reviewer: string
  readonly inspector: string
  readonly attorney: string
  readonly finance: string
  readonly approver: string
}

/** What an order left behind, by what it is. */
export interface Trace {
  readonly matterId: string
  readonly orderId: string
  readonly rfiId: string
  readonly taskIds: readonly string[]
  readonly file: FileRef
  readonly templateId: string
}

export interface OrderOptions {
  readonly title: string
  /** The template that is filled. */
  readonly templateId: string
  /** When it is promised for, and until when the client is asked to answer: ISO 8601, to come. */
  readonly dueAt: string
  /** The day of the work, `YYYY-MM-DD`. */
  readonly date: string
}

/** Takes an order from placing to the work in progress: a question asked and answered, one still open, the draft begun, time logged, a file in the matter. */
export async function beginOrder({ give, upload }: Hands, matterId: string, crew: Crew, options: OrderOptions): Promise<Trace> {
  const { title, templateId, dueAt, date } = options
  const intake = { kind: 'nda', side: 'supplier', keyTerms: 'Two years, mutual, the law of New York.', templateId }
  const file = await upload(crew.approver, matterId, 'instructions.txt', new TextEncoder().encode(`Instructions for ${title}`))
  const { id: orderId, status } = await give(crew.approver, 'POST', `/api/matters/${matterId}/orders`, {
    line: 'contract-drafting',
    priority: 'standard',
    intake,
    title,
    attachments: [file],
  })
  const at = `/api/matters/${matterId}/orders/${orderId}`
  if (status === 'placed') await give(crew.manager, 'POST', `${at}/clear`)
  await give(crew.manager, 'POST', `${at}/promise`, { dueAt })
  await give(crew.lead, 'POST', `${at}/plan`, {})
  const { tasks } = await give(crew.lead, 'GET', `${at}/work`)
  const [draft] = tasks
  await give(crew.lead, 'POST', `${at}/tasks/${draft.id}/assign`, { personId: crew.drafter })
  const asked = await give(crew.drafter, 'POST', `${at}/rfis`, { question: `Which law governs ${title}?`, dueAt })
  await give(crew.approver, 'POST', `${at}/rfis/${asked.id}/answer`, { text: 'The law of New York.' })
  await give(crew.drafter, 'POST', `${at}/tasks/${draft.id}/start`)
  await give(crew.drafter, 'POST', `${at}/times`, { taskId: draft.id, date, minutes: 45, note: `${title}: read the papers` })
  return { matterId, orderId, rfiId: asked.id, taskIds: tasks.map((task: Json) => task.id), file, templateId }
}

/** Fills the template, submits it and reviews it: the order waits for its inspection. */
export async function finishWork({ give }: Hands, { matterId, orderId, taskIds, templateId }: Trace, crew: Crew): Promise<void> {
  const at = `/api/matters/${matterId}/orders/${orderId}`
  const [draft, ...rest] = taskIds
  const answers = { seller: 'Brightwater Foods, Inc.', buyer: 'Castellan Logistics GmbH', days: '30' }
  const { revision } = await give(crew.drafter, 'PUT', `${at}/contract-drafting/answers`, { templateId, version: 1, answers, revision: 0 })
  const { file } = await give(crew.drafter, 'POST', `${at}/contract-drafting/assemble`, { revision })
  await give(crew.drafter, 'POST', `${at}/tasks/${draft}/submit`, { files: [file], unitsDone: 1 })
  for (const taskId of rest) {
    await give(crew.lead, 'POST', `${at}/tasks/${taskId}/assign`, { personId: crew.reviewer })
    await give(crew.reviewer, 'POST', `${at}/tasks/${taskId}/start`)
    await give(crew.reviewer, 'POST', `${at}/tasks/${taskId}/submit`, { files: [], unitsDone: 1 })
  }
}

/** Inspects, signs and releases what was submitted. @returns the deliverable's id */
export async function deliver({ give }: Hands, { matterId, orderId }: Trace, crew: Crew): Promise<string> {
  const at = `/api/matters/${matterId}/orders/${orderId}`
  const { id: inspectionId } = await give(crew.inspector, 'POST', `${at}/inspections`)
  const inspection = `${at}/inspections/${inspectionId}`
  await give(crew.inspector, 'POST', `${inspection}/checks`)
  const { inspections } = await give(crew.inspector, 'GET', `${at}/quality`)
  const { findings, sample } = inspections.find(({ id }: Json) => id === inspectionId)
  for (const { id } of findings)
    await give(crew.inspector, 'POST', `${inspection}/findings/${id}/dismiss`, { reason: 'As the client wants it.' })
  await give(crew.inspector, 'POST', `${inspection}/units`, { units: sample })
  await give(crew.inspector, 'POST', `${inspection}/close`)
  const { productHash, statement } = await give(crew.attorney, 'GET', `${at}/sign-off`)
  await give(crew.attorney, 'POST', `${at}/sign-offs`, { productHash, statement })
  return (await give(crew.lead, 'POST', `${at}/deliverables`)).id
}

/** Takes a deliverable and bills it. @returns the invoice's id */
export async function acceptAndInvoice({ give }: Hands, { matterId, orderId }: Trace, deliverableId: string, crew: Crew): Promise<string> {
  const at = `/api/matters/${matterId}`
  await give(crew.approver, 'POST', `${at}/orders/${orderId}/deliverables/${deliverableId}/accept`)
  const { id } = await give(crew.finance, 'POST', `${at}/invoices`, { orderIds: [orderId] })
  await give(crew.manager, 'POST', `${at}/invoices/${id}/approve`)
  await give(crew.finance, 'POST', `${at}/invoices/${id}/issue`)
  return id
}

/** A small contract with fields, as Word saves it. */
export const templateBytes = (): Uint8Array =>
  docxOf({
    body: [
      p('{seller} sells to {buyer}.'),
      p('The price is paid within {days} days of delivery.'),
      p('This agreement is governed by the law of New York.'),
    ].join(''),
  })

/** Adds a template to the house's. */
export async function addTemplate({ send }: Hands, person: string, name: string): Promise<string> {
  const { id } = await send(person, `/api/templates?${new URLSearchParams({ name, kind: 'nda', fileName: 'sale.docx' })}`, templateBytes())
  return id
}
