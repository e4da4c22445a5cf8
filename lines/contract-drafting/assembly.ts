import {
  assemble,
  compileTemplate,
  isTemplate,
  type Missing,
  type Question,
  questions,
  type TemplateProblem,
  TooLong,
} from '../../kits/contracts/index.ts'
import { type DocxPackage, plainText, readPackage, type StoryKind, UnreadableDocument } from '../../kits/docx/index.ts'
import type { Answers } from './answers.ts'
import { type LeftOver, leftOvers } from './left-overs.ts'

// Runs in worker threads: what comes in was uploaded and may be hostile. Results are values, not errors, as an error loses its class on the way out.

export type Compiled =
  | { readonly ok: true; readonly questions: readonly Question[]; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly problems: readonly TemplateProblem[] }

/** Most bytes of one part with text, unpacked: some 500 dense pages. Word's own XML of a long agreement has 2 to 5 MiB. */
const storyBytesMax = 16 * 1024 * 1024

/** @throws UnreadableDocument */
function readDocument(bytes: Uint8Array): DocxPackage {
  const pkg = readPackage(bytes)
  const large = pkg.stories.find(({ part }) => (pkg.entries.get(part)?.size ?? 0) > storyBytesMax)
  if (large) throw new UnreadableDocument(`"${large.part}" has more than ${storyBytesMax / 1024 / 1024} MB of text; split the document.`)
  return pkg
}

function compiledTemplate(bytes: Uint8Array): ReturnType<typeof compileTemplate> {
  try {
    readDocument(bytes)
    return compileTemplate(bytes)
  } catch (error) {
    if (error instanceof UnreadableDocument) return [{ part: '', paragraph: 0, quote: '', message: error.message }]
    throw error
  }
}

export function compile(bytes: Uint8Array): Compiled {
  const template = compiledTemplate(bytes)
  return isTemplate(template)
    ? { ok: true, questions: questions(template), warnings: template.warnings }
    : { ok: false, problems: template }
}

export interface FillTask {
  readonly bytes: Uint8Array
  readonly answers: Answers
  /** YYYY-MM-DD, for a template that asks for `today`. */
  readonly today: string
}

export interface Paragraph {
  readonly part: StoryKind
  readonly text: string
}

export type Filled =
  | {
      readonly ok: true
      readonly docx: Uint8Array
      readonly missing: readonly Missing[]
      readonly warnings: readonly string[]
      readonly paragraphs: readonly Paragraph[]
    }
  | { readonly ok: false; readonly message: string }

/** Paragraphs of a preview: more than anybody scrolls through. */
const paragraphsMax = 5_000

export function fill({ bytes, answers, today }: FillTask): Filled {
  const template = compiledTemplate(bytes)
  if (!isTemplate(template)) return { ok: false, message: 'The template no longer compiles. Choose another version.' }
  try {
    const { docx, missing, warnings } = assemble(template, answers, { today })
    const paragraphs = plainText(readPackage(docx))
      .filter(({ text }) => text.trim() !== '')
      .slice(0, paragraphsMax)
      .map(({ story, text }) => ({ part: story.kind, text }))
    return { ok: true, docx, missing, warnings, paragraphs }
  } catch (error) {
    if (error instanceof TooLong || error instanceof UnreadableDocument) return { ok: false, message: error.message }
    throw error
  }
}

export type Examined = { readonly ok: true; readonly found: readonly LeftOver[] } | { readonly ok: false; readonly message: string }

/** What should not be in a finished document. */
export function examine(bytes: Uint8Array): Examined {
  try {
    return { ok: true, found: leftOvers(readDocument(bytes)) }
  } catch (error) {
    if (error instanceof UnreadableDocument) return { ok: false, message: error.message }
    throw error
  }
}
