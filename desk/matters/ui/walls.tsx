import { Button, Card, Group, Stack, Table, Text, TextInput, Title, VisuallyHidden } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../ui/api/command.ts'
import { useGet } from '../../../ui/api/get.ts'
import type { AnswerOf } from '../../../ui/api/types.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { Loading } from '../../../ui/loading.tsx'
import { type Person, PersonSelect } from '../../../ui/person-select.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import type { Matter, Routes } from './words.ts'

type Walls = AnswerOf<Routes['readWalls']>
type Wall = Walls['include'][number]

const path = '/api/matters/{matterId}/walls'

/** Who sees a matter, who is let in besides its team, and who must not see it. */
export function WallsTab({ matter }: { matter: Matter }) {
  const found = useGet<Routes['readWalls']>(path, { params: { matterId: matter.id }, about: ['matter'] })
  const walls = found.data
  if (!walls) return <Loading of={found} />
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        A wall holds at once, in every list, search, export and live event. Whoever is excluded is off the team, too.
      </Text>
      <Side matter={matter} walls={walls} side="exclude" title="Excluded" none="Nobody is walled off." />
      <Side matter={matter} walls={walls} side="include" title="Included besides the team" none="Nobody besides the team." />
      <Card withBorder component="section">
        <Title order={2} size="h5" mb="xs">
          Who sees this matter now ({walls.access.length})
        </Title>
        <Text size="sm">{walls.access.map(({ name }) => name).join(', ')}</Text>
      </Card>
    </Stack>
  )
}

type SideName = 'include' | 'exclude'

interface SideProps {
  readonly matter: Matter
  readonly walls: Walls
  readonly side: SideName
  readonly title: string
  readonly none: string
}

const bare = ({ personId, reason }: Pick<Wall, 'personId' | 'reason'>) => ({ personId, reason })

function Side({ matter, walls, side, title, none }: SideProps) {
  const set = useCommand<Routes['setWalls']>('put', path, { inForm: true })
  const give = (list: readonly Pick<Wall, 'personId' | 'reason'>[]) => {
    const other = side === 'include' ? 'exclude' : 'include'
    const lists = { [side]: list.map(bare), [other]: walls[other].map(bare) }
    return set.run({ params: { matterId: matter.id }, body: lists as { include: Wall[]; exclude: Wall[] } })
  }
  const taken = [...walls.include, ...walls.exclude].map(({ personId }) => personId)
  return (
    <Card withBorder component="section">
      <Title order={2} size="h5" mb="xs">
        {title}
      </Title>
      {walls[side].length === 0 ? (
        <Text size="sm" c="dimmed">
          {none}
        </Text>
      ) : (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Who</Table.Th>
              <Table.Th>Why</Table.Th>
              <Table.Th>
                <VisuallyHidden>Take out</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {walls[side].map((wall) => (
              <Table.Tr key={wall.personId}>
                <Table.Td>{wall.name}</Table.Td>
                <Table.Td>{wall.reason}</Table.Td>
                <Table.Td ta="right">
                  <Confirm
                    title={side === 'exclude' ? `Take the wall away from ${wall.name}` : `No longer include ${wall.name}`}
                    label={side === 'exclude' ? 'Take the wall away' : 'No longer include'}
                    danger
                    problem={set.problem}
                    onConfirm={async () => (await give(walls[side].filter(({ personId }) => personId !== wall.personId))) !== undefined}
                    trigger={(open) => (
                      <Button size="compact-xs" variant="default" onClick={open}>
                        Take out
                      </Button>
                    )}
                  >
                    {side === 'exclude'
                      ? `${wall.name} may be put on the team again.`
                      : `${wall.name} sees the matter no longer, unless on its team.`}
                  </Confirm>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <AddWall side={side} without={taken} pending={set.pending} onAdd={(wall) => give([...walls[side], wall])} />
      <ProblemNote problem={set.problem} />
    </Card>
  )
}

interface AddWallProps {
  readonly side: SideName
  readonly without: readonly string[]
  readonly pending: boolean
  onAdd(wall: { personId: string; reason: string }): Promise<unknown>
}

function AddWall({ side, without, pending, onAdd }: AddWallProps) {
  const [person, setPerson] = useState<Person | null>(null)
  const [reason, setReason] = useState('')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!person || !(await onAdd({ personId: person.id, reason }))) return
    setPerson(null)
    setReason('')
  }
  return (
    <form onSubmit={submit} noValidate>
      <Group align="flex-end" gap="xs" mt="sm" mb="xs">
        <PersonSelect
          key={without.length}
          size="xs"
          w={240}
          label={side === 'exclude' ? 'Wall off' : 'Include'}
          value={person?.id ?? null}
          onChange={setPerson}
          without={without}
        />
        <TextInput
          size="xs"
          label="Why"
          style={{ flex: 1, minWidth: 200 }}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button
          type="submit"
          size="xs"
          loading={pending}
          disabled={!person || reason.trim() === ''}
          {...(side === 'exclude' ? { color: 'red' } : {})}
        >
          {side === 'exclude' ? 'Wall off' : 'Include'}
        </Button>
      </Group>
    </form>
  )
}
