import { type ComponentType, createContext, useContext } from 'react'

interface Panel<Subject> {
  readonly key: string
  readonly title: string
  /** Smaller stands further left. */
  readonly order: number
  /** What the person must hold to see it; several: any of them. */
  readonly permission?: string | readonly string[]
  readonly component: ComponentType<Subject>
}

/** What a later room adds to the page of an order. A room's `ui/index.tsx` exports `orderPanels: readonly OrderPanel[]`. */
export type OrderPanel = Panel<{ matterId: string; orderId: string }>

/** What a later room adds to the page of a matter: exported as `matterPanels`. */
export type MatterPanel = Panel<{ matterId: string }>

export interface Panels {
  readonly order: readonly OrderPanel[]
  readonly matter: readonly MatterPanel[]
}

/** The web app fills this with the panels of all rooms, so that no room imports a later one. */
export const PanelsContext = createContext<Panels>({ order: [], matter: [] })

export const usePanels = (): Panels => useContext(PanelsContext)
