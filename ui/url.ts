import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

/** The parameters of the page's path. @example const { orderId } = usePathParams<'orderId'>() */
export const usePathParams = <Name extends string>(): Readonly<Record<Name, string>> =>
  useParams({ strict: false }) as Readonly<Record<Name, string>>

/** Goes to another page of the app. @example const go = useGo(); go(`/orders/${id}`) */
export function useGo(): (to: string) => void {
  const navigate = useNavigate()
  return useCallback((to) => void navigate({ to }), [navigate])
}

type Filters = Readonly<Record<string, string | undefined>>

/**
 * Filters that stand in the address, so that a filtered list can be linked to and comes back with the browser's back button.
 *
 * @returns the filters that are set, and how to set some of them (empty or undefined takes one away)
 *
 * @example
 * const [filters, setFilters] = useFilters<'status' | 'line'>()
 * <Select value={filters.status ?? null} onChange={(status) => setFilters({ status: status ?? undefined })} />
 */
export function useFilters<Name extends string>(): [Readonly<Partial<Record<Name, string>>>, (change: Filters) => void] {
  const search = useSearch({ strict: false }) as Readonly<Record<string, unknown>>
  const navigate = useNavigate()
  const filters = Object.fromEntries(Object.entries(search).map(([name, value]) => [name, String(value)]))
  const set = useCallback(
    (change: Filters) => {
      const next = (before: Record<string, unknown>) =>
        Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value !== undefined && value !== ''))
      void navigate({ to: '.', search: next as never, replace: true })
    },
    [navigate],
  )
  return [filters as Partial<Record<Name, string>>, set]
}
