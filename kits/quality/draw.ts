import { createHash } from 'node:crypto'
import { Unusable, whole } from './unusable.ts'

/**
 * Draws units of a lot for inspection: each set of this size is as likely as any other, and the same seed gives the same units on any machine, in
 * whatever order the lot's ids come, so that a sample can be proved not to have been picked.
 *
 * How, for whoever checks it: the ids are sorted by UTF-16 code units; the first 16 bytes of SHA-256 of the seed (UTF-8) are the state of xoshiro128**
 * (Blackman and Vigna 2018; four 32-bit words, big-endian); a partial Fisher-Yates shuffle from the front takes, for place i, one of the n - i
 * that are left: a 32-bit number below the largest multiple of n - i, modulo n - i (numbers above are drawn anew).
 *
 * @returns the ids, in the order in which they stand in `lotIds`
 * @throws Unusable where an id comes twice
 *
 * @example
 * drawSample({ lotIds: ['a', 'b', 'c', 'd'], size: 2, seed: 'order 17, lot 3' })
 */
export function drawSample({
  lotIds,
  size,
  seed,
}: {
  readonly lotIds: readonly string[]
  readonly size: number
  readonly seed: string
}): string[] {
  whole('size', size, 0)
  const ids = [...lotIds].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const twice = ids.find((id, at) => at > 0 && id === ids[at - 1])
  if (twice !== undefined) throw new Unusable(`${twice} stands twice among the lot's ids. Give each unit an id of its own.`)
  const taken = Math.min(size, ids.length)
  const below = numbersBelow(seed)
  for (let place = 0; place < taken; place++) {
    const other = place + below(ids.length - place)
    const held = ids[place] as string
    ids[place] = ids[other] as string
    ids[other] = held
  }
  const sample = new Set(ids.slice(0, taken))
  return lotIds.filter((id) => sample.has(id))
}

/** How much of a lot is inspected: a sampling plan's size, a percentage (rounded up, never under `sizeMin`), or everything. */
export type InspectionPolicy =
  | { readonly kind: 'size'; readonly size: number }
  | { readonly kind: 'percentage'; readonly percent: number; readonly sizeMin?: number }
  | { readonly kind: 'all' }

/** The number of units to inspect. @throws Unusable naming what cannot be */
export function inspectionSize(policy: InspectionPolicy, lot: number): number {
  whole('lot', lot, 0)
  if (policy.kind === 'all') return lot
  if (policy.kind === 'size') return Math.min(lot, whole('size', policy.size, 0))
  const { percent, sizeMin = 1 } = policy
  if (!(percent >= 0 && percent <= 100)) throw new Unusable(`percent must lie from 0 to 100; it is ${percent}.`)
  // 7 % of 100 is 7.000000000000001 in doubles: a hair above a whole number is that number.
  return Math.min(lot, Math.max(whole('sizeMin', sizeMin, 0), Math.ceil((lot * percent) / 100 - 1e-9)))
}

/** Unbiased whole numbers from 0 to below `count`, from a seed. */
function numbersBelow(seed: string): (count: number) => number {
  const digest = createHash('sha256').update(seed, 'utf8').digest()
  const state = new Uint32Array([0, 4, 8, 12].map((at) => digest.readUInt32BE(at)))
  return (count) => {
    const fair = 2 ** 32 - (2 ** 32 % count)
    let number = next(state)
    while (number >= fair) number = next(state)
    return number % count
  }
}

const rotate = (word: number, by: number) => (word << by) | (word >>> (32 - by))

/** One step of xoshiro128**. */
function next(state: Uint32Array): number {
  const [a, b, c, d] = state as unknown as [number, number, number, number]
  const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0
  const mixed = c ^ a
  const carried = d ^ b
  state.set([a ^ carried, b ^ mixed, mixed ^ (b << 9), rotate(carried, 11)])
  return result
}
