import { Unusable } from './unusable.ts'

/**
 * Signs that a process is not in control, read from the points' distances from the centre in sigmas (z).
 * A sign is given to the point that completes it, which must itself be part of it: a good point after two bad ones is not blamed.
 */
export type RunRule =
  | 'beyond-limits'
  | 'two-of-three-beyond-2-sigma'
  | 'four-of-five-beyond-1-sigma'
  | 'eight-on-one-side'
  | 'nine-on-one-side'
  | 'six-rising-or-falling'
  | 'fourteen-alternating'
  | 'fifteen-within-1-sigma'
  | 'eight-beyond-1-sigma-either-side'

/** Western Electric, Statistical Quality Control Handbook (1956), the zone tests; Nelson, J. Quality Technology 16(4) 1984, his eight tests in his order. */
const ruleSets = {
  'western-electric': ['beyond-limits', 'two-of-three-beyond-2-sigma', 'four-of-five-beyond-1-sigma', 'eight-on-one-side'],
  nelson: [
    'beyond-limits',
    'nine-on-one-side',
    'six-rising-or-falling',
    'fourteen-alternating',
    'two-of-three-beyond-2-sigma',
    'four-of-five-beyond-1-sigma',
    'fifteen-within-1-sigma',
    'eight-beyond-1-sigma-either-side',
  ],
  limits: ['beyond-limits'],
} as const satisfies Record<string, readonly RunRule[]>

export type RuleSet = keyof typeof ruleSets
export const ruleSetNames = Object.keys(ruleSets) as RuleSet[]

/** The rules of a chart that names none. */
const ruleSetUsual: RuleSet = 'western-electric'

/** The rules that a set, or a list of rules, stands for; points beyond the limits are signalled in any case. @throws Unusable naming the one that is not known */
export function rulesOf(given: RuleSet | readonly RunRule[] = ruleSetUsual): readonly RunRule[] {
  if (typeof given === 'string') {
    if (!Object.hasOwn(ruleSets, given))
      throw new Unusable(`rules "${given}" are not known. Choose one of ${ruleSetNames.join(', ')}, or list rules by name.`)
    return ruleSets[given]
  }
  const unknown = given.find((rule) => !Object.hasOwn(completes, rule))
  if (unknown !== undefined) throw new Unusable(`rule "${unknown}" is not known. Choose among ${Object.keys(completes).join(', ')}.`)
  return ['beyond-limits', ...given.filter((rule) => rule !== 'beyond-limits')]
}

/** Sigmas that arithmetic alone can put between two equal numbers. */
const hair = 1e-9

/** Whether `z[at]` completes the rule's pattern. */
const completes: Record<RunRule, (z: readonly number[], at: number) => boolean> = {
  'beyond-limits': (z, at) => beyond(z[at], 3),
  'two-of-three-beyond-2-sigma': (z, at) => someOnOneSide(z, at, 2, 3, 2),
  'four-of-five-beyond-1-sigma': (z, at) => someOnOneSide(z, at, 4, 5, 1),
  'eight-on-one-side': (z, at) => someOnOneSide(z, at, 8, 8, 0),
  'nine-on-one-side': (z, at) => someOnOneSide(z, at, 9, 9, 0),
  'six-rising-or-falling': (z, at) => {
    const steps = stepsBefore(z, at, 6)
    return steps !== undefined && (steps.every((step) => step > hair) || steps.every((step) => step < -hair))
  },
  'fourteen-alternating': (z, at) => {
    const steps = stepsBefore(z, at, 14)
    return steps?.every((step, i) => Math.abs(step) > hair && (i === 0 || step * (steps[i - 1] as number) < 0)) ?? false
  },
  'fifteen-within-1-sigma': (z, at) => lastOnes(z, at, 15)?.every((value) => Math.abs(value) < 1 - hair) ?? false,
  'eight-beyond-1-sigma-either-side': (z, at) => lastOnes(z, at, 8)?.every((value) => beyond(value, 1)) ?? false,
}

/** The signs at each point. */
export function signalsOf(z: readonly number[], rules: readonly RunRule[]): RunRule[][] {
  return z.map((_, at) => rules.filter((rule) => completes[rule](z, at)))
}

function beyond(value: number | undefined, sigmas: number): boolean {
  return value !== undefined && Math.abs(value) > sigmas + hair
}

/** Of the last `of` points, this one among them, at least `count` lie further than `sigmas` out on this one's side. */
function someOnOneSide(z: readonly number[], at: number, count: number, of: number, sigmas: number): boolean {
  const here = z[at]
  if (here === undefined || !beyond(here, sigmas)) return false
  const side = Math.sign(here)
  return z.slice(Math.max(0, at - of + 1), at + 1).filter((value) => value * side > sigmas + hair).length >= count
}

function lastOnes(z: readonly number[], at: number, count: number): readonly number[] | undefined {
  return at + 1 < count ? undefined : z.slice(at + 1 - count, at + 1)
}

function stepsBefore(values: readonly number[], at: number, points: number): number[] | undefined {
  const last = lastOnes(values, at, points)
  return last?.slice(1).map((value, i) => value - (last[i] as number))
}
