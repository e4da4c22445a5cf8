import { openStore, type Store } from '../open.ts'
import { readSettings } from '../platform/settings.ts'
import { type Given, UsedWrongly } from './verb.ts'

/** Opens the store that a call names, and closes it afterwards: a server that was not running is started for the call alone. */
export async function withStore<T>(given: Given, run: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore({ s3: readSettings(process.env).s3, folder: given.text('store') }).catch((error: Error) => {
    throw new UsedWrongly(`The store cannot be opened: ${error.message}`)
  })
  try {
    return await run(store)
  } finally {
    await store.close()
  }
}
