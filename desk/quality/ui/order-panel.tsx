import { Alert, Button, Card, Group, Stack, Text } from '@mantine/core'
import { useCommand } from '../../../ui/api/command.ts'
import { useGet } from '../../../ui/api/get.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { Loading } from '../../../ui/loading.tsx'
import { useMay } from '../../../ui/me.ts'
import { OrderDefects } from './defects.tsx'
import { InspectionCard } from './inspection.tsx'
import type { OrderQuality, Place, QualityRoutes } from './routes.ts'

/** The inspections and defects of one order, on its page. */
export function QualityPanel({ matterId, orderId }: Place) {
  const place = { matterId, orderId }
  const quality = useGet<QualityRoutes['ofOrder']>('/api/matters/{matterId}/orders/{orderId}/quality', { params: place, about: ['order'] })
  if (!quality.data) return <Loading of={quality} />
  const { inspections, orderStatus } = quality.data
  const waiting = orderStatus === 'in-inspection' && inspections.every(({ closedAt }) => closedAt !== null)
  return (
    <Stack gap="md">
      {waiting && <Opening quality={quality.data} place={place} />}
      {!waiting && inspections.length === 0 && (
        <Text size="sm" c="dimmed">
          An inspection begins when all work of the order is submitted.
        </Text>
      )}
      {inspections.map((inspection) => (
        <InspectionCard key={inspection.id} inspection={inspection} quality={quality.data} place={place} />
      ))}
      {quality.data.defects.length > 0 && <OrderDefects quality={quality.data} place={place} />}
    </Stack>
  )
}

function Opening({ quality, place }: { quality: OrderQuality; place: Place }) {
  const mayInspect = useMay('inspect')
  const open = useCommand<QualityRoutes['open']>('post', '/api/matters/{matterId}/orders/{orderId}/inspections', {
    done: 'The sample is drawn.',
  })
  if (quality.discontinued) return <Discontinued place={place} />
  return (
    <Card withBorder>
      <Group justify="space-between">
        <Text size="sm">
          {quality.barred ??
            'All work is submitted. Opening an inspection draws the sample by the terms of the engagement, from a new seed.'}
        </Text>
        {mayInspect && (
          <Button disabled={quality.barred !== null} loading={open.pending} onClick={() => void open.run({ params: place })}>
            Open an inspection
          </Button>
        )}
      </Group>
    </Card>
  )
}

function Discontinued({ place }: { place: Place }) {
  const mayResume = useMay('resume-sampling')
  const resume = useCommand<QualityRoutes['resume']>('post', '/api/matters/{matterId}/orders/{orderId}/sampling/resume', { inForm: true })
  return (
    <Alert color="red" title="Sampling is discontinued">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          Five lots of this engagement and line were refused under tightened inspection (ISO 2859-1, 9.4). Remove the cause. Then the
          delivery manager takes sampling up again, tightened, with this lot.
        </Text>
        {mayResume && (
          <Confirm
            title="Take sampling up again"
            label="Take it up again"
            reason="What was done about the cause"
            problem={resume.problem}
            onConfirm={async (reason) => (await resume.run({ params: place, body: { reason } })) !== undefined}
            trigger={(show) => (
              <Button size="xs" variant="default" onClick={show}>
                Take sampling up again
              </Button>
            )}
          >
            The next inspection of this order is tightened, and counts as the first of a new run.
          </Confirm>
        )}
      </Stack>
    </Alert>
  )
}
