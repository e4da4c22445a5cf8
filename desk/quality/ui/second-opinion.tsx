import { Button, Collapse, Group, Pagination, SegmentedControl, Stack, Table, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { useCommand } from '../../../ui/api/command.ts'
import { useDraft } from '../../../ui/draft.ts'
import { useMe } from '../../../ui/me.ts'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { unitLabel } from '../inspection.ts'
import type { InspectionProps } from './inspection.tsx'
import { inspectionPath, type QualityRoutes } from './routes.ts'

const unitsShown = 25

type Rating = '' | 'good' | 'nonconforming'

/** Another inspector rates units of the sample again: what the agreement between inspectors is measured by. */
export function SecondOpinion({ inspection, quality, place }: InspectionProps) {
  const me = useMe()
  const [opened, { toggle }] = useDisclosure(false)
  const [page, setPage] = useState(1)
  const draft = useDraft<Record<string, Rating>>(`second-opinion:${inspection.id}`, {})
  const opine = useCommand<QualityRoutes['opine']>('post', `${inspectionPath}/second-opinions`, {
    done: 'Your opinion is recorded.',
    inForm: true,
  })
  const given = quality.opinions.find(({ inspectionId, inspectorId }) => inspectionId === inspection.id && inspectorId === me.id)
  if (given)
    return (
      <Text size="sm" c="dimmed">
        You rated {given.rated} units of this sample a second time.
      </Text>
    )
  const ratings = inspection.sample.flatMap((unit) => {
    const rating = draft.values[unit] ?? ''
    return rating === '' ? [] : [{ unit, nonconforming: rating === 'nonconforming' }]
  })
  const give = async () => {
    const done = await opine.run({ params: { ...place, inspectionId: inspection.id }, body: { ratings } })
    if (done !== undefined) draft.clear()
  }
  return (
    <Stack gap="xs" align="flex-start">
      <Button size="xs" variant="default" onClick={toggle} aria-expanded={opened}>
        Give a second opinion
      </Button>
      <Collapse expanded={opened} w="100%">
        <Stack gap="xs">
          <Text size="sm">
            Judge the units by yourself, before you look at what the first inspector recorded. Rate as many as you like.
          </Text>
          <Table withTableBorder verticalSpacing={2} aria-label="Units to rate">
            <Table.Tbody>
              {inspection.sample.slice((page - 1) * unitsShown, page * unitsShown).map((unit) => (
                <Table.Tr key={unit}>
                  <Table.Td>{unitLabel(inspection.lot, unit)}</Table.Td>
                  <Table.Td>
                    <SegmentedControl
                      size="xs"
                      aria-label={`Your judgement of ${unitLabel(inspection.lot, unit)}`}
                      data={[
                        { value: '', label: 'Not rated' },
                        { value: 'good', label: 'Good' },
                        { value: 'nonconforming', label: 'Nonconforming' },
                      ]}
                      value={draft.values[unit] ?? ''}
                      onChange={(value) => draft.set(unit, value as Rating)}
                    />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          {inspection.sample.length > unitsShown && (
            <Pagination size="xs" total={Math.ceil(inspection.sample.length / unitsShown)} value={page} onChange={setPage} />
          )}
          <ProblemNote problem={opine.problem} />
          <Group>
            <Button size="xs" disabled={ratings.length === 0} loading={opine.pending} onClick={() => void give()}>
              {ratings.length === 0 ? 'Rate at least one unit' : `Record ${ratings.length} ${ratings.length === 1 ? 'rating' : 'ratings'}`}
            </Button>
          </Group>
        </Stack>
      </Collapse>
    </Stack>
  )
}
