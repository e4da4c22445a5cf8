import { createHash } from 'node:crypto'
import { canonical } from '../../platform/ledger/canonical.ts'
import type { FileRef } from '../line.ts'

/** The product after further files: a file replaces the one of the same name. Sorted by name, so that the same files are the same product. */
export function productWith(product: readonly FileRef[], files: readonly FileRef[]): readonly FileRef[] {
  const byName = new Map([...product, ...files].map((file) => [file.name, file]))
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/**
 * What a sign-off signs: SHA-256, in hex, over the RFC 8785 form of `[{name, sha256, bytes}]`, sorted by name.
 * Any changed byte of any file, a renamed, added or missing file gives another.
 */
export const productHash = (product: readonly FileRef[]): string =>
  createHash('sha256')
    .update(canonical(productWith([], product).map(({ name, sha256, bytes }) => ({ name, sha256, bytes }))))
    .digest('hex')
