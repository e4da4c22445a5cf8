import { NavLink, ScrollArea, Text } from '@mantine/core'
import { Link, useMatches } from '@tanstack/react-router'
import { type Nav, navGroups, type Page } from '../../ui/page.ts'
import classes from './rail.module.css'

type Entry = Page & { readonly nav: Nav }

/** The pages that a person may go to, in groups. */
export function Rail({ pages, onPick }: { pages: readonly Page[]; onPick: () => void }) {
  const path = useMatches().at(-1)?.fullPath ?? '/'
  const here = pages.find((page) => page.path === path)?.under ?? path
  const entries = pages.filter((page): page is Entry => page.nav !== undefined)
  const current = entries
    .filter((entry) => here === entry.path || here.startsWith(`${entry.path}/`))
    .toSorted((a, b) => b.path.length - a.path.length)[0]
  return (
    <ScrollArea type="auto">
      <nav aria-label="Pages">
        {navGroups.map((group) => {
          const inGroup = entries.filter(({ nav }) => nav.group === group).toSorted((a, b) => a.nav.order - b.nav.order)
          if (inGroup.length === 0) return null
          return (
            <div key={group} className={classes.group}>
              <Text size="xs" fw={600} c="dimmed" px="sm" py={4}>
                {group}
              </Text>
              {inGroup.map(({ path: to, nav: { label, icon: Icon } }) => (
                <NavLink
                  key={to}
                  label={label}
                  leftSection={<Icon size={16} stroke={1.6} />}
                  active={to === current?.path}
                  aria-current={to === current?.path ? 'page' : undefined}
                  className={classes.entry ?? ''}
                  onClick={onPick}
                  renderRoot={(props) => <Link to={to} activeOptions={{ exact: true }} {...props} />}
                />
              ))}
            </div>
          )
        })}
      </nav>
    </ScrollArea>
  )
}
