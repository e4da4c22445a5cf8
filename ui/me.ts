import { createContext, useContext } from 'react'

/** Who is signed in, as `GET /api/me` tells it. */
export interface Me {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly roles: readonly string[]
  readonly permissions: readonly string[]
  /** Set for a client's people. */
  readonly clientId: string | null
  /** IANA zone in which the person reads times. */
  readonly timeZone: string
  /** Whether a second factor is set up. */
  readonly twoFactorEnabled: boolean
}

/** Filled by the web app once somebody has signed in: pages exist only then. */
export const MeContext = createContext<Me | null>(null)

/** Who is signed in. @throws Error outside the signed-in part of the app */
export function useMe(): Me {
  const me = useContext(MeContext)
  if (!me) throw new Error('useMe() stands outside the signed-in part of the app.')
  return me
}

export const holdsAny = ({ permissions }: Me, wanted: string | readonly string[] | undefined): boolean =>
  wanted === undefined || [wanted].flat().some((permission) => permissions.includes(permission))

/** Whether the person may do this. A hint for what to show: the server decides. @example const mayAsk = useMay('ask-client') */
export const useMay = (permission: string | readonly string[]): boolean => holdsAny(useMe(), permission)
