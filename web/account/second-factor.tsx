import { Alert, Box, Button, Card, Code, CopyButton, Group, PasswordInput, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { encode } from 'uqr'
import { useMe } from '../../ui/me.ts'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { useAct } from '../act.ts'
import { beginSecondFactor, endSecondFactor, newRecoveryCodes, verifyCode } from '../identity.ts'

/** The second factor: set up with an authenticator app, renewed recovery codes, taken away again. */
export function SecondFactorCard() {
  const { secondFactor } = useMe()
  return (
    <Card>
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} size="h5">
            Second factor
          </Title>
          <StatusBadge tone={secondFactor ? 'good' : 'warn'}>{secondFactor ? 'Set up' : 'Not set up'}</StatusBadge>
        </Group>
        {secondFactor ? <Holding /> : <SetUp />}
      </Stack>
    </Card>
  )
}

function PasswordField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <PasswordInput
      label="Your password"
      autoComplete="current-password"
      required
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

function SetUp() {
  const [password, setPassword] = useState('')
  const [begun, setBegun] = useState<{ totpURI: string; backupCodes: readonly string[] } | null>(null)
  const begin = useAct(async () => setBegun(await beginSecondFactor(password)))
  if (begun) return <FirstCode {...begun} />
  return (
    <form onSubmit={begin.run}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          With it, a stolen password alone opens nothing. You need an authenticator app on your phone.
        </Text>
        <PasswordField value={password} onChange={setPassword} />
        <ProblemNote problem={begin.problem} />
        <Button type="submit" loading={begin.busy} style={{ alignSelf: 'flex-start' }}>
          Set it up
        </Button>
      </Stack>
    </form>
  )
}

function FirstCode({ totpURI, backupCodes }: { totpURI: string; backupCodes: readonly string[] }) {
  const [code, setCode] = useState('')
  const queries = useQueryClient()
  const verify = useAct(async () => {
    await verifyCode(code.replaceAll(/\s/g, ''))
    notifications.show({ message: 'The second factor is set up.', color: 'teal' })
    await queries.invalidateQueries()
  })
  return (
    <form onSubmit={verify.run}>
      <Stack gap="sm">
        <Text size="sm">1. Scan this with your authenticator app, or type the key into it.</Text>
        <Group align="flex-start">
          <QrCode text={totpURI} label="Code for your authenticator app" />
          <Stack gap={4} flex={1}>
            <Text size="xs" c="dimmed">
              Key
            </Text>
            <Code block style={{ overflowWrap: 'anywhere', whiteSpace: 'normal' }}>
              {new URL(totpURI).searchParams.get('secret')}
            </Code>
          </Stack>
        </Group>
        <Text size="sm">2. Keep these recovery codes where you keep papers. Each opens the account once, should you lose the phone.</Text>
        <RecoveryCodes codes={backupCodes} />
        <TextInput
          label="3. The six digits that the app shows now"
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <ProblemNote problem={verify.problem} />
        <Button type="submit" loading={verify.busy} style={{ alignSelf: 'flex-start' }}>
          Finish
        </Button>
      </Stack>
    </form>
  )
}

function Holding() {
  const [password, setPassword] = useState('')
  const [codes, setCodes] = useState<readonly string[]>([])
  const queries = useQueryClient()
  const renew = useAct(async () => {
    setCodes(await newRecoveryCodes(password))
    setPassword('')
  })
  const end = useAct(async () => {
    await endSecondFactor(password)
    await queries.invalidateQueries()
  })
  return (
    <form onSubmit={renew.run}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          Your sign-in asks for a code of your app. New recovery codes make the old ones void.
        </Text>
        {codes.length > 0 && (
          <Alert color="teal" title="Your new recovery codes">
            <RecoveryCodes codes={codes} />
          </Alert>
        )}
        <PasswordField value={password} onChange={setPassword} />
        <ProblemNote problem={renew.problem ?? end.problem} />
        <Group gap="xs">
          <Button type="submit" loading={renew.busy}>
            New recovery codes
          </Button>
          <Button variant="default" loading={end.busy} onClick={() => void end.run()}>
            Take the second factor away
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  return (
    <Stack gap="xs" align="flex-start">
      <SimpleGrid cols={2} spacing="xs" verticalSpacing={4}>
        {codes.map((code) => (
          <Code key={code}>{code}</Code>
        ))}
      </SimpleGrid>
      <CopyButton value={codes.join('\n')}>
        {({ copied, copy }) => (
          <Button size="compact-xs" variant="default" onClick={copy}>
            {copied ? 'Copied' : 'Copy all'}
          </Button>
        )}
      </CopyButton>
    </Stack>
  )
}

/** Scanners want four modules of light around the code (ISO/IEC 18004, section 9.1). */
const quietModules = 4

/** A QR code, black on white in dark mode too: apps do not read it inverted. */
function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = useMemo(() => encode(text, { border: quietModules }), [text])
  const path = data
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
    .filter(Boolean)
    .join('')
  return (
    <Box bg="white" w={200}>
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges" style={{ display: 'block' }}>
        <path d={path} fill="black" />
      </svg>
    </Box>
  )
}
