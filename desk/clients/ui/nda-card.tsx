import { Button, Card, Group, Modal, Stack, Text, TextInput, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { FormEvent } from 'react'
import { useCommand } from '../../../ui/api/command.ts'
import type { AnswerOf } from '../../../ui/api/types.ts'
import { useDraft } from '../../../ui/draft.ts'
import { DateOnly } from '../../../ui/instant.tsx'
import { useMay } from '../../../ui/me.ts'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import type { clientRoutes } from '../api.ts'
import { DateField } from './fields.tsx'
import { ndaStanding, todayIn } from './nda.ts'

type Client = AnswerOf<typeof clientRoutes.read>

/** The confidentiality agreement with a client, and recording a new one. */
export function NdaCard({ client }: { client: Client }) {
  const mayRecord = useMay('manage-clients')
  const [opened, { open, close }] = useDisclosure(false)
  const { nda } = client
  const { tone, word } = ndaStanding(nda, todayIn(client.timeZone, Date.now()))
  return (
    <Card withBorder component="section">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5">
          Confidentiality
        </Title>
        <StatusBadge tone={tone}>{word}</StatusBadge>
      </Group>
      {nda ? (
        <Text size="sm">
          Signed on <DateOnly date={nda.signedOn} />,{' '}
          {nda.expiresOn === null ? (
            'without an end'
          ) : (
            <>
              until <DateOnly date={nda.expiresOn} />
            </>
          )}
          .
          <br />
          {nda.reference}
        </Text>
      ) : (
        <Text size="sm" c="dimmed">
          No work opens on a matter before the signed agreement is recorded.
        </Text>
      )}
      {mayRecord && (
        <Group mt="sm">
          <Button size="xs" variant={nda ? 'default' : 'filled'} onClick={open}>
            {nda ? 'Record a new one' : 'Record the signed NDA'}
          </Button>
        </Group>
      )}
      <Modal opened={opened} onClose={close} title="Record the signed NDA" centered>
        <NdaForm clientId={client.id} onDone={close} />
      </Modal>
    </Card>
  )
}

function NdaForm({ clientId, onDone }: { clientId: string; onDone(): void }) {
  const draft = useDraft(`nda:${clientId}`, { signedOn: null as string | null, reference: '', expiresOn: null as string | null })
  const record = useCommand<typeof clientRoutes.recordNda>('post', '/api/clients/{clientId}/nda', { done: 'Recorded.', inForm: true })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const { signedOn, ...rest } = draft.values
    const done = await record.run({ params: { clientId }, body: { ...rest, signedOn: signedOn ?? '' } })
    if (!done) return
    draft.clear()
    onDone()
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <DateField label="Signed on" required data-autofocus {...draft.field('signedOn')} error={record.errors.signedOn} />
        <DateField label="Binds until" description="Empty: without an end." {...draft.field('expiresOn')} error={record.errors.expiresOn} />
        <TextInput label="Where the signed paper is" required {...draft.text('reference')} error={record.errors.reference} />
        <ProblemNote problem={record.problem} />
        <Group justify="flex-end">
          <Button type="submit" loading={record.pending}>
            Record
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
