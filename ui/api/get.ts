import { keepPreviousData, type UseQueryResult, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { type ProblemError, request } from './request.ts'
import type { AnswerOf, Asked, ItemOf } from './types.ts'

interface ReadOptions {
  /** False while what it needs is not known yet. */
  readonly enabled?: boolean
  /** Kinds of subjects whose live events make this stale; all of them where left out. */
  readonly about?: readonly string[]
  /** Read anew so often: for what changes by the time of day alone, such as a running clock. */
  readonly refreshSeconds?: number
}

/**
 * Reads a route, typed by its definition; kept fresh by live events.
 *
 * @example
 * import type { orderRoutes } from '../api.ts'
 * type Routes = ReturnType<typeof orderRoutes> // or `typeof rfiRoutes` where it is a plain object
 * const order = useGet<Routes['detail']>('/api/matters/{matterId}/orders/{orderId}', { params: { matterId, orderId } })
 * if (!order.data) return <Loading of={order} />
 */
export function useGet<R>(path: string, options: Asked<R> & ReadOptions): UseQueryResult<AnswerOf<R>, ProblemError> {
  const { params, query, enabled = true, about, refreshSeconds } = options
  return useQuery<AnswerOf<R>, ProblemError>({
    queryKey: [path, params ?? {}, query ?? {}],
    queryFn: async ({ signal }) => (await request('get', path, { params, query, signal })) as AnswerOf<R>,
    enabled,
    meta: { about },
    refetchInterval: refreshSeconds === undefined ? false : refreshSeconds * 1000,
    placeholderData: keepPreviousData,
  })
}

/** A list as tables take it: the rows that are here, and how to get more. */
export interface List<Row> {
  readonly rows: readonly Row[]
  readonly pending: boolean
  readonly error: ProblemError | null
  /** Whether the server has further rows. */
  readonly more: boolean
  readonly loadingMore: boolean
  loadMore(): void
  retry(): void
}

type PageAnswer = { readonly items: readonly unknown[]; readonly next: string | null }

/** A new array each time would make a table forget what it computed. */
const none: readonly never[] = []

/**
 * Reads a list route page by page: those that answer `{ items, next }`, and those that answer all rows at once.
 *
 * @example
 * const orders = useList<Routes['list']>('/api/orders', { query: { open: true } })
 * <DataTable name="orders" list={orders} … />
 */
export function useList<R>(path: string, options: Asked<R> & ReadOptions): List<ItemOf<R>> {
  const { params, query, enabled = true, about, refreshSeconds } = options
  const pages = useInfiniteQuery({
    queryKey: [path, params ?? {}, query ?? {}, 'pages'],
    queryFn: async ({ pageParam, signal }) => {
      const cursor = pageParam === null ? {} : { cursor: pageParam }
      const answer = (await request('get', path, { params, query: { ...query, ...cursor }, signal })) as PageAnswer | readonly unknown[]
      return Array.isArray(answer) ? { items: answer, next: null } : (answer as PageAnswer)
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled,
    meta: { about },
    refetchInterval: refreshSeconds === undefined ? false : refreshSeconds * 1000,
    placeholderData: keepPreviousData,
    select: ({ pages: all }) => all.flatMap(({ items }) => items) as readonly ItemOf<R>[],
  })
  return {
    rows: pages.data ?? none,
    pending: pages.isPending,
    error: pages.error as ProblemError | null,
    more: pages.hasNextPage,
    loadingMore: pages.isFetchingNextPage,
    loadMore: () => void pages.fetchNextPage(),
    retry: () => void pages.refetch(),
  }
}

/** Further pages are fetched by themselves up to so many rows: beyond that, narrow the list first. */
const wholeRowsMax = 10_000

/** Fetches a list to its end, where `wanted`: what is counted, sorted or searched must not be a part of it. */
export function useAllOf<Row>({ more, loadingMore, loadMore, rows, error }: List<Row>, wanted: boolean): void {
  const fetchOn = wanted && more && !loadingMore && !error && rows.length < wholeRowsMax
  // The list is another value with each drawing: what matters is whether to fetch, and how far it has come.
  const load = useRef(loadMore)
  load.current = loadMore
  useEffect(() => {
    if (fetchOn) load.current()
  }, [fetchOn])
}

/** Rows that a page has already, for a table. @example <DataTable list={listOf(order.data.attachments)} … /> */
export const listOf = <Row>(rows: readonly Row[]): List<Row> => ({
  rows,
  pending: false,
  error: null,
  more: false,
  loadingMore: false,
  loadMore: () => undefined,
  retry: () => undefined,
})
