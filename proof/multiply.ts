import { sql } from 'kysely'
import { type Scoped, scopeStream } from '../platform/database/scope.ts'
import type { TableName } from '../platform/database/tables.ts'
import { house, newId } from '../platform/ids.ts'
import { canonical } from '../platform/ledger/canonical.ts'
import { type Entry, entryHash, genesis } from '../platform/ledger/entry.ts'
import { type Projection, replay } from '../platform/ledger/projection.ts'
import { writeRows } from '../platform/ledger/rows.ts'
import { entriesAfter } from '../platform/ledger/store.ts'
import type { House } from './house.ts'
import type { Trace } from './journey.ts'

/** A copy of an order, and who took whose place in it. */
export interface Copy<Crew> {
  readonly matterId: string
  readonly orderId: string
  readonly crew: Crew
}

/** Entries of one subject, without their place in a chain. */
type Story = readonly Entry[]

const uuids = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g
const insertedMax = 1_000
const digits = 5

/**
 * Fills a store with copies of a matter and of one of its orders, by entries of their own in chains of their own, and the rows that these entries say: as true as what
 * commands append, and many times as fast. `ledger verify` passes over all of it.
 *
 * @param matters how many copies of the matter, and how many orders on each
 * @param crews who takes whose place: each copy has the next of these
 * @returns the copies, each with its crew
 */
export async function multiply<Crew extends Readonly<Record<string, string>>>(
  home: House,
  { matterId, orderId }: Pick<Trace, 'matterId' | 'orderId'>,
  { matters, ordersEach, crews }: { readonly matters: number; readonly ordersEach: number; readonly crews: readonly Crew[] },
): Promise<readonly Copy<Crew>[]> {
  const { database } = home.store
  const all = await scopeStream(database, house, matterId, (db) => entriesAfter(db, matterId, 0, 100_000))
  const matterStory = all.filter(({ subject }) => subject.kind === 'matter')
  const orderStory = all.filter(({ subject }) => subject.id === orderId)
  // People, the client, its engagement and templates are shared; every other id belongs to the copy.
  const shared = await sharedIds(home)
  const made: Copy<Crew>[] = []
  for (let n = 1; n <= matters; n++) {
    const reference = `HV-${String(n).padStart(digits, '0')}`
    const copies: Story[] = []
    const crew = crews[n % crews.length] as Crew
    const ofMatter = renamed(shared, crew)
    const toMatter = (text: string): string =>
      text.replaceAll('HV-0001', reference).replaceAll('Brightwater Foods v. Castellan Logistics', `Matter ${reference}`)
    copies.push(copied(matterStory, (text) => toMatter(ofMatter(text))))
    const stream = ofMatter(matterId)
    for (let k = 1; k <= ordersEach; k++) {
      const ofOrder = renamed(shared, { ...crew, [matterId]: stream })
      const story = copied(orderStory, (text) =>
        toMatter(ofOrder(text)).replaceAll(new RegExp(`${reference}/\\d+`, 'g'), `${reference}/${k}`),
      )
      copies.push(story)
      made.push({ matterId: stream, orderId: ofOrder(orderId), crew })
    }
    await scopeStream(database, house, stream, (db) =>
      append(
        db,
        home.store.projections as readonly Projection<unknown>[],
        copies.flatMap((story) => [story]),
      ),
    )
  }
  return made
}

async function sharedIds({ store }: House): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from person union select client_id from client union select id from engagement union select id from template union select ${house}::uuid
    `.execute(store.database.kysely)
  return new Set(rows.map(({ id }) => id))
}

/** Gives every id that is not shared another one, always the same; some are said. */
function renamed(shared: ReadonlySet<string>, said: Readonly<Record<string, string>>) {
  const names = new Map(Object.entries(said))
  return (text: string): string =>
    text.replaceAll(uuids, (id) => {
      const known = names.get(id) ?? (shared.has(id) ? id : newId())
      names.set(id, known)
      return known
    })
}

const copied = (story: Story, rename: (text: string) => string): Story => JSON.parse(rename(JSON.stringify(story))) as Entry[]

/** Chains the stories one after the other into the stream that the transaction is narrowed to, with their rows. */
async function append(db: Scoped, projections: readonly Projection<unknown>[], stories: readonly Story[]): Promise<void> {
  let previous = genesis
  let seq = 0
  let at = ''
  const chain = stories.map((story) =>
    story.map((entry) => {
      at = entry.at > at ? entry.at : at
      seq += 1
      const placed = { ...entry, seq, at, previous }
      const sealed = { ...placed, hash: entryHash(placed) }
      previous = sealed.hash
      return sealed
    }),
  )
  const rows = chain.flat().map(({ stream: streamId, actor: actorId, subject, body, ...rest }) => ({
    ...{ streamId, actorId, subjectKind: subject.kind, subjectId: subject.id, body: canonical(body) },
    ...{ seq: rest.seq, at: rest.at, previous: rest.previous, hash: rest.hash },
  }))
  const stream = rows[0]?.streamId ?? ''
  for (let from = 0; from < rows.length; from += insertedMax)
    await db
      .insertInto('ledgerEntry')
      .values(rows.slice(from, from + insertedMax))
      .execute()
  await db.insertInto('ledgerHead').values({ streamId: stream, seq, hash: previous, at }).execute()
  for (const projection of projections) {
    const written = new Map<TableName, object[]>()
    for (const story of chain) {
      if (story[0]?.subject.kind !== projection.subject) continue
      const state = replay(projection, story)
      for (const [table, ofTable] of Object.entries(projection.rows(state)))
        written.set(table as TableName, [...(written.get(table as TableName) ?? []), ...(ofTable ?? [])])
    }
    for (const table of projection.tables) await writeRows(db, table, [], written.get(table.name) ?? [])
  }
}
