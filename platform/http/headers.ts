/**
 * What every answer carries, for the browser. Scripts come from our own files alone, none from within a page; Mantine writes its sizes into style attributes, hence
 * 'unsafe-inline' for styles and for nothing else. Pictures may be made by a page (a chart that is saved, a preview).
 */
export function securityHeaders(url: string): Readonly<Record<string, string>> {
  const https = url.startsWith('https:')
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...(https ? ['upgrade-insecure-requests'] : []),
  ]
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    ...(https ? { 'strict-transport-security': `max-age=${yearSeconds}` } : {}),
  }
}

const yearSeconds = 31_536_000
