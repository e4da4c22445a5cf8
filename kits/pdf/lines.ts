import type { Face } from './fonts.ts'

/**
 * Breaks a text into lines of at most so many points: at blanks, and inside a word only where the word alone is too wide. Line breaks of the text are kept.
 * Joined with blanks where it broke at them, the lines are the text.
 */
export function breakLines(text: string, face: Face, size: number, widthMax: number): string[] {
  return text
    .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)
    .flatMap((paragraph) => breakParagraph(face.writable(paragraph).trimEnd(), face, size, widthMax))
}

/** A text that was measured whole must fit its own width, though its words, measured one by one, sum to a little more. */
const roundingWidth = 0.01

function breakParagraph(text: string, face: Face, size: number, widthMax: number): string[] {
  if (face.width(text, size) <= widthMax + roundingWidth) return [text]
  const blank = face.width(' ', size)
  const lines: string[] = []
  let line: string[] = []
  let width = 0
  for (const word of text.split(' ').flatMap((whole) => splitWord(whole, face, size, widthMax))) {
    const wordWidth = face.width(word, size)
    if (line.length > 0 && width + blank + wordWidth > widthMax) {
      lines.push(line.join(' '))
      line = []
      width = 0
    }
    width += (line.length > 0 ? blank : 0) + wordWidth
    line.push(word)
  }
  return [...lines, line.join(' ')]
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** A word that is too wide for a line, in pieces that are not. */
function splitWord(word: string, face: Face, size: number, widthMax: number): string[] {
  if (face.width(word, size) <= widthMax) return [word]
  const pieces: string[] = []
  let piece = ''
  let width = 0
  for (const { segment } of graphemes.segment(word)) {
    const segmentWidth = face.width(segment, size)
    if (piece && width + segmentWidth > widthMax) {
      pieces.push(piece)
      piece = ''
      width = 0
    }
    piece += segment
    width += segmentWidth
  }
  return [...pieces, piece]
}
