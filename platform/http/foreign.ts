/** Whether another site makes this request. A browser says where one that changes something comes from (Fetch, section 3.2); a program that is none says nothing. */
export function foreign(request: Request): boolean {
  if (request.method === 'GET' || request.method === 'HEAD') return false
  const site = request.headers.get('sec-fetch-site')
  if (site !== null) return site !== 'same-origin' && site !== 'none'
  const origin = request.headers.get('origin')
  return origin !== null && URL.parse(origin)?.host !== request.headers.get('host')
}
