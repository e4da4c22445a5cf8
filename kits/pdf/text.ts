import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { init, type WrappedPdfiumModule } from '@embedpdf/pdfium'
import { brokenPdf, checkPdfPages, checkPdfSize, encryptedPdf } from './unusable.ts'

/** fpdfview.h, FPDF_GetLastError. */
const passwordError = 4

let engine: Promise<WrappedPdfiumModule> | undefined

/** PDFium as WebAssembly, once for the process; it takes a tenth of a second to start. */
async function pdfium(): Promise<WrappedPdfiumModule> {
  engine ??= start()
  return engine
}

async function start(): Promise<WrappedPdfiumModule> {
  const wasm = readFileSync(fileURLToPath(import.meta.resolve('@embedpdf/pdfium/pdfium.wasm')))
  const made = await init({ wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) })
  made.PDFiumExt_Init()
  return made
}

/** Asked for anew at each use: growing replaces it. The library has it, and its types do not. */
const memoryOf = (lib: WrappedPdfiumModule): Uint8Array => (lib.pdfium as unknown as { readonly HEAPU8: Uint8Array }).HEAPU8

/**
 * The text of each page, as PDFium reads it: lines end with `\n`. A scanned page gives an empty text.
 *
 * @throws UnusablePdf `encrypted`, `broken`, `too-large`
 *
 * @example
 * const [first] = await pdfText(bytes)
 */
export async function pdfText(bytes: Uint8Array): Promise<string[]> {
  checkPdfSize(bytes)
  const lib = await pdfium()
  const data = lib.pdfium.wasmExports.malloc(bytes.length)
  try {
    memoryOf(lib).set(bytes, data)
    const document = lib.FPDF_LoadMemDocument(data, bytes.length, '')
    if (!document) throw lib.FPDF_GetLastError() === passwordError ? encryptedPdf() : brokenPdf()
    try {
      const count = lib.FPDF_GetPageCount(document)
      checkPdfPages(count)
      return Array.from({ length: count }, (_, index) => pageText(lib, document, index))
    } finally {
      lib.FPDF_CloseDocument(document)
    }
  } catch (error) {
    // A trap leaves the engine's memory in an unknown state: the next call starts a new one.
    if (error instanceof WebAssembly.RuntimeError) engine = undefined
    throw error instanceof WebAssembly.RuntimeError ? brokenPdf(error) : error
  } finally {
    if (engine) lib.pdfium.wasmExports.free(data)
  }
}

function pageText(lib: WrappedPdfiumModule, document: number, index: number): string {
  const page = lib.FPDF_LoadPage(document, index)
  if (!page) throw brokenPdf(`page ${index + 1}`)
  const text = lib.FPDFText_LoadPage(page)
  try {
    const count = text ? lib.FPDFText_CountChars(text) : 0
    return count > 0 ? charactersOf(lib, text, count) : ''
  } finally {
    if (text) lib.FPDFText_ClosePage(text)
    lib.FPDF_ClosePage(page)
  }
}

/** PDFium writes UTF-16 in little endian, with a zero at the end. */
function charactersOf(lib: WrappedPdfiumModule, text: number, count: number): string {
  const at = lib.pdfium.wasmExports.malloc((count + 1) * 2)
  try {
    const written = lib.FPDFText_GetText(text, 0, count, at)
    const characters = new TextDecoder('utf-16le').decode(memoryOf(lib).slice(at, at + Math.max(0, written - 1) * 2))
    // It puts U+FFFE for a hyphen at the end of a line, together with the line break.
    return characters.replaceAll('\r\n', '\n').replaceAll('\u{fffe}', '-\n')
  } finally {
    lib.pdfium.wasmExports.free(at)
  }
}
