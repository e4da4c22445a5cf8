export interface ParetoRow {
  readonly category: string
  readonly count: number
  readonly share: number
  /** Share of this category and all before it. */
  readonly cumulative: number
}

/** Categories by count, most first, ties by name (code units, so that every machine orders alike); categories of the same name are added up. */
export function pareto(items: readonly { readonly category: string; readonly count: number }[]): ParetoRow[] {
  const counts = new Map<string, number>()
  for (const { category, count } of items) counts.set(category, (counts.get(category) ?? 0) + count)
  const rows = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
  const total = rows.reduce((sum, [, count]) => sum + count, 0)
  let before = 0
  return rows.map(([category, count]) => {
    before += count
    return { category, count, share: total === 0 ? 0 : count / total, cumulative: total === 0 ? 0 : before / total }
  })
}
