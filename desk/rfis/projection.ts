import type { Projection } from '../../platform/ledger/projection.ts'
import { apply, type Rfis } from './model.ts'

export const rfis: Projection<Rfis> = {
  subject: 'order',
  initial: {},
  apply,
  tables: [{ name: 'rfi', key: ['matterId', 'id'], stream: 'matterId' }],
  rows: (state) => ({
    rfi: Object.values(state).map(({ closed, ...rfi }) => ({
      ...rfi,
      closedAt: closed?.at ?? null,
      closedBy: closed?.by ?? null,
      closedHow: closed?.how ?? null,
      closedWhy: closed?.why ?? null,
    })),
  }),
}
