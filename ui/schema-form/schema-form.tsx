import { Stack } from '@mantine/core'
import { Field } from './field.tsx'
import { join, resolve, type Schema } from './schema.ts'

interface SchemaFormProps {
  /** JSON Schema of an object, as the API gives it. */
  readonly schema: Schema
  readonly value: Readonly<Record<string, unknown>>
  onChange(value: Record<string, unknown>): void
  /** What stands in the way of each field, by its path in the command's body. */
  readonly errors?: Readonly<Record<string, string>>
  /** Where the value stands in the command's body: `intake`. */
  readonly at?: string
}

/**
 * A form made from a JSON Schema: titles and descriptions are its labels, `required` its marks; objects become groups, lists of objects rows that can be added.
 *
 * @example
 * <SchemaForm schema={line.intake} value={draft.values.intake} onChange={(intake) => draft.set('intake', intake)} errors={place.errors} at="intake" />
 */
export function SchemaForm({ schema, value, onChange, errors = {}, at = '' }: SchemaFormProps) {
  const { properties = {}, required = [] } = resolve(schema, schema)
  return (
    <Stack gap="sm">
      {Object.entries(properties).map(([name, property]) => (
        <Field
          key={name}
          name={name}
          schema={property}
          root={schema}
          required={required.includes(name)}
          value={value[name]}
          onChange={(next) => onChange({ ...value, [name]: next })}
          errors={errors}
          path={join(at, name)}
        />
      ))}
    </Stack>
  )
}
