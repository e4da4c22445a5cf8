import { z } from 'zod'

/** A country and, after a dash, its state or part: `US-NY`, `US-FED` for the federal courts, `UK-EW`, `IN`. */
export const jurisdictionCode = z
  .string()
  .regex(/^[A-Z]{2}(-[A-Z0-9]{1,6})?$/, 'Write a jurisdiction such as US-NY, US-FED, UK-EW or IN.')
  .meta({ title: 'Jurisdiction' })
