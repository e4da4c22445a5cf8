import { statSync } from 'node:fs'
import { openStore, type Store } from '../open.ts'
import { readSettings } from '../platform/settings.ts'
import { type Given, UsedWrongly } from './verb.ts'

/** Opens the store that a call names, and closes it afterwards: a server that was not running is started for the call alone. */
export async function withStore<T>(given: Given, run: (store: Store) => Promise<T>): Promise<T> {
  refuseNoFolder(given)
  return withNewStore(given, run)
}

/** The same, where the folder may be a new one. */
export async function withNewStore<T>(given: Given, run: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore({ s3: readSettings(process.env).s3, folder: given.text('store') }).catch((error: Error) => {
    throw new UsedWrongly(`The store cannot be opened: ${error.message}`)
  })
  try {
    return await run(store)
  } finally {
    await store.close()
  }
}

/** @throws UsedWrongly where `--store` names no folder: a slip of the pen would found an empty store, in which all is well */
export function refuseNoFolder(given: Given): void {
  const named = given.text('store')
  if (named === undefined || statSync(named, { throwIfNoEntry: false })?.isDirectory()) return
  throw new UsedWrongly(`--store ${named}: there is no such folder. Name the data folder, or make one first: secondchair demo --store DIR.`)
}
