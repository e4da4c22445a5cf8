import type { Projection } from '../../platform/ledger/projection.ts'
import { apply, noSignOffs, type SignOffs } from './model.ts'

export const signOffs: Projection<SignOffs> = {
  subject: 'order',
  initial: noSignOffs,
  apply,
  tables: [
    { name: 'signOff', key: ['id'], stream: 'matterId' },
    { name: 'signOffRefusal', key: ['id'], stream: 'matterId' },
  ],
  rows: ({ given, refused }) => ({ signOff: given, signOffRefusal: refused }),
}
