export { add, compare, type Decimal, formatDecimal, multiply, parseDecimal, round, subtract, zero } from './decimal.ts'
export { formatMoney, type Money, minorPlaces, parseMoney, sumMoney, toDecimal, toMoney } from './money.ts'
export { type Band, type PriceStep, price, type RateKind, type RateLine, saving } from './price.ts'
