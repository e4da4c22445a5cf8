const ones = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
]
const tens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']
const scales: readonly [bigint, string][] = [
  [10n ** 15n, 'quadrillion'],
  [10n ** 12n, 'trillion'],
  [10n ** 9n, 'billion'],
  [10n ** 6n, 'million'],
  [1000n, 'thousand'],
  [100n, 'hundred'],
]

/** A whole number in words, as American contracts write it (no "and"): 1234 is "one thousand two hundred thirty-four". */
function inWords(value: bigint): string {
  if (value < 0n) return `minus ${inWords(-value)}`
  if (value < 20n) return ones[Number(value)] ?? ''
  if (value < 100n) {
    const rest = Number(value % 10n)
    return `${tens[Number(value / 10n)]}${rest === 0 ? '' : `-${ones[rest]}`}`
  }
  const [scale, name] = scales.find(([size]) => value >= size) ?? [100n, 'hundred']
  const rest = value % scale
  return `${inWords(value / scale)} ${name}${rest === 0n ? '' : ` ${inWords(rest)}`}`
}

/** A number in words; decimals are read digit by digit: 2.5 is "two point five". */
export function numberInWords(value: number): string {
  const [whole = '0', decimals] = decimalText(value).split('.')
  const words = value < 0 && !whole.startsWith('-') ? `minus ${inWords(BigInt(whole))}` : inWords(BigInt(whole))
  return decimals ? `${words} point ${[...decimals].map((digit) => ones[Number(digit)]).join(' ')}` : words
}

/** Plain decimal notation, never 1e21. */
const decimalText = (value: number) => value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 6 })

const ordinals: Readonly<Record<string, string>> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
}

/** An ordinal in words: 21 is "twenty-first". */
export function ordinalInWords(value: number): string {
  return inWords(BigInt(Math.trunc(value))).replace(
    /[a-z]+$/,
    (last) => ordinals[last] ?? (last.endsWith('y') ? `${last.slice(0, -1)}ieth` : `${last}th`),
  )
}

/** 1st, 2nd, 3rd, 11th. */
export function ordinalNumber(value: number): string {
  const last = Math.abs(value) % 100
  const ending = last >= 11 && last <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][last % 10] ?? 'th')
  return `${value}${ending}`
}

const coins: Readonly<Record<string, readonly [one: string, many: string]>> = {
  USD: ['dollar', 'dollars'],
  CAD: ['dollar', 'dollars'],
  AUD: ['dollar', 'dollars'],
  GBP: ['pound', 'pounds'],
  EUR: ['euro', 'euros'],
  INR: ['rupee', 'rupees'],
}

/** An amount in words, as on a cheque, cents as hundredths: 1200.5 USD is "one thousand two hundred dollars and 50/100". */
export function amountInWords(value: number, currency: string): string {
  const cents = BigInt(Math.round(Math.abs(value) * 100))
  const [one, many] = coins[currency] ?? [currency, currency]
  const whole = cents / 100n
  const rest = cents % 100n
  const hundredths = rest === 0n ? '' : ` and ${String(rest).padStart(2, '0')}/100`
  return `${value < 0 ? 'minus ' : ''}${inWords(whole)} ${whole === 1n ? one : many}${hundredths}`
}
