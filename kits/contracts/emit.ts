import { child, escapeXml, type XmlDocument, type XmlElement } from '../docx/index.ts'
import type { Block, Lifts } from './blocks.ts'
import { highlighted } from './highlight.ts'
import type { Branch, FieldOp, ForOp, IfOp, Op, RunStyle } from './program.ts'
import type { Paragraph, Piece, PlacedMark } from './story.ts'

interface Emission {
  readonly document: XmlDocument
  readonly paragraphs: readonly Paragraph[]
  readonly blocks: readonly Block[]
  readonly lifts: Lifts
  report(paragraph: Paragraph, quote: string, message: string): void
}

/** Thrown where a block's ends do not fit each other in the XML: what follows cannot be laid out any more. */
class Crossing extends Error {}

interface Frame {
  readonly ops: Op[]
  /** The names of the elements that are open here: a block must end where it began. */
  readonly path: string
  readonly opened: PlacedMark | undefined
  readonly block: IfOp | ForOp | undefined
}

const kept = new Set(['w:bookmarkStart', 'w:bookmarkEnd', 'w:commentRangeStart', 'w:commentRangeEnd', 'w:permStart', 'w:permEnd'])
const holders = new Set(['w:tc', 'w:txbxContent', 'w:hdr', 'w:ftr', 'w:footnote', 'w:endnote', 'w:comment'])

