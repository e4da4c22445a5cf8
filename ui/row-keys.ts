import { type RefObject, useEffect, useRef } from 'react'

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))

/** A table takes the keys while it has the focus; while nothing has it, the first table of the page does. */
function mine(table: HTMLElement): boolean {
  const active = document.activeElement
  if (table.contains(active)) return true
  return (active === null || active === document.body) && document.querySelector('[data-rows]') === table
}

/**
 * j and k go down and up the links of a table's rows; Enter then follows one, as with any link.
 *
 * @param reveal makes the row of this place be drawn
 */
export function useRowKeys(scroll: RefObject<HTMLElement | null>, count: number, reveal: (index: number) => void): void {
  const latest = useRef({ count, reveal })
  latest.current = { count, reveal }
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const table = scroll.current
      const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0
      if (!table || step === 0 || event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || !mine(table)) return
      const current = document.activeElement?.closest('tr[data-index]')
      const at = current && table.contains(current) ? Number(current.getAttribute('data-index')) : step === 1 ? -1 : latest.current.count
      const to = Math.min(Math.max(at + step, 0), latest.current.count - 1)
      latest.current.reveal(to)
      event.preventDefault()
      const link = () => table.querySelector<HTMLElement>(`tr[data-index="${to}"] a`)
      // What comes into view is drawn with the next frame.
      if (link()) link()?.focus()
      else requestAnimationFrame(() => link()?.focus())
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [scroll])
}
