import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * The folder with real documents that some tests measure against, or undefined where this machine has none.
 * It stands beside a checkout of the project, or wherever `SECONDCHAIR_SHARED_DATA` says.
 *
 * @example
 * const data = sharedData()
 * test('reads real templates', { skip: data ? false : 'no shared data' }, () => { … })
 */
export function sharedData(): string | undefined {
  const folder = process.env['SECONDCHAIR_SHARED_DATA'] ?? fileURLToPath(new URL('../../shared/data', import.meta.url))
  return existsSync(folder) ? folder : undefined
}
