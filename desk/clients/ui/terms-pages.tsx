import { Alert, Button, Card, Group, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core'
import { type FormEvent, type ReactNode, useMemo, useState } from 'react'
import { useCommand } from '../../../ui/api/command.ts'
import { useGet } from '../../../ui/api/get.ts'
import type { Problem } from '../../../ui/api/request.ts'
import type { AnswerOf } from '../../../ui/api/types.ts'
import { useDraft } from '../../../ui/draft.ts'
import { LinkButton } from '../../../ui/link.tsx'
import { Loading } from '../../../ui/loading.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { useGo, usePathParams } from '../../../ui/url.ts'
import type { clientRoutes } from '../api.ts'
import { DateField } from './fields.tsx'
import { todayIn } from './nda.ts'
import { currencyOf } from './places.ts'
import { Compared } from './terms/compared.tsx'
import { CopyTerms } from './terms/copy-terms.tsx'
import { asTerms, firstTerms, type TermsDraft } from './terms/draft.ts'
import { gapsOf } from './terms/gaps.ts'
import { compareTerms } from './terms/rows.ts'
import { TermsForm } from './terms/terms-form.tsx'

type Client = AnswerOf<typeof clientRoutes.read>
type Engagement = Client['engagements'][number]

const useClient = (clientId: string) =>
  useGet<typeof clientRoutes.read>('/api/clients/{clientId}', { params: { clientId }, about: ['client'] })

/** A new engagement, from sensible defaults or from another one. */
export function DraftEngagementPage() {
  const { clientId } = usePathParams<'clientId'>()
  const client = useClient(clientId)
  return client.data ? <DraftForm client={client.data} /> : <Loading of={client} />
}

/** Terms as they stand under the names of the body: `terms.` before each path. */
const inTerms = (errors: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(errors).flatMap(([path, message]) => (path.startsWith('terms.') ? [[path.slice('terms.'.length), message]] : [])),
  )

/** Errors of the fields: the gaps from the first try to send on, then what the server says. */
function useTermErrors(terms: TermsDraft, answered: Readonly<Record<string, string>>) {
  const [tried, setTried] = useState(false)
  const gaps = useMemo(() => gapsOf(terms), [terms])
  const count = Object.keys(gaps).length
  return { errors: tried ? { ...inTerms(answered), ...gaps } : {}, count, tried, setTried }
}

/** To the first field that says what it needs, once it says so. */
const toFirstGap = (form: HTMLFormElement): void => {
  setTimeout(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
}

function DraftForm({ client }: { client: Client }) {
  const go = useGo()
  const here = `/clients/${client.id}`
  const first = useMemo(() => firstTerms(client, currencyOf(client.country), todayIn(client.timeZone, Date.now())), [client])
  const draft = useDraft(`engagement:${client.id}`, { title: '', terms: first })
  const send = useCommand<typeof clientRoutes.draftEngagement>('post', '/api/clients/{clientId}/engagements', {
    done: 'Drafted.',
    inForm: true,
  })
  const { terms, title } = draft.values
  const { errors, count, tried, setTried } = useTermErrors(terms, send.errors)
  const titleGap = tried && title.trim() === '' ? 'Needed.' : send.errors.title
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (count > 0 || title.trim() === '') return toFirstGap(event.currentTarget)
    const engagement = await send.run({ params: { clientId: client.id }, body: { title, terms: asTerms(terms) } })
    if (!engagement) return
    draft.clear()
    go(`${here}/engagements/${engagement.id}`)
  }
  return (
    <>
      <PageHeader
        title="Draft an engagement"
        note={`With ${client.name}. What is filled in is what most engagements say: change what differs. Nothing binds before it is signed.`}
        above={[
          { label: 'Clients', to: '/clients' },
          { label: client.name, to: here },
        ]}
        actions={<CopyTerms client={client} onCopy={(copied) => draft.set('terms', copied)} />}
      />
      <form onSubmit={submit} noValidate>
        <Stack>
          <Card withBorder>
            <TextInput
              label="Title"
              description="As both sides call it: Contract drafting 2027."
              required
              maw={520}
              {...draft.text('title')}
              error={titleGap}
            />
          </Card>
          <TermsForm value={terms} onChange={(next) => draft.set('terms', next)} errors={errors} timeZone={client.timeZone} />
          <Foot
            count={tried ? count + (title.trim() === '' ? 1 : 0) : 0}
            problem={send.problem}
            pending={send.pending}
            label="Save the draft"
            back={here}
          >
            {draft.touched && (
              <Button variant="subtle" color="gray" onClick={draft.clear}>
                Begin anew
              </Button>
            )}
          </Foot>
        </Stack>
      </form>
    </>
  )
}

/** A change of terms: of a draft as it is, of a signed engagement from a day on. */
export function AmendEngagementPage() {
  const { clientId, engagementId } = usePathParams<'clientId' | 'engagementId'>()
  const client = useClient(clientId)
  const engagement = client.data?.engagements.find(({ id }) => id === engagementId)
  if (!client.data) return <Loading of={client} />
  return engagement ? <AmendForm client={client.data} engagement={engagement} /> : <Text>There is no such engagement.</Text>
}

function AmendForm({ client, engagement }: { client: Client; engagement: Engagement }) {
  const go = useGo()
  const here = `/clients/${client.id}/engagements/${engagement.id}`
  const last = engagement.versions.at(-1)
  const signed = engagement.status === 'signed'
  const today = todayIn(client.timeZone, Date.now())
  const draft = useDraft(`amend:${engagement.id}:${last?.version}`, {
    terms: structuredClone(last?.terms) as TermsDraft,
    from: today as string | null,
    signedBy: '',
    reason: '',
  })
  const send = useCommand<typeof clientRoutes.amendEngagement>('post', '/api/clients/{clientId}/engagements/{engagementId}/amend', {
    done: signed ? 'Amended.' : 'Changed.',
    inForm: true,
  })
  const { terms, from, signedBy, reason } = draft.values
  const { errors, count, tried, setTried } = useTermErrors(terms, send.errors)
  const changes = useMemo(
    () => (last && count === 0 ? compareTerms(last.terms, asTerms(terms)).filter(({ before, after }) => before !== after) : []),
    [last, terms, count],
  )
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (count > 0) return toFirstGap(event.currentTarget)
    const body = {
      from: from ?? '',
      terms: asTerms(terms),
      signedBy: signed ? signedBy.trim() || null : null,
      reason: reason.trim() || (signed ? '' : 'Changed before signing'),
    }
    if (!(await send.run({ params: { clientId: client.id, engagementId: engagement.id }, body }))) return
    draft.clear()
    go(here)
  }
  return (
    <>
      <PageHeader
        title={signed ? `Amend ${engagement.title}` : `Change ${engagement.title}`}
        note={
          signed
            ? 'A change is a new version from a day on. Orders that were placed before keep the terms they were placed under.'
            : 'Not signed yet: the draft changes as it is.'
        }
        above={[
          { label: client.name, to: `/clients/${client.id}` },
          { label: engagement.title, to: here },
        ]}
        actions={<CopyTerms client={client} onCopy={(copied) => draft.set('terms', copied)} />}
      />
      <form onSubmit={submit} noValidate>
        <Stack>
          <TermsForm
            value={terms}
            onChange={(next) => draft.set('terms', next)}
            errors={errors}
            timeZone={client.timeZone}
            currencyFixed={signed}
          />
          <Card withBorder component="section">
            <Stack gap="sm">
              <Title order={2} size="h5">
                What changes
              </Title>
              {count > 0 ? (
                <Text size="sm" c="dimmed">
                  Fill in what is missing to see it.
                </Text>
              ) : (
                <Compared rows={changes} titles={['As it is', 'As it will be']} />
              )}
              {signed && (
                <SimpleGrid cols={{ base: 1, sm: 3 }}>
                  <DateField label="Holds from" required min={today} {...draft.field('from')} error={send.errors.from} />
                  <TextInput label="Who signed it for the client" required {...draft.text('signedBy')} error={send.errors.signedBy} />
                  <TextInput label="Why" required {...draft.text('reason')} error={send.errors.reason} />
                </SimpleGrid>
              )}
            </Stack>
          </Card>
          <Foot
            count={tried ? count : 0}
            problem={send.problem}
            pending={send.pending}
            label={signed ? 'Record the amendment' : 'Save the draft'}
            back={here}
          >
            {draft.touched && (
              <Button variant="subtle" color="gray" onClick={draft.clear}>
                Take my changes back
              </Button>
            )}
          </Foot>
        </Stack>
      </form>
    </>
  )
}

interface FootProps {
  readonly count: number
  readonly problem: Problem | null
  readonly pending: boolean
  readonly label: string
  readonly back: string
  readonly children: ReactNode
}

const Foot = ({ count, problem, pending, label, back, children }: FootProps) => (
  <Stack gap="sm">
    {count > 0 && (
      <Alert color="red" role="alert">
        {count === 1 ? 'One field is' : `${count} fields are`} missing or wrong: each says what it needs, and each line how many are in it.
      </Alert>
    )}
    <ProblemNote problem={problem} />
    <Group gap="xs">
      <Button type="submit" loading={pending}>
        {label}
      </Button>
      <LinkButton to={back} variant="default">
        Back
      </LinkButton>
      {children}
    </Group>
  </Stack>
)
