import { Alert, Anchor, Button, PasswordInput, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useCommand } from '../ui/api/command.ts'
import { ProblemNote } from '../ui/problem-note.tsx'
import { FrontDoor } from './front-door.tsx'
import type { AcceptRoute } from './identity.ts'

/** Where the link of an invitation leads: whoever was invited chooses a password, and can then sign in. */
export function AcceptInvitation() {
  // Behind the #, so that no server on the way writes it into its log.
  const token = location.hash.slice(1)
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const [accepted, setAccepted] = useState(false)
  const accept = useCommand<AcceptRoute>('post', '/api/invitations/accept', { inForm: true })
  const differs = again !== '' && again !== password

  if (accepted)
    return (
      <FrontDoor title="Your account is open">
        <Text size="sm">You can sign in with your e-mail address and the password that you chose.</Text>
        <Button component="a" href="/">
          Sign in
        </Button>
      </FrontDoor>
    )
  return (
    <FrontDoor
      title="Accept the invitation"
      note="Choose a password: long is better than complicated. Four or five words of your own are good."
    >
      {token === '' && (
        <Alert color="red" title="The link is not whole">
          Open the link from the invitation again, all of it.
        </Alert>
      )}
      <form
        onSubmit={async (event) => {
          event.preventDefault()
          if (!differs && (await accept.run({ body: { token, password } })) !== undefined) setAccepted(true)
        }}
      >
        <Stack gap="md">
          <PasswordInput
            label="Password"
            autoComplete="new-password"
            required
            value={password}
            error={accept.errors.password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <PasswordInput
            label="The same again"
            autoComplete="new-password"
            required
            value={again}
            error={differs ? 'The two differ.' : undefined}
            onChange={(event) => setAgain(event.currentTarget.value)}
          />
          <ProblemNote problem={accept.problem} />
          <Button type="submit" fullWidth loading={accept.pending} disabled={token === ''}>
            Open the account
          </Button>
          <Anchor href="/" size="sm">
            I have an account: sign in
          </Anchor>
        </Stack>
      </form>
    </FrontDoor>
  )
}
