import type { Projection } from '../../platform/ledger/projection.ts'
import { apply, type Deliverables } from './model.ts'

export const deliverables: Projection<Deliverables> = {
  subject: 'order',
  initial: [],
  apply,
  tables: [{ name: 'deliverable', key: ['id'], stream: 'matterId' }],
  rows: (state) => ({
    deliverable: state.map(({ accepted, returned, downloads, ...deliverable }) => ({
      ...deliverable,
      acceptedAt: accepted?.at ?? null,
      acceptedBy: accepted?.by ?? null,
      acceptedHow: accepted?.how ?? null,
      returnedAt: returned?.at ?? null,
      returnedBy: returned?.by ?? null,
      returnNote: returned?.note ?? null,
      returnDefects: returned?.defects ?? null,
      downloads: downloads.length,
    })),
  }),
}
