/** An exact decimal number: `digits` times ten to the power of minus `places`. */
export interface Decimal {
  readonly digits: bigint
  readonly places: number
}

/** Most digits after the point that are read: more are a mistake or an attack, no price. */
const placesMax = 20
/** Most characters of a number that are read. */
const charactersMax = 60

/**
 * Reads a decimal number from a text or a JSON number (taken at its decimal spelling of at most 15 digits, so that 0.1 is 0.1).
 *
 * @returns undefined where it is no plain decimal number, or has more than 20 places
 *
 * @example
 * parseDecimal('350.255') // { digits: 350255n, places: 3 }
 */
export function parseDecimal(value: string | number): Decimal | undefined {
  const text = typeof value === 'number' ? spelled(value) : value.trim()
  if (text.length > charactersMax) return undefined
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,2}))?$/i.exec(text)
  if (!match) return undefined
  const [, sign, whole = '', fraction = '', exponent = '0'] = match
  if (whole + fraction === '') return undefined
  const places = fraction.length - Number(exponent)
  if (places > placesMax || places < -placesMax) return undefined
  const magnitude = BigInt(whole + fraction)
  const digits = sign === '-' ? -magnitude : magnitude
  return places < 0 ? { digits: digits * 10n ** BigInt(-places), places: 0 } : { digits, places }
}

/** A double is sure to 15 digits (IEEE 754); what stands behind them is noise of earlier arithmetic: 0.1 + 0.2 is read as 0.3. */
const spelled = (value: number): string => String(Number.isSafeInteger(value) ? value : Number(value.toPrecision(15)))

export const zero: Decimal = { digits: 0n, places: 0 }

export function add(a: Decimal, b: Decimal): Decimal {
  const places = Math.max(a.places, b.places)
  return { digits: atPlaces(a, places) + atPlaces(b, places), places }
}

export const subtract = (a: Decimal, b: Decimal): Decimal => add(a, { ...b, digits: -b.digits })

export const multiply = (a: Decimal, b: Decimal): Decimal => ({ digits: a.digits * b.digits, places: a.places + b.places })

/** Less than 0, 0 or more than 0, as a is less than, equal to or more than b. */
export function compare(a: Decimal, b: Decimal): number {
  const { digits } = subtract(a, b)
  return digits < 0n ? -1 : digits > 0n ? 1 : 0
}

/**
 * Rounds half up, as bills do: a half goes away from zero (2.345 -> 2.35, -2.345 -> -2.35). The result has exactly `places` places.
 */
export function round(value: Decimal, places: number): Decimal {
  if (value.places <= places) return { digits: atPlaces(value, places), places }
  const unit = 10n ** BigInt(value.places - places)
  const magnitude = value.digits < 0n ? -value.digits : value.digits
  const rounded = (2n * magnitude + unit) / (2n * unit)
  return { digits: value.digits < 0n ? -rounded : rounded, places }
}

/**
 * Prints all digits that matter, and at least `placesMin` of them after the point.
 *
 * @example
 * formatDecimal(parseDecimal('2.50')) // '2.5'
 * formatDecimal(parseDecimal('2.5'), 2) // '2.50'
 */
export function formatDecimal({ digits, places }: Decimal, placesMin = 0): string {
  const magnitude = (digits < 0n ? -digits : digits).toString().padStart(places + 1, '0')
  const whole = magnitude.slice(0, magnitude.length - places)
  const fraction = magnitude
    .slice(magnitude.length - places)
    .replace(/0+$/, '')
    .padEnd(placesMin, '0')
  return `${digits < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}

const atPlaces = ({ digits, places }: Decimal, wanted: number): bigint => digits * 10n ** BigInt(wanted - places)
