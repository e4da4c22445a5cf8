import { ActionIcon, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { IconMoon, IconSun } from '@tabler/icons-react'

/** Light or dark; what the system says until somebody chooses. */
export function ThemeSwitch() {
  const { setColorScheme } = useMantineColorScheme()
  const now = useComputedColorScheme('light')
  const next = now === 'dark' ? 'light' : 'dark'
  return (
    <Tooltip label={`To ${next}`}>
      <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`Switch to ${next} colours`} onClick={() => setColorScheme(next)}>
        {next === 'light' ? <IconSun size={18} /> : <IconMoon size={18} />}
      </ActionIcon>
    </Tooltip>
  )
}
