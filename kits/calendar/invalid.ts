/**
 * Input that cannot be used. `place` says where (`$.calendar.hours.mon[0]`), the message what and the remedy.
 *
 * @example
 * throw new InvalidInput('$.calendar.hours.mon[0]', 'ends before it begins; write a span over midnight as two')
 */
export class InvalidInput extends Error {
  readonly place: string

  constructor(place: string, what: string) {
    super(`${place} ${what}.`)
    this.name = 'InvalidInput'
    this.place = place
  }
}

/** How a wrong value is shown in a message: short, whatever it was. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value) ?? String(value)
  return text.length > shownCharactersMax ? `${text.slice(0, shownCharactersMax)}…` : text
}

/** A message stays one line that a person can read. */
const shownCharactersMax = 60

/** The value as an object with named fields. @throws InvalidInput */
export function readObject(value: unknown, place: string, holds: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw new InvalidInput(place, `must be an object with ${holds}; it is ${shown(value)}`)
}

/** The value as a list of at most `lengthMax`; a missing one is empty where `optional`. @throws InvalidInput */
export function readList(value: unknown, place: string, of: string, lengthMax: number): readonly unknown[] {
  if (!Array.isArray(value)) throw new InvalidInput(place, `must be a list of ${of}; it is ${shown(value)}`)
  if (value.length > lengthMax) throw new InvalidInput(place, `holds ${value.length} entries; the most is ${lengthMax}`)
  return value
}
