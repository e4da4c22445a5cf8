interface Option {
  readonly value: string
  readonly label: string
}

/** Codes that name no country, though the browser has a word for them: unions, tests, placeholders. */
const noCountries = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ'])

const letters = Array.from({ length: 26 }, (_, at) => String.fromCharCode(65 + at))

/** Countries by ISO 3166-1, as the browser knows and names them. */
export const countries: readonly Option[] = namedCountries()

function namedCountries(): Option[] {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  const codes = letters.flatMap((first) => letters.map((second) => first + second)).filter((code) => !noCountries.has(code))
  return codes
    .map((value) => ({ value, label: names.of(value) ?? '' }))
    .filter(({ label }) => label !== '')
    .map(({ value, label }) => ({ value, label: `${label} (${value})` }))
    .sort((a, b) => a.label.localeCompare(b.label, 'en'))
}

/** Currencies by ISO 4217: those that engagements mostly have come first. */
const usualCurrencies = ['USD', 'EUR', 'GBP', 'INR', 'CAD', 'AUD', 'SGD', 'PHP']

export const currencies: readonly Option[] = namedCurrencies()

function namedCurrencies(): Option[] {
  const names = new Intl.DisplayNames('en', { type: 'currency' })
  const others = Intl.supportedValuesOf('currency').filter((code) => !usualCurrencies.includes(code))
  return [...usualCurrencies, ...others].map((value) => ({ value, label: `${value}, ${names.of(value) ?? value}` }))
}

/** Names that IANA keeps beside the one that a browser may list, for the places where work is often done. */
const alsoKnown = ['UTC', 'Asia/Kolkata', 'Asia/Manila', 'Europe/London', 'America/New_York']

export const timeZones: readonly Option[] = [...new Set([...alsoKnown, ...Intl.supportedValuesOf('timeZone')])]
  .sort()
  .map((value) => ({ value, label: value.replaceAll('_', ' ') }))

/** The currency of most engagements with a client of this country. */
export const currencyOf = (country: string): string => ofCountry[country] ?? 'USD'

const ofCountry: Readonly<Record<string, string>> = {
  GB: 'GBP',
  IN: 'INR',
  CA: 'CAD',
  AU: 'AUD',
  SG: 'SGD',
  PH: 'PHP',
  IE: 'EUR',
  DE: 'EUR',
  FR: 'EUR',
  NL: 'EUR',
  ES: 'EUR',
  IT: 'EUR',
  BE: 'EUR',
  AT: 'EUR',
  PT: 'EUR',
  FI: 'EUR',
  LU: 'EUR',
}
