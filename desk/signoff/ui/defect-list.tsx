import { List, Text } from '@mantine/core'
import { SeverityBadge } from '../../quality/ui/words.tsx'

interface Marked {
  readonly id: string
  readonly ctq: string
  readonly severity: string
  readonly description: string
  readonly place: string
}

/** Defects as they were marked. */
export const DefectList = ({ defects }: { defects: readonly Marked[] }) => (
  <List size="sm" spacing={6} listStyleType="none">
    {defects.map(({ id, ctq, severity, description, place }) => (
      <List.Item key={id}>
        <SeverityBadge severity={severity} />{' '}
        <Text span size="sm" style={{ overflowWrap: 'anywhere' }}>
          {place === '' ? '' : `${place}: `}
          {description}
        </Text>{' '}
        <Text span size="xs" c="dimmed">
          {ctq}
        </Text>
      </List.Item>
    ))}
  </List>
)
