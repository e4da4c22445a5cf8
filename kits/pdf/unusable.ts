/** Why a PDF was not taken. */
type PdfProblem = 'encrypted' | 'broken' | 'too-large'

/** Thrown for a PDF that cannot be read or worked on. The message says what to do. */
export class UnusablePdf extends Error {
  readonly problem: PdfProblem

  constructor(problem: PdfProblem, message: string, options?: ErrorOptions) {
    super(message, options)
    this.problem = problem
  }
}

/** What a PDF may have to be worked on in memory: the largest productions of courts are smaller. */
const pdfBytesMax = 512 * 1024 ** 2
const pdfPagesMax = 10_000

/** @throws UnusablePdf `too-large` */
export function checkPdfSize(bytes: Uint8Array): void {
  if (bytes.length > pdfBytesMax) {
    throw new UnusablePdf('too-large', `The PDF has ${bytes.length} bytes, the limit is ${pdfBytesMax}. Split it.`)
  }
}

/** @throws UnusablePdf `too-large`, `broken` */
export function checkPdfPages(pages: number): void {
  if (pages < 1) throw new UnusablePdf('broken', 'The PDF has no pages. Ask for it again.')
  if (pages > pdfPagesMax) throw new UnusablePdf('too-large', `The PDF has ${pages} pages, the limit is ${pdfPagesMax}. Split it.`)
}

export const encryptedPdf = () => new UnusablePdf('encrypted', 'The PDF is encrypted. Ask for it without a password.')
export const brokenPdf = (cause?: unknown) =>
  new UnusablePdf('broken', 'The PDF is broken and cannot be read. Ask for it again.', { cause })
