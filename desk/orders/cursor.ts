import type { OrderCursor } from './store.ts'

/** A page's cursor as text. @example '2026-03-02T09:00:00.000Z_0195…' */
export const cursorText = ({ dueAt, id }: OrderCursor): string => `${dueAt ?? ''}_${id}`

/** Reads a cursor back; what is none begins at the first page. */
export function cursorFrom(text: string | undefined): OrderCursor | undefined {
  const [dueAt, id] = text?.split('_') ?? []
  return id === undefined ? undefined : { dueAt: dueAt === '' ? null : (dueAt ?? null), id }
}
