import type { Refusal } from '../ledger/refusal.ts'

/** An error as RFC 9457 writes it, with the field and the remedy. */
export interface Problem {
  readonly title: string
  readonly status: number
  /** What is wrong and what to do, for a person. */
  readonly detail: string
  readonly field?: string
  readonly missing?: Refusal['missing']
  readonly problems?: readonly { readonly field: string; readonly message: string }[]
}

const titles: Readonly<Record<number, string>> = {
  400: 'The request cannot be read',
  401: 'Sign in first',
  403: 'You may not do this',
  404: 'Not found',
  409: 'Not now',
  413: 'Too large',
  415: 'Not this kind of content',
  422: 'The input cannot be taken',
  429: 'Too many requests',
  500: 'Something failed on our side',
  503: 'Not ready',
}

export const problem = (status: number, detail: string, more: Omit<Problem, 'title' | 'status' | 'detail'> = {}): Problem => ({
  title: titles[status] ?? 'Error',
  status,
  detail,
  ...more,
})

export const problemOf = ({ status, field, message, missing }: Refusal): Problem =>
  problem(status, message, { field, ...(missing ? { missing } : {}) })

/** A problem as an answer: `application/problem+json`. */
export const problemResponse = (value: Problem, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(value), {
    status: value.status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  })
