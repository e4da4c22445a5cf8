/** What we draft. */
export const documentKinds = {
  nda: 'Non-disclosure agreement',
  msa: 'Master services agreement',
  saas: 'SaaS terms',
  supply: 'Supply agreement',
  employment: 'Employment agreement',
  lease: 'Lease',
  other: 'Another document',
} as const

export type DocumentKind = keyof typeof documentKinds

export const documentKindIds = Object.keys(documentKinds) as [DocumentKind, ...DocumentKind[]]
