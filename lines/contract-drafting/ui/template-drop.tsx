import { Stack, Table, Text } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import { IconFileUpload } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { addressOf, type Problem, ProblemError, problemFrom, reach } from '../../../ui/api/request.ts'
import { ProblemNote } from '../../../ui/problem-note.tsx'

/** A problem of a template, as the server tells it beside the words for a person. */
interface Place {
  readonly field: string
  readonly message: string
  readonly quote?: string
}

interface TemplateDropProps {
  /** The route that takes the file, and what it asks beside it. */
  readonly path: string
  readonly params?: object
  readonly query: object
  readonly label: string
  /** Said instead of sending, while something is missing. */
  readonly notYet?: string | undefined
  onDone(uploaded: { readonly id: string; readonly version: number }): void
}

/** Takes one DOCX as a template. One that does not compile is shown with every problem by its place. */
export function TemplateDrop({ path, params, query, label, notYet, onDone }: TemplateDropProps) {
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [name, setName] = useState('')

  const send = async (file: File) => {
    setName(file.name)
    if (notYet) return setProblem({ title: 'Not yet', status: 0, detail: notYet })
    setBusy(true)
    setProblem(null)
    try {
      const answer = await reach(addressOf(path, params, { ...query, fileName: file.name }), {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: file,
      })
      const content: unknown = await answer.json().catch(() => undefined)
      if (!answer.ok) throw new ProblemError(problemFrom(answer.status, content))
      await queries.invalidateQueries()
      onDone(content as { id: string; version: number })
    } catch (error) {
      setProblem(
        error instanceof ProblemError
          ? error.problem
          : { title: 'The upload failed', status: 0, detail: `${String(error)}. Drop it again.` },
      )
    } finally {
      setBusy(false)
    }
  }
  const places = ((problem?.problems ?? []) as readonly Place[]).filter(({ field }) => field !== 'file')

  return (
    <Stack gap="sm">
      <Dropzone
        onDrop={([file]: readonly File[]) => file && void send(file)}
        multiple={false}
        loading={busy}
        p="lg"
        inputProps={{ 'aria-label': label }}
      >
        <Stack gap={4} align="center">
          <IconFileUpload size={22} aria-hidden />
          <Text size="sm">{label}</Text>
          <Text size="xs" c="dimmed">
            A Word document with marks: {'{{ buyer.name }}'}, {'{% if has_guarantor %}'} … {'{% endif %}'},{' '}
            {'{% for product in products %}'} … {'{% endfor %}'}
          </Text>
        </Stack>
      </Dropzone>
      <ProblemNote problem={problem} />
      {places.length > 0 && (
        <Table.ScrollContainer minWidth={640}>
          <Table verticalSpacing={6} styles={{ td: { verticalAlign: 'top' } }} aria-label={`Problems of ${name}`}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Where</Table.Th>
                <Table.Th miw={200}>Words</Table.Th>
                <Table.Th>What to do</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {places.map(({ field, quote, message }) => (
                <Table.Tr key={`${field} ${quote} ${message}`}>
                  <Table.Td style={{ whiteSpace: 'nowrap' }}>{field}</Table.Td>
                  <Table.Td>
                    <Text span ff="monospace" size="sm" style={{ overflowWrap: 'anywhere' }}>
                      {quote}
                    </Text>
                  </Table.Td>
                  <Table.Td>{message}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Stack>
  )
}
