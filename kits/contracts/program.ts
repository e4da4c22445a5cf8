import type { Expression } from './expression.ts'

/** A compiled part: source slices as they are, and between them what depends on the answers. */
export type Op = string | FieldOp | IfOp | ForOp | KeepOp

/** A value in running text. It stands inside an open run and its open `w:t`. */
export interface FieldOp {
  readonly op: 'field'
  readonly expression: Expression
  readonly optional: boolean
  readonly run: RunStyle
  readonly source: string
}

/** How a run begins: its start tag and properties, and the same with a highlight, for what is missing. */
export interface RunStyle {
  readonly open: string
  highlighted(): string
}

export interface IfOp {
  readonly op: 'if'
  readonly branches: Branch[]
  readonly level: Level
}

export interface Branch {
  /** Undefined for `else`. */
  readonly test: Expression | undefined
  /** True where the branch prints what it tests: then an answer that is absent means no, and is not asked for. */
  guarded: boolean
  readonly body: Op[]
}

export interface ForOp {
  readonly op: 'for'
  readonly of: Expression
  readonly variable: string | undefined
  readonly optional: boolean
  /** `{{#name}}`: a repeat where the answer is a list, a condition where it is anything else. */
  readonly section: boolean
  readonly level: Level
  readonly body: Op[]
  /** The body for the second and later rounds: the same without marks that must be unique in a part. */
  copy: Op[]
  readonly otherwise: Op[]
  /** Bookmarks that begin in the body: each round gets its own. */
  bookmarks: readonly string[]
}

/** What must not be left behind empty: a paragraph that held only conditions, a table without rows, a cell without a paragraph. */
export interface KeepOp {
  readonly op: 'keep'
  readonly what: 'paragraph' | 'table' | 'cell'
  readonly open: string
  readonly body: Op[]
  readonly close: string
}

/** Where a block stands: between runs, between paragraphs, or between rows. */
export type Level = 'inline' | 'paragraph' | 'row'

/** One thing that is wrong with a template, with its place and the remedy. */
export interface TemplateProblem {
  /** The part as a person calls it: `body`, `header word/header1.xml`; '' where it is the whole file. */
  readonly part: string
  /** Paragraph of that part, from 1; 0 where it is the whole file. */
  readonly paragraph: number
  readonly quote: string
  readonly message: string
}

/** The text of a slice of a program, for a look at what it holds. */
export const staticText = (ops: readonly Op[]): string =>
  ops
    .map((op) =>
      typeof op === 'string'
        ? op
        : op.op === 'if'
          ? op.branches.map(({ body }) => staticText(body)).join('')
          : op.op === 'for'
            ? staticText(op.body) + staticText(op.otherwise)
            : op.op === 'keep'
              ? op.open + staticText(op.body)
              : '',
    )
    .join('')
