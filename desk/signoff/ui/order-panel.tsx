import { Alert, Button, Card, Code, Group, Stack, Text, Textarea, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../ui/api/command.ts'
import { useGet } from '../../../ui/api/get.ts'
import { useDraft } from '../../../ui/draft.ts'
import { FileList } from '../../../ui/files/file-list.tsx'
import { Instant } from '../../../ui/instant.tsx'
import { Loading } from '../../../ui/loading.tsx'
import { useMay } from '../../../ui/me.ts'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { DefectList } from './defect-list.tsx'
import { type DefectDraft, MarkDefects } from './mark-defects.tsx'
import type { OrderSignOff, Place, SignOffRoutes } from './routes.ts'

/** The attorney's approval of one order's product: what it is, who may sign, what was signed and refused. */
export function SignOffPanel({ matterId, orderId }: Place) {
  const place = { matterId, orderId }
  const signOff = useGet<SignOffRoutes['ofOrder']>('/api/matters/{matterId}/orders/{orderId}/sign-off', { params: place, about: ['order'] })
  const maySign = useMay('sign-off')
  if (!signOff.data) return <Loading of={signOff} />
  const { status, product, productHash, validId, signOffs, refusals } = signOff.data
  const waits = status === 'awaiting-signoff' && validId === null && productHash !== null
  return (
    <Stack gap="md" maw={860}>
      <Card>
        <Stack gap="xs">
          <Title order={2} size="h5">
            Product
          </Title>
          {productHash === null ? (
            <Text size="sm" c="dimmed">
              No file was submitted yet.
            </Text>
          ) : (
            <>
              <FileList matterId={matterId} files={product} />
              <Text size="xs" c="dimmed">
                A sign-off covers exactly these files, by the hash <Code style={{ overflowWrap: 'anywhere' }}>{productHash}</Code>
              </Text>
            </>
          )}
        </Stack>
      </Card>
      {waits && maySign && <Decide signOff={signOff.data} productHash={productHash} place={place} />}
      {waits && !maySign && <Text size="sm">The product waits for the supervising attorney.</Text>}
      {!waits && signOffs.length === 0 && refusals.length === 0 && (
        <Text size="sm" c="dimmed">
          It is signed off after its inspection was passed.
        </Text>
      )}
      {signOffs.map((one) => (
        <Given key={one.id} signOff={one} valid={one.id === validId} />
      ))}
      {refusals.map((refusal) => (
        <Refusal key={refusal.id} refusal={refusal} />
      ))}
    </Stack>
  )
}

function Decide({ signOff, productHash, place }: { signOff: OrderSignOff; productHash: string; place: Place }) {
  const [refusing, setRefusing] = useState(false)
  const { me } = signOff
  if (me.barred !== null)
    return (
      <Alert color="yellow" title="You cannot sign this">
        {me.barred}
      </Alert>
    )
  return refusing ? (
    <RefuseForm signOff={signOff} place={place} onBack={() => setRefusing(false)} />
  ) : (
    <SignForm signOff={signOff} productHash={productHash} place={place} onRefuse={() => setRefusing(true)} />
  )
}

interface SignFormProps {
  readonly signOff: OrderSignOff
  readonly productHash: string
  readonly place: Place
  onRefuse(): void
}

function SignForm({ signOff, productHash, place, onRefuse }: SignFormProps) {
  const draft = useDraft(`sign:${place.orderId}`, { statement: signOff.statement })
  const sign = useCommand<SignOffRoutes['sign']>('post', '/api/matters/{matterId}/orders/{orderId}/sign-offs', {
    done: 'Signed off.',
    inForm: true,
  })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if ((await sign.run({ params: place, body: { productHash, ...draft.values } })) !== undefined) draft.clear()
  }
  const { admission } = signOff.me
  return (
    <Card>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <Title order={2} size="h5">
            Sign off
          </Title>
          {admission && (
            <Text size="sm">
              You sign as admitted in {admission.jurisdiction}, no. {admission.number}
              {admission.expiresOn === null ? '' : `, until ${admission.expiresOn}`}.
            </Text>
          )}
          <Textarea label="Statement" required autosize minRows={3} {...draft.text('statement')} error={sign.errors.statement} />
          <ProblemNote problem={sign.problem} />
          <Group gap="xs">
            <Button type="submit" loading={sign.pending}>
              Sign off this product
            </Button>
            <Button variant="default" onClick={onRefuse}>
              Send it back
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  )
}

function RefuseForm({ signOff, place, onBack }: { signOff: OrderSignOff; place: Place; onBack: () => void }) {
  const draft = useDraft(`refuse:${place.orderId}`, { reason: '', defects: [] as readonly DefectDraft[] })
  const refuse = useCommand<SignOffRoutes['refuse']>('post', '/api/matters/{matterId}/orders/{orderId}/sign-off-refusals', {
    done: 'Sent back for rework.',
    inForm: true,
  })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const { reason, defects } = draft.values
    if ((await refuse.run({ params: place, body: { reason, defects: [...defects] } })) !== undefined) draft.clear()
  }
  return (
    <Card>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <Title order={2} size="h5">
            Send it back
          </Title>
          <Textarea label="What has to be mended" required autosize minRows={3} {...draft.text('reason')} error={refuse.errors.reason} />
          <MarkDefects
            opportunities={signOff.opportunities}
            defects={draft.values.defects}
            onChange={(defects) => draft.set('defects', defects)}
            errors={refuse.errors}
          />
          <ProblemNote problem={refuse.problem} />
          <Group gap="xs">
            <Button type="submit" color="red.8" loading={refuse.pending}>
              Send back for rework
            </Button>
            <Button variant="default" onClick={onBack}>
              Back
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  )
}

function Given({ signOff, valid }: { signOff: OrderSignOff['signOffs'][number]; valid: boolean }) {
  const { attorneyName, admission, at, statement, productHash, voidedAt, voidedBecause } = signOff
  return (
    <Card component="article" aria-label={`Sign-off by ${attorneyName}`}>
      <Stack gap={4}>
        <Group justify="space-between">
          <Text fw={600} size="sm">
            {attorneyName}, {admission.jurisdiction} no. {admission.number}
          </Text>
          {valid ? <StatusBadge tone="good">Holds</StatusBadge> : <StatusBadge tone="neutral">{voidedAt ? 'Void' : 'Past'}</StatusBadge>}
        </Group>
        <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {statement}
        </Text>
        <Text size="xs" c="dimmed">
          Signed <Instant at={at} /> over <Code style={{ overflowWrap: 'anywhere' }}>{productHash}</Code>
        </Text>
        {voidedAt !== null && (
          <Text size="xs" c="dimmed">
            Void since <Instant at={voidedAt} />: {voidedBecause}
          </Text>
        )}
      </Stack>
    </Card>
  )
}

function Refusal({ refusal }: { refusal: OrderSignOff['refusals'][number] }) {
  return (
    <Card component="article" aria-label={`Refusal by ${refusal.attorneyName}`}>
      <Stack gap="xs">
        <Group justify="space-between">
          <Text fw={600} size="sm">
            {refusal.attorneyName}
          </Text>
          <StatusBadge tone="bad">Sent back</StatusBadge>
        </Group>
        <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {refusal.reason}
        </Text>
        {refusal.defects.length > 0 && <DefectList defects={refusal.defects} />}
        <Text size="xs" c="dimmed">
          <Instant at={refusal.at} />
        </Text>
      </Stack>
    </Card>
  )
}
