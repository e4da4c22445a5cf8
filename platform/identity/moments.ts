import type { KyselyPlugin } from 'kysely'

const columns = ['createdAt', 'updatedAt', 'expiresAt', 'lockedUntil']

/** Our database gives instants as text, better-auth counts on dates. */
export const momentsAsDates: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  transformResult: async ({ result }) => ({ ...result, rows: result.rows.map(withDates) }),
}

function withDates<Row extends Record<string, unknown>>(row: Row): Row {
  const dates = columns.flatMap((name) => {
    const value = row[name]
    return typeof value === 'string' ? [[name, new Date(value)] as const] : []
  })
  return { ...row, ...Object.fromEntries(dates) }
}
