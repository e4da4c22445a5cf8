import { Card, Group, Title } from '@mantine/core'
import type { ReactNode } from 'react'

/** A part of a person, with what opens its form. */
export const Part = ({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) => (
  <Card withBorder component="section" p="sm">
    <Group justify="space-between" mb="xs">
      <Title order={3} size="h6">
        {title}
      </Title>
      {action}
    </Group>
    {children}
  </Card>
)
