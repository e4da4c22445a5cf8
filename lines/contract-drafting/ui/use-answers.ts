import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { type Problem, ProblemError, request } from '../../../ui/api/request.ts'
import { useDraft } from '../../../ui/draft.ts'
import type { Answers } from '../answers.ts'
import { draftingPath, type Workbench } from './routes.ts'

/** Typing that has paused for so long is saved: each saving is an entry of the ledger, and until then it stands in the tab. */
const saveAfterMs = 4_000

export interface AnswersInHand {
  readonly answers: Answers
  set(answers: Answers): void
  /** `unsaved` stands in this tab only; `conflict`: somebody saved others meanwhile. */
  readonly state: 'saved' | 'unsaved' | 'saving' | 'conflict' | 'failed'
  readonly problem: Problem | null
  /** Saves now. @returns the revision, or undefined where it failed: then `problem` says why */
  save(): Promise<number | undefined>
  /** Takes the answers that were saved meanwhile, and gives up those in this tab. */
  takeTheirs(): void
  /** Saves those in this tab over them. */
  keepMine(): Promise<void>
}

interface Place {
  readonly matterId: string
  readonly orderId: string
}

/** The answers of a questionnaire: kept in the tab as they are typed, saved when typing pauses, and never written unseen over somebody else's. */
export function useAnswers(params: Place, bench: Workbench): AnswersInHand {
  const queries = useQueryClient()
  const templateId = bench.template?.id ?? ''
  const draft = useDraft(`drafting:${params.orderId}:${templateId}`, { answers: bench.answers as Answers })
  const { answers } = draft.values
  const seen = useRef(bench.revision)
  const sent = useRef<Answers | null>(null)
  const going = useRef<Promise<number | undefined> | null>(null)
  const [saving, setSaving] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const unsaved = draft.touched && answers !== sent.current

  // What nobody is typing over follows what is saved.
  if (!draft.touched && !saving) seen.current = Math.max(seen.current, bench.revision)
  const arrived = draft.touched && !unsaved && !saving && bench.revision >= seen.current
  useEffect(() => {
    if (arrived) draft.clear()
  }, [arrived, draft.clear])

  const put = async (): Promise<number | undefined> => {
    const body = { templateId, version: bench.version ?? 1, answers, revision: seen.current }
    setSaving(true)
    try {
      const { revision } = (await request('put', `${draftingPath}/answers`, { params, body })) as { revision: number }
      seen.current = revision
      sent.current = answers
      setProblem(null)
      await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === draftingPath })
      return revision
    } catch (error) {
      setProblem(error instanceof ProblemError ? error.problem : { title: 'Not saved', status: 0, detail: String(error) })
      return undefined
    } finally {
      setSaving(false)
      going.current = null
    }
  }
  const save = async (): Promise<number | undefined> => {
    if (going.current) await going.current
    going.current = put()
    return going.current
  }

  const latest = useRef(save)
  latest.current = save
  const blocked = problem !== null && problem.status !== 0
  useEffect(() => {
    if (!unsaved || blocked || !bench.mayDraft) return
    // What is typed restarts the wait: `answers` is another object with each change.
    const wait = answers && setTimeout(() => void latest.current(), saveAfterMs)
    const hidden = () => document.visibilityState === 'hidden' && void latest.current()
    document.addEventListener('visibilitychange', hidden)
    return () => {
      clearTimeout(wait)
      document.removeEventListener('visibilitychange', hidden)
    }
  }, [unsaved, blocked, answers, bench.mayDraft])

  const conflict = problem?.status === 409 && problem.field === 'revision'
  return {
    answers,
    set: (next) => {
      if (!conflict) setProblem(null)
      draft.set('answers', next)
    },
    state: saving ? 'saving' : conflict ? 'conflict' : problem ? 'failed' : unsaved ? 'unsaved' : 'saved',
    problem,
    save,
    takeTheirs: () => {
      setProblem(null)
      draft.clear()
      void queries.invalidateQueries()
    },
    keepMine: async () => {
      const now = (await request('get', draftingPath, { params })) as Workbench
      seen.current = now.revision
      setProblem(null)
      await save()
    },
  }
}
