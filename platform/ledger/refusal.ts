/** Why a command was not done, in words for the person who gave it. */
export interface Refusal {
  readonly refused: true
  /** The field, or the thing, that stands in the way. */
  readonly field: string
  /** What is wrong, and what to do. */
  readonly message: string
  /** How HTTP says it: 422 the input, 409 the state of things, 403 the person. */
  readonly status: 403 | 404 | 409 | 422
  /** What is still missing, where several things are. */
  readonly missing?: readonly { readonly what: string; readonly remedy: string }[]
}

/** The input cannot be taken. @example refuse('question', 'Shorten it to 4000 characters.') */
export const refuse = (field: string, message: string): Refusal => ({ refused: true, field, message, status: 422 })

/** The input is in order, but not now: the state of things stands in the way. */
export const refuseNow = (field: string, message: string, missing?: Refusal['missing']): Refusal => ({
  refused: true,
  field,
  message,
  status: 409,
  ...(missing ? { missing } : {}),
})

/** This person may not. */
export const refusePerson = (field: string, message: string): Refusal => ({ refused: true, field, message, status: 403 })

export const isRefusal = (value: object): value is Refusal => 'refused' in value && value.refused === true

/** A refusal on its way out of a transaction, which it rolls back. */
export class Refused extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.message)
    this.refusal = refusal
  }
}
