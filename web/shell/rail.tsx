import { NavLink, ScrollArea, Text } from '@mantine/core'
import { Link, useLocation } from '@tanstack/react-router'
import { type Nav, navGroups, type Page } from '../../ui/page.ts'
import classes from './rail.module.css'

type Entry = Page & { readonly nav: Nav }

/** The pages that a person may go to, in groups. */
export function Rail({ pages, onPick }: { pages: readonly Page[]; onPick: () => void }) {
  const { pathname } = useLocation()
  const entries = pages.filter((page): page is Entry => page.nav !== undefined)
  const current = entries
    .filter(({ path }) => pathname === path || pathname.startsWith(`${path}/`))
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
              {inGroup.map(({ path, nav: { label, icon: Icon } }) => (
                <NavLink
                  key={path}
                  label={label}
                  leftSection={<Icon size={16} stroke={1.6} />}
                  active={path === current?.path}
                  aria-current={path === current?.path ? 'page' : undefined}
                  className={classes.entry ?? ''}
                  onClick={onPick}
                  renderRoot={(props) => <Link to={path} {...props} />}
                />
              ))}
            </div>
          )
        })}
      </nav>
    </ScrollArea>
  )
}
