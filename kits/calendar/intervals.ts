/** A half-open stretch [from, to) on one line of numbers; here always epoch milliseconds. */
export interface Interval {
  readonly from: number
  readonly to: number
}

/**
 * The union of any intervals: sorted, disjoint, not touching, none empty. What all functions here return and (but this one) take.
 *
 * @example
 * union([{ from: 5, to: 7 }, { from: 1, to: 3 }, { from: 3, to: 4 }]) // [1, 4), [5, 7)
 */
export function union(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals.filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from)
  const merged: Interval[] = []
  for (const next of sorted) {
    const last = merged.at(-1)
    if (!last || next.from > last.to) merged.push(next)
    else if (next.to > last.to) merged[merged.length - 1] = { from: last.from, to: next.to }
  }
  return merged
}

/** What lies in both. Both must be unions. */
export function intersection(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const shared: Interval[] = []
  let i = 0
  let j = 0
  for (let x = a[i], y = b[j]; x && y; x = a[i], y = b[j]) {
    const from = Math.max(x.from, y.from)
    const to = Math.min(x.to, y.to)
    if (from < to) shared.push({ from, to })
    if (x.to <= y.to) i++
    else j++
  }
  return shared
}

/** What lies in the first and not in the second. Both must be unions. */
export function difference(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  return intersection(a, complement(b))
}

function complement(intervals: readonly Interval[]): Interval[] {
  const gaps: Interval[] = []
  let from = -Infinity
  for (const interval of intervals) {
    if (from < interval.from) gaps.push({ from, to: interval.from })
    from = interval.to
  }
  gaps.push({ from, to: Infinity })
  return gaps
}
