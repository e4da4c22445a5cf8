import { Button, Card, Group, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { severityWord } from '../../quality/ui/words.tsx'

type Severity = 'critical' | 'major' | 'minor'

/** A defect as it is being marked. */
export interface DefectDraft {
  readonly ctq: string
  readonly severity: Severity
  readonly description: string
  readonly place: string
  readonly unit: string | null
}

export interface Opportunity {
  readonly ctq: string
  readonly title: string
  readonly severity: Severity
}

interface MarkDefectsProps {
  readonly opportunities: readonly Opportunity[]
  readonly defects: readonly DefectDraft[]
  onChange(defects: readonly DefectDraft[]): void
  /** What stands in the way of a field, by its path: `defects.0.description`. */
  readonly errors: Readonly<Record<string, string>>
}

const severities: readonly Severity[] = ['critical', 'major', 'minor']

/** Marks what is wrong with a product, one defect after the other: what kind, how grave, where, in words. */
export function MarkDefects({ opportunities, defects, onChange, errors }: MarkDefectsProps) {
  const [first] = opportunities
  const change = (index: number, to: Partial<DefectDraft>) => onChange(defects.map((one, at) => (at === index ? { ...one, ...to } : one)))
  const add = () => first && onChange([...defects, { ctq: first.ctq, severity: first.severity, description: '', place: '', unit: null }])
  const choose = (index: number, ctq: string) =>
    change(index, { ctq, severity: opportunities.find((one) => one.ctq === ctq)?.severity ?? 'minor' })
  return (
    <Stack gap="sm">
      {defects.map((defect, index) => (
        // A defect has no name of its own before it is sent: its place in the list is what it is known by.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <Card key={index} withBorder component="fieldset">
          <Stack gap="xs">
            <Group justify="space-between">
              <Text component="legend" size="sm" fw={600}>
                Defect {index + 1}
              </Text>
              <Button variant="subtle" color="gray" size="compact-xs" onClick={() => onChange(defects.filter((_, at) => at !== index))}>
                Remove
              </Button>
            </Group>
            <Group grow align="flex-start">
              <NativeSelect
                label="What is wrong"
                data={opportunities.map(({ ctq, title }) => ({ value: ctq, label: title }))}
                value={defect.ctq}
                onChange={(event) => choose(index, event.currentTarget.value)}
                error={errors[`defects.${index}.ctq`]}
              />
              <NativeSelect
                label="How grave"
                data={severities.map((value) => ({ value, label: severityWord(value) }))}
                value={defect.severity}
                onChange={(event) => change(index, { severity: event.currentTarget.value as Severity })}
              />
            </Group>
            <TextInput
              label="Where"
              placeholder="Clause 4.2, row 17, page 3"
              value={defect.place}
              onChange={(event) => change(index, { place: event.currentTarget.value })}
              error={errors[`defects.${index}.place`]}
            />
            <Textarea
              label="What is not as agreed"
              required
              autosize
              minRows={2}
              value={defect.description}
              onChange={(event) => change(index, { description: event.currentTarget.value })}
              error={errors[`defects.${index}.description`]}
            />
          </Stack>
        </Card>
      ))}
      <Button variant="default" size="xs" onClick={add} disabled={!first} style={{ alignSelf: 'flex-start' }}>
        Mark a defect
      </Button>
    </Stack>
  )
}
