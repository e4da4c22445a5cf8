import { type DestinationStream, type Logger, pino } from 'pino'

export type { Logger }

/**
 * The log of one process, as JSON lines on standard error. Ids, names of routes and of jobs, times: nothing that a person wrote and nobody's name.
 *
 * @param process what this process is: `web`, `worker`
 */
export const openLog = (process: string, level: string, destination?: DestinationStream): Logger =>
  pino({ level, base: { process }, timestamp: pino.stdTimeFunctions.isoTime }, destination ?? pino.destination({ dest: 2, sync: false }))

/**
 * What of an error may be logged. PostgreSQL quotes values in its messages and details: of its errors only the code and what the schema names.
 */
export function loggable(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { error: typeof error }
  const { name, message, stack = '' } = error
  const { code, severity, table, constraint } = error as { code?: string; severity?: string; table?: string; constraint?: string }
  const frames = stack.slice(stack.indexOf('\n    at ') + 1)
  if (severity !== undefined) return { error: name, code, table, constraint, stack: frames }
  return { error: name, code, message, stack: frames }
}
