import { Code, Timeline as Line, Text } from '@mantine/core'
import { Instant } from './instant.tsx'
import { More } from './more.tsx'

/** An entry of a ledger, as the API shows it. */
export interface TimelineEntry {
  readonly seq: number
  readonly at: string
  readonly actor: string
  readonly kind: string
  readonly body: Readonly<Record<string, unknown>>
  readonly hash: string
}

interface TimelineProps {
  readonly entries: readonly TimelineEntry[]
  /** Who an entry is by, in a name. */
  nameOf(actor: string): string
}

/** What happened, the newest first, each with what the ledger holds of it. */
export function Timeline({ entries, nameOf }: TimelineProps) {
  return (
    <Line bulletSize={14} lineWidth={2} active={entries.length}>
      {entries.toReversed().map(({ seq, at, actor, kind, body, hash }) => (
        <Line.Item key={seq} mt="sm" title={<Text size="sm">{titleOf(kind)}</Text>}>
          <Text size="xs" c="dimmed">
            <Instant at={at} /> by {nameOf(actor)}, entry {seq}, hash {hash.slice(0, 12)}
          </Text>
          <More label="What the ledger holds">
            <Code block>{JSON.stringify(body, null, 2)}</Code>
          </More>
        </Line.Item>
      ))}
    </Line>
  )
}

/** `deliverable.deemed-accepted` is told as `Deliverable deemed accepted`. */
const titleOf = (kind: string): string => {
  const words = kind.replaceAll(/[.-]/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
