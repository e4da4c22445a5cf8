import type { Projection } from '../../platform/ledger/projection.ts'
import { apply, type Client } from './model.ts'

export const clients: Projection<Client | null> = {
  subject: 'client',
  initial: null,
  apply,
  tables: [
    { name: 'client', key: ['clientId'], stream: 'clientId' },
    { name: 'engagement', key: ['id'], stream: 'clientId' },
  ],
  rows: (client) => {
    if (!client) return {}
    const { id: clientId, engagements, ...facts } = client
    return { client: [{ clientId, ...facts }], engagement: engagements.map((engagement) => ({ ...engagement })) }
  },
}
