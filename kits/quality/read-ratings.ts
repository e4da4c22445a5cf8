import { csvRows } from '../text/csv.ts'
import { Unusable } from './unusable.ts'

/**
 * Reads ratings from CSV: a header row with the raters, then a row a unit, a column a rater; an empty cell is a unit not rated. Blanks around a
 * rating do not count, and where all are numbers, `1` and `1.0` are the same.
 *
 * @throws Unusable naming the row (the header is row 1)
 * @throws CsvError where the text is not CSV
 *
 * @example
 * readRatings('Ana,Ben\nhot,hot\nnot,\n') // { raters: ['Ana', 'Ben'], ratings: [['hot', 'hot'], ['not', null]] }
 */
export function readRatings(text: string): { raters: string[]; ratings: (string | null)[][] } {
  const [header, ...rows] = csvRows([text])
  if (header === undefined) throw new Unusable('the file is empty. The first row names the raters.')
  const raters = header.map((name) => name.trim())
  if (raters.length < 2)
    throw new Unusable(`row 1 names too few raters (${raters.length}). Give each rater a column; at least two are needed.`)
  const ratings = rows.map((row, at) => {
    if (row.length !== raters.length)
      throw new Unusable(`row ${at + 2} must have ${raters.length} cells, one a rater (empty where not rated); it has ${row.length}.`)
    return row.map((cell) => cell.trim() || null)
  })
  const given = ratings.flat().filter((cell) => cell !== null)
  const numbers = given.every((cell) => Number.isFinite(Number(cell)))
  return { raters, ratings: numbers ? ratings.map((row) => row.map((cell) => cell && String(Number(cell)))) : ratings }
}
