import { Button, Card, Group, Stack, TextInput } from '@mantine/core'
import type { FormEvent } from 'react'
import { useCommand } from '../../../ui/api/command.ts'
import { useDraft } from '../../../ui/draft.ts'
import { LinkButton } from '../../../ui/link.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { useGo } from '../../../ui/url.ts'
import type { clientRoutes } from '../api.ts'
import { ClientFields, noFacts } from './client-fields.tsx'

/** A new client. Its NDA and its engagement follow on its own page. */
export function SignUpPage() {
  const go = useGo()
  const draft = useDraft('sign-up-client', { ...noFacts, code: '' })
  const signUp = useCommand<typeof clientRoutes.signUp>('post', '/api/clients', { done: 'Signed up.', inForm: true })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const client = await signUp.run({ body: draft.values })
    if (!client) return
    draft.clear()
    go(`/clients/${client.id}`)
  }
  return (
    <>
      <PageHeader
        title="Sign up a client"
        note="First who it is. Then its confidentiality agreement and its engagement: no work opens without them."
        above={[{ label: 'Clients', to: '/clients' }]}
      />
      <Card withBorder maw={720}>
        <form onSubmit={submit} noValidate>
          <Stack gap="sm">
            <ClientFields draft={draft} errors={signUp.errors} />
            <TextInput
              label="Code"
              description="2 to 8 capital letters and digits. It stands in references and invoice numbers, and stays for good."
              required
              w={240}
              {...draft.text('code')}
              onChange={(event) => draft.set('code', event.currentTarget.value.toUpperCase())}
              error={signUp.errors.code}
            />
            <ProblemNote problem={signUp.problem} />
            <Group gap="xs">
              <Button type="submit" loading={signUp.pending}>
                Sign up
              </Button>
              <LinkButton to="/clients" variant="default">
                Back
              </LinkButton>
            </Group>
          </Stack>
        </form>
      </Card>
    </>
  )
}
