import assert from 'node:assert/strict'

/** For tests: equal as far as a figure is printed, half of its last place either way. `near(x, '.0524')` */
export function near(actual: number | null | undefined, printed: string): void {
  const places = printed.split('.')[1]?.length ?? 0
  const off = Math.abs((actual ?? Number.NaN) - Number(printed))
  assert.ok(off <= 0.5000001 * 10 ** -places, `${actual} is not ${printed}`)
}

/** For tests: equal but for the last digits that doubles lose on the way. */
export function close(actual: number, expected: number, relative = 1e-13): void {
  assert.ok(Math.abs(actual - expected) <= relative * Math.abs(expected), `${actual} is not ${expected}`)
}
