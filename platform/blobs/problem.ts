/** What can be wrong with a blob, an upload or a key: one word for programs, the message for people. */
type BlobProblem =
  | 'not-found'
  | 'damaged'
  | 'key-destroyed'
  | 'no-key'
  | 'bad-range'
  | 'bad-request'
  | 'too-large'
  | 'wrong-offset'
  | 'busy'
  | 'incomplete'
  | 'store'

/** Thrown by everything in this folder. The message names the place and the remedy. */
export class BlobError extends Error {
  readonly problem: BlobProblem

  constructor(problem: BlobProblem, message: string, options?: ErrorOptions) {
    super(message, options)
    this.problem = problem
  }
}
