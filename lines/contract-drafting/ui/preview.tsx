import { Alert, Anchor, Card, Divider, Group, List, Mark, Stack, Text, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ProblemError, request } from '../../../ui/api/request.ts'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import type { Answers } from '../answers.ts'
import { fieldId } from './fields.tsx'
import { draftingPath, type Preview } from './routes.ts'

const previewAfterMs = 600

interface Previewed {
  readonly params: { readonly matterId: string; readonly orderId: string }
  readonly templateId: string | undefined
  readonly version: number | null
  readonly answers: Answers
  readonly enabled: boolean
}

/** The document as the answers make it, a moment after the typing has paused. */
export function usePreview({ params, templateId, version, answers, enabled }: Previewed) {
  const [settled] = useDebouncedValue(answers, previewAfterMs)
  const body = { templateId, version, answers: settled }
  return useQuery<Preview, ProblemError>({
    queryKey: ['drafting-preview', params.orderId, body],
    queryFn: async ({ signal }) => (await request('post', `${draftingPath}/preview`, { params, body, signal })) as Preview,
    enabled: enabled && templateId !== undefined,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    // Nothing that happens elsewhere changes what these answers make.
    meta: { about: [] },
    retry: false,
  })
}

/** Where the field of something missing is; a row's own place where it says more. */
function jump(place: string): void {
  const field = document.getElementById(fieldId(place))
  if (!field) return
  field.scrollIntoView({ block: 'center' })
  const inner = field.matches('input, textarea, button') ? field : field.querySelector<HTMLElement>('input')
  inner?.focus({ preventScroll: true })
}

function MissingList({ missing }: { missing: Preview['missing'] }) {
  if (missing.length === 0)
    return (
      <Text size="sm" c="teal.8" role="status">
        Everything that the document needs is answered.
      </Text>
    )
  return (
    <Stack gap={4}>
      <Text size="sm" role="status">
        {missing.length === 1 ? 'One answer is missing.' : `${missing.length} answers are missing.`} They stand highlighted in the document.
      </Text>
      <List size="sm" spacing={2} mah={180} style={{ overflowY: 'auto' }}>
        {missing.map(({ field, question, at }) => (
          <List.Item key={at ?? field}>
            <Anchor component="button" type="button" size="sm" ta="left" onClick={() => jump(at ?? field)}>
              {question}
              {at && at !== field ? ` (${at})` : ''}
            </Anchor>
          </List.Item>
        ))}
      </List>
    </Stack>
  )
}

/** Text with what is missing marked. */
const Shown = ({ text }: { text: string }) =>
  text
    .split(/(\[● [^\]]*\])/u)
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text do not move
    .map((piece, index) => (piece.startsWith('[● ') ? <Mark key={index}>{piece}</Mark> : piece))

interface PreviewCardProps {
  readonly preview: ReturnType<typeof usePreview>
}

export function PreviewCard({ preview }: PreviewCardProps) {
  const { data, error, isFetching } = preview
  return (
    <Card withBorder>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5">
          Preview
        </Title>
        <Text size="xs" c="dimmed">
          {isFetching ? 'Reading the answers' : 'Text only: numbers, styles and tables are in the Word file'}
        </Text>
      </Group>
      <Stack gap="sm">
        {error && <ProblemNote problem={error.problem} retry={() => void preview.refetch()} />}
        {data && <MissingList missing={data.missing} />}
        {data && data.warnings.length > 0 && (
          <Alert color="yellow" title="Look at these">
            <List size="sm">
              {data.warnings.map((warning) => (
                <List.Item key={warning}>{warning}</List.Item>
              ))}
            </List>
          </Alert>
        )}
        {data && (
          <section
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard (axe: scrollable-region-focusable)
            tabIndex={0}
            aria-label="Text of the document"
            style={{ maxHeight: '50vh', overflowY: 'auto', opacity: isFetching ? 0.7 : 1 }}
          >
            <Text component="div" size="sm" ff="serif" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {data.paragraphs.map(({ part, text }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a preview is drawn anew as a whole
                <div key={index}>
                  {part !== 'body' && data.paragraphs[index - 1]?.part !== part && <Divider my="xs" label={part} />}
                  <p style={{ margin: '0 0 0.5em' }}>
                    <Shown text={text} />
                  </p>
                </div>
              ))}
            </Text>
          </section>
        )}
      </Stack>
    </Card>
  )
}
