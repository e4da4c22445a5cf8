import type { FileRef } from '../../../desk/line.ts'
import type { Question } from '../../../kits/contracts/index.ts'
import type { Context } from '../../../platform/ledger/command.ts'
import type { Entry } from '../../../platform/ledger/entry.ts'
import { type Refusal, refuse, refuseNow } from '../../../platform/ledger/refusal.ts'
import type { DocumentKind } from '../kinds.ts'

/** A form of ours, kept over its versions. Templates belong to the house, never to a matter. */
export interface Template {
  readonly id: string
  readonly name: string
  readonly kind: DocumentKind
  readonly status: 'active' | 'retired'
  /** Oldest first; numbers count from 1. A version never changes: what was drafted from it can be drafted again. */
  readonly versions: readonly TemplateVersion[]
  readonly addedAt: string
  readonly retiredAt: string | null
  readonly retiredBecause: string | null
}

export interface TemplateVersion {
  readonly number: number
  /** A blob of the house. */
  readonly file: FileRef
  /** What it asks, as it was worked out when it was uploaded. */
  readonly questions: readonly Question[]
  readonly warnings: readonly string[]
  /** What changed, in words. */
  readonly note: string
  readonly uploadedAt: string
  readonly uploadedBy: string
}

/** A file that compiles, with what it asks. */
export type CheckedFile = Pick<TemplateVersion, 'file' | 'questions' | 'warnings' | 'note'>

export type TemplateCommand =
  | {
      readonly kind: 'add'
      readonly name: string
      readonly documentKind: DocumentKind
      readonly nameTaken: boolean
      readonly file: CheckedFile
    }
  | { readonly kind: 'add-version'; readonly file: CheckedFile }
  | { readonly kind: 'rename'; readonly name: string; readonly documentKind: DocumentKind; readonly nameTaken: boolean }
  | { readonly kind: 'retire'; readonly reason: string }
  | { readonly kind: 'restore' }

export type TemplateBody =
  | ({ readonly kind: 'template.added'; readonly name: string; readonly documentKind: DocumentKind } & CheckedFile)
  | ({ readonly kind: 'template.version-added' } & CheckedFile)
  | { readonly kind: 'template.renamed'; readonly name: string; readonly documentKind: DocumentKind }
  | { readonly kind: 'template.retired'; readonly reason: string }
  | { readonly kind: 'template.restored' }

/** Longest name, in characters: it has one line of a list. */
export const nameLengthMax = 120
export const noteLengthMax = 1_000
/** Most versions of one template. */
const versionsMax = 1_000

/** Decides what a command does to a template. */
export function decide(template: Template | null, command: TemplateCommand, _: Context): TemplateBody | Refusal {
  if (command.kind === 'add') {
    if (template) return refuseNow('id', 'This template was added already.')
    const { name, documentKind, file } = command
    return nameless(command) ?? tooLong(file.note) ?? { kind: 'template.added', name, documentKind, ...file }
  }
  if (!template) return refuseNow('template', 'There is no such template.')
  switch (command.kind) {
    case 'add-version':
      return addVersion(template, command.file)
    case 'rename':
      return nameless(command) ?? { kind: 'template.renamed', name: command.name, documentKind: command.documentKind }
    case 'retire':
      if (template.status === 'retired') return refuseNow('status', 'This template is retired already.')
      if (command.reason.trim() === '') return refuse('reason', 'Say why.')
      return tooLong(command.reason, 'reason') ?? { kind: 'template.retired', reason: command.reason }
    case 'restore':
      return template.status === 'active' ? refuseNow('status', 'This template is in use.') : { kind: 'template.restored' }
  }
}

function addVersion(template: Template, file: CheckedFile): TemplateBody | Refusal {
  if (template.status === 'retired') return refuseNow('status', 'This template is retired. Restore it first.')
  if (template.versions.length >= versionsMax)
    return refuseNow('versions', `A template has at most ${versionsMax} versions. Add a new one.`)
  if (newest(template)?.file.sha256 === file.file.sha256)
    return refuse('file', `This is the file of version ${template.versions.length}: nothing changed.`)
  return tooLong(file.note) ?? { kind: 'template.version-added', ...file }
}

function nameless({ name, nameTaken }: { readonly name: string; readonly nameTaken: boolean }): Refusal | undefined {
  if (name.trim() === '') return refuse('name', 'Give the template a name.')
  if (name.length > nameLengthMax) return refuse('name', `Shorten it to ${nameLengthMax} characters.`)
  return nameTaken ? refuse('name', `There is a template "${name}" already. Add a version to it, or choose another name.`) : undefined
}

const tooLong = (text: string, field = 'note'): Refusal | undefined =>
  text.length > noteLengthMax ? refuse(field, `Shorten it to ${noteLengthMax} characters.`) : undefined

const newest = ({ versions }: Template): TemplateVersion | undefined => versions.at(-1)

/** Applies one entry. */
export function apply(template: Template | null, entry: Entry): Template | null {
  const body = entry.body as TemplateBody
  if (body.kind === 'template.added')
    return {
      id: entry.subject.id,
      name: body.name,
      kind: body.documentKind,
      status: 'active',
      versions: [versionOf(body, 1, entry)],
      addedAt: entry.at,
      retiredAt: null,
      retiredBecause: null,
    }
  if (!template) return template
  switch (body.kind) {
    case 'template.version-added':
      return { ...template, versions: [...template.versions, versionOf(body, template.versions.length + 1, entry)] }
    case 'template.renamed':
      return { ...template, name: body.name, kind: body.documentKind }
    case 'template.retired':
      return { ...template, status: 'retired', retiredAt: entry.at, retiredBecause: body.reason }
    case 'template.restored':
      return { ...template, status: 'active', retiredAt: null, retiredBecause: null }
    default:
      return template
  }
}

const versionOf = ({ file, questions, warnings, note }: CheckedFile, number: number, { at, actor }: Entry): TemplateVersion => ({
  number,
  file,
  questions,
  warnings,
  note,
  uploadedAt: at,
  uploadedBy: actor,
})
