import { Group, Select, type SelectProps, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import type { peopleRoutes } from '../desk/people/api.ts'
import { useList } from './api/get.ts'
import type { ItemOf, QueryOf } from './api/types.ts'

type Routes = ReturnType<typeof peopleRoutes>
export type Person = ItemOf<Routes['list']>

interface PersonSelectProps
  extends Omit<SelectProps, 'data' | 'value' | 'onChange' | 'onSearchChange' | 'searchValue' | 'renderOption' | 'filter'> {
  readonly value: string | null
  onChange(person: Person | null): void
  /** Whom to choose among; all who have not left otherwise. */
  readonly among?: Partial<QueryOf<Routes['list']>>
  /** Names that are known already: of whoever is chosen before anybody searches. */
  readonly known?: readonly { readonly id: string; readonly name: string }[]
  /** Who is not to be chosen again. */
  readonly without?: readonly string[]
}

/** Chooses a person by name or address, looked for on the server as one types. For those who may see people. */
export function PersonSelect({ value, onChange, among = {}, known = [], without = [], ...rest }: PersonSelectProps) {
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed, 200)
  const [chosen, setChosen] = useState<Person | null>(null)
  const own = known.find(({ id }) => id === value) ?? (chosen?.id === value ? chosen : undefined)
  // What the field shows of whoever is chosen is no search.
  const people = useList<Routes['list']>('/api/people', {
    query: { limit: 30, ...among, q: q === own?.name ? undefined : q || undefined },
    about: ['person'],
  })
  const rows = people.rows.filter(({ id, status }) => status !== 'left' && (id === value || !without.includes(id)))
  const named = rows.some(({ id }) => id === value) || !own ? rows : [own, ...rows]
  return (
    <Select
      searchable
      placeholder="Type a name"
      nothingFoundMessage={people.pending ? 'Looking' : 'Nobody fits'}
      {...rest}
      data={named.map(({ id, name }) => ({ value: id, label: name }))}
      filter={({ options }) => options}
      value={value}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={(id) => {
        const person = rows.find((one) => one.id === id) ?? null
        setChosen(person)
        onChange(person)
      }}
      renderOption={({ option }) => {
        const person = rows.find(({ id }) => id === option.value)
        return (
          <Group gap="xs" justify="space-between" w="100%">
            <Text size="sm">{option.label}</Text>
            <Text size="xs" c="dimmed">
              {person?.site ?? person?.email}
            </Text>
          </Group>
        )
      }}
    />
  )
}
