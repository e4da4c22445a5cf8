import { Badge, Card, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { roles } from '../../desk/policy.ts'
import { useMe } from '../../ui/me.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { PasswordCard } from './password.tsx'
import { SecondFactorCard } from './second-factor.tsx'
import { SessionsCard } from './sessions.tsx'

const roleNames: Readonly<Record<string, string>> = roles

/** Oneself: roles, the password, the second factor, the sessions. */
export function AccountPage() {
  const me = useMe()
  return (
    <Stack gap="md" maw={980}>
      <PageHeader
        title="Account"
        note={`${me.name}. Times are shown in ${me.timeZone}.`}
        marks={me.roles.map((role) => (
          <Badge key={role} variant="light" autoContrast tt="none" radius="sm">
            {roleNames[role] ?? role}
          </Badge>
        ))}
      />
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <PasswordCard />
        <SecondFactorCard />
      </SimpleGrid>
      <Card>
        <Stack gap="sm">
          <Group justify="space-between">
            <Title order={2} size="h5">
              Sessions
            </Title>
            <Text size="xs" c="dimmed">
              Where you are signed in
            </Text>
          </Group>
          <SessionsCard />
        </Stack>
      </Card>
    </Stack>
  )
}
