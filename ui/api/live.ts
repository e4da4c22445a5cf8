import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'

/** What the server tells of an entry that was appended: nothing that a reader may not know. */
export interface LiveEvent {
  readonly subject: { readonly kind: string; readonly id: string }
  readonly matterId: string | null
  readonly kind: string
}

const livePath = '/api/live'

/** Several entries often come together: what they change is read anew once. */
const gatherMs = 400

/**
 * One stream of events per tab: what is on the page and may have changed is read anew.
 *
 * @param onEvent told of each event, for a notification
 */
export function useLive(onEvent?: (event: LiveEvent) => void): void {
  const queries = useQueryClient()
  const told = useRef(onEvent)
  told.current = onEvent
  useEffect(() => {
    const source = new EventSource(livePath)
    const gathered: LiveEvent[] = []
    let timer: ReturnType<typeof setTimeout> | undefined
    let broken = false
    const readAnew = () => {
      timer = undefined
      const events = gathered.splice(0)
      void queries.invalidateQueries({
        predicate: ({ queryKey, meta }) => events.some((event) => concerns(event, queryKey[1], meta?.about)),
      })
    }
    source.onmessage = ({ data }) => {
      const event = JSON.parse(String(data)) as LiveEvent
      gathered.push(event)
      told.current?.(event)
      timer ??= setTimeout(readAnew, gatherMs)
    }
    // What happened while the line was broken is not told again.
    source.onerror = () => {
      broken = true
    }
    source.onopen = () => {
      if (broken) void queries.invalidateQueries()
      broken = false
    }
    return () => {
      clearTimeout(timer)
      source.close()
    }
  }, [queries])
}

/** Whether a query may show something else after an event: not where it is about another matter, or about other kinds of subjects. */
export function concerns({ subject, matterId }: LiveEvent, params: unknown, about: unknown): boolean {
  const asked = (params as { matterId?: string } | undefined)?.matterId
  if (asked !== undefined && matterId !== null && asked !== matterId) return false
  return !Array.isArray(about) || about.includes(subject.kind)
}
