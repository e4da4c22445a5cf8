import { randomInt, randomUUIDv7 } from 'node:crypto'

/** The id that this process made last. */
let last = ''

/**
 * A UUIDv7 (RFC 9562 section 5.7), made in the application: keys are inserted at the end of an index. Within one process its order is the order of making, also
 * within a millisecond, so that what one command makes (the tasks of a plan) can be listed by id.
 */
export function newId(): string {
  const id = randomUUIDv7()
  last = id > last ? id : following(last)
  return last
}

/** The tail of an id that counts on within a millisecond, in hexadecimal digits. */
const tailDigits = 12
const stepMax = 2 ** 24

/** A somewhat greater id: RFC 9562 section 6.2, method 2, a random step. Once in millions the tail is full; then the order of two is left to chance. */
function following(id: string): string {
  const tail = (Number.parseInt(id.slice(-tailDigits), 16) + randomInt(1, stepMax)).toString(16)
  return tail.length > tailDigits ? randomUUIDv7() : id.slice(0, -tailDigits) + tail.padStart(tailDigits, '0')
}

const form = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether a text is an id as this system writes it: 36 characters, lower case. */
export const isId = (text: string): boolean => form.test(text)

/**
 * The provider itself: the stream of what belongs to no client or matter (people, settings, templates), and the actor of what nobody does by hand (a clock that
 * runs out). It has access to every matter, so that background work passes the same row-level security as a person's.
 */
export const house = '00000000-0000-7000-8000-000000000001'
