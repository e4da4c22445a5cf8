import type { Projection } from '../../platform/ledger/projection.ts'
import { apply, type Person } from './model.ts'

export const people: Projection<Person | null> = {
  subject: 'person',
  initial: null,
  apply,
  tables: [{ name: 'person', key: ['id'] }],
  rows: (person) => (person ? { person: [{ ...person }] } : {}),
}
