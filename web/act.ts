import { type FormEvent, useState } from 'react'
import { fieldErrors, type Problem, ProblemError } from '../ui/api/request.ts'

interface Act {
  readonly busy: boolean
  readonly problem: Problem | null
  readonly errors: Readonly<Record<string, string>>
  /** Runs it, as a form's `onSubmit` or a button's press. */
  run(event?: FormEvent): Promise<void>
}

/** Something that a form does outside of the desk's routes: signing in, the password, the second factor. */
export function useAct(act: () => Promise<unknown>): Act {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const run = async (event?: FormEvent) => {
    event?.preventDefault()
    setBusy(true)
    setProblem(null)
    try {
      await act()
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      setProblem(error.problem)
    } finally {
      setBusy(false)
    }
  }
  return { busy, problem, errors: problem ? fieldErrors(problem) : {}, run }
}
