import {
  ActionIcon,
  Autocomplete,
  Button,
  Card,
  Fieldset,
  Group,
  Input,
  NumberInput,
  SegmentedControl,
  Stack,
  TagsInput,
  Textarea,
  TextInput,
} from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { type Answers, answerAt, unanswered, withAnswer } from '../answers.ts'
import { type FormNode, isAsked } from '../form.ts'
import classes from './fields.module.css'

interface FormProps {
  readonly nodes: readonly FormNode[]
  /** The answers, or one row of a list. */
  readonly value: Answers
  onChange(value: Answers): void
  /** Where `value` stands in the answers: '' or `products[1].`. */
  readonly at: string
  /** Names and places that the document lacks. */
  readonly missing: ReadonlySet<string>
  /** What was filled in from elsewhere, by name. */
  readonly sources: Readonly<Record<string, string>>
  readonly readOnly: boolean
  /** Also what is not asked as things stand. */
  readonly all: boolean
}

/** The id of the field of an answer, so that what is missing can lead to it. */
export const fieldId = (place: string): string => `answer:${place}`

/** The questions of a template, or of one row of a list. */
export function QuestionForm(props: FormProps) {
  const { nodes, value, at, missing, all } = props
  // Within a row everything is shown: the preview names what a row lacks by its place.
  const shown = all || at !== '' ? nodes : nodes.filter((node) => isAsked(node, value, missing))
  return (
    <div className={classes.fields}>
      {shown.map((node) =>
        node.kind === 'group' ? (
          <Fieldset key={`group ${node.label}`} legend={node.label} className={classes.wide}>
            <QuestionForm {...props} nodes={node.nodes} />
          </Fieldset>
        ) : node.kind === 'rows' ? (
          <div key={node.path} className={classes.wide}>
            <Rows {...props} node={node} />
          </div>
        ) : (
          <div key={node.path} className={isWide(node, at) ? classes.wide : undefined}>
            <Field {...props} node={node} />
          </div>
        ),
      )}
    </div>
  )
}

/** Words want the whole width, but for those of a row, of which there are many. */
const isWide = ({ kind, question }: FieldNode, at: string): boolean => kind === 'texts' || (question.type === 'text' && at === '')

type FieldNode = Extract<FormNode, { kind: 'field' | 'texts' }>
type FieldProps = FormProps & { readonly node: FieldNode }

function Field({ node, value, onChange, at, missing, sources, readOnly }: FieldProps) {
  const { question, path, label } = node
  const answer = answerAt(value, path)
  const set = (next: unknown) => onChange(withAnswer(value, path, next))
  const place = `${at}${path}`
  const lacks = missing.has(place) && unanswered(answer)
  const source = sources[question.name]
  const common = {
    id: fieldId(place),
    label,
    required: question.required || lacks,
    readOnly,
    ...(source ? { description: `From ${source}` } : {}),
  }
  const text = typeof answer === 'string' || typeof answer === 'number' ? String(answer) : ''
  if (node.kind === 'texts')
    return (
      <TagsInput
        {...common}
        description="Press Enter after each"
        value={Array.isArray(answer) ? answer.map(String) : []}
        onChange={(next) => set(question.type === 'number' ? next.map(Number).filter(Number.isFinite) : next)}
      />
    )
  switch (question.type) {
    case 'number':
      return (
        <NumberInput
          {...common}
          thousandSeparator=","
          hideControls
          decimalScale={6}
          value={typeof answer === 'number' ? answer : ''}
          onChange={(next) => set(typeof next === 'number' ? next : undefined)}
        />
      )
    case 'date':
      return <TextInput {...common} type="date" value={text} onChange={(event) => set(event.currentTarget.value || undefined)} />
    case 'choice':
      return <Autocomplete {...common} data={[...(question.options ?? [])]} value={text} onChange={(next) => set(next || undefined)} />
    case 'boolean':
      return (
        <Input.Wrapper label={label} required={common.required} labelElement="div" {...(source ? { description: common.description } : {})}>
          <div>
            <SegmentedControl
              id={common.id}
              aria-label={label}
              size="xs"
              readOnly={readOnly}
              data={[
                { value: 'yes', label: 'Yes' },
                { value: 'no', label: 'No' },
                { value: '', label: 'Open' },
              ]}
              value={answer === true ? 'yes' : answer === false ? 'no' : ''}
              onChange={(next) => set(next === '' ? undefined : next === 'yes')}
            />
          </div>
        </Input.Wrapper>
      )
    default:
      return (
        <Textarea
          {...common}
          autosize
          minRows={1}
          maxRows={12}
          value={text}
          onChange={(event) => set(event.currentTarget.value || undefined)}
        />
      )
  }
}

type RowsProps = FormProps & { readonly node: Extract<FormNode, { kind: 'rows' }> }

function Rows({ node, ...props }: RowsProps) {
  const { value, onChange, at, readOnly } = props
  const { path, label, nodes } = node
  const given = answerAt(value, path)
  const rows = Array.isArray(given) ? (given as readonly Answers[]) : []
  const set = (next: readonly Answers[]) => onChange(withAnswer(value, path, next))
  // Lists are named in the plural nearly always; where not, the name stays.
  const One = label.replace(/(?<!s)s$/, '')
  const one = One.toLowerCase()
  return (
    <Fieldset legend={label}>
      <Stack gap="sm">
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own, and all that they show comes from outside
          <Card key={index} withBorder padding="sm">
            <Group justify="space-between" mb="xs">
              <b>
                {One} {index + 1}
              </b>
              {!readOnly && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`Remove ${one} ${index + 1}`}
                  onClick={() => set(rows.filter((_, i) => i !== index))}
                >
                  <IconTrash size={16} />
                </ActionIcon>
              )}
            </Group>
            <QuestionForm
              {...props}
              nodes={nodes}
              value={row}
              at={`${at}${path}[${index}].`}
              onChange={(next) => set(rows.map((old, i) => (i === index ? next : old)))}
            />
          </Card>
        ))}
        {!readOnly && (
          <Button
            id={fieldId(`${at}${path}`)}
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} />}
            style={{ alignSelf: 'flex-start' }}
            onClick={() => set([...rows, {}])}
          >
            Add {one}
          </Button>
        )}
      </Stack>
    </Fieldset>
  )
}
