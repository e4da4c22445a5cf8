import { Checkbox, SimpleGrid } from '@mantine/core'
import { clientRoles, type Role, roles } from '../../policy.ts'

interface RoleChoiceProps {
  readonly value: readonly Role[]
  onChange(roles: Role[]): void
  /** Which door the person comes in by: each has its own roles. */
  readonly ofProvider: boolean
  readonly error?: string | undefined
}

/** The roles that somebody may have. */
export const RoleChoice = ({ value, onChange, ofProvider, error }: RoleChoiceProps) => (
  <Checkbox.Group label="Roles" value={[...value]} onChange={(next) => onChange(next as Role[])} error={error}>
    <SimpleGrid cols={{ base: 1, xs: 2 }} mt={4} spacing="xs">
      {(Object.keys(roles) as Role[])
        .filter((role) => clientRoles.includes(role) !== ofProvider)
        .map((role) => (
          <Checkbox key={role} size="xs" value={role} label={roles[role]} />
        ))}
    </SimpleGrid>
  </Checkbox.Group>
)
