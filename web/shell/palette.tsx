import { useDebouncedValue } from '@mantine/hooks'
import { Spotlight } from '@mantine/spotlight'
import { IconBriefcase, IconBuilding, IconFileText, IconSearch, type TablerIcon } from '@tabler/icons-react'
import { type ComponentType, useState } from 'react'
import type { clientRoutes } from '../../desk/clients/api.ts'
import type { matterRoutes } from '../../desk/matters/api.ts'
import type { orderRoutes } from '../../desk/orders/api.ts'
import { useGet } from '../../ui/api/get.ts'
import { holdsAny, useMay, useMe } from '../../ui/me.ts'
import { useGo } from '../../ui/url.ts'
import { pages } from '../pages.ts'

type Orders = ReturnType<typeof orderRoutes>['list']
type Matters = ReturnType<typeof matterRoutes>['list']
type Clients = typeof clientRoutes.list

/** From so many letters on records are searched, so many of each kind are shown, and so long after the last key. */
const lettersMin = 2
const foundMax = 6
const pauseMs = 200

/** The command palette: every page, and orders, matters and clients by name or number. */
export function Palette() {
  const [typed, setTyped] = useState('')
  const me = useMe()
  const go = useGo()
  const places = pages.filter(({ permission, path, title }) => !path.includes('$') && holdsAny(me, permission) && has(title, typed))
  return (
    <Spotlight.Root query={typed} onQueryChange={setTyped} shortcut={['mod + K']} clearQueryOnClose maxHeight={420} scrollable>
      <Spotlight.Search
        placeholder="Go to a page, an order, a matter, a client"
        aria-label="Search everything"
        leftSection={<IconSearch size={18} />}
      />
      <Spotlight.ActionsList>
        {places.length > 0 && (
          <Spotlight.ActionsGroup label="Pages">
            {places.map(({ path, title, nav }) => (
              <Found key={path} label={title} Icon={nav?.icon ?? IconFileText} onPick={() => go(path)} />
            ))}
          </Spotlight.ActionsGroup>
        )}
        <Records typed={typed} go={go} />
        <Spotlight.Empty>Nothing of that name. Orders are found by number and title.</Spotlight.Empty>
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}

const has = (text: string, part: string): boolean => text.toLowerCase().includes(part.trim().toLowerCase())

function Records({ typed, go }: { typed: string; go: (to: string) => void }) {
  const [q] = useDebouncedValue(typed.trim(), pauseMs)
  const wanted = q.length >= lettersMin
  const query = { q, limit: foundMax }
  const orders = useGet<Orders>('/api/orders', { query, enabled: useMay('see-orders') && wanted })
  const matters = useGet<Matters>('/api/matters', { query, enabled: useMay('see-matters') && wanted })
  const clients = useGet<Clients>('/api/clients', { query, enabled: useMay('see-clients') && wanted })
  if (!wanted) return null
  const foundOrders = orders.data?.items ?? []
  const foundMatters = matters.data?.items ?? []
  const foundClients = clients.data?.items ?? []
  return (
    <>
      {foundOrders.length > 0 && (
        <Spotlight.ActionsGroup label="Orders">
          {foundOrders.map(({ id, matterId, number, title }) => (
            <Found key={id} label={title} note={number} Icon={IconFileText} onPick={() => go(`/matters/${matterId}/orders/${id}`)} />
          ))}
        </Spotlight.ActionsGroup>
      )}
      {foundMatters.length > 0 && (
        <Spotlight.ActionsGroup label="Matters">
          {foundMatters.map(({ id, name, reference }) => (
            <Found key={id} label={name} note={reference} Icon={IconBriefcase} onPick={() => go(`/matters/${id}`)} />
          ))}
        </Spotlight.ActionsGroup>
      )}
      {foundClients.length > 0 && (
        <Spotlight.ActionsGroup label="Clients">
          {foundClients.map(({ id, name, code }) => (
            <Found key={id} label={name} note={code} Icon={IconBuilding} onPick={() => go(`/clients/${id}`)} />
          ))}
        </Spotlight.ActionsGroup>
      )}
    </>
  )
}

interface FoundProps {
  readonly label: string
  readonly note?: string
  readonly Icon: TablerIcon | ComponentType<{ size?: number | string; stroke?: number | string }>
  onPick(): void
}

const Found = ({ label, note, Icon, onPick }: FoundProps) => (
  <Spotlight.Action label={label} {...(note ? { description: note } : {})} leftSection={<Icon size={18} stroke={1.5} />} onClick={onPick} />
)
