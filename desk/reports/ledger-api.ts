import { Readable } from 'node:stream'
import { z } from '@hono/zod-openapi'
import type { Database } from '../../platform/database/database.ts'
import { route, streamRoute } from '../../platform/http/route.ts'
import type { Projections } from '../../platform/ledger/command.ts'
import { exportLedger } from '../../platform/ledger/export.ts'
import { entriesAfter } from '../../platform/ledger/store.ts'
import { verifyLedgers } from '../../platform/ledger/verify.ts'
import { matterById } from '../matters/store.ts'
import { can } from '../policy.ts'

const matterPath = z.object({ matterId: z.uuid() })
/** Entries of one page, oldest first. */
const pageEntries = 200

/** The record of a matter: read it, prove it, take it away. */
export const ledgerRoutes = ({ database, projections }: { readonly database: Database; readonly projections: Projections }) => ({
  entries: route({
    method: 'get',
    path: '/api/matters/{matterId}/ledger',
    summary: 'The entries of a matter’s ledger, oldest first',
    may: can('see-ledger'),
    params: matterPath,
    query: z.object({ after: z.coerce.number().int().min(0).default(0) }),
    answer: z.object({
      entries: z.array(
        z.object({
          seq: z.number(),
          at: z.string(),
          actor: z.string(),
          subject: z.object({ kind: z.string(), id: z.string() }),
          kind: z.string(),
          hash: z.string(),
        }),
      ),
      /** Give it as `after` for what follows; null at the end. */
      next: z.number().nullable(),
    }),
    run: async ({ work, params: { matterId }, query: { after } }) => {
      const entries = await entriesAfter(work.db, matterId, after, pageEntries)
      return {
        entries: entries.map(({ seq, at, actor, subject, body, hash }) => ({ seq, at, actor, subject, kind: body.kind, hash })),
        next: entries.length < pageEntries ? null : (entries.at(-1)?.seq ?? null),
      }
    },
  }),

  verify: streamRoute({
    method: 'post',
    path: '/api/matters/{matterId}/ledger/verify',
    summary: 'Replay a matter’s ledger and compare it with the tables, row by row',
    may: can('see-ledger'),
    params: matterPath,
    // It reads in transactions of its own, as the house: what the reader may not see of the matter must agree too.
    stream: async ({ params }) =>
      Response.json(await verifyLedgers(database, projections, params.matterId), { headers: { 'cache-control': 'no-store' } }),
  }),

  export: streamRoute({
    method: 'get',
    path: '/api/matters/{matterId}/ledger/export',
    summary: 'A matter’s ledger as JSON lines, which anybody can check with `secondchair ledger check`',
    may: can('see-ledger'),
    params: matterPath,
    stream: async ({ params: { matterId }, actor, inWork }) => {
      const { reference = 'matter' } = (await inWork(({ db }) => matterById(db, matterId))) ?? {}
      return new Response(
        Readable.toWeb(Readable.from(encoded(exportLedger(database, actor.id, matterId)), { objectMode: false })) as ReadableStream,
        {
          headers: {
            'content-type': 'application/x-ndjson',
            'content-disposition': `attachment; filename="${reference}-ledger.jsonl"`,
            'cache-control': 'private, no-store',
          },
        },
      )
    },
  }),
})

async function* encoded(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const line of lines) yield encoder.encode(line)
}
