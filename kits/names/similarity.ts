/**
 * Jaro-Winkler similarity of two words, 0 to 1 (W. Winkler, 1990: prefix weight 0.1, at most 4 letters).
 *
 * @example
 * jaroWinkler('martha', 'marhta') // 0.961
 */
export function jaroWinkler(a: string, b: string): number {
  const similarity = jaro(a, b)
  let prefix = 0
  while (prefix < 4 && prefix < a.length && prefix < b.length && a[prefix] === b[prefix]) prefix++
  return similarity + prefix * 0.1 * (1 - similarity)
}

/** Jaro similarity of two words, 0 to 1. */
export function jaro(a: string, b: string): number {
  if (a === b) return 1
  if (a === '' || b === '') return 0
  const window = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1)
  const takenInB = new Uint8Array(b.length)
  const matchesInA: string[] = []
  for (let i = 0; i < a.length; i++) {
    for (let j = Math.max(0, i - window); j < Math.min(b.length, i + window + 1); j++) {
      if (takenInB[j] === 1 || a[i] !== b[j]) continue
      takenInB[j] = 1
      matchesInA.push(a[i] ?? '')
      break
    }
  }
  const matches = matchesInA.length
  if (matches === 0) return 0
  let moved = 0
  let at = 0
  for (let j = 0; j < b.length; j++) {
    if (takenInB[j] !== 1) continue
    if (matchesInA[at] !== b[j]) moved++
    at++
  }
  return (matches / a.length + matches / b.length + (matches - moved / 2) / matches) / 3
}

/** Edits between two words: insertions, deletions, replacements and swaps of neighbours (optimal string alignment). Stops at `most` + 1. */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let edits = Math.min((row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1, (last[j - 1] ?? 0) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) edits = Math.min(edits, (beforeLast[j - 2] ?? 0) + 1)
      row.push(edits)
      least = Math.min(least, edits)
    }
    // A swap may reach back two rows, so both must be beyond the limit.
    if (least > most && Math.min(...last) > most) return most + 1
    beforeLast = last
    last = row
  }
  return Math.min(last[b.length] ?? 0, most + 1)
}
