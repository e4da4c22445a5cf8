import { StatusBadge, type Tone } from '../../../ui/status-badge.tsx'

const severityTones: Readonly<Record<string, Tone>> = { critical: 'bad', major: 'warn', minor: 'neutral' }
const severityWords: Readonly<Record<string, string>> = { critical: 'Critical', major: 'Major', minor: 'Minor' }

export const severityWord = (severity: string): string => severityWords[severity] ?? severity

export const SeverityBadge = ({ severity }: { severity: string }) => (
  <StatusBadge tone={severityTones[severity] ?? 'neutral'}>{severityWord(severity)}</StatusBadge>
)

export const VerdictBadge = ({ verdict }: { verdict: 'accepted' | 'rejected' | null }) =>
  verdict === null ? (
    <StatusBadge tone="active">Open</StatusBadge>
  ) : (
    <StatusBadge tone={verdict === 'accepted' ? 'good' : 'bad'}>{verdict === 'accepted' ? 'Accepted' : 'Refused'}</StatusBadge>
  )

const foundAtWords = { inspection: 'Inspection', signoff: 'Sign-off', client: 'Client' } as const

export const foundAtWord = (foundAt: keyof typeof foundAtWords): string => foundAtWords[foundAt]

const statusTones = { open: 'warn', corrected: 'good', withdrawn: 'neutral' } as const
const statusWords = { open: 'Open', corrected: 'Corrected', withdrawn: 'Withdrawn' } as const

export const defectStatusWord = (status: keyof typeof statusWords): string => statusWords[status]

export const DefectStatus = ({ status }: { status: keyof typeof statusWords }) => (
  <StatusBadge tone={statusTones[status]}>{statusWords[status]}</StatusBadge>
)

export const stateWords: Readonly<Record<string, string>> = { normal: 'Normal', tightened: 'Tightened', reduced: 'Reduced' }

/** Share as percent; a dash where there is none. */
export const percent = (share: number | null): string => (share === null ? '–' : `${(share * 100).toFixed(1)} %`)

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })

/** A count with its thousands apart; a dash where there is none. */
export const count = (value: number | null): string => (value === null ? '–' : grouped.format(value))

export const decimal = (value: number | null, digits: number): string => (value === null ? '–' : value.toFixed(digits))
