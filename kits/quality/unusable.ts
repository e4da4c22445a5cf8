/** Thrown where a figure cannot be made from what was given: says which value, and what to give instead. */
export class Unusable extends Error {}

/** A whole number from `min` on. @throws Unusable naming it */
export function whole(name: string, value: number, min: number): number {
  if (!Number.isSafeInteger(value) || value < min) throw new Unusable(`${name} must be a whole number from ${min} on; it is ${value}.`)
  return value
}

/** A number strictly between two bounds. @throws Unusable naming it */
export function between(name: string, value: number, low: number, high: number): number {
  if (!(value > low && value < high)) throw new Unusable(`${name} must lie between ${low} and ${high}, both excluded; it is ${value}.`)
  return value
}

/** A probability or share: 0 to 1, both included. @throws Unusable naming it */
export function share(name: string, value: number): number {
  if (!(value >= 0 && value <= 1)) throw new Unusable(`${name} must be a share from 0 to 1; it is ${value}.`)
  return value
}
