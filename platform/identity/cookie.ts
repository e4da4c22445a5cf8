import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * The session's token from a request's cookie as better-auth signs it: `token.signature`, percent-encoded, the signature HMAC-SHA256 in base64. Read here, because it
 * is read for every request, and better-auth's own way takes four times the processor time.
 */
export function tokenOf(request: Request, name: string, secret: string): string | undefined {
  const text = cookieOf(request.headers.get('cookie') ?? '', name)
  const dot = text.lastIndexOf('.')
  if (dot < 1) return undefined
  const token = text.slice(0, dot)
  const given = Buffer.from(text.slice(dot + 1), 'base64')
  const wanted = createHmac('sha256', secret).update(token).digest()
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? token : undefined
}

function cookieOf(cookies: string, name: string): string {
  const start = `${name}=`
  const value =
    cookies
      .split(';')
      .map((cookie) => cookie.trim())
      .find((cookie) => cookie.startsWith(start))
      ?.slice(start.length) ?? ''
  try {
    return decodeURIComponent(value)
  } catch {
    return ''
  }
}
