import { EncryptedPDFError, PDFDocument, type PDFPage, rgb } from '@cantoo/pdf-lib'
import { embedFace, type Face } from './fonts.ts'
import { brokenPdf, checkPdfPages, checkPdfSize, encryptedPdf, UnusablePdf } from './unusable.ts'

/** Faint enough to read through, dark enough for a copy of a copy. */
const opacity = 0.16
const colour = rgb(0.35, 0.35, 0.35)
/** Of the diagonal that the text takes. */
const share = 0.8
const sizeMax = 60
/** A name, a mail address and a time. Longer would be too small to read. */
const watermarkLengthMax = 120

/**
 * Writes a light text across every page, over what is there: who received the copy, and when.
 * The file's dates and other metadata stay as they are, so that the same input gives the same bytes.
 *
 * @throws UnusablePdf for an encrypted, broken or too large PDF; RangeError for a text that is empty or too long
 *
 * @example
 * await watermark(bytes, 'J. Doe <j.doe@example.org> 2026-03-02 09:00Z')
 */
export async function watermark(bytes: Uint8Array, text: string): Promise<Uint8Array> {
  if (text.trim() === '' || text.length > watermarkLengthMax) throw new RangeError(`A watermark has 1 to ${watermarkLengthMax} characters.`)
  checkPdfSize(bytes)
  try {
    const document = await PDFDocument.load(bytes, { updateMetadata: false, warnOnInvalidObjects: false })
    const pages = document.getPages()
    checkPdfPages(pages.length)
    const face = await embedFace(document, 'bold')
    for (const page of pages) mark(page, face, face.writable(text))
    return await document.save({ updateFieldAppearances: false })
  } catch (error) {
    if (error instanceof UnusablePdf) throw error
    throw error instanceof EncryptedPDFError ? encryptedPdf() : brokenPdf(error)
  }
}

/** From the lower left to the upper right of what the reader sees: the crop box, turned as the page says. */
function mark(page: PDFPage, face: Face, text: string): void {
  const box = page.getCropBox()
  const turned = (((page.getRotation().angle % 360) + 360) % 360) as number
  const sideways = turned % 180 !== 0
  const [width, height] = sideways ? [box.height, box.width] : [box.width, box.height]
  const size = Math.min(sizeMax, (Math.hypot(width, height) * share) / face.width(text, 1))
  const angle = (Math.atan2(height, width) * 180) / Math.PI + turned
  const along = (angle * Math.PI) / 180
  const half = face.width(text, size) / 2
  const drop = size * 0.35
  face.draw(page, text, {
    x: box.x + box.width / 2 - half * Math.cos(along) + drop * Math.sin(along),
    y: box.y + box.height / 2 - half * Math.sin(along) - drop * Math.cos(along),
    size,
    colour,
    opacity,
    angle,
  })
}
