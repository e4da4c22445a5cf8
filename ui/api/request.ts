/** What went wrong, as the server says it (RFC 9457), with the field and the remedy. */
export interface Problem {
  readonly title: string
  /** The HTTP status; 0 where no answer came. */
  readonly status: number
  readonly detail: string
  readonly field?: string
  readonly missing?: readonly { readonly what: string; readonly remedy: string }[]
  readonly problems?: readonly { readonly field: string; readonly message: string }[]
}

/** A problem on its way through promises and queries. */
export class ProblemError extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.detail)
    this.problem = problem
  }
}

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

interface RequestInput {
  readonly params?: unknown
  readonly query?: unknown
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}

/**
 * Where a route stands, with its parameters filled in and its query written.
 *
 * @throws Error where the path names a parameter that is not given
 *
 * @example
 * addressOf('/api/matters/{matterId}/orders', { matterId: 'a b' }, { open: true, q: undefined }) // '/api/matters/a%20b/orders?open=true'
 */
export function addressOf(path: string, params?: unknown, query?: unknown): string {
  const values = (params ?? {}) as Readonly<Record<string, unknown>>
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`${path} needs ${name}.`)
    return encodeURIComponent(String(value))
  })
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {}))
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value))
  return search.size === 0 ? filled : `${filled}?${search}`
}

/** Asks the server. @throws ProblemError with the server's own words, or ours where it was not reached */
export async function request(method: Method, path: string, { params, query, body, headers, signal }: RequestInput = {}): Promise<unknown> {
  const answer = await reach(addressOf(path, params, query), {
    method: method.toUpperCase(),
    headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  })
  const content = answer.status === 204 ? undefined : await jsonOf(answer)
  if (!answer.ok) throw new ProblemError(problemFrom(answer.status, content))
  return content
}

/** `fetch`, whose own errors become a problem that says what to do. */
export async function reach(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ProblemError({
      title: 'The server was not reached',
      status: 0,
      detail: 'Check your connection, then try again. What you typed is kept.',
    })
  }
}

const jsonOf = (answer: Response): Promise<unknown> => answer.json().catch(() => undefined)

/** What an answer says is wrong; where it is not one of ours (a proxy's page), what its status means. */
export function problemFrom(status: number, content: unknown): Problem {
  if (content !== null && typeof content === 'object' && 'detail' in content) return { ...(content as Problem), status }
  const message = content !== null && typeof content === 'object' && 'message' in content ? String(content.message) : ''
  return { title: 'Something failed', status, detail: message || `The server answered ${status}. Try again in a moment.` }
}

/** What stands in the way of each field, by its path: `terms.0.rate`. */
export const fieldErrors = ({ problems, field, detail }: Problem): Readonly<Record<string, string>> =>
  problems && problems.length > 0 ? Object.fromEntries(problems.map((one) => [one.field, one.message])) : field ? { [field]: detail } : {}
