import type { EngagementTerms, ServiceLevel } from './terms.ts'

const weekday = [['09:00', '18:00']] satisfies [string, string][]

const standard: ServiceLevel = {
  calendar: {
    timeZone: 'America/New_York',
    hours: { mon: weekday, tue: weekday, wed: weekday, thu: weekday, fri: weekday },
    holidays: ['2026-12-25'],
  },
  targets: { firstResponse: { businessMinutes: 120 }, turnaround: { businessDays: 3 } },
  pausesOn: ['client-question', 'on-hold'],
  startsOn: 'accepted',
  warnAtPercent: [50, 75, 90, 120],
  quality: { dpmoMax: 3_000 },
  sampling: { kind: 'iso-2859-1', level: 'II', aql: 1 },
  creditLadder: [
    { lateByPercent: 0, creditPercent: 5 },
    { lateByPercent: 50, creditPercent: 15 },
  ],
}

/** Terms for tests: contracts by the document in bands, for 2026. */
export const exampleTerms: EngagementTerms = {
  currency: 'USD',
  startsOn: '2026-01-01',
  endsOn: '2026-12-31',
  statementOfWork: 'SOW 1: drafting of supply contracts from the playbook',
  lines: ['contract-drafting'],
  rateCard: {
    'contract-drafting': { kind: 'document', rate: [{ upTo: 50, rate: '180' }, { rate: '150.50' }], rushPercent: '25', minimum: '100' },
  },
  clientRates: { 'contract-drafting': { rate: '250', unitsPerUnit: '4' } },
  serviceLevels: {
    'contract-drafting': { standard, rush: { ...standard, targets: { firstResponse: null, turnaround: { businessMinutes: 240 } } } },
  },
  security: { secondFactor: true, download: true, print: false, watermark: true, retentionDays: 365 },
  acceptanceBusinessDays: 5,
}