/** Lays a part out as a program: slices of the source, and between them what depends on the answers. */
export function emitProgram({ document, paragraphs, blocks, lifts, report }: Emission): Op[] {
  const { source, w } = document
  const byElement = new Map(paragraphs.map((paragraph) => [paragraph.element, paragraph]))
  const levels = new Map(blocks.flatMap((block) => block.marks.map((mark) => [mark, block.level] as const)))
  const touched = touchedElements(paragraphs, lifts)
  const frames: Frame[] = [{ ops: [], path: '', opened: undefined, block: undefined }]
  const path: string[] = []
  const ops = () => (frames.at(-1) as Frame).ops

  /** Adds text to what stands before it, so that a program has as few pieces as it can. */
  function put(text: string): void {
    const list = ops()
    const last = list.length - 1
    if (typeof list[last] === 'string') list[last] += text
    else if (text !== '') list.push(text)
  }
  const slice = (from: number, to: number) => put(source.slice(from, to))

  function element(each: XmlElement): void {
    for (const mark of lifts.before.get(each) ?? []) control(mark)
    const instead = lifts.instead.get(each)
    if (instead) vanish(each, instead)
    else if (!touched.has(each)) slice(each.start, each.end)
    else if (byElement.has(each)) paragraph(each, byElement.get(each) as Paragraph)
    else if (holders.has(each.name)) keep(each, 'cell')
    else if (each.name === 'w:tbl') keep(each, 'table')
    else through(each, () => between(each, element))
    for (const mark of lifts.after.get(each) ?? []) control(mark)
  }
  function vanish(each: XmlElement, marks: readonly PlacedMark[]): void {
    for (const mark of marks) control(mark)
    const visit = (inner: XmlElement): void => {
      if (kept.has(inner.name)) slice(inner.start, inner.end)
      inner.children.forEach(visit)
    }
    visit(each)
  }
  function through(each: XmlElement, inside: () => void): void {
    slice(each.start, each.openEnd)
    path.push(each.name)
    inside()
    path.pop()
    slice(each.closeStart, each.end)
  }
  /** The children with what stands between them, each child by `emit`. */
  function between(each: XmlElement, emit: (inner: XmlElement) => void): void {
    let at = each.openEnd
    for (const inner of each.children) {
      slice(at, inner.start)
      emit(inner)
      at = inner.end
    }
    slice(at, each.closeStart)
  }
  function keep(each: XmlElement, what: 'paragraph' | 'cell' | 'table', head = each.openEnd, inside = () => between(each, element)): void {
    const frame: Frame = { ops: [], path: path.join('/'), opened: undefined, block: undefined }
    frames.push(frame)
    path.push(each.name)
    inside()
    path.pop()
    if (frames.at(-1) !== frame) crossing(frames.at(-1)?.opened)
    frames.pop()
    ops().push({ op: 'keep', what, open: source.slice(each.start, head), body: frame.ops, close: source.slice(each.closeStart, each.end) })
  }
  function crossing(mark: PlacedMark | undefined): never {
    if (mark)
      report(
        mark.paragraph,
        mark.source,
        'it opens in one place and closes in another that lies deeper or elsewhere (a cell, a text box, a link); put both marks side by side',
      )
    throw new Crossing()
  }

  function control(placed: PlacedMark): void {
    const { mark } = placed
    const top = frames.at(-1) as Frame
    const here = path.join('/')
    if (mark.kind === 'if' || mark.kind === 'for' || mark.kind === 'section') {
      const level = levels.get(placed) ?? 'inline'
      const branch: Branch | undefined = mark.kind === 'if' ? { test: mark.test, guarded: false, body: [] } : undefined
      const block: IfOp | ForOp =
        mark.kind === 'if'
          ? { op: 'if', branches: branch ? [branch] : [], level }
          : {
              op: 'for',
              of: mark.of,
              variable: mark.kind === 'for' ? mark.variable : undefined,
              optional: mark.kind === 'for' && mark.optional,
              section: mark.kind === 'section',
              level,
              body: [],
              copy: [],
              otherwise: [],
              bookmarks: [],
            }
      top.ops.push(block)
      frames.push({ ops: branch ? branch.body : (block as ForOp).body, path: here, opened: placed, block })
      return
    }
    if (mark.kind === 'comment' || mark.kind === 'field' || mark.kind === 'table') return
    if (!top.block || top.path !== here) crossing(top.opened ?? frames.findLast(({ opened }) => opened)?.opened ?? placed)
    frames.pop()
    if (mark.kind === 'close') return
    const { block, opened } = top
    let body: Op[] = []
    if (block.op === 'if') block.branches.push({ test: mark.kind === 'elseif' ? mark.test : undefined, guarded: false, body })
    else body = block.otherwise as Op[]
    frames.push({ ops: body, path: here, opened, block })
  }

  function paragraph(each: XmlElement, of: Paragraph): void {
    const properties = child(each, 'w:pPr')
    const head = properties?.end ?? each.openEnd
    const inside = () => {
      let at = head
      for (const inner of each.children) {
        if (inner === properties) continue
        slice(at, inner.start)
        inline(inner, of)
        at = inner.end
      }
      slice(at, each.closeStart)
    }
    if (mayVanish(of)) keep(each, 'paragraph', head, inside)
    else {
      slice(each.start, head)
      path.push(each.name)
      inside()
      path.pop()
      slice(each.closeStart, each.end)
    }
  }
  /** A paragraph that holds blocks and nothing beside them goes when they come to nothing. */
  function mayVanish({ bare, marks, text, element: { children } }: Paragraph): boolean {
    if (children[0]?.name === 'w:pPr' && children[0].children.some(({ name }) => name === 'w:sectPr')) return false
    const own = marks.filter((mark) => !lifts.moved.has(mark))
    if (own.length === 0) return false
    let depth = 0
    let at = 0
    let outside = ''
    for (const { mark, from, to } of own) {
      if (depth === 0) outside += text.slice(at, from)
      if (mark.kind === 'if' || mark.kind === 'for' || mark.kind === 'section') depth++
      else if (mark.kind === 'close') depth--
      else if (mark.kind === 'field' && depth === 0) return false
      if (depth < 0) return false
      at = to
    }
    return depth === 0 && (bare || (outside + text.slice(at)).trim() === '')
  }

  function inline(each: XmlElement, of: Paragraph): void {
    if (!touched.has(each)) slice(each.start, each.end)
    else if (each.name === 'w:r') run(each, of)
    else if (!filled(each, of)) {
      through(each, () =>
        between(each, (inner) => (inner.name.startsWith('w:') && inner.name !== 'w:pPr' ? inline(inner, of) : element(inner))),
      )
    }
  }
  /** A merge field, or a content control that shows one mark only: what fills it is plain text. @returns whether it was one */
  function filled(each: XmlElement, of: Paragraph): boolean {
    if (each.name !== 'w:fldSimple' && each.name !== 'w:sdt') return false
    const pieces = of.pieces.filter(({ element: inner }) => inner.start >= each.start && inner.end <= each.end)
    const mark = of.marks.find(({ from, to }) => pieces.some((piece) => piece.from < to && piece.to > from))
    const [from, to] = [pieces[0]?.from ?? 0, pieces.at(-1)?.to ?? 0]
    if (!mark || mark.from < from || mark.to > to || of.text.slice(from, to).trim() !== of.text.slice(mark.from, mark.to).trim())
      return false
    const content = child(each, 'w:sdtContent')
    if (mark.mark.kind !== 'field') {
      if (!lifts.moved.has(mark)) control(mark)
    } else if (content) between(content, (inner) => inline(inner, of))
    else single(mark, each)
    return true
  }
  /** A simple merge field: the run inside it lends its looks. */
  function single(mark: PlacedMark, each: XmlElement): void {
    const like = each.children.find(({ name }) => name === 'w:r')
    const { style, open } = runStyle(like)
    put(open)
    put(`<${w}t xml:space="preserve">`)
    field(mark, style)
    put(`</${w}t></${w}r>`)
  }
  function field({ mark, source: written }: PlacedMark, run: RunStyle): void {
    if (mark.kind !== 'field') return
    const op: FieldOp = { op: 'field', expression: mark.expression, optional: mark.optional, run, source: written }
    ops().push(op)
  }
  function runStyle(run: XmlElement | undefined): { style: RunStyle; open: string } {
    const tag = run ? source.slice(run.start, run.openEnd).replace(/\/>$/, '>') : `<${w}r>`
    const properties = run ? child(run, 'w:rPr') : undefined
    const own = properties ? source.slice(properties.start, properties.end) : ''
    return { style: { open: tag + own, highlighted: () => tag + highlighted(document, properties) }, open: tag + own }
  }

  function run(each: XmlElement, of: Paragraph): void {
    const pieces = of.pieces.filter((piece) => piece.run === each)
    const { style, open } = runStyle(each)
    let state: 'out' | 'run' | 'text' = 'out'
    const enter = (into: 'out' | 'run' | 'text'): void => {
      if (state === 'text' && into !== 'text') put(`</${w}t>`)
      if (state !== 'out' && into === 'out') put(`</${w}r>`)
      if (state === 'out' && into !== 'out') put(open)
      if (state !== 'text' && into === 'text') put(`<${w}t xml:space="preserve">`)
      state = into
    }
    for (const piece of pieces) {
      let at = piece.from
      for (const mark of overlapping(of.marks, piece)) {
        write(piece, at, Math.max(mark.from, piece.from))
        at = Math.min(mark.to, piece.to)
        if (mark.from < piece.from || lifts.moved.has(mark)) continue
        if (mark.mark.kind === 'field') {
          // A merge field begins with a run of its own: its result's looks are the ones that show.
          const looks = piece.element.name === 'w:fldChar' ? resultRun(of, mark) : undefined
          if (looks) {
            enter('out')
            single(mark, { ...each, children: [looks] })
          } else {
            enter('text')
            field(mark, style)
          }
        } else if (mark.mark.kind !== 'comment' && mark.mark.kind !== 'table') {
          enter('out')
          control(mark)
        }
      }
      if (piece.from === piece.to) write(piece, piece.from, piece.to)
      else write(piece, at, piece.to)
    }
    enter('out')

    function write(piece: Piece, from: number, to: number): void {
      const whole = from === piece.from && to === piece.to
      if (piece.element.name === 'w:t') {
        if (from >= to) return
        enter('text')
        put(escapeXml(of.text.slice(from, to)))
      } else if (whole && !(from === to && insideMark(of.marks, from))) {
        enter('run')
        element(piece.element)
      }
    }
  }
  /** The run with a merge field's shown result. */
  function resultRun(of: Paragraph, mark: PlacedMark): XmlElement | undefined {
    const inside = of.pieces.filter(({ from, to }) => from >= mark.from && to <= mark.to)
    return inside.find(({ element: { name } }) => name === 'w:t')?.run ?? inside[0]?.run
  }

  try {
    slice(0, document.root.start)
    element(document.root)
    slice(document.root.end, source.length)
    if (frames.length > 1) crossing(frames.at(-1)?.opened)
  } catch (error) {
    if (!(error instanceof Crossing)) throw error
  }
  return frames[0]?.ops ?? []
}

const overlapping = (marks: readonly PlacedMark[], { from, to }: Piece) => marks.filter((mark) => mark.from < to && mark.to > from)
const insideMark = (marks: readonly PlacedMark[], at: number) => marks.some(({ from, to }) => from < at && at < to)

/** Every element that cannot be copied as it is, with all its ancestors. */
function touchedElements(paragraphs: readonly Paragraph[], lifts: Lifts): Set<XmlElement> {
  const touched = new Set<XmlElement>()
  const touch = (element: XmlElement | undefined): void => {
    for (let at = element; at && !touched.has(at); at = at.parent) touched.add(at)
  }
  for (const { marks, pieces } of paragraphs) {
    for (const mark of marks) for (const piece of pieces) if (piece.from < mark.to && piece.to > mark.from) touch(piece.element)
  }
  for (const map of [lifts.before, lifts.after, lifts.instead]) for (const element of map.keys()) touch(element.parent)
  return touched
}
