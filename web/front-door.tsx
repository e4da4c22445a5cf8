import { Card, Center, Stack, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'

/** The frame of the pages before somebody is signed in. */
export function FrontDoor({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Secondchair`
  }, [title])
  return (
    <Center component="main" mih="100vh" p="md">
      <Stack w="100%" maw={400} gap="lg">
        <Text fw={700} size="lg" ta="center">
          Secondchair
        </Text>
        <Card padding="xl">
          <Stack gap="md">
            <Stack gap={4}>
              <Title order={1} size="h3">
                {title}
              </Title>
              {note && (
                <Text size="sm" c="dimmed">
                  {note}
                </Text>
              )}
            </Stack>
            {children}
          </Stack>
        </Card>
      </Stack>
    </Center>
  )
}
