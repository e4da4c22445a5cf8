import { useEffect, useRef } from 'react'

/** The second key of a shortcut must follow within this time. */
const pauseMsMax = 1_200

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))

/**
 * Shortcuts of one key or of two pressed one after the other, wherever nobody is typing and no window is open.
 *
 * @param actions by their keys: `?`, `g o`
 */
export function useShortcuts(actions: Readonly<Record<string, () => void>>): void {
  const latest = useRef(actions)
  latest.current = actions
  useEffect(() => {
    let first = ''
    let at = 0
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector('[role=dialog]')) return
      const both = Date.now() - at < pauseMsMax ? `${first} ${event.key}` : event.key
      const action = latest.current[both] ?? latest.current[event.key]
      first = event.key
      at = Date.now()
      if (!action) return
      event.preventDefault()
      first = ''
      action()
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [])
}
