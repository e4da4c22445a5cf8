import { UnusablePdf, watermark } from '../../kits/pdf/index.ts'

/** A marked copy, or why the PDF cannot carry one: an error's class would not come through to the caller. */
export type Marked = { readonly bytes: Uint8Array } | { readonly unusable: string }

/** Marks a copy: runs in a thread, because a PDF may be hostile, and long ones take a while. */
export async function mark({ bytes, text }: { readonly bytes: Uint8Array; readonly text: string }): Promise<Marked> {
  try {
    return { bytes: await watermark(bytes, text) }
  } catch (error) {
    if (error instanceof UnusablePdf) return { unusable: error.message }
    throw error
  }
}
