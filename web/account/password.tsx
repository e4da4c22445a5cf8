import { Button, Card, PasswordInput, Stack, Text, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { useAct } from '../act.ts'
import { changePassword } from '../identity.ts'

/** The password; changing it ends all other sessions. */
export function PasswordCard() {
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const queries = useQueryClient()
  const act = useAct(async () => {
    await changePassword(current, next)
    setCurrent('')
    setNext('')
    notifications.show({ message: 'The password is changed. All other sessions have ended.', color: 'teal' })
    await queries.invalidateQueries()
  })
  return (
    <Card>
      <form onSubmit={act.run}>
        <Stack gap="sm">
          <Title order={2} size="h5">
            Password
          </Title>
          <Text size="sm" c="dimmed">
            Changing it ends your other sessions.
          </Text>
          <PasswordInput
            label="Password now"
            autoComplete="current-password"
            required
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
          <PasswordInput
            label="New password"
            autoComplete="new-password"
            required
            value={next}
            error={act.errors.newPassword}
            onChange={(event) => setNext(event.currentTarget.value)}
          />
          <ProblemNote problem={act.problem} />
          <Button type="submit" loading={act.busy} style={{ alignSelf: 'flex-start' }}>
            Change the password
          </Button>
        </Stack>
      </form>
    </Card>
  )
}
