import { Button, Checkbox, Fieldset, MultiSelect, NumberInput, Select, Stack, TagsInput, Text, Textarea, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { InstantInput } from '../instant.tsx'
import { chosenVariant, initialOf, join, kindOf, resolve, type Schema, titleOf, variantsOf } from './schema.ts'

interface FieldProps {
  readonly name: string
  readonly schema: Schema
  readonly root: Schema
  readonly required: boolean
  readonly value: unknown
  onChange(value: unknown): void
  readonly errors: Readonly<Record<string, string>>
  readonly path: string
  /** Said instead of the schema's title. */
  readonly label?: string
}

/** One question of a form: the field that its schema asks for. */
export function Field(props: FieldProps) {
  const { root } = props
  const schema = resolve(props.schema, root)
  const parts = { ...props, schema }
  switch (kindOf(schema, root)) {
    case 'fixed':
      return null
    case 'group':
      return <Group {...parts} />
    case 'rows':
      return <Rows {...parts} />
    case 'variant':
      return <VariantField {...parts} />
    case 'json':
      return <JsonField {...parts} />
    default:
      return <Single {...parts} />
  }
}

/** What all fields of Mantine take. */
const shared = ({ name, schema, required, errors, path, label }: FieldProps) => ({
  name: path,
  label: label ?? schema.title ?? titleOf(name),
  required,
  ...(schema.description ? { description: schema.description } : {}),
  ...(errors[path] ? { error: errors[path] } : {}),
})

const limits = ({ minimum, maximum }: Schema) => ({
  ...(minimum === undefined ? {} : { min: minimum }),
  ...(maximum === undefined ? {} : { max: maximum }),
})

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

/** An empty text is no answer: what is not given is left out, or null where the schema says so. */
const given = (text: string, { nullable }: { nullable?: boolean }) => (text === '' ? (nullable ? null : undefined) : text)

const textTypes: Readonly<Record<string, 'email' | 'url' | 'tel'>> = { email: 'email', uri: 'url' }

function Single(props: FieldProps & { schema: Schema & { nullable?: boolean } }) {
  const { schema, root, value, onChange } = props
  const common = shared(props)
  const text = typeof value === 'string' ? value : ''
  const length = schema.maxLength === undefined ? {} : { maxLength: schema.maxLength }
  const options = (of: Schema) => (of.enum ?? []).map((option) => ({ value: option, label: of.titles?.[option] ?? titleOf(option) }))
  switch (kindOf(schema, root)) {
    case 'yes-no': {
      const { label, description, error } = { description: undefined, error: undefined, ...common }
      const more = { ...(description ? { description } : {}), ...(error ? { error } : {}) }
      return <Checkbox label={label} {...more} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />
    }
    case 'number':
      return (
        <NumberInput
          {...common}
          {...limits(schema)}
          allowDecimal={schema.type === 'number'}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => onChange(next === '' ? given('', schema) : Number(next))}
        />
      )
    case 'choice':
      return (
        <Select
          {...common}
          data={options(schema)}
          value={text === '' ? null : text}
          clearable={!common.required}
          searchable={(schema.enum?.length ?? 0) > 8}
          onChange={(next) => onChange(given(next ?? '', schema))}
        />
      )
    case 'choices':
      return <MultiSelect {...common} data={options(resolve(schema.items ?? {}, root))} value={strings(value)} onChange={onChange} />
    case 'texts':
      return <TagsInput {...common} value={strings(value)} onChange={onChange} />
    case 'date':
      return <TextInput {...common} type="date" value={text} onChange={(event) => onChange(given(event.currentTarget.value, schema))} />
    case 'instant':
      return <InstantInput {...common} value={text === '' ? null : text} onChange={(at) => onChange(given(at ?? '', schema))} />
    case 'long-text':
      return (
        <Textarea
          {...common}
          {...length}
          autosize
          minRows={3}
          maxRows={16}
          value={text}
          onChange={(event) => onChange(given(event.currentTarget.value, schema))}
        />
      )
    default:
      return (
        <TextInput
          {...common}
          {...length}
          type={textTypes[schema.format ?? ''] ?? 'text'}
          value={text}
          onChange={(event) => onChange(given(event.currentTarget.value, schema))}
        />
      )
  }
}

