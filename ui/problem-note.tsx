import { Alert, Button, List, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { Problem } from './api/request.ts'

/** What went wrong and what to do, beside what it is about. Nothing where there is no problem. */
export function ProblemNote({ problem, retry }: { problem: Problem | null | undefined; retry?: () => void }) {
  if (!problem) return null
  const { title, detail, missing = [] } = problem
  return (
    <Alert color="red" title={title} icon={<IconAlertTriangle size={18} />} role="alert">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{detail}</Text>
        {missing.length > 0 && (
          <List size="sm" spacing={4}>
            {missing.map(({ what, remedy }) => (
              <List.Item key={what}>
                <b>{what}</b>: {remedy}
              </List.Item>
            ))}
          </List>
        )}
        {retry && (
          <Button size="xs" variant="default" onClick={retry}>
            Try again
          </Button>
        )}
      </Stack>
    </Alert>
  )
}
