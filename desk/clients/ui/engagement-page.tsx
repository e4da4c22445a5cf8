import { Button, Card, Checkbox, Group, Modal, SegmentedControl, Select, Stack, Table, Text, TextInput, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { type FormEvent, Fragment } from 'react'
import { useCommand } from '../../../ui/api/command.ts'
import { useGet } from '../../../ui/api/get.ts'
import type { AnswerOf } from '../../../ui/api/types.ts'
import { useDraft } from '../../../ui/draft.ts'
import { DateOnly, Instant } from '../../../ui/instant.tsx'
import { LinkButton } from '../../../ui/link.tsx'
import { Loading } from '../../../ui/loading.tsx'
import { useMay } from '../../../ui/me.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { useFilters, usePathParams } from '../../../ui/url.ts'
import type { clientRoutes } from '../api.ts'
import type { EngagementTerms } from '../terms.ts'
import { statusOf } from './engagement-status.ts'
import { DateField } from './fields.tsx'
import { todayIn } from './nda.ts'
import { Compared } from './terms/compared.tsx'
import { compareTerms, termRows } from './terms/rows.ts'

type Engagement = AnswerOf<typeof clientRoutes.readEngagement>
type Version = Engagement['versions'][number]

/** One engagement: its terms in words, its versions beside each other, and signing, amending and ending it. */
export function EngagementPage() {
  const params = usePathParams<'clientId' | 'engagementId'>()
  const found = useGet<typeof clientRoutes.readEngagement>('/api/clients/{clientId}/engagements/{engagementId}', {
    params,
    about: ['client'],
  })
  const client = useGet<typeof clientRoutes.read>('/api/clients/{clientId}', { params: { clientId: params.clientId }, about: ['client'] })
  const mayManage = useMay('manage-clients')
  const staff = useMay('see-clients')
  const [filters, setFilters] = useFilters<'version' | 'with'>()
  const engagement = found.data
  if (!engagement || !client.data) return <Loading of={found.error ? found : client} />
  const { versions } = engagement
  const today = todayIn(client.data.timeZone, Date.now())
  const { tone, word } = statusOf(engagement, today)
  const version = versions.find((one) => String(one.version) === filters.version) ?? versions.at(-1)
  const other = versions.find((one) => String(one.version) === filters.with && one !== version)
  const here = `/clients/${params.clientId}`
  return (
    <>
      <PageHeader
        title={engagement.title}
        above={
          staff
            ? [
                { label: 'Clients', to: '/clients' },
                { label: client.data.name, to: here },
              ]
            : [{ label: 'Agreement', to: '/agreement' }]
        }
        marks={<StatusBadge tone={tone}>{word}</StatusBadge>}
        note={engagement.endedBecause && `Ended: ${engagement.endedBecause}`}
        actions={
          mayManage &&
          engagement.status !== 'ended' && (
            <>
              {engagement.status === 'draft' && <Sign engagement={engagement} />}
              <LinkButton to={`${here}/engagements/${engagement.id}/amend`} size="xs" variant="default">
                {engagement.status === 'draft' ? 'Change the draft' : 'Amend'}
              </LinkButton>
              <End engagement={engagement} today={today} />
            </>
          )
        }
      />
      <Stack>
        <Group align="flex-end" className="no-print">
          <SegmentedControl
            size="xs"
            aria-label="Version"
            value={String(version?.version)}
            onChange={(next) => setFilters({ version: next })}
            data={versions.map((one) => ({ value: String(one.version), label: `Version ${one.version}` }))}
          />
          {versions.length > 1 && (
            <Select
              size="xs"
              aria-label="Compare with"
              placeholder="Compare with a version"
              clearable
              data={versions
                .filter((one) => one !== version)
                .map((one) => ({ value: String(one.version), label: `Compare with version ${one.version}` }))}
              value={other ? String(other.version) : null}
              onChange={(next) => setFilters({ with: next ?? undefined })}
            />
          )}
        </Group>
        {version && <VersionNote version={version} />}
        {version && other ? <Comparison one={other} two={version} /> : version && <Terms terms={version.terms} />}
      </Stack>
    </>
  )
}

const VersionNote = ({ version }: { version: Version }) => (
  <Text size="sm" c="dimmed">
    Holds from <DateOnly date={version.from} />.{' '}
    {version.signedAt === null ? (
      'Not signed yet.'
    ) : (
      <>
        Signed for the client by {version.signedBy}, recorded <Instant at={version.signedAt} />.
      </>
    )}
  </Text>
)

/** Terms in words, a section after the other. */
function Terms({ terms }: { terms: EngagementTerms }) {
  const rows = termRows(terms)
  const sections = [...new Set(rows.map(({ section }) => section))]
  return (
    <Card withBorder component="section" p={0}>
      <Table verticalSpacing={6} layout="fixed">
        <Table.Tbody>
          {sections.map((section) => (
            <Fragment key={section}>
              <Table.Tr bg="var(--mantine-color-default-hover)">
                <Table.Th colSpan={2} scope="colgroup">
                  {section}
                </Table.Th>
              </Table.Tr>
              {rows
                .filter((row) => row.section === section)
                .map(({ what, text }) => (
                  <Table.Tr key={what}>
                    <Table.Th scope="row" w="32%" fw={400} c="dimmed">
                      {what}
                    </Table.Th>
                    <Table.Td style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>{text}</Table.Td>
                  </Table.Tr>
                ))}
            </Fragment>
          ))}
        </Table.Tbody>
      </Table>
    </Card>
  )
}

/** Two versions beside each other, the earlier one to the left. */
function Comparison({ one, two }: { one: Version; two: Version }) {
  const [filters, setFilters] = useFilters<'all'>()
  const [before, after] = one.version < two.version ? [one, two] : [two, one]
  return (
    <>
      <Group justify="space-between">
        <Title order={2} size="h5">
          Version {before.version} beside version {after.version}
        </Title>
        <Checkbox
          size="xs"
          label="What stayed, too"
          checked={filters.all === 'yes'}
          onChange={(event) => setFilters({ all: event.currentTarget.checked ? 'yes' : undefined })}
        />
      </Group>
      <Compared
        rows={compareTerms(before.terms, after.terms)}
        titles={[`Version ${before.version}, from ${before.from}`, `Version ${after.version}, from ${after.from}`]}
        all={filters.all === 'yes'}
      />
    </>
  )
}

function Sign({ engagement: { id: engagementId, clientId, title } }: { engagement: Engagement }) {
  const [opened, { open, close }] = useDisclosure(false)
  const draft = useDraft(`sign:${engagementId}`, { signedBy: '' })
  const sign = useCommand<typeof clientRoutes.signEngagement>('post', '/api/clients/{clientId}/engagements/{engagementId}/sign', {
    done: 'Signed.',
    inForm: true,
  })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!(await sign.run({ params: { clientId, engagementId }, body: draft.values }))) return
    draft.clear()
    close()
  }
  return (
    <>
      <Button size="xs" onClick={open}>
        Record the signature
      </Button>
      <Modal opened={opened} onClose={close} title={`Record the signature: ${title}`} centered>
        <form onSubmit={submit} noValidate>
          <Stack gap="sm">
            <Text size="sm">From then on the terms hold as they are. A change is a new version, from today on at the earliest.</Text>
            <TextInput
              label="Who signed for the client"
              description="Name and office."
              required
              data-autofocus
              {...draft.text('signedBy')}
              error={sign.errors.signedBy}
            />
            <ProblemNote problem={sign.problem} />
            <Group justify="flex-end">
              <Button type="submit" loading={sign.pending} disabled={draft.values.signedBy.trim() === ''}>
                Record
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  )
}

