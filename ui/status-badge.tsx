import { Badge, type BadgeProps } from '@mantine/core'

export type Tone = 'neutral' | 'active' | 'waiting' | 'good' | 'warn' | 'bad'

const colours: Readonly<Record<Tone, string>> = {
  neutral: 'gray',
  active: 'blue',
  waiting: 'grape',
  good: 'teal',
  warn: 'yellow',
  bad: 'red',
}

/** Where something stands, in a word; the colour only repeats it. */
export const StatusBadge = ({ tone, children, ...rest }: { tone: Tone; children: string } & Omit<BadgeProps, 'color' | 'children'>) => (
  <Badge variant="light" radius="sm" tt="none" fw={600} miw="max-content" color={colours[tone]} {...rest}>
    {children}
  </Badge>
)
