import type { XmlElement } from '../docx/index.ts'
import type { Level } from './program.ts'
import type { Paragraph, PlacedMark } from './story.ts'

/** A condition or repeat: its opening mark, its else marks, its closing mark. */
export interface Block {
  readonly marks: PlacedMark[]
  readonly parent: Block | undefined
  level: Level
}

/** Where the marks that do not stand in running text take effect. */
export interface Lifts {
  readonly before: Map<XmlElement, PlacedMark[]>
  readonly after: Map<XmlElement, PlacedMark[]>
  /** Elements that vanish from the output: only these marks are left of them. */
  readonly instead: Map<XmlElement, PlacedMark[]>
  /** Marks that take effect elsewhere than where they stand. */
  readonly moved: Set<PlacedMark>
}

type Report = (paragraph: Paragraph, quote: string, message: string) => void

/** Pairs opening and closing marks, in the order of the source. Every mark that has no partner is reported. */
export function matchBlocks(marks: readonly PlacedMark[], report: Report): Block[] {
  const blocks: Block[] = []
  const open: Block[] = []
  for (const placed of marks) {
    const { mark, source, paragraph } = placed
    const top = open.at(-1)
    const first = top?.marks[0]?.mark
    if (mark.kind === 'if' || mark.kind === 'for' || mark.kind === 'section') {
      const block: Block = { marks: [placed], parent: top, level: 'inline' }
      blocks.push(block)
      open.push(block)
    } else if (mark.kind === 'else' || mark.kind === 'elseif') {
      if (!top || !first) report(paragraph, source, 'there is no condition that this could belong to; remove it, or put it inside one')
      else if (top.marks.some((each) => each.mark.kind === 'else'))
        report(paragraph, source, 'this condition has its else already; keep one')
      else if (mark.kind === 'elseif' && first.kind !== 'if')
        report(paragraph, source, 'only a condition can have this; a repeat can have a plain else')
      else top.marks.push(placed)
    } else if (mark.kind === 'close') {
      const closes = first && 'closes' in first ? first.closes : []
      if (!top) report(paragraph, source, 'it closes nothing; remove it, or write the mark that it closes')
      else if (!closes.includes(mark.word) && !closes.includes('*')) {
        report(
          paragraph,
          source,
          `it cannot close ${top.marks[0]?.source} of paragraph ${top.marks[0]?.paragraph.number}; close that first`,
        )
        // The likeliest slip is one forgotten closing mark: go on with the block that this one does close.
        const fits = open.findLastIndex(
          ({ marks: [opened] }) => opened && 'closes' in opened.mark && opened.mark.closes.includes(mark.word),
        )
        if (fits >= 0) open.length = fits
      } else {
        top.marks.push(placed)
        open.pop()
      }
    }
  }
  for (const {
    marks: [first],
  } of open)
    if (first) report(first.paragraph, first.source, 'it is never closed; write its closing mark')
  return blocks
}

