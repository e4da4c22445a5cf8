import { z } from '@hono/zod-openapi'
import type { ServiceLine } from '../desk/line.ts'

const intake = z.object({ instructions: z.string().min(1).max(2_000), pages: z.number().int().min(1).max(500).default(1) })

/** A line as plain as one can be: what is proved here is the desk, whatever plugs into it. */
export const plainLine: ServiceLine<z.output<typeof intake>> = {
  id: 'contract-drafting',
  unit: 'document',
  intake,
  estimateUnits: () => 1,
  plan: () => [
    { key: 'draft', title: 'Draft', skill: 'contract-drafting', levelMin: 2, units: 1, minutesPerUnit: 90, after: [] },
    { key: 'review', title: 'Review', skill: 'contract-drafting', levelMin: 3, units: 1, minutesPerUnit: 30, after: ['draft'] },
  ],
  checks: [],
  opportunities: [
    { ctq: 'defined-terms', title: 'Defined terms', severity: 'major' },
    { ctq: 'party-names', title: 'Names of the parties', severity: 'critical' },
  ],
  deliver: async () => [],
}
