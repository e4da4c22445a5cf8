export { type Explanation, explain } from './explain.ts'
export { type ReplayInput, readReplayInput, readTerms, type SlaEvent, type Target, type Terms } from './input.ts'
export { type Replay, replay, type SlaState } from './replay.ts'
export { type Warning, type WarningStep, warnings } from './warnings.ts'
