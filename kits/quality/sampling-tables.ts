/*
 * The master tables for single sampling of MIL-STD-105E (1989, a US government work, public domain; tables I, II-A and II-B) and, for reduced inspection,
 * of ISO 2859-1:1999 (table 2-C, which has no gap between acceptance and rejection).
 *
 * They are rebuilt by rule instead of typed in: each step to the next letter multiplies the sample by about 10^(1/5), and each step to the next AQL
 * multiplies the AQL by as much, so sample times AQL, and with it the acceptance number, is the same along each diagonal (letter + AQL = constant).
 * What is left to know is one sequence of cells a table, and how its corners end. Printed tables disagree with a mistyped digit here and
 * there (one copy has 44 65 for 44 45); a rule cannot. `sampling.test.ts` holds the rows and columns of the printed tables against it.
 */

export const letters = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'L', 'M', 'N', 'P', 'Q', 'R', 'S'] as const
export type Letter = (typeof letters)[number]

export const states = ['normal', 'tightened', 'reduced'] as const
export type InspectionState = (typeof states)[number]

export const levels = ['I', 'II', 'III', 'S-1', 'S-2', 'S-3', 'S-4'] as const
export type Level = (typeof levels)[number]

/** Acceptable quality levels: defectives per 100 units up to 10, above it defects per 100 units. */
export const aqls = [
  0.01, 0.015, 0.025, 0.04, 0.065, 0.1, 0.15, 0.25, 0.4, 0.65, 1, 1.5, 2.5, 4, 6.5, 10, 15, 25, 40, 65, 100, 150, 250, 400, 650, 1000,
] as const

const sampleSizes = [2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800, 1250, 2000, 3150]
/** Reduced inspection takes two fifths of the sample, but never under 2. */
const reducedSampleSizes = [2, 2, 2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800]

/** The last letter of each table. S stands in the tightened table alone, for AQL .025. */
const lastLetter: Record<InspectionState, number> = { normal: 15, tightened: 16, reduced: 15 }

/** Table I: the largest lot of each row, and its letters by level. */
const codeLetters: readonly (readonly [number, Record<Level, Letter>])[] = (
  [
    [8, 'A A B A A A A'],
    [15, 'A B C A A A A'],
    [25, 'B C D A A B B'],
    [50, 'C D E A B B C'],
    [90, 'C E F B B C C'],
    [150, 'D F G B B C D'],
    [280, 'E G H B C D E'],
    [500, 'F H J B C D E'],
    [1_200, 'G J K C C E F'],
    [3_200, 'H K L C D E G'],
    [10_000, 'J L M C D F G'],
    [35_000, 'K M N C D F H'],
    [150_000, 'L N P D E G J'],
    [500_000, 'M P Q D E G J'],
    [Number.POSITIVE_INFINITY, 'N Q R D E H K'],
  ] as const
).map(([lotMax, row]) => [lotMax, Object.fromEntries(row.split(' ').map((letter, at) => [levels[at], letter])) as Record<Level, Letter>])

/** The code letter of a lot (table I). A lot of one is taken as one of two: it is inspected whole in any case. */
export function codeLetter(lot: number, level: Level): Letter {
  const row = codeLetters.find(([lotMax]) => lot <= lotMax)
  // The last row has no end, so there is always one.
  return (row as (typeof codeLetters)[number])[1][level]
}

export function sampleSizeOf(letter: Letter, state: InspectionState): number {
  return (state === 'reduced' ? reducedSampleSizes : sampleSizes)[letters.indexOf(letter)] as number
}

/** A cell of a master table: an acceptance number, or an arrow to the first plan above or below. */
export type Cell = number | 'up' | 'down'

/** The diagonal (letter + AQL, both counted from 0) on which the normal and the reduced table accept on 0: letter A at 6.5, Q at .010. */
const zeroDiagonal = 14

/** Cells by diagonal, the first for diagonal 14. Before it all arrows point down, after it all point up. */
const diagonals: Record<InspectionState, readonly Cell[]> = {
  normal: [0, 'up', 'down', 1, 2, 3, 5, 7, 10, 14, 21],
  // Accepting on 0 takes a sample one size larger; from there both arrows point down, for no plan between 0 and 1 is tighter than the normal one.
  tightened: ['down', 0, 'down', 'down', 1, 2, 3, 5, 8, 12, 18],
  // ISO 2859-1:1999 has 1 2 3 5 6 8 10 where 105E has the gaps 1-3, 1-4, 2-5, 3-6, 5-8, 7-10, 10-13; its 0-2 gave way to an arrow.
  // Checked against a transcription of ISO's columns 1.0, 4.0 and 10; the other columns follow by the diagonal.
  reduced: [0, 'up', 'down', 'down', 1, 2, 3, 5, 6, 8, 10],
}

/** Beyond the last diagonal the small letters A to E go on, for they have no larger sample to point up from. */
const smallLetterDiagonals: Record<InspectionState, readonly number[]> = { normal: [30, 44], tightened: [27, 41], reduced: [14, 21] }
const lastSmallLetter = letters.indexOf('E')

/**
 * In the reduced table A, B and C all take 2 units. A and B have the normal table's numbers for a sample of 2 (its row A) from AQL 25 on; B as soon as it
 * accepts. (105E, table II-C: its rows A from 25 and B from 100 have no gap, and ISO kept them.)
 */
const samplesOfTwo: readonly number[] = [1, 2, 3, 5, 7, 10, 14, 21, 30]
const samplesOfTwoFrom = aqls.indexOf(25)

/** What stands in a master table where a letter's row meets an AQL's column (both counted from 0). */
function printedCell(letter: number, aql: number, state: InspectionState): Cell {
  if (state === 'reduced' && letter <= 1 && aql >= samplesOfTwoFrom) return samplesOfTwo[aql - samplesOfTwoFrom] as number
  // Letter A at AQL 10 would accept on 0 in 2; the tightened table has an arrow there, for normal inspection at AQL 10 nowhere accepts on 0.
  if (state === 'tightened' && letter === 0 && aql === aqls.indexOf(10)) return 'down'
  const at = letter + aql - zeroDiagonal
  if (at < 0) return 'down'
  const sequence = diagonals[state]
  if (at < sequence.length) return sequence[at] as Cell
  return letter <= lastSmallLetter ? (smallLetterDiagonals[state][at - sequence.length] ?? 'up') : 'up'
}

/**
 * The plan that a letter and an AQL lead to: the arrow followed to the first plan. Where there is none that way, in the corners, the table prints the
 * other arrow: down at its head (normal, A at 10), up at its foot (normal, R at .015).
 */
export function followArrows(letter: Letter, aql: number, state: InspectionState): { letter: Letter; accept: number } {
  const column = (aqls as readonly number[]).indexOf(aql)
  const start = letters.indexOf(letter)
  const step = printedCell(start, column, state) === 'up' ? -1 : 1
  const found = firstPlan(start, column, state, step) ?? firstPlan(start, column, state, -step)
  if (!found) throw new Error(`Every column holds a plan, but not that of AQL ${aql} (${state}).`)
  return found
}

function firstPlan(start: number, column: number, state: InspectionState, step: number): { letter: Letter; accept: number } | undefined {
  for (let row = start; row >= 0 && row <= lastLetter[state]; row += step) {
    const cell = printedCell(row, column, state)
    if (typeof cell === 'number') return { letter: letters[row] as Letter, accept: cell }
  }
  return undefined
}
