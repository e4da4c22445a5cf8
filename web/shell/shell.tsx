import { AppShell, Box, Burger, Group, Menu, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { spotlight } from '@mantine/spotlight'
import { IconKeyboard, IconLogout, IconSearch, IconUser } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { Link, Outlet } from '@tanstack/react-router'
import { KeyHint } from '../../ui/key-hint.tsx'
import { holdsAny, useMe } from '../../ui/me.ts'
import { useGo } from '../../ui/url.ts'
import { signOut } from '../identity.ts'
import { everywhere, pages } from '../pages.ts'
import { useShortcuts } from './keys.ts'
import { NewsMenu } from './news.tsx'
import { Palette } from './palette.tsx'
import { Rail } from './rail.tsx'
import classes from './shell.module.css'
import { ShortcutHelp } from './shortcut-help.tsx'
import { ThemeSwitch } from './theme-switch.tsx'

/** What stands around every page: the rail, the search, what happened, oneself. */
export function Shell() {
  const me = useMe()
  const go = useGo()
  const [railOpen, rail] = useDisclosure(false)
  const [helpOpen, help] = useDisclosure(false)
  const mine = pages.filter(({ permission }) => holdsAny(me, permission))
  useShortcuts({
    '?': help.open,
    'g h': () => go('/'),
    ...Object.fromEntries(mine.flatMap(({ shortcut, path }) => (shortcut ? [[shortcut, () => go(path)]] : []))),
  })
  return (
    <AppShell header={{ height: 48 }} navbar={{ width: 208, breakpoint: 'sm', collapsed: { mobile: !railOpen } }} padding="md">
      <a href="#page" className={classes.skip}>
        To the page
      </a>
      <AppShell.Header>
        <Group h="100%" px="sm" justify="space-between" wrap="nowrap">
          <Group gap="xs" wrap="nowrap">
            <Burger opened={railOpen} onClick={rail.toggle} hiddenFrom="sm" size="sm" aria-label="Pages" />
            <Text component={Link} to="/" fw={700} c="var(--mantine-color-text)" style={{ textDecoration: 'none' }}>
              Secondchair
            </Text>
          </Group>
          <UnstyledButton className={classes.search} onClick={spotlight.open}>
            <Group gap="xs" wrap="nowrap">
              <IconSearch size={14} aria-hidden />
              <Text size="sm" w={{ base: 60, md: 240 }}>
                Search
              </Text>
              <Box visibleFrom="sm">
                <KeyHint keys="mod K" />
              </Box>
            </Group>
          </UnstyledButton>
          <Group gap={2} wrap="nowrap">
            <NewsMenu />
            <ThemeSwitch />
            <OwnMenu onHelp={help.open} />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs">
        <Rail pages={mine} onPick={rail.close} />
      </AppShell.Navbar>
      <AppShell.Main id="page" tabIndex={-1}>
        {everywhere.map((Standing) => (
          <Standing key={Standing.name} />
        ))}
        <Outlet />
      </AppShell.Main>
      <Palette />
      <ShortcutHelp pages={mine} opened={helpOpen} onClose={help.close} />
    </AppShell>
  )
}

function OwnMenu({ onHelp }: { onHelp: () => void }) {
  const me = useMe()
  const go = useGo()
  const queries = useQueryClient()
  const leave = async () => {
    await signOut()
    // Whoever signs in next in this tab must find nothing of the person before.
    sessionStorage.clear()
    queries.clear()
    location.assign('/')
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <UnstyledButton px="xs" py={4} fz="sm">
          {me.name}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconUser size={16} />} onClick={() => go('/account')}>
          Account
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} />} rightSection={<KeyHint keys="?" />} onClick={onHelp}>
          Keys
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void leave()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
