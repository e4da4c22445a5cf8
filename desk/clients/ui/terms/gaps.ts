import type { LevelDraft, RateDraft, TermsDraft } from './draft.ts'

type Gaps = Record<string, string>

const needed = 'Needed.'
const amount = /^\d{1,12}(\.\d{1,6})?$/
const percentage = /^\d{1,4}(\.\d{1,4})?$/

/**
 * What is still missing, by its path in the terms, in words that help: so that a form is not sent before it can be taken. The server checks everything.
 *
 * @example
 * gapsOf({ ...terms, acceptanceBusinessDays: null }) // { acceptanceBusinessDays: 'Needed.' }
 */
export function gapsOf(terms: TermsDraft): Readonly<Gaps> {
  const found: Gaps = {}
  const need = (path: string, value: unknown) => {
    if (value === null || value === '') found[path] = needed
  }
  need('currency', terms.currency)
  need('startsOn', terms.startsOn)
  need('acceptanceBusinessDays', terms.acceptanceBusinessDays)
  need('security.retentionDays', terms.security.retentionDays)
  if (terms.lines.length === 0) found.lines = 'Choose at least one service line.'
  for (const line of terms.lines) {
    const rate = terms.rateCard[line]
    if (rate) Object.assign(found, gapsOfRate(rate, `rateCard.${line}`))
    const client = terms.clientRates[line]
    if (client) Object.assign(found, gapsOfAmounts(client, `clientRates.${line}`))
    const levels = terms.serviceLevels[line]
    if (levels) Object.assign(found, gapsOfLevel(levels.standard, `serviceLevels.${line}.standard`))
    if (levels?.rush) Object.assign(found, gapsOfLevel(levels.rush, `serviceLevels.${line}.rush`))
  }
  return found
}

const unfitAmount = (text: string): string | undefined =>
  text === '' ? needed : amount.test(text) ? undefined : 'Write an amount such as 85 or 0.085, without the currency.'

const gapsOfAmounts = (amounts: Readonly<Record<string, string>>, path: string): Gaps =>
  only(Object.entries(amounts).map(([name, text]) => [`${path}.${name}`, unfitAmount(text)]))

function gapsOfRate({ rate, rushPercent, minimum }: RateDraft, path: string): Gaps {
  const bands =
    typeof rate === 'string'
      ? [[`${path}.rate`, unfitAmount(rate)] as const]
      : rate.flatMap((band, at) => [
          [`${path}.rate.${at}.rate`, unfitAmount(band.rate)] as const,
          [`${path}.rate.${at}.upTo`, at < rate.length - 1 && (band.upTo ?? null) === null ? needed : undefined] as const,
        ])
  return only([
    ...bands,
    [`${path}.rushPercent`, rushPercent === undefined || percentage.test(rushPercent) ? undefined : 'Write a percentage such as 25.'],
    [`${path}.minimum`, minimum === undefined ? undefined : unfitAmount(minimum)],
  ])
}

function gapsOfLevel(level: LevelDraft, path: string): Gaps {
  const { calendar, targets, quality, sampling, creditLadder, warnAtPercent } = level
  const sites = Array.isArray(calendar) ? calendar : [calendar]
  return only([
    [`${path}.targets.turnaround`, numbersOf(targets.turnaround)],
    [`${path}.targets.firstResponse`, targets.firstResponse === null ? undefined : numbersOf(targets.firstResponse)],
    [`${path}.quality.dpmoMax`, quality && quality.dpmoMax === null ? needed : undefined],
    [`${path}.sampling.percent`, sampling.kind === 'percent' && sampling.percent === null ? needed : undefined],
    [`${path}.warnAtPercent`, warnAtPercent.every((share) => (share ?? 0) > 0) ? undefined : 'Give shares of the target such as 75.'],
    [`${path}.calendar`, sites.every(({ hours }) => opens(hours)) ? undefined : 'Open at least one day, or the clock would never run.'],
    ...creditLadder.map(
      (step, at) =>
        [`${path}.creditLadder.${at}`, step.lateByPercent === null || step.creditPercent === null ? needed : undefined] as const,
    ),
  ])
}

const numbersOf = (target: object): string | undefined => (Object.values(target).every((value) => value !== null) ? undefined : needed)

const opens = (hours: Readonly<Record<string, readonly unknown[] | undefined>>): boolean =>
  Object.values(hours).some((spans) => (spans?.length ?? 0) > 0)

const only = (found: readonly (readonly [string, string | undefined])[]): Gaps =>
  Object.fromEntries(found.filter((gap): gap is [string, string] => gap[1] !== undefined))

/** How many errors lie at a path or beneath it. */
export const errorsUnder = (errors: Readonly<Record<string, string>>, path: string): number =>
  Object.keys(errors).filter((at) => at === path || at.startsWith(`${path}.`)).length
