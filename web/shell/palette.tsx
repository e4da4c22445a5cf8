import { useDebouncedValue } from '@mantine/hooks'
import { Spotlight } from '@mantine/spotlight'
import { IconBriefcase, IconBuilding, IconFileText, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import type { clientRoutes } from '../../desk/clients/api.ts'
import type { matterRoutes } from '../../desk/matters/api.ts'
import type { orderRoutes } from '../../desk/orders/api.ts'
import { useGet } from '../../ui/api/get.ts'
import { holdsAny, useMay, useMe } from '../../ui/me.ts'
import type { Nav } from '../../ui/page.ts'
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
  const places = pages.filter(({ permission, path, title }) => !path.includes('$') && holdsAny(me, permission) && has(title, typed))
  const groups = [
    {
      label: 'Pages',
      found: places.map(({ path, title, nav }) => ({ to: path, label: title, note: '', Icon: nav?.icon ?? IconFileText })),
    },
    ...useRecords(typed),
  ].filter(({ found }) => found.length > 0)
  return (
    <Spotlight.Root query={typed} onQueryChange={setTyped} shortcut={['mod + K']} clearQueryOnClose maxHeight={420} scrollable>
      <Spotlight.Search
        placeholder="Go to a page, an order, a matter, a client"
        aria-label="Search everything"
        leftSection={<IconSearch size={18} />}
      />
      <Spotlight.ActionsList>
        {groups.map(({ label, found }) => (
          <Spotlight.ActionsGroup key={label} label={label}>
            {found.map((one) => (
              <Place key={one.to} {...one} />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {groups.length === 0 && <Spotlight.Empty>Nothing of that name. Orders are found by number and title.</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}

const has = (text: string, part: string): boolean => text.toLowerCase().includes(part.trim().toLowerCase())

/** What the server finds of each kind that the person may see. */
function useRecords(typed: string): readonly { readonly label: string; readonly found: readonly Found[] }[] {
  const [q] = useDebouncedValue(typed.trim(), pauseMs)
  const wanted = q.length >= lettersMin && typed.trim().length >= lettersMin
  const query = { q, limit: foundMax }
  const orders = useGet<Orders>('/api/orders', { query, enabled: useMay('see-orders') && wanted })
  const matters = useGet<Matters>('/api/matters', { query, enabled: useMay('see-matters') && wanted })
  const clients = useGet<Clients>('/api/clients', { query, enabled: useMay('see-clients') && wanted })
  if (!wanted) return []
  return [
    {
      label: 'Orders',
      found: (orders.data?.items ?? []).map(({ id, matterId, number, title }) => ({
        to: `/matters/${matterId}/orders/${id}`,
        label: title,
        note: number,
        Icon: IconFileText,
      })),
    },
    {
      label: 'Matters',
      found: (matters.data?.items ?? []).map(({ id, name, reference }) => ({
        to: `/matters/${id}`,
        label: name,
        note: reference,
        Icon: IconBriefcase,
      })),
    },
    {
      label: 'Clients',
      found: (clients.data?.items ?? []).map(({ id, name, code }) => ({
        to: `/clients/${id}`,
        label: name,
        note: code,
        Icon: IconBuilding,
      })),
    },
  ]
}

interface Found {
  readonly to: string
  readonly label: string
  readonly note: string
  readonly Icon: Nav['icon']
}

function Place({ to, label, note, Icon }: Found) {
  const go = useGo()
  return (
    <Spotlight.Action
      label={label}
      {...(note ? { description: note } : {})}
      leftSection={<Icon size={18} stroke={1.5} />}
      onClick={() => go(to)}
    />
  )
}
