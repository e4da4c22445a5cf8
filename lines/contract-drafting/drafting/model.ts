import type { FileRef } from '../../../desk/line.ts'
import type { Standing } from '../../../desk/orders/lifecycle.ts'
import type { Work } from '../../../desk/work/task.ts'
import type { Missing } from '../../../kits/contracts/index.ts'
import type { Context } from '../../../platform/ledger/command.ts'
import type { Entry } from '../../../platform/ledger/entry.ts'
import { type Refusal, refuse, refuseNow, refusePerson } from '../../../platform/ledger/refusal.ts'
import { type Answers, answersProblem } from '../answers.ts'

/** The drafting of one order from a template. */
export interface Drafting {
  readonly orderId: string
  readonly matterId: string
  readonly templateId: string
  readonly version: number
  readonly answers: Answers
  /** Counts the savings: who saves says which one was seen, so that two tabs do not overwrite each other unseen. */
  readonly revision: number
  readonly savedAt: string
  readonly savedBy: string
  readonly assembled: Assembled | null
}

/** What was last put together, and of what. */
export interface Assembled {
  readonly templateId: string
  readonly version: number
  /** SHA-256, in hex, of the RFC 8785 form of the answers. */
  readonly answersDigest: string
  readonly file: FileRef
  readonly missing: readonly Missing[]
  /** The saving that it was made of: a later one makes it stale. */
  readonly revision: number
  readonly at: string
  readonly by: string
}

export type DraftingCommand =
  | {
      readonly kind: 'save'
      readonly templateId: string
      readonly version: number
      readonly answers: Answers
      /** The revision that the drafter saw; 0 where nothing was saved. */
      readonly revision: number
      /** Whether the template is retired: work under way may go on with it. */
      readonly retired: boolean
    }
  | {
      readonly kind: 'assemble'
      readonly revision: number
      readonly answersDigest: string
      readonly file: FileRef
      readonly missing: readonly Missing[]
    }

export type DraftingBody =
  | { readonly kind: 'drafting.answers-saved'; readonly templateId: string; readonly version: number; readonly answers: Answers }
  | {
      readonly kind: 'drafting.assembled'
      readonly templateId: string
      readonly version: number
      readonly answersDigest: string
      readonly file: FileRef
      readonly missing: readonly Missing[]
    }

interface State {
  readonly order: (Standing & { readonly endedAt: string | null }) | null
  readonly work: Work
  readonly drafting: Drafting | null
}

/** Whether a person has an open task of the order: only they draft. */
export const drafts = ({ tasks }: Pick<Work, 'tasks'>, personId: string): boolean =>
  tasks.some(({ assigneeId, status }) => assigneeId === personId && status !== 'done')

/** Decides what a command does to the drafting of an order. */
export function decide({ order, work, drafting }: State, command: DraftingCommand, { actor }: Context): DraftingBody | Refusal {
  if (!order) return refuseNow('order', 'There is no such order.')
  if (!drafts(work, actor)) return refusePerson('task', 'No open task of this order is assigned to you. Ask the team lead for it.')
  if (order.endedAt) return refuseNow('order', 'The order has ended.')
  if (command.kind === 'save') return save(drafting, command)
  if (order.status === 'on-hold') return refuseNow('order', 'The order is on hold. What you answered is kept; take it off hold first.')
  if (!drafting) return refuseNow('answers', 'Answer the questions first.')
  if (command.revision !== drafting.revision) return refuseNow('revision', 'The answers have changed meanwhile. Assemble it again.')
  const { templateId, version } = drafting
  const { answersDigest, file, missing } = command
  return { kind: 'drafting.assembled', templateId, version, answersDigest, file, missing }
}

function save(drafting: Drafting | null, command: Extract<DraftingCommand, { kind: 'save' }>): DraftingBody | Refusal {
  const { templateId, version, answers, revision, retired } = command
  const problem = answersProblem(answers)
  if (problem) return refuse('answers', problem)
  if (revision !== (drafting?.revision ?? 0))
    return refuseNow('revision', 'The answers were saved elsewhere meanwhile. Load those, or save yours over them.')
  if (retired && drafting?.templateId !== templateId) return refuseNow('templateId', 'This template is retired. Choose another one.')
  return { kind: 'drafting.answers-saved', templateId, version, answers }
}

/** Applies one entry: of this room by its kind. */
export function apply(drafting: Drafting | null, entry: Entry): Drafting | null {
  const body = entry.body as DraftingBody
  switch (body.kind) {
    case 'drafting.answers-saved':
      return {
        orderId: entry.subject.id,
        matterId: entry.stream,
        templateId: body.templateId,
        version: body.version,
        answers: body.answers,
        revision: (drafting?.revision ?? 0) + 1,
        savedAt: entry.at,
        savedBy: entry.actor,
        assembled: drafting?.assembled ?? null,
      }
    case 'drafting.assembled': {
      if (!drafting) return drafting
      const { kind: _, ...made } = body
      return { ...drafting, assembled: { ...made, revision: drafting.revision, at: entry.at, by: entry.actor } }
    }
    default:
      return drafting
  }
}
