import type { Question as TemplateQuestion } from '../../kits/contracts/index.ts'
import { type Answers, answerAt, unanswered } from './answers.ts'

/** A question as the server tells it. */
type Question = Omit<TemplateQuestion, 'options'> & { readonly options?: readonly string[] | undefined }

/** A questionnaire as a form shows it. Paths are relative to what holds them: the answers, or one row. */
export type FormNode =
  | { readonly kind: 'field'; readonly path: string; readonly label: string; readonly question: Question }
  /** Several texts: a list of plain answers. */
  | { readonly kind: 'texts'; readonly path: string; readonly label: string; readonly question: Question }
  /** What belongs together: `supplier.name`, `supplier.address`. */
  | { readonly kind: 'group'; readonly label: string; readonly nodes: readonly FormNode[] }
  /** A list of objects. */
  | {
      readonly kind: 'rows'
      readonly path: string
      readonly label: string
      readonly question: Question
      readonly nodes: readonly FormNode[]
    }

/**
 * Lays a template's questions out as a form: what shares the first step of its name stands together, what repeats becomes rows.
 *
 * @example
 * formOf(questions)[0] // { kind: 'group', label: 'Supplier', nodes: [{ kind: 'field', path: 'supplier.name', … }] }
 */
export const formOf = (questions: readonly Question[]): readonly FormNode[] => nodesOf(questions, '')

function nodesOf(questions: readonly Question[], holder: string): readonly FormNode[] {
  const relative = (name: string): string => name.slice(holder.length)
  const lists = questions.filter(({ type }) => type === 'list')
  const outer = lists.filter(({ name }) => !lists.some((other) => name.startsWith(`${other.name}.`)))
  const heldBy = ({ name }: Question) => outer.find((list) => name.startsWith(`${list.name}.`))
  const own = questions.filter((question) => !heldBy(question))

  const nodes: FormNode[] = []
  const groups = new Map<string, FormNode[]>()
  for (const question of own) {
    const path = relative(question.name)
    const node = nodeOf(question, path, questions, holder)
    const head = path.includes('.') ? path.slice(0, path.indexOf('.')) : undefined
    if (head === undefined) {
      nodes.push(node)
      continue
    }
    const group = groups.get(head)
    if (group) group.push(node)
    else {
      const first: FormNode[] = [node]
      groups.set(head, first)
      nodes.push({ kind: 'group', label: labelOf(question, holder).head, nodes: first })
    }
  }
  return nodes
}

function nodeOf(question: Question, path: string, questions: readonly Question[], holder: string): FormNode {
  const label = labelOf(question, holder).own
  if (question.type === 'list') {
    const inside = `${question.name}.`
    const nodes = nodesOf(
      questions.filter(({ name }) => name.startsWith(inside)),
      inside,
    )
    return nodes.length === 0 ? { kind: 'texts', path, label, question } : { kind: 'rows', path, label, question, nodes }
  }
  // Of a row, everything repeats; outside of rows, what repeats is a list of plain answers.
  return question.repeats && holder === '' ? { kind: 'texts', path, label, question } : { kind: 'field', path, label, question }
}

/** `Supplier: signatory: name` within `supplier.` is the group `Supplier` and the field `Signatory: name`. */
function labelOf({ label, name }: Question, holder: string): { head: string; own: string } {
  const words = label.split(': ').slice(holder.split('.').length - 1)
  const steps = name.slice(holder.length).split('.').length
  const own = steps > 1 ? words.slice(1) : words
  return { head: capital(words[0] ?? label), own: capital(own.join(': ') || label) }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** What is asked for now: always needed, already answered, or named by the preview as missing. A condition that says no takes its questions away. */
export const isAsked = (node: FormNode, answers: Answers, missing: ReadonlySet<string>): boolean => {
  if (node.kind === 'group') return node.nodes.some((inner) => isAsked(inner, answers, missing))
  const { question } = node
  return question.required || missing.has(question.name) || !unanswered(answerAt(answers, question.name))
}
