import { ActionIcon, Button, Checkbox, Group, Menu, Skeleton, Stack, Text, TextInput, Tooltip, UnstyledButton } from '@mantine/core'
import { useDebouncedValue, useLocalStorage } from '@mantine/hooks'
import { IconArrowDown, IconArrowUp, IconColumns3, IconDownload, IconSearch } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, type RefObject, useMemo, useRef, useState } from 'react'
import { type List, useAllOf } from './api/get.ts'
import { type Column, csvOf, saveText } from './column.ts'
import classes from './data-table.module.css'
import { AppLink } from './link.tsx'
import { ProblemNote } from './problem-note.tsx'
import { useRowKeys } from './row-keys.ts'
import { nextSort, type Sort, searchRows, sortRows } from './table-rows.ts'

/** From so many rows on only those on the screen are drawn. */
const virtualFromRows = 80
const rowHeightPx = 37
interface DataTableProps<Row> {
  /** Names the table: for the columns that a reader chose, and for the file it is exported to. */
  readonly name: string
  /** Said to screen readers. */
  readonly label: string
  readonly list: List<Row>
  readonly columns: readonly Column<Row>[]
  rowKey(row: Row): string
  /** Where a row leads: a deep link. */
  href?(row: Row): string
  /** The key of the row whose detail is open. */
  readonly open?: string | undefined
  /** What stands here while there are no rows: an {@link EmptyState}. */
  readonly empty: ReactNode
  /** Filters that the server applies, left of the search box. */
  readonly filters?: ReactNode
  /** False where there is nothing to search: a short list. */
  readonly search?: boolean
  /** Greatest height, as CSS has it. */
  readonly height?: string
}

