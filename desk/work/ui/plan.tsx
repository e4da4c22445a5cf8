import { Button, Card, Group, NumberInput, Stack, Table, Text, Title } from '@mantine/core'
import { useCommand } from '../../../ui/api/command.ts'
import { useGet } from '../../../ui/api/get.ts'
import { useDraft } from '../../../ui/draft.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Loading } from '../../../ui/loading.tsx'
import { useMay } from '../../../ui/me.ts'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { minutesText } from '../../../ui/time.ts'
import { type OrderRoutes, orderPath as orderAddress } from '../../orders/ui/routes.ts'
import { orderPath, type PlannedTask, plannedMinutes, type Routes } from './words.ts'

interface OrderPath {
  readonly matterId: string
  readonly orderId: string
}

/** What stands here before the work is planned: the plan that the line proposes, or what comes first. */
export function PlanPart(params: OrderPath) {
  const order = useGet<OrderRoutes['detail']>(orderAddress, { params, about: ['order'] })
  const may = useMay('plan-work')
  if (!order.data) return <Loading of={order} />
  if (!may) return <EmptyState title="Not planned yet" next="A team lead plans the work once the order is accepted." />
  if (order.data.status !== 'promised')
    return <EmptyState title="Not planned yet" next="Accept the order with a promised time first: then its work can be planned." />
  return <ProposedPlan {...params} />
}

type Changes = Readonly<Record<string, { readonly units: number; readonly minutesPerUnit: number }>>

function ProposedPlan(params: OrderPath) {
  const proposed = useGet<Routes['proposePlan']>(`${orderPath}/plan`, { params, about: ['order'] })
  const draft = useDraft(`plan:${params.orderId}`, { changes: {} as Changes })
  const plan = useCommand<Routes['plan']>('post', `${orderPath}/plan`, { done: 'Planned. Now assign the tasks.', inForm: true })
  if (!proposed.data) return <Loading of={proposed} />
  const steps = proposed.data.map((step) => ({ ...step, ...draft.values.changes[step.key] }))
  const titleOf = (key: string) => steps.find((step) => step.key === key)?.title ?? key
  const total = steps.reduce((all, step) => all + plannedMinutes(step), 0)
  const put = (step: PlannedTask, change: Partial<Changes[string]>) =>
    draft.set('changes', { ...draft.values.changes, [step.key]: { units: step.units, minutesPerUnit: step.minutesPerUnit, ...change } })
  const confirm = async () => {
    const changes = Object.entries(draft.values.changes).map(([key, change]) => ({ key, ...change }))
    if (await plan.run({ params, body: { changes } })) draft.clear()
  }
  return (
    <Card withBorder component="section">
      <Stack gap="sm">
        <Title order={2} size="h5">
          The plan that the line proposes
        </Title>
        <Text size="sm" c="dimmed">
          Change units and minutes where this order differs. Once it is confirmed, tasks are assigned.
        </Text>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Step</Table.Th>
              <Table.Th>Skill</Table.Th>
              <Table.Th>After</Table.Th>
              <Table.Th w={110}>Units</Table.Th>
              <Table.Th w={130}>Minutes each</Table.Th>
              <Table.Th ta="right">Time</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {steps.map((step) => (
              <Table.Tr key={step.key}>
                <Table.Td>{step.title}</Table.Td>
                <Table.Td>
                  {step.skill}, level {step.levelMin}
                  {step.admitted && ', admitted'}
                </Table.Td>
                <Table.Td>{step.after.map(titleOf).join(', ') || '–'}</Table.Td>
                <Table.Td>
                  <Positive label={`Units of ${step.title}`} value={step.units} onChange={(units) => put(step, { units })} />
                </Table.Td>
                <Table.Td>
                  <Positive
                    label={`Minutes for each unit of ${step.title}`}
                    value={step.minutesPerUnit}
                    onChange={(minutesPerUnit) => put(step, { minutesPerUnit })}
                  />
                </Table.Td>
                <Table.Td ta="right">{minutesText(plannedMinutes(step))}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
          <Table.Tfoot>
            <Table.Tr>
              <Table.Th colSpan={5}>All together</Table.Th>
              <Table.Th ta="right">{minutesText(total)}</Table.Th>
            </Table.Tr>
          </Table.Tfoot>
        </Table>
        <ProblemNote problem={plan.problem} />
        <Group gap="xs">
          <Button loading={plan.pending} onClick={() => void confirm()}>
            Confirm the plan
          </Button>
          {draft.touched && (
            <Button variant="default" onClick={draft.clear}>
              As proposed
            </Button>
          )}
        </Group>
      </Stack>
    </Card>
  )
}

/** A figure above zero: what is not keeps the one that was. */
const Positive = ({ label, value, onChange }: { label: string; value: number; onChange(value: number): void }) => (
  <NumberInput
    size="xs"
    aria-label={label}
    min={0}
    hideControls
    value={value}
    onChange={(typed) => {
      if (typeof typed === 'number' && typed > 0) onChange(typed)
    }}
  />
)
