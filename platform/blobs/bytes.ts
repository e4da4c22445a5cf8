/** What is streamed everywhere here. */
export type ByteSource = AsyncIterable<Uint8Array>

/** One piece of a source cut into equal pieces. Only the last may be shorter. */
interface Piece {
  readonly index: number
  readonly bytes: Uint8Array
  readonly last: boolean
}

/**
 * Cuts a source into pieces of `pieceBytes`, whatever the sizes it arrives in, and knows of each whether it is the last: it reads one piece ahead.
 * An empty source gives one empty last piece; a source that fills its last piece gives no empty one after it.
 */
export async function* cut(source: ByteSource, pieceBytes: number): AsyncGenerator<Piece> {
  let held: Uint8Array | undefined
  let filling = Buffer.allocUnsafe(pieceBytes)
  let filled = 0
  let index = 0

  for await (const chunk of source) {
    let at = 0
    while (at < chunk.length) {
      const count = Math.min(pieceBytes - filled, chunk.length - at)
      filling.set(chunk.subarray(at, at + count), filled)
      filled += count
      at += count
      if (filled < pieceBytes) continue
      if (held) yield { index: index++, bytes: held, last: false }
      held = filling
      filling = Buffer.allocUnsafe(pieceBytes)
      filled = 0
    }
  }

  if (held) yield { index: index++, bytes: held, last: filled === 0 }
  if (filled > 0 || !held) yield { index, bytes: filling.subarray(0, filled), last: true }
}
