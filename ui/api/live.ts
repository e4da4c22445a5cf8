import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'

/** What the server tells of an entry that was appended: ids only. */
export interface LiveEvent {
  /** The matter's id, the client's or the house's. */
  readonly stream: string
  readonly seq: number
  readonly subject: { readonly kind: string; readonly id: string }
  readonly kind: string
}

const livePath = '/api/events'

/** Subjects whose stream is their matter's. */
const kindsOfMatters: readonly string[] = ['matter', 'order', 'invoice']

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
    source.addEventListener('missed', () => void queries.invalidateQueries())
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
export function concerns({ stream, subject }: LiveEvent, params: unknown, about: unknown): boolean {
  const asked = (params as { matterId?: string } | undefined)?.matterId
  if (asked !== undefined && asked !== stream && kindsOfMatters.includes(subject.kind)) return false
  return !Array.isArray(about) || about.includes(subject.kind)
}
