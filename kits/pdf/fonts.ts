import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as fontkit from '@cantoo/fontkit'
import type { PDFDocument, PDFFont } from '@cantoo/pdf-lib'

/**
 * Noto Sans (SIL Open Font License 1.1): Latin, Greek, Cyrillic, Devanagari, and the signs of currencies, ₹ and € among them. It is embedded, so that
 * a page looks the same for everyone; of its glyphs only those that are used.
 */
const files = { regular: '400Regular/NotoSans_400Regular.ttf', bold: '700Bold/NotoSans_700Bold.ttf' }

export type Weight = keyof typeof files

/** A font in a document, and what it takes to measure with it. */
export interface Face {
  readonly font: PDFFont
  /** Text as this font can write it: composed (NFC), on one line, with � where it has no such character. */
  writable(text: string): string
  /** In points. */
  width(text: string, size: number): number
}

const replacement = '\u{fffd}'
/** Ligatures look well and copy badly: “ﬁ” would not be found as “fi” by every reader. */
const features = { liga: false }

export async function embedFace(document: PDFDocument, weight: Weight): Promise<Face> {
  document.registerFontkit(fontkit)
  const path = fileURLToPath(import.meta.resolve(`@expo-google-fonts/noto-sans/${files[weight]}`))
  const font = await document.embedFont(readFileSync(path), { subset: true, features })
  const known = new Set(font.getCharacterSet())
  const widths = new Map<string, number>()
  return {
    font,
    writable: (text) =>
      Array.from(text.normalize('NFC').replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' '), (character) => {
        const code = character.codePointAt(0) ?? 0
        return known.has(code) || /\p{Cf}/u.test(character) ? character : replacement
      }).join(''),
    width: (text, size) => {
      let width = widths.get(text)
      if (width === undefined) {
        width = font.widthOfTextAtSize(text, 1)
        widths.set(text, width)
      }
      return width * size
    },
  }
}
