/**
 * Draws whole numbers below a limit, the same for the same seed: a linear congruential generator (Numerical Recipes, 7.1).
 *
 * @example const draw = seeded(7); draw(6) // 0 to 5
 */
export function seeded(seed: number): (limit: number) => number {
  let state = seed >>> 0
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
}
