import { Autocomplete, Button, Group, Modal, Select, SimpleGrid, Stack, Table, Text, TextInput, VisuallyHidden } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../ui/api/command.ts'
import { useDraft } from '../../../ui/draft.ts'
import { DateOnly } from '../../../ui/instant.tsx'
import { useMay } from '../../../ui/me.ts'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { DateField } from '../../clients/ui/fields.tsx'
import { todayIn } from '../../clients/ui/nda.ts'
import { Part } from './part.tsx'
import { type Admission, admissionStanding, admissionWords, type Person, type Routes } from './words.ts'

/** Where somebody may practise law, until when, and what shows it. */
export function Admissions({ person }: { person: Person }) {
  const may = useMay('manage-people') && person.status !== 'left'
  const [edited, setEdited] = useState<Admission | 'new' | null>(null)
  const today = todayIn('UTC', Date.now())
  return (
    <Part
      title="Bar admissions"
      action={
        may && (
          <Button size="compact-xs" variant="default" onClick={() => setEdited('new')}>
            Record one
          </Button>
        )
      }
    >
      {person.admissions.length === 0 ? (
        <Text size="sm" c="dimmed">
          None.
        </Text>
      ) : (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Where</Table.Th>
              <Table.Th>Number</Table.Th>
              <Table.Th>Since</Table.Th>
              <Table.Th>Until</Table.Th>
              <Table.Th>Status</Table.Th>
              {may && (
                <Table.Th>
                  <VisuallyHidden>What can be done</VisuallyHidden>
                </Table.Th>
              )}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {person.admissions.map((admission) => {
              const { tone, word } = admissionStanding(admission, today)
              return (
                <Table.Tr key={admission.id}>
                  <Table.Td title={admission.evidence}>{admission.jurisdiction}</Table.Td>
                  <Table.Td>{admission.number}</Table.Td>
                  <Table.Td>
                    <DateOnly date={admission.admittedOn} />
                  </Table.Td>
                  <Table.Td>{admission.expiresOn ? <DateOnly date={admission.expiresOn} /> : 'No end'}</Table.Td>
                  <Table.Td>
                    <StatusBadge tone={tone}>{word}</StatusBadge>
                  </Table.Td>
                  {may && (
                    <Table.Td>
                      <Button
                        size="compact-xs"
                        variant="default"
                        aria-label={`Change the admission in ${admission.jurisdiction}`}
                        onClick={() => setEdited(admission)}
                      >
                        Change
                      </Button>
                    </Table.Td>
                  )}
                </Table.Tr>
              )
            })}
          </Table.Tbody>
        </Table>
      )}
      <Modal
        opened={edited !== null}
        onClose={() => setEdited(null)}
        title={edited === 'new' ? 'Record an admission' : 'What became of the admission'}
        size="lg"
      >
        {edited && <AdmissionForm personId={person.id} admission={edited === 'new' ? null : edited} onDone={() => setEdited(null)} />}
      </Modal>
    </Part>
  )
}

const noAdmission = {
  jurisdiction: '',
  number: '',
  status: 'active' as Admission['status'],
  admittedOn: null as string | null,
  expiresOn: null as string | null,
  evidence: '',
}

const usualJurisdictions = ['US-NY', 'US-CA', 'US-DE', 'US-TX', 'US-IL', 'UK-EW', 'UK-SC', 'UK-NI', 'IN', 'IE', 'PH', 'SG']

function AdmissionForm({ personId, admission, onDone }: { personId: string; admission: Admission | null; onDone(): void }) {
  const draft = useDraft(
    `admission:${personId}:${admission?.id ?? 'new'}`,
    admission ? { ...noAdmission, ...bare(admission) } : noAdmission,
  )
  const record = useCommand<Routes['recordAdmission']>('post', '/api/people/{personId}/admissions', { done: 'Recorded.', inForm: true })
  const change = useCommand<Routes['changeAdmission']>('put', '/api/people/{personId}/admissions/{admissionId}', {
    done: 'Recorded.',
    inForm: true,
  })
  const { problem, errors, pending } = admission ? change : record
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const body = { ...draft.values, admittedOn: draft.values.admittedOn ?? '' }
    const done = admission
      ? await change.run({ params: { personId, admissionId: admission.id }, body })
      : await record.run({ params: { personId }, body })
    if (!done) return
    draft.clear()
    onDone()
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Autocomplete
            label="Jurisdiction"
            required
            data={usualJurisdictions}
            {...draft.field('jurisdiction')}
            onChange={(typed) => draft.set('jurisdiction', typed.toUpperCase())}
            error={errors.jurisdiction}
          />
          <TextInput label="Number of the bar or roll" required {...draft.text('number')} error={errors.number} />
          <DateField label="Admitted on" required {...draft.field('admittedOn')} error={errors.admittedOn} />
          <DateField label="Holds until" description="Empty: no end." {...draft.field('expiresOn')} error={errors.expiresOn} />
          <Select
            label="Status"
            allowDeselect={false}
            data={Object.entries(admissionWords).map(([value, label]) => ({ value, label }))}
            value={draft.values.status}
            onChange={(status) => draft.set('status', (status ?? 'active') as Admission['status'])}
          />
        </SimpleGrid>
        <TextInput
          label="Evidence"
          description="Where the certificate is, or how it was looked up."
          required
          {...draft.text('evidence')}
          error={errors.evidence}
        />
        <ProblemNote problem={problem} />
        <Group justify="flex-end">
          <Button type="submit" loading={pending}>
            Record
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

const bare = ({ id: _, ...admission }: Admission) => admission
