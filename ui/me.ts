import { createContext, useContext } from 'react'
import type { identityRoutes } from '../platform/identity/api.ts'
import type { AnswerOf } from './api/types.ts'

/** Who is signed in, and what the person may do. */
export type Me = AnswerOf<ReturnType<typeof identityRoutes>['me']>

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
