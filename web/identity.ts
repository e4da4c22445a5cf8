import type { identityRoutes } from '../platform/identity/api.ts'
import { request } from '../ui/api/request.ts'

type Routes = ReturnType<typeof identityRoutes>
export type MeRoute = Routes['me']
export type AcceptRoute = Routes['accept']
export type SessionsRoute = Routes['sessions']
export type EndSessionRoute = Routes['endSession']

/** Signing in and out, the password and the second factor: better-auth's own addresses, of which the server lets these through. */
const auth = (path: string, body: object) => request('post', `/api/auth${path}`, { body })

/** @returns whether a code of the second factor is asked for now */
export async function signIn(email: string, password: string): Promise<boolean> {
  const answer = (await auth('/sign-in/email', { email, password })) as { twoFactorRedirect?: boolean }
  return answer.twoFactorRedirect === true
}

export const signOut = () => auth('/sign-out', {})

/** A code of the authenticator app, or one of the recovery codes, each of which works once. */
export const verifyCode = (code: string) => auth('/two-factor/verify-totp', { code })
export const verifyRecoveryCode = (code: string) => auth('/two-factor/verify-backup-code', { code })

export const changePassword = (currentPassword: string, newPassword: string) => auth('/change-password', { currentPassword, newPassword })

/** What the authenticator app scans, and the recovery codes; it holds once a first code was verified. */
export async function beginSecondFactor(password: string): Promise<{ totpURI: string; backupCodes: readonly string[] }> {
  const { totpURI = '', backupCodes = [] } = (await auth('/two-factor/enable', { password })) as {
    totpURI?: string
    backupCodes?: string[]
  }
  return { totpURI, backupCodes }
}

export const endSecondFactor = (password: string) => auth('/two-factor/disable', { password })

export async function newRecoveryCodes(password: string): Promise<readonly string[]> {
  const { backupCodes = [] } = (await auth('/two-factor/generate-backup-codes', { password })) as { backupCodes?: string[] }
  return backupCodes
}
