import { Autocomplete, Select } from '@mantine/core'
import { useEffect, useMemo } from 'react'
import { type List, useList } from '../../../ui/api/get.ts'
import type { Column } from '../../../ui/column.ts'
import { DataTable } from '../../../ui/data-table.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { LinkButton } from '../../../ui/link.tsx'
import { ListDetail } from '../../../ui/list-detail.tsx'
import { useMay } from '../../../ui/me.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { useFilters, usePathParams } from '../../../ui/url.ts'
import { serviceLineIds } from '../../line.ts'
import { roles } from '../../policy.ts'
import { PersonDetail } from './person-detail.tsx'
import { type Person, type Routes, statuses } from './words.ts'

const columns: readonly Column<Person>[] = [
  { key: 'name', title: 'Name', value: ({ name }) => name },
  { key: 'roles', title: 'Roles', value: (person) => person.roles.map((role) => roles[role]).join(', ') },
  { key: 'site', title: 'Site', value: ({ site }) => site },
  {
    key: 'status',
    title: 'Status',
    value: ({ status }) => statuses[status].word,
    cell: ({ status }) => <StatusBadge tone={statuses[status].tone}>{statuses[status].word}</StatusBadge>,
  },
  { key: 'skills', title: 'Skills', value: ({ skills }) => skills.map(({ skill, level }) => `${skill} ${level}`).join(', ') },
  {
    key: 'admissions',
    title: 'Admitted in',
    value: ({ admissions }) => admissions.map(({ jurisdiction }) => jurisdiction).join(', ') || null,
  },
  { key: 'zone', title: 'Time zone', value: ({ timeZone }) => timeZone, hidden: true },
  { key: 'email', title: 'E-mail', value: ({ email }) => email, hidden: true },
]

/** Beside an open detail there is room for who and where alone. */
const narrow = columns.filter(({ key }) => ['name', 'roles', 'site'].includes(key))

type Filter = 'of' | 'role' | 'skill' | 'status' | 'site' | 'client'

const oneOf = <T extends string>(all: Readonly<Record<T, unknown>>, text: string | undefined): T | undefined =>
  text !== undefined && text in all ? (text as T) : undefined

const sides = { provider: 'Of the provider', clients: 'Of clients' }

/** Everybody who comes in, of the provider and of clients; one of them open beside the list. */
export function PeoplePage() {
  const { personId } = usePathParams<'personId'>()
  const [filters, setFilters] = useFilters<Filter>()
  const query = {
    of: filters.client ? undefined : oneOf(sides, filters.of),
    role: oneOf(roles, filters.role),
    status: oneOf(statuses, filters.status),
    skill: filters.skill,
    client: filters.client,
    limit: 200,
  }
  const all = useList<Routes['list']>('/api/people', { query, about: ['person'] })
  const people = useAtSite(all, filters.site)
  const siteNames = useMemo(() => [...new Set(all.rows.flatMap(({ site }) => (site === null ? [] : [site])))].sort(), [all.rows])
  const search = new URLSearchParams(Object.entries(filters)).toString()
  const invite = useMay('manage-people') && (
    <LinkButton to={filters.client ? `/people/invite?client=${filters.client}` : '/people/invite'} size="xs">
      Invite somebody
    </LinkButton>
  )
  const list = (
    <DataTable
      name="people"
      label="People"
      list={people}
      columns={personId ? narrow : columns}
      rowKey={({ id }) => id}
      href={({ id }) => `/people/${id}${search ? `?${search}` : ''}`}
      open={personId}
      filters={
        !personId && (
          <>
            <Choice label="Whose" all={sides} value={query.of} onChange={(of) => setFilters({ of, client: undefined })} />
            <Choice label="Role" all={roles} value={query.role} onChange={(role) => setFilters({ role })} />
            <Select
              size="xs"
              w={120}
              aria-label="Site"
              placeholder="Any site"
              clearable
              data={filters.site && !siteNames.includes(filters.site) ? [filters.site, ...siteNames] : siteNames}
              value={filters.site ?? null}
              onChange={(site) => setFilters({ site: site ?? undefined })}
            />
            <Autocomplete
              size="xs"
              w={160}
              aria-label="Skill"
              placeholder="Any skill"
              clearable
              data={[...serviceLineIds]}
              value={filters.skill ?? ''}
              onChange={(skill) => setFilters({ skill: skill || undefined })}
            />
            <Choice
              label="Status"
              all={{ active: 'Active', invited: 'Invited', left: 'Has left' }}
              value={query.status}
              onChange={(status) => setFilters({ status })}
            />
          </>
        )
      }
      empty={<EmptyState title="Nobody" next="Nobody fits these filters. Take one away, or invite somebody." action={invite} />}
    />
  )
  return (
    <>
      <PageHeader
        title="People"
        note="Of the provider and of its clients."
        actions={
          <>
            <LinkButton to="/people/policy" size="xs" variant="default">
              Who may do what
            </LinkButton>
            {invite}
          </>
        }
      />
      <ListDetail
        list={list}
        detail={personId ? <PersonDetail key={personId} personId={personId} back={`/people${search ? `?${search}` : ''}`} /> : null}
        label="Person"
      />
    </>
  )
}

interface ChoiceProps<T extends string> {
  readonly label: string
  readonly all: Readonly<Record<T, string>>
  readonly value: T | undefined
  onChange(value: T | undefined): void
}

const Choice = <T extends string>({ label, all, value, onChange }: ChoiceProps<T>) => (
  <Select
    size="xs"
    w={150}
    aria-label={label}
    placeholder={`${label}: any`}
    clearable
    data={Object.entries<string>(all).map(([id, name]) => ({ value: id, label: name }))}
    value={value ?? null}
    onChange={(next) => onChange((next ?? undefined) as T | undefined)}
  />
)

/** Those at one site: all pages are read, for the server does not filter by it. */
function useAtSite(list: List<Person>, site: string | undefined): List<Person> {
  const { more, loadingMore, loadMore } = list
  useEffect(() => {
    if (site !== undefined && more && !loadingMore) loadMore()
  }, [site, more, loadingMore, loadMore])
  const rows = useMemo(() => (site === undefined ? list.rows : list.rows.filter((person) => person.site === site)), [list.rows, site])
  return { ...list, rows }
}
