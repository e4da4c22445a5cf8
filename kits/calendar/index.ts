export type { Calendar } from './calendar.ts'
export { difference, type Interval, intersection, union } from './intervals.ts'
export { InvalidInput, readList, readObject, shown } from './invalid.ts'
export { plainTime, type WorkingTime, workingTime, yearMax, yearMin } from './working-time.ts'
