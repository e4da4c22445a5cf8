import { randomUUIDv7 } from 'node:crypto'

/** A UUIDv7 (RFC 9562 section 5.7), made in the application: its order is the order of making, so that keys are inserted at the end of an index. */
export const newId = (): string => randomUUIDv7()

const form = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether a text is an id as this system writes it: 36 characters, lower case. */
export const isId = (text: string): boolean => form.test(text)

/**
 * The provider itself: the stream of what belongs to no client or matter (people, settings, templates), and the actor of what nobody does by hand (a clock that
 * runs out). It has access to every matter, so that background work passes the same row-level security as a person's.
 */
export const house = '00000000-0000-7000-8000-000000000001'
