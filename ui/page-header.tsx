import { Breadcrumbs, Group, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { AppLink } from './link.tsx'

interface PageHeaderProps {
  readonly title: ReactNode
  /** A line below: what this is, for whom. */
  readonly note?: ReactNode
  /** Where it belongs: the pages above it. */
  readonly above?: readonly { readonly label: string; readonly to: string }[]
  /** Badges beside the title. */
  readonly marks?: ReactNode
  /** What can be done here. */
  readonly actions?: ReactNode
}

/** The head of a page; its title is the page's only `h1`. */
export function PageHeader({ title, note, above = [], marks, actions }: PageHeaderProps) {
  return (
    <Stack gap={4} mb="md">
      {above.length > 0 && (
        <Breadcrumbs fz="sm">
          {above.map(({ label, to }) => (
            <AppLink key={to} to={to} size="sm">
              {label}
            </AppLink>
          ))}
        </Breadcrumbs>
      )}
      <Group justify="space-between" align="flex-start" gap="sm">
        <Group gap="sm">
          <Title order={1} size="h3">
            {title}
          </Title>
          {marks}
        </Group>
        <Group gap="xs" className="no-print">
          {actions}
        </Group>
      </Group>
      {note && (
        <Text size="sm" c="dimmed">
          {note}
        </Text>
      )}
    </Stack>
  )
}
