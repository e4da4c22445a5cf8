/** Tasks for the pool's tests: well-behaved ones and others. */
export const double = (value: number): number => value * 2

export const length = (bytes: ArrayBuffer): number => bytes.byteLength

export const forever = (): never => {
  for (;;);
}

export const hoard = (): number => {
  const kept: number[][] = []
  for (;;) kept.push(Array.from({ length: 100_000 }, (_, n) => n + kept.length))
}

export const exit = (): never => process.exit(1)

export const refuse = (): never => {
  throw new Error('The file is no DOCX.')
}