function End({ engagement: { id: engagementId, clientId, title }, today }: { engagement: Engagement; today: string }) {
  const [opened, { open, close }] = useDisclosure(false)
  const draft = useDraft(`end:${engagementId}`, { on: today as string | null, reason: '' })
  const end = useCommand<typeof clientRoutes.endEngagement>('post', '/api/clients/{clientId}/engagements/{engagementId}/end', {
    done: 'Ended.',
    inForm: true,
  })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const { on, reason } = draft.values
    if (!(await end.run({ params: { clientId, engagementId }, body: { on: on ?? '', reason } }))) return
    draft.clear()
    close()
  }
  return (
    <>
      <Button size="xs" variant="default" onClick={open}>
        End
      </Button>
      <Modal opened={opened} onClose={close} title={`End ${title}`} centered>
        <form onSubmit={submit} noValidate>
          <Stack gap="sm">
            <Text size="sm">No order is taken under it after its last day. This cannot be taken back: draft a new engagement then.</Text>
            <DateField label="Last day" required min={today} {...draft.field('on')} error={end.errors.on} />
            <TextInput label="Why" required {...draft.text('reason')} error={end.errors.reason} />
            <ProblemNote problem={end.problem} />
            <Group justify="flex-end">
              <Button type="submit" color="red" loading={end.pending} disabled={draft.values.reason.trim() === ''}>
                End the engagement
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  )
}