/**
 * A table: sorted by its heads, searched, with the columns that the reader chose, walked through by j, k and Enter, drawn as far as it is seen, continued page by
 * page, and exported as CSV.
 *
 * @example
 * <DataTable name="orders" label="Orders" list={orders} rowKey={(row) => row.id} href={(row) => `/matters/${row.matterId}/orders/${row.id}`}
 *   columns={[{ key: 'number', title: 'Number', value: (row) => row.number }]}
 *   empty={<EmptyState title="No orders" next="Place the first one." />} />
 */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { name, label, list, columns, empty, filters, search = true, height } = props
  const [typed, setTyped] = useState('')
  const [needle] = useDebouncedValue(typed, 150)
  const [chosen, setChosen] = useLocalStorage<Record<string, boolean>>({ key: `columns:${name}`, defaultValue: {} })
  const [sort, setSort] = useState<Sort | null>(null)
  const shown = columns.filter(({ key, hidden = false }) => chosen[key] ?? !hidden)
  const rows = useMemo(() => sortRows(searchRows(list.rows, columns, needle), columns, sort), [list.rows, columns, needle, sort])
  // Sorting or searching a part of a list would mislead.
  useAllOf(list, sort !== null || needle !== '')
  const scroll = useRef<HTMLDivElement>(null)

  if (list.error && list.rows.length === 0) return <ProblemNote problem={list.error.problem} retry={list.retry} />
  const exportRows = () => saveText(`${name}.csv`, 'text/csv', csvOf(shown, rows))
  return (
    <Stack gap="xs">
      <Group gap="xs" justify="space-between" className="no-print">
        <Group gap="xs">
          {filters}
          {search && (
            <TextInput
              size="xs"
              w={220}
              aria-label={`Search in ${label}`}
              placeholder="Search in this list"
              leftSection={<IconSearch size={14} />}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          )}
        </Group>
        <Group gap={4}>
          <Text size="xs" c="dimmed" role="status">
            {counted(rows.length, list)}
          </Text>
          <ColumnChoice columns={columns} shown={shown} onChange={(key, visible) => setChosen({ ...chosen, [key]: visible })} />
          <Tooltip label="Export as CSV">
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Export ${label} as CSV`}
              onClick={exportRows}
              disabled={rows.length === 0}
            >
              <IconDownload size={16} />
            </ActionIcon>
          </Tooltip>
        </Group>
      </Group>
      {!list.pending && list.rows.length === 0 ? (
        empty
      ) : (
        <section
          ref={scroll}
          data-rows
          className={classes.scroll}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard (axe: scrollable-region-focusable)
          tabIndex={0}
          aria-label={label}
          style={height ? { maxHeight: height } : undefined}
        >
          <table className={classes.table} aria-rowcount={rows.length + 1} aria-busy={list.pending}>
            <thead>
              <tr>
                {shown.map((column) => (
                  <Head
                    key={column.key}
                    column={column}
                    sort={sort?.key === column.key ? sort : null}
                    onSort={() => setSort(nextSort(sort, column.key))}
                  />
                ))}
              </tr>
            </thead>
            {list.pending ? <Waiting columns={shown.length} /> : <Body {...props} rows={rows} shown={shown} scroll={scroll} />}
          </table>
        </section>
      )}
      {list.rows.length > 0 && rows.length === 0 && (
        <Group gap="xs">
          <Text size="sm" c="dimmed">
            Nothing here matches “{needle}”.
          </Text>
          <Button size="compact-xs" variant="subtle" onClick={() => setTyped('')}>
            Clear the search
          </Button>
        </Group>
      )}
      {list.more && (
        <Button variant="default" size="xs" loading={list.loadingMore} onClick={list.loadMore} className="no-print">
          Load more
        </Button>
      )}
      {list.error && <ProblemNote problem={list.error.problem} retry={list.retry} />}
    </Stack>
  )
}

function counted<Row>(count: number, { rows, more, pending, loadingMore }: List<Row>): string {
  if (pending) return 'Loading'
  if (loadingMore) return `${rows.length} loaded, more to come`
  const of = count === rows.length ? '' : ` of ${rows.length}`
  return `${count}${of}${more ? ' so far' : ''}`
}

function Head<Row>({ column, sort, onSort }: { column: Column<Row>; sort: Sort | null; onSort: () => void }) {
  const direction = sort ? (sort.descending ? 'descending' : 'ascending') : 'none'
  return (
    <th scope="col" aria-sort={direction} style={{ width: column.width }}>
      <UnstyledButton className={classes.head} data-right={column.right || undefined} onClick={onSort}>
        {column.title}
        {sort && !sort.descending && <IconArrowUp size={12} aria-hidden />}
        {sort?.descending && <IconArrowDown size={12} aria-hidden />}
      </UnstyledButton>
    </th>
  )
}

interface BodyProps<Row> extends DataTableProps<Row> {
  readonly rows: readonly Row[]
  readonly shown: readonly Column<Row>[]
  readonly scroll: RefObject<HTMLDivElement | null>
}

function Body<Row extends object>({ rows, shown, scroll, rowKey, href, open }: BodyProps<Row>) {
  const virtual = rows.length > virtualFromRows
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeightPx,
    overscan: 12,
    enabled: virtual,
  })
  useRowKeys(scroll, rows.length, (index) => virtual && virtualizer.scrollToIndex(index))
  const items = virtual ? virtualizer.getVirtualItems().map(({ index }) => index) : rows.map((_, index) => index)
  const before = virtual ? (virtualizer.getVirtualItems()[0]?.start ?? 0) : 0
  const after = virtual ? virtualizer.getTotalSize() - (virtualizer.getVirtualItems().at(-1)?.end ?? 0) : 0
  return (
    <tbody>
      {before > 0 && <Gap height={before} columns={shown.length} />}
      {items.map((index) => {
        const row = rows[index]
        if (!row) return null
        const key = rowKey(row)
        return (
          <tr
            key={key}
            className={classes.row}
            data-index={index}
            data-link={href ? true : undefined}
            data-open={key === open || undefined}
            aria-rowindex={index + 2}
          >
            {shown.map((column, place) => (
              <td key={column.key} data-right={column.right || undefined}>
                {href && place === 0 ? (
                  <AppLink to={href(row)} className={classes.link} underline="never">
                    {contentOf(column, row)}
                  </AppLink>
                ) : (
                  contentOf(column, row)
                )}
              </td>
            ))}
          </tr>
        )
      })}
      {after > 0 && <Gap height={after} columns={shown.length} />}
    </tbody>
  )
}

const contentOf = <Row,>(column: Column<Row>, row: Row): ReactNode => {
  if (column.cell) return column.cell(row)
  const value = column.value(row)
  return typeof value === 'boolean' ? (value ? 'Yes' : 'No') : (value ?? <span aria-hidden>–</span>)
}

const Gap = ({ height, columns }: { height: number; columns: number }) => (
  <tr aria-hidden>
    <td colSpan={columns} style={{ height, padding: 0, border: 0 }} />
  </tr>
)

const waitingRows = ['a', 'b', 'c', 'd', 'e']

const Waiting = ({ columns }: { columns: number }) => (
  <tbody>
    {waitingRows.map((row) => (
      <tr key={row}>
        <td colSpan={columns}>
          <Skeleton height={16} />
        </td>
      </tr>
    ))}
  </tbody>
)

interface ColumnChoiceProps<Row> {
  readonly columns: readonly Column<Row>[]
  readonly shown: readonly Column<Row>[]
  onChange(key: string, visible: boolean): void
}

function ColumnChoice<Row>({ columns, shown, onChange }: ColumnChoiceProps<Row>) {
  return (
    <Menu closeOnItemClick={false} position="bottom-end">
      <Menu.Target>
        <Tooltip label="Columns">
          <ActionIcon variant="subtle" color="gray" aria-label="Choose columns">
            <IconColumns3 size={16} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {columns.slice(1).map((column) => {
          const visible = shown.includes(column)
          return (
            <Menu.Item key={column.key} onClick={() => onChange(column.key, !visible)} role="menuitemcheckbox" aria-checked={visible}>
              <Checkbox.Indicator size="xs" checked={visible} mr={8} />
              {column.title}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
