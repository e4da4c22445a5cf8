import { Anchor, Badge, Button, Group, Pagination, Stack, Table, Text } from '@mantine/core'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useCommand } from '../../../ui/api/command.ts'
import { useGet } from '../../../ui/api/get.ts'
import { fileAddress } from '../../../ui/files/upload.ts'
import { KeyHint } from '../../../ui/key-hint.tsx'
import type { workRoutes } from '../../work/api.ts'
import { unitLabel } from '../inspection.ts'
import { DefectForm } from './defect-form.tsx'
import type { InspectionProps } from './inspection.tsx'
import { inspectionPath, type Place, type QualityRoutes } from './routes.ts'

/** Units of one screen. */
const unitsShown = 50

/** The sampled units, each with its place: looked through or not, and the defects in it. By keyboard: j and k go along, l is looked through, d a defect. */
export function Sample({ inspection, quality, place, mine }: InspectionProps & { readonly mine: boolean }) {
  const { id, sample, inspected, lot, opportunities } = inspection
  const [page, setPage] = useState(1)
  const [unit, setUnit] = useState<string | null>(null)
  const rows = useRef<HTMLDivElement>(null)
  const look = useCommand<QualityRoutes['look']>('post', `${inspectionPath}/units`)
  const addresses = useFileAddresses(place, lot.files !== null)
  const looked = new Set(inspected)
  const shown = sample.slice((page - 1) * unitsShown, page * unitsShown)
  const left = shown.filter((one) => !looked.has(one))
  const mark = (units: readonly string[]) =>
    units.length > 0 && void look.run({ params: { ...place, inspectionId: id }, body: { units: [...units] } })

  const pressed = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const buttons = [...(rows.current?.querySelectorAll<HTMLElement>('[data-unit]') ?? [])]
    const at = buttons.indexOf(document.activeElement as HTMLElement)
    const current = buttons[at]?.dataset.unit
    if (current === undefined) return
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key]
    if (step !== undefined) buttons[Math.min(Math.max(at + step, 0), buttons.length - 1)]?.focus()
    else if (event.key === 'l' && mine) {
      if (!looked.has(current)) mark([current])
      buttons[at + 1]?.focus()
    } else if (event.key === 'd' && mine) setUnit(current)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <Stack gap={6}>
      <Group justify="space-between" gap="xs">
        <Text size="sm">
          <b>Sample</b>: {inspected.length} of {sample.length} looked through
        </Text>
        {mine && (
          <Group gap="xs">
            <Text size="xs" c="dimmed" component="span">
              <KeyHint keys="j k" /> along, <KeyHint keys="l" /> looked through, <KeyHint keys="d" /> defect
            </Text>
            {left.length > 0 && (
              <Button size="xs" variant="default" loading={look.pending} onClick={() => mark(left)}>
                {left.length === 1 ? 'Looked through' : `All ${left.length} looked through`}
              </Button>
            )}
          </Group>
        )}
      </Group>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are shortcuts for the buttons within */}
      <div ref={rows} onKeyDown={pressed}>
        <Table.ScrollContainer minWidth={320} mah={320}>
          <Table withTableBorder verticalSpacing={2} aria-label="Sampled units">
            <Table.Tbody>
              {shown.map((one) => (
                <UnitRow
                  key={one}
                  id={one}
                  label={unitLabel(lot, one)}
                  address={addresses.get(one)}
                  looked={looked.has(one)}
                  defects={
                    quality.defects.filter((defect) => defect.inspectionId === id && defect.unit === one && defect.status !== 'withdrawn')
                      .length
                  }
                  onLook={mine ? () => mark([one]) : null}
                  onDefect={mine ? () => setUnit(one) : null}
                />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </div>
      {sample.length > unitsShown && (
        <Pagination
          size="xs"
          total={Math.ceil(sample.length / unitsShown)}
          value={page}
          onChange={setPage}
          aria-label="Pages of the sample"
        />
      )}
      {mine && (
        <DefectForm
          key={id}
          inspection={inspection}
          place={place}
          opportunities={opportunities}
          unit={unit}
          onClose={() => {
            const back = unit
            setUnit(null)
            requestAnimationFrame(() => rows.current?.querySelector<HTMLElement>(`[data-unit="${CSS.escape(back ?? '')}"]`)?.focus())
          }}
        />
      )}
    </Stack>
  )
}

interface UnitRowProps {
  readonly id: string
  readonly label: string
  readonly address: string | undefined
  readonly looked: boolean
  readonly defects: number
  readonly onLook: (() => void) | null
  readonly onDefect: (() => void) | null
}

function UnitRow({ id, label, address, looked, defects, onLook, onDefect }: UnitRowProps) {
  return (
    <Table.Tr>
      <Table.Td>
        {address ? (
          <Anchor size="sm" href={address} data-unit={id} download>
            {label}
          </Anchor>
        ) : (
          <Text size="sm" component="span" tabIndex={0} data-unit={id}>
            {label}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        {looked ? (
          'looked through'
        ) : (
          <Text size="sm" c="dimmed">
            not yet
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        {defects > 0 && (
          <Badge color="red" variant="light" autoContrast tt="none" radius="sm">
            {defects === 1 ? '1 defect' : `${defects} defects`}
          </Badge>
        )}
      </Table.Td>
      {onLook && onDefect && (
        <Table.Td>
          <Group gap={4} justify="flex-end" wrap="nowrap">
            <Button size="compact-xs" variant="subtle" disabled={looked} onClick={onLook} aria-label={`${label}: looked through`}>
              Looked through
            </Button>
            <Button size="compact-xs" variant="subtle" color="red" onClick={onDefect} aria-label={`Record a defect in ${label}`}>
              Defect
            </Button>
          </Group>
        </Table.Td>
      )}
    </Table.Tr>
  )
}

/** Where the product's files are fetched, by name. */
function useFileAddresses(place: Place, wanted: boolean): ReadonlyMap<string, string> {
  const work = useGet<ReturnType<typeof workRoutes>['ofOrder']>('/api/matters/{matterId}/orders/{orderId}/work', {
    params: place,
    enabled: wanted,
    about: ['order'],
  })
  return new Map((work.data?.product ?? []).map((file) => [file.name, fileAddress(place.matterId, file)]))
}
