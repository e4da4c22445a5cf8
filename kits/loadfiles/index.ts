export { type LedesInvoice, type LedesLine, LedesRefusal, writeLedes } from './ledes.ts'
export { checkLedes } from './ledes-check.ts'
export type { LedesFinding } from './ledes-fields.ts'
export { activityCodes, expenseCodes, taskCodes, timekeeperClasses } from './utbms.ts'
