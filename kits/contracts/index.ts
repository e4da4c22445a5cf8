export { type Assembly, assemble, type Missing, TooLong } from './assemble.ts'
export { compileTemplate, isTemplate, problemLine, type Template } from './compile.ts'
export type { TemplateProblem } from './program.ts'
export { type Question, type QuestionType, questions } from './questions.ts'