/** Decides for each block whether it stands in running text or covers whole paragraphs or rows. */
export function liftBlocks(blocks: readonly Block[], paragraphs: readonly Paragraph[], report: Report): Lifts {
  const lifts: Lifts = { before: new Map(), after: new Map(), instead: new Map(), moved: new Set() }
  const add = (map: Map<XmlElement, PlacedMark[]>, element: XmlElement, mark: PlacedMark): void => {
    const list = map.get(element)
    if (list) list.push(mark)
    else map.set(element, [mark])
    lifts.moved.add(mark)
  }
  const whole: Block[] = []
  // Blocks come in the order of their opening marks, but lists of one element must be in the order of the source.
  const pending: [Map<XmlElement, PlacedMark[]>, XmlElement, PlacedMark][] = []
  for (const block of blocks) {
    const [first, last] = [block.marks[0], block.marks.at(-1)]
    if (!first || !last) continue
    const rows = block.marks.map(({ paragraph }) => ancestor(paragraph.element, 'w:tr'))
    const shared = commonAncestor(block.marks.map(({ paragraph }) => paragraph.element))
    const asked = block.marks.some(({ lift }) => lift === 'row')
    const oneRow = rows[0] !== undefined && rows.every((row) => row === rows[0])
    if ((asked && oneRow) || shared.name === 'w:tr') {
      block.level = 'row'
      const row = shared.name === 'w:tr' ? shared : (rows[0] as XmlElement)
      for (const middle of block.marks.slice(1, -1))
        report(middle.paragraph, middle.source, 'an else cannot stand inside a row; give the other case a row of its own')
      pending.push([lifts.before, row, first], [lifts.after, row, last])
    } else if (shared.name === 'w:tbl' && rows.every((row) => row?.parent === shared)) {
      block.level = 'row'
      block.marks.forEach((mark, i) => {
        const row = rows[i] as XmlElement
        const gone =
          mark.lift === 'row' || paragraphs.every((each) => each.bare || each.text.trim() === '' || ancestor(each.element, 'w:tr') !== row)
        if (gone) pending.push([lifts.instead, row, mark])
        else pending.push([mark === last ? lifts.after : lifts.before, row, mark])
      })
    } else if (block.marks.some(({ paragraph }) => paragraph !== first.paragraph)) whole.push(block)
  }
  for (const block of wholeParagraphs(whole, blocks)) {
    block.level = 'paragraph'
    const shared = commonAncestor(block.marks.map(({ paragraph }) => paragraph.element))
    for (const mark of block.marks) pending.push([lifts.instead, wrapper(mark.paragraph.element, shared), mark])
  }
  pending.sort(([, , a], [, , b]) => a.at - b.at)
  for (const [map, element, mark] of pending) add(map, element, mark)
  for (const { element, bare, marks } of paragraphs) {
    const goes = bare && marks.every((mark) => lifts.moved.has(mark) || mark.mark.kind === 'comment' || mark.mark.kind === 'table')
    if (goes && !lifts.instead.has(element) && !marks.some((mark) => lifts.instead.get(wrapper(element, undefined))?.includes(mark)))
      lifts.instead.set(element, [])
  }
  return lifts
}

/** Of the blocks over several paragraphs, those whose marks all stand in paragraphs that hold nothing else. */
function wholeParagraphs(candidates: readonly Block[], blocks: readonly Block[]): Block[] {
  let kept = [...candidates]
  const inline = new Set(blocks.filter((block) => block.level === 'inline' && !candidates.includes(block)))
  while (true) {
    const spoilt = new Set([...inline].flatMap(({ marks }) => marks.map(({ paragraph }) => paragraph)))
    const next = kept.filter(({ marks }) => marks.every(({ paragraph }) => paragraph.bare && !spoilt.has(paragraph)))
    if (next.length === kept.length) return kept
    for (const block of kept) if (!next.includes(block)) inline.add(block)
    kept = next
  }
}

function ancestor(element: XmlElement, name: string): XmlElement | undefined {
  for (let at = element.parent; at; at = at.parent) if (at.name === name) return at
  return undefined
}

function commonAncestor(elements: readonly XmlElement[]): XmlElement {
  const [first, ...others] = elements as [XmlElement, ...XmlElement[]]
  for (let at = first.parent ?? first; at.parent; at = at.parent) {
    if (others.every((each) => each.start >= at.start && each.end <= at.end && each !== at)) return at
  }
  return first.parent ? rootOf(first) : first
}

function rootOf(element: XmlElement): XmlElement {
  let at = element
  while (at.parent) at = at.parent
  return at
}

/** The content control around a paragraph that holds nothing else, or the paragraph itself. */
export function wrapper(paragraph: XmlElement, within: XmlElement | undefined): XmlElement {
  let at = paragraph
  while (
    at.parent?.name === 'w:sdtContent' &&
    at.parent !== within &&
    at.parent.children.length === 1 &&
    at.parent.parent &&
    at.parent.parent !== within
  ) {
    at = at.parent.parent
  }
  return at
}