/** The questions of an object, each under its own name. */
function Inside({ schema, root, value, onChange, errors, path }: Omit<FieldProps, 'name' | 'required'>) {
  const values = (value ?? {}) as Readonly<Record<string, unknown>>
  return Object.entries(schema.properties ?? {}).map(([name, property]) => (
    <Field
      key={name}
      name={name}
      schema={property}
      root={root}
      required={schema.required?.includes(name) ?? false}
      value={values[name]}
      onChange={(next) => onChange({ ...values, [name]: next })}
      errors={errors}
      path={join(path, name)}
    />
  ))
}

function Legend({ schema, error }: { schema: Schema; error: string | undefined }) {
  return (
    <>
      {schema.description && (
        <Text size="xs" c="dimmed">
          {schema.description}
        </Text>
      )}
      {error && (
        <Text size="xs" c="red" role="alert">
          {error}
        </Text>
      )}
    </>
  )
}

function Group(props: FieldProps) {
  const { label, required } = shared(props)
  return (
    <Fieldset legend={required ? label : `${label} (if any)`}>
      <Stack gap="sm">
        <Legend schema={props.schema} error={props.errors[props.path]} />
        <Inside {...props} />
      </Stack>
    </Fieldset>
  )
}

function Rows(props: FieldProps) {
  const { schema, root, value, onChange, path, errors } = props
  const { label } = shared(props)
  const items = resolve(schema.items ?? {}, root)
  const rows: readonly unknown[] = Array.isArray(value) ? value : []
  const one = items.title ?? `${label}`
  return (
    <Fieldset legend={label}>
      <Stack gap="sm" align="stretch">
        <Legend schema={schema} error={errors[path]} />
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own, and every field takes its value from above
          <Stack key={index} gap="xs">
            <Field
              name={`${index + 1}`}
              label={`${one} ${index + 1}`}
              schema={items}
              root={root}
              required
              value={row}
              onChange={(next) => onChange(rows.with(index, next))}
              errors={errors}
              path={join(path, index)}
            />
            <Button
              variant="subtle"
              color="gray"
              size="compact-xs"
              leftSection={<IconTrash size={14} />}
              style={{ alignSelf: 'flex-end' }}
              onClick={() => onChange(rows.toSpliced(index, 1))}
            >
              Remove {one.toLowerCase()} {index + 1}
            </Button>
          </Stack>
        ))}
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} />}
          style={{ alignSelf: 'flex-start' }}
          disabled={schema.maxItems !== undefined && rows.length >= schema.maxItems}
          onClick={() => onChange([...rows, initialOf(items, root) ?? {}])}
        >
          Add {one.toLowerCase()}
        </Button>
      </Stack>
    </Fieldset>
  )
}

function VariantField(props: FieldProps) {
  const { schema, root, value, onChange } = props
  const variants = variantsOf(schema, root)
  const chosen = chosenVariant(schema, value, root)
  const choose = (picked: string | null) => {
    const variant = variants.find((one) => one.value === picked)
    onChange(variant ? initialOf(variant.schema, root) : undefined)
  }
  return (
    <Stack gap="sm">
      <Select
        {...shared(props)}
        data={variants.map((variant) => ({ value: variant.value, label: variant.title }))}
        value={chosen?.value ?? null}
        clearable={!props.required}
        onChange={choose}
      />
      {chosen && (
        <Fieldset legend={chosen.title}>
          <Stack gap="sm">
            <Inside {...props} schema={chosen.schema} />
          </Stack>
        </Fieldset>
      )}
    </Stack>
  )
}

/** What no field fits is written as JSON: kept as typed until it can be read. */
function JsonField(props: FieldProps) {
  const { value, onChange } = props
  const [typed, setTyped] = useState(() => (value === undefined ? '' : JSON.stringify(value, null, 2)))
  const [unread, setUnread] = useState(false)
  const change = (text: string) => {
    setTyped(text)
    try {
      onChange(text.trim() === '' ? undefined : JSON.parse(text))
      setUnread(false)
    } catch {
      setUnread(true)
    }
  }
  const common = shared(props)
  return (
    <Textarea
      {...common}
      description={common.description ?? 'As JSON.'}
      error={unread ? 'This is not JSON yet.' : common.error}
      ff="monospace"
      autosize
      minRows={2}
      value={typed}
      onChange={(event) => change(event.currentTarget.value)}
    />
  )
}
