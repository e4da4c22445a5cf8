import { type ChangeEvent, useCallback, useState } from 'react'

/** What is typed stays in the tab until it is sent: over a reload, a sign-out, a way back. */
const keyOf = (name: string) => `draft:${name}`

function stored<Values>(name: string): Partial<Values> {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(name)) ?? '{}') as Partial<Values>
  } catch {
    return {}
  }
}

function store(name: string, values: unknown): void {
  try {
    sessionStorage.setItem(keyOf(name), JSON.stringify(values))
  } catch {
    // The tab's storage is full or closed: the draft still stands in memory.
  }
}

export interface Draft<Values> {
  readonly values: Values
  /** Whether something was typed that is not sent yet. */
  readonly touched: boolean
  set<Key extends keyof Values>(key: Key, value: Values[Key]): void
  setAll(values: Values): void
  /** Props of a text field. @example <TextInput label="Name" {...draft.text('name')} error={command.errors.name} /> */
  text(key: keyof Values & string): {
    name: string
    value: string
    onChange(event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>): void
  }
  /** Props of a select, a date or another field that gives its value. */
  field<Key extends keyof Values & string>(key: Key): { name: string; value: Values[Key]; onChange(value: Values[Key]): void }
  /** Once it is sent. */
  clear(): void
}

/**
 * The values of a form, kept until they are sent.
 *
 * @param name of the form, with the id of what it is about: `ask:${orderId}`
 */
export function useDraft<Values extends object>(name: string, initial: Values): Draft<Values> {
  const [state, setState] = useState(() => ({ name, typed: stored<Values>(name) }))
  // Another form, though the component stays: a page that goes from one order to the next.
  const typed = state.name === name ? state.typed : stored<Values>(name)
  const values = { ...initial, ...typed }

  const put = useCallback(
    (change: Partial<Values>) =>
      setState((before) => {
        const next = { ...(before.name === name ? before.typed : stored<Values>(name)), ...change }
        store(name, next)
        return { name, typed: next }
      }),
    [name],
  )
  const set = <Key extends keyof Values>(key: Key, value: Values[Key]) => put({ [key]: value } as unknown as Partial<Values>)

  return {
    values,
    touched: Object.keys(typed).length > 0,
    set,
    setAll: put,
    text: (key) => ({
      name: key,
      value: String(values[key] ?? ''),
      onChange: (event) => set(key, event.currentTarget.value as Values[typeof key]),
    }),
    field: (key) => ({ name: key, value: values[key], onChange: (value) => set(key, value) }),
    clear: () => {
      sessionStorage.removeItem(keyOf(name))
      setState({ name, typed: {} })
    },
  }
}
