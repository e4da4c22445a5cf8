import type { FileRef } from '../desk/line.ts'

/** What an answer holds, as far as a journey reads it. */
// biome-ignore lint/suspicious/noExplicitAny: a script reads whatever JSON came
export type Json = any

/** How a journey acts: in this process, or over a socket that breaks. */
export interface Hands {
  /** One command or question of a person; the answer, where it went well. */
  give(person: string, method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<Json>
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
}

export interface OrderOptions {
  readonly title: string
  readonly intake: Readonly<Record<string, unknown>>
  /** When it is promised for, and until when the client is asked to answer: ISO 8601, to come. */
  readonly dueAt: string
  /** The day of the work, `YYYY-MM-DD`. */
  readonly date: string
}

/** Takes an order from placing to the work in progress: a question asked and answered, one still open, the draft begun, time logged, a file in the matter. */
export async function beginOrder({ give, upload }: Hands, matterId: string, crew: Crew, options: OrderOptions): Promise<Trace> {
  const { title, intake, dueAt, date } = options
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
  await give(crew.drafter, 'POST', `${at}/times`, { taskId: draft.id, date, minutes: 45, note: `Read the papers of ${title}` })
  return { matterId, orderId, rfiId: asked.id, taskIds: tasks.map((task: Json) => task.id), file }
}

/** Submits what was drafted and reviewed: the order waits for its inspection. */
export async function finishWork({ give, upload }: Hands, { matterId, orderId, taskIds }: Trace, crew: Crew): Promise<void> {
  const at = `/api/matters/${matterId}/orders/${orderId}`
  const product = await upload(crew.drafter, matterId, 'agreement.txt', new TextEncoder().encode(`Agreement of order ${orderId}`))
  const [draft, ...rest] = taskIds
  await give(crew.drafter, 'POST', `${at}/tasks/${draft}/submit`, { files: [product], unitsDone: 1 })
  for (const taskId of rest) {
    await give(crew.lead, 'POST', `${at}/tasks/${taskId}/assign`, { personId: crew.reviewer })
    await give(crew.reviewer, 'POST', `${at}/tasks/${taskId}/start`)
    await give(crew.reviewer, 'POST', `${at}/tasks/${taskId}/submit`, { files: [], unitsDone: 1 })
  }
}
