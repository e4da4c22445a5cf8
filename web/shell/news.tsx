import { ActionIcon, Indicator, Menu, Text } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { useState } from 'react'
import { type LiveEvent, useLive } from '../../ui/api/live.ts'
import { fromNow } from '../../ui/time.ts'
import { useGo } from '../../ui/url.ts'

/** As many as fit into the menu without scrolling. */
const newsMax = 12

interface News {
  readonly event: LiveEvent
  readonly at: string
}

/** Keeps the pages fresh, and lists what happened while this tab was open. */
export function NewsMenu() {
  const [news, setNews] = useState<readonly News[]>([])
  const [unread, setUnread] = useState(0)
  const go = useGo()
  useLive((event) => {
    setNews((before) => [{ event, at: new Date().toISOString() }, ...before].slice(0, newsMax))
    setUnread((count) => count + 1)
  })
  return (
    <Menu position="bottom-end" width={320} onOpen={() => setUnread(0)}>
      <Indicator disabled={unread === 0} label={unread > 99 ? '99+' : unread} size={16} color="red" offset={6}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`What happened: ${unread} new`}>
            <IconBell size={18} />
          </ActionIcon>
        </Menu.Target>
      </Indicator>
      <Menu.Dropdown>
        {news.length === 0 && <Menu.Label>Nothing happened since you opened this tab.</Menu.Label>}
        {news.map(({ event, at }) => {
          const to = placeOf(event)
          return (
            <Menu.Item key={`${event.stream} ${event.seq}`} disabled={to === null} onClick={() => to !== null && go(to)}>
              <Text size="sm">{wordsOf(event.kind)}</Text>
              <Text size="xs" c="dimmed">
                {fromNow(at, Date.now())}
              </Text>
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}

const wordsOf = (kind: string): string => {
  const words = kind.replaceAll(/[.-]/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Where one can look at what happened; null where that is no page. */
function placeOf({ stream, subject }: LiveEvent): string | null {
  if (subject.kind === 'order') return `/matters/${stream}/orders/${subject.id}`
  if (subject.kind === 'matter') return `/matters/${subject.id}`
  return subject.kind === 'client' ? `/clients/${subject.id}` : null
}
