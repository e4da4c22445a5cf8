import { Button, Card, Group, List, Stack, Text, TextInput, ThemeIcon, Title } from '@mantine/core'
import { IconCheck, IconMinus, IconX } from '@tabler/icons-react'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useCommand } from '../../../ui/api/command.ts'
import { useDraft } from '../../../ui/draft.ts'
import { LinkButton } from '../../../ui/link.tsx'
import { useMay } from '../../../ui/me.ts'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import type { Missing } from '../gates.ts'
import type { Matter, Routes } from './words.ts'

type Gate = Missing['gate']

/** Each gate, and what is said of it once it is passed. */
const gates: Readonly<Record<Gate, string>> = {
  nda: 'A signed confidentiality agreement binds',
  engagement: 'A signed engagement is in force',
  'statement-of-work': 'The engagement has its statement of work',
  conflict: 'The conflict check is cleared',
  consent: 'The client has consented to outsourcing',
  attorney: 'A supervising attorney is named and admitted here',
}

/** What must be true before work opens, as a list that is worked through, each with its remedy. */
export function GatesCard({ matter }: { matter: Matter }) {
  const { opening } = matter
  if (!opening) return null
  const left = opening.missing.length
  return (
    <Card withBorder component="section">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5">
          {matter.status === 'proposed' ? 'Before work opens' : 'Gates'}
        </Title>
        <Text size="sm" c="dimmed">
          {left === 0 ? 'All passed' : `${left} missing`}
        </Text>
      </Group>
      <List listStyleType="none" spacing="sm" size="sm" center={false}>
        {(Object.keys(gates) as Gate[]).map((gate) => (
          <GateItem
            key={gate}
            gate={gate}
            matter={matter}
            missing={opening.missing.filter((one) => one.gate === gate)}
            unknown={isUnknown(gate, opening.missing)}
          />
        ))}
      </List>
    </Card>
  )
}

/** Whether there is a statement of work is looked at once an engagement is in force. */
const isUnknown = (gate: Gate, missing: readonly { gate: string }[]): boolean =>
  gate === 'statement-of-work' && missing.some((one) => one.gate === 'engagement') && !missing.some((one) => one.gate === gate)

const marks = {
  passed: { Icon: IconCheck, colour: 'teal', word: 'Passed' },
  missing: { Icon: IconX, colour: 'red', word: 'Missing' },
  unknown: { Icon: IconMinus, colour: 'gray', word: 'Not looked at yet' },
} as const

interface GateItemProps {
  readonly gate: Gate
  readonly matter: Matter
  readonly missing: readonly { readonly what: string; readonly remedy: string }[]
  readonly unknown: boolean
}

function GateItem({ gate, matter, missing, unknown }: GateItemProps) {
  const { Icon, colour, word } = marks[missing.length > 0 ? 'missing' : unknown ? 'unknown' : 'passed']
  return (
    <List.Item
      icon={
        <ThemeIcon size={20} radius="xl" variant="light" color={colour} role="img" aria-label={word}>
          <Icon size={14} />
        </ThemeIcon>
      }
      styles={{ itemWrapper: { alignItems: 'flex-start', width: '100%' }, itemLabel: { flex: 1 } }}
    >
      {missing.length === 0 ? (
        <Text size="sm" {...(unknown ? { c: 'dimmed' } : {})}>
          {gates[gate]}
        </Text>
      ) : (
        missing.map(({ what, remedy }) => (
          <Stack key={what} gap={2}>
            <Text size="sm" fw={600}>
              {what}
            </Text>
            <Text size="sm" c="dimmed">
              {remedy}
            </Text>
          </Stack>
        ))
      )}
      {missing.length > 0 && <Remedy gate={gate} matter={matter} />}
    </List.Item>
  )
}

/** Where the missing thing is mended. */
function Remedy({ gate, matter }: { gate: Gate; matter: Matter }) {
  const mayManageClients = useMay('manage-clients')
  const mayManageMatters = useMay('manage-matters')
  const here = `/matters/${matter.id}`
  const client = `/clients/${matter.client.id}`
  if (gate === 'consent') return <RecordConsent matter={matter} />
  if (gate === 'conflict') return <To to={`${here}?tab=conflicts`}>To the conflict check</To>
  if (gate === 'attorney') return mayManageMatters ? <To to={`${here}?tab=team`}>Name an attorney</To> : null
  if (!mayManageClients) return null
  if (gate === 'nda') return <To to={client}>To the client's NDA</To>
  const engagement = `${client}/engagements/${matter.engagementId}`
  return gate === 'engagement' ? <To to={engagement}>To the engagement</To> : <To to={`${engagement}/amend`}>Amend the engagement</To>
}

const To = ({ to, children }: { to: string; children: ReactNode }) => (
  <LinkButton to={to} size="compact-xs" variant="light" mt={4}>
    {children}
  </LinkButton>
)

/** Records where the client's consent is written; also for the client's approver. */
export function RecordConsent({ matter }: { matter: Matter }) {
  const may = useMay('record-consent')
  const [open, setOpen] = useState(false)
  const draft = useDraft(`consent:${matter.id}`, { evidence: '' })
  const record = useCommand<Routes['recordConsent']>('post', '/api/matters/{matterId}/consent', { done: 'Recorded.', inForm: true })
  if (!may) return null
  if (!open && !draft.touched)
    return (
      <Button size="compact-xs" variant="light" mt={4} onClick={() => setOpen(true)}>
        Record the consent
      </Button>
    )
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!(await record.run({ params: { matterId: matter.id }, body: draft.values }))) return
    draft.clear()
    setOpen(false)
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="xs" mt="xs">
        <TextInput
          label="Where the consent is written"
          placeholder="Clause 7 of the engagement letter"
          required
          size="xs"
          autoFocus
          {...draft.text('evidence')}
          error={record.errors.evidence}
        />
        <ProblemNote problem={record.problem} />
        <Group gap="xs">
          <Button type="submit" size="compact-sm" loading={record.pending} disabled={draft.values.evidence.trim() === ''}>
            Record
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              draft.clear()
              setOpen(false)
            }}
          >
            Back
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
