import { Anchor, Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useDraft } from '../ui/draft.ts'
import { ProblemNote } from '../ui/problem-note.tsx'
import { useAct } from './act.ts'
import { FrontDoor } from './front-door.tsx'
import { signIn, verifyCode, verifyRecoveryCode } from './identity.ts'

/** Address and password, then a code where the account has a second factor. */
export function SignIn({ onSignedIn }: { onSignedIn: () => void }) {
  const [step, setStep] = useState<'password' | 'code'>('password')
  return step === 'password' ? (
    <PasswordStep onDone={(codeAsked) => (codeAsked ? setStep('code') : onSignedIn())} />
  ) : (
    <CodeStep onDone={onSignedIn} onBack={() => setStep('password')} />
  )
}

function PasswordStep({ onDone }: { onDone: (codeAsked: boolean) => void }) {
  const draft = useDraft('sign-in', { email: '' })
  const [password, setPassword] = useState('')
  const act = useAct(async () => onDone(await signIn(draft.values.email.trim(), password)))
  return (
    <FrontDoor title="Sign in">
      <form onSubmit={act.run}>
        <Stack gap="md">
          <TextInput
            label="E-mail address"
            type="email"
            autoComplete="username"
            required
            data-autofocus
            autoFocus
            {...draft.text('email')}
          />
          <PasswordInput
            label="Password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <ProblemNote problem={act.problem} />
          <Button type="submit" fullWidth loading={act.busy}>
            Sign in
          </Button>
        </Stack>
      </form>
    </FrontDoor>
  )
}

function CodeStep({ onDone, onBack }: { onDone: () => void; onBack: () => void }) {
  const [recovery, setRecovery] = useState(false)
  const [code, setCode] = useState('')
  const act = useAct(async () => {
    await (recovery ? verifyRecoveryCode(code.trim()) : verifyCode(code.replaceAll(/\s/g, '')))
    onDone()
  })
  return (
    <FrontDoor
      title="Second factor"
      note={
        recovery
          ? 'One of the recovery codes that you wrote down. Each works once.'
          : 'The six digits that your authenticator app shows now.'
      }
    >
      <form onSubmit={act.run}>
        <Stack gap="md">
          <TextInput
            key={String(recovery)}
            label={recovery ? 'Recovery code' : 'Code'}
            inputMode={recovery ? 'text' : 'numeric'}
            autoComplete="one-time-code"
            required
            autoFocus
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          <ProblemNote problem={act.problem} />
          <Button type="submit" fullWidth loading={act.busy}>
            Go on
          </Button>
          <Anchor component="button" type="button" size="sm" onClick={() => setRecovery(!recovery)}>
            {recovery ? 'Use the app’s code' : 'I do not have the app: use a recovery code'}
          </Anchor>
          <Anchor component="button" type="button" size="sm" onClick={onBack}>
            Back to the password
          </Anchor>
        </Stack>
      </form>
    </FrontDoor>
  )
}
