import { Select, TextInput } from '@mantine/core'
import { useMe } from '../../../ui/me.ts'
import { useFilters } from '../../../ui/url.ts'
import { type ServiceLineId, serviceLineIds, serviceLines } from '../../line.ts'

type BoardFilter = 'line' | 'clientId' | 'from' | 'to'

/** The filters that the board and the lists behind it share, as the routes take them. */
export function useQualityFilters() {
  const [filters, setFilters] = useFilters<BoardFilter>()
  const query = {
    line: serviceLineIds.find((id) => id === filters.line),
    clientId: filters.clientId,
    from: filters.from,
    to: filters.to,
  }
  return { query, setFilters }
}

/** Where rows are: the list, with the board's filters and those of the figure. */
export function rowsLink(path: string, ...parts: readonly Readonly<Record<string, string | undefined>>[]): string {
  const set = Object.entries(Object.assign({}, ...parts) as Record<string, string | undefined>).filter(
    (entry): entry is [string, string] => !!entry[1],
  )
  return set.length === 0 ? path : `${path}?${new URLSearchParams(set)}`
}

/** Line, client and days. @param clients those to choose from */
export function QualityFilters({ clients }: { clients?: readonly { readonly id: string; readonly name: string }[] }) {
  const me = useMe()
  const { query, setFilters } = useQualityFilters()
  return (
    <>
      <Select
        size="xs"
        clearable
        aria-label="Line"
        placeholder="All lines"
        data={serviceLineIds.map((value) => ({ value, label: serviceLines[value] }))}
        value={query.line ?? null}
        onChange={(line: ServiceLineId | null) => setFilters({ line: line ?? undefined })}
      />
      {me.clientId === null && clients && (
        <Select
          size="xs"
          clearable
          searchable
          aria-label="Client"
          placeholder="All clients"
          data={clients.map(({ id, name }) => ({ value: id, label: name }))}
          value={query.clientId ?? null}
          onChange={(clientId) => setFilters({ clientId: clientId ?? undefined })}
        />
      )}
      <TextInput
        size="xs"
        type="date"
        aria-label="From"
        value={query.from ?? ''}
        onChange={(event) => setFilters({ from: event.currentTarget.value })}
      />
      <TextInput
        size="xs"
        type="date"
        aria-label="To"
        value={query.to ?? ''}
        onChange={(event) => setFilters({ to: event.currentTarget.value })}
      />
    </>
  )
}
