import { ActionIcon, Group, Select, Stack, Text } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { PersonSelect } from '../../../ui/person-select.tsx'
import { type Role, roles } from '../../policy.ts'

/** Somebody on the team while it is put together. */
export interface MemberDraft {
  readonly personId: string
  readonly name: string
  readonly role: Role
  /** The roles that the person has; empty where it is not known here. */
  readonly may: readonly Role[]
}

export interface TeamDraft {
  readonly team: MemberDraft[]
  readonly attorney: { readonly id: string; readonly name: string } | null
}

/** As the server takes it. */
export const teamOf = ({ team, attorney }: TeamDraft) => ({
  team: team.map(({ personId, role }) => ({ personId, role })),
  supervisingAttorneyId: attorney?.id ?? null,
})

interface TeamFieldsProps {
  readonly value: TeamDraft
  onChange(team: TeamDraft): void
  readonly errors: Readonly<Record<string, string>>
  /** The matter's client: its people can be on the team. */
  readonly clientId: string | null
}

/** Who is on a matter, and who answers for it. */
export function TeamFields({ value, onChange, errors, clientId }: TeamFieldsProps) {
  const { team, attorney } = value
  const add = (person: { id: string; name: string; roles: readonly Role[] } | null) => {
    const [role] = person?.roles ?? []
    if (person && role) onChange({ ...value, team: [...team, { personId: person.id, name: person.name, role, may: person.roles }] })
  }
  const taken = team.map(({ personId }) => personId)
  return (
    <Stack gap="sm">
      <PersonSelect
        label="Supervising attorney"
        description="Admitted where the matter is: every sign-off is theirs."
        maw={420}
        clearable
        among={{ role: 'supervising-attorney', of: 'provider' }}
        known={attorney ? [attorney] : []}
        value={attorney?.id ?? null}
        onChange={(person) => onChange({ ...value, attorney: person && { id: person.id, name: person.name } })}
        error={errors.supervisingAttorneyId}
      />
      {team.map((member, at) => (
        <Group key={member.personId} gap="xs" wrap="nowrap">
          <Text size="sm" w={220} truncate>
            {member.name}
          </Text>
          <Select
            size="xs"
            w={200}
            aria-label={`Role of ${member.name}`}
            allowDeselect={false}
            data={(member.may.length > 0 ? member.may : [member.role]).map((role) => ({ value: role, label: roles[role] }))}
            value={member.role}
            onChange={(role) =>
              onChange({
                ...value,
                team: team.map((other, place) => (place === at ? { ...other, role: (role ?? other.role) as Role } : other)),
              })
            }
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Take ${member.name} off the team`}
            onClick={() => onChange({ ...value, team: team.filter((_, place) => place !== at) })}
          >
            <IconTrash size={14} />
          </ActionIcon>
        </Group>
      ))}
      <Group align="flex-start" grow maw={860}>
        <PersonSelect
          key={`ours ${taken.length}`}
          label="Add somebody of the provider"
          among={{ of: 'provider' }}
          without={taken}
          value={null}
          onChange={add}
          error={errors.team}
        />
        {clientId !== null && (
          <PersonSelect
            key={`theirs ${taken.length}`}
            label="Add somebody of the client"
            among={{ client: clientId }}
            without={taken}
            value={null}
            onChange={add}
          />
        )}
      </Group>
    </Stack>
  )
}
