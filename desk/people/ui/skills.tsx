import { ActionIcon, Autocomplete, Button, Group, Select, Stack, Table, Text } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../ui/api/command.ts'
import { useDraft } from '../../../ui/draft.ts'
import { useMay } from '../../../ui/me.ts'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { serviceLineIds } from '../../line.ts'
import { Part } from './part.tsx'
import { levels, type Person, type Routes } from './words.ts'

type Level = Person['skills'][number]['level']

/** What somebody can do, and how well: assignment looks at it. */
export function Skills({ person }: { person: Person }) {
  const may = useMay('manage-people') && person.status !== 'left'
  const [editing, setEditing] = useState(false)
  return (
    <Part
      title="Skills"
      action={
        may &&
        !editing && (
          <Button size="compact-xs" variant="default" onClick={() => setEditing(true)}>
            Change
          </Button>
        )
      }
    >
      {editing ? (
        <SkillsForm person={person} onDone={() => setEditing(false)} />
      ) : person.skills.length === 0 ? (
        <Text size="sm" c="dimmed">
          None: nothing can be assigned.
        </Text>
      ) : (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Skill</Table.Th>
              <Table.Th>Level</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {person.skills.map(({ skill, level }) => (
              <Table.Tr key={skill}>
                <Table.Td>{skill}</Table.Td>
                <Table.Td>
                  {level}, {levels[level].toLowerCase()}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Part>
  )
}

function SkillsForm({ person, onDone }: { person: Person; onDone(): void }) {
  const draft = useDraft(`skills:${person.id}`, { skills: person.skills.map(({ skill, level }) => ({ skill, level })) })
  const set = useCommand<Routes['setSkills']>('put', '/api/people/{personId}/skills', { done: 'Set.', inForm: true })
  const { skills } = draft.values
  const put = (at: number, change: Partial<(typeof skills)[number]>) =>
    draft.set(
      'skills',
      skills.map((other, place) => (place === at ? { ...other, ...change } : other)),
    )
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const named = skills.filter(({ skill }) => skill.trim() !== '')
    if (!(await set.run({ params: { personId: person.id }, body: { skills: named } }))) return
    draft.clear()
    onDone()
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="xs">
        {skills.map(({ skill, level }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a skill is known by its place alone while it is typed
          <Group key={at} gap="xs" wrap="nowrap" align="flex-start">
            <Autocomplete
              size="xs"
              style={{ flex: 1 }}
              aria-label={`Skill ${at + 1}`}
              data={[...serviceLineIds]}
              value={skill}
              onChange={(next) => put(at, { skill: next })}
              error={set.errors[`skills.${at}.skill`]}
            />
            <Select
              size="xs"
              w={160}
              aria-label={`Level of skill ${at + 1}`}
              allowDeselect={false}
              data={levels.map((word, value) => ({ value: String(value), label: `${value}, ${word.toLowerCase()}` }))}
              value={String(level)}
              onChange={(next) => put(at, { level: Number(next ?? level) as Level })}
            />
            <ActionIcon
              mt={2}
              variant="subtle"
              color="gray"
              aria-label={`Take skill ${at + 1} out`}
              onClick={() =>
                draft.set(
                  'skills',
                  skills.filter((_, place) => place !== at),
                )
              }
            >
              <IconTrash size={14} />
            </ActionIcon>
          </Group>
        ))}
        <Group>
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconPlus size={12} />}
            onClick={() => draft.set('skills', [...skills, { skill: '', level: 2 }])}
          >
            Another skill
          </Button>
        </Group>
        <ProblemNote problem={set.problem} />
        <Group gap="xs">
          <Button type="submit" size="xs" loading={set.pending}>
            Set the skills
          </Button>
          <Button
            size="xs"
            variant="default"
            onClick={() => {
              draft.clear()
              onDone()
            }}
          >
            Leave them
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
