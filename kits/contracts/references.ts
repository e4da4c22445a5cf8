const bookmarkStart = /<(?:\w+:)?bookmarkStart\b[^>]*>/g
const bookmarkEdge = /<(?:\w+:)?bookmark(Start|End)\b[^>]*?\/?>/g
const idOf = (tag: string) => /\s(?:\w+:)?id="([^"]*)"/.exec(tag)?.[1] ?? ''
const withId = (tag: string, id: number) => tag.replace(/(\s(?:\w+:)?id=")[^"]*"/, `$1${id}"`)

/** The names of the bookmarks that begin in a piece of XML. */
export function bookmarkNames(xml: string): string[] {
  if (!xml.includes('bookmarkStart')) return []
  return [...xml.matchAll(bookmarkStart)].map(([tag]) => /\s(?:\w+:)?name="([^"]*)"/.exec(tag)?.[1] ?? '')
}

/** The bookmarks of one round of a repeat under names of their own, with the references to them from inside that round. */
export function ownBookmarks(xml: string, names: readonly string[], round: number): string {
  const own = new Map(names.map((name) => [name, ownName(name, round)]))
  return xml
    .replaceAll(bookmarkStart, (tag) =>
      tag.replace(/(\sname="|:name=")([^"]*)"/, (_, before: string, name: string) => `${before}${own.get(name) ?? name}"`),
    )
    .replaceAll(
      /((?:REF|PAGEREF|NOTEREF)\s+"?)([\p{L}_][\p{L}\p{N}_]*)/gu,
      (_, before: string, name: string) => before + (own.get(name) ?? name),
    )
    .replaceAll(/(:anchor=")([^"]*)"/g, (_, before: string, name: string) => `${before}${own.get(name) ?? name}"`)
}

/** Word cuts names of bookmarks after 40 characters. */
const nameCharactersMax = 40
const ownName = (name: string, round: number) => `${name.slice(0, nameCharactersMax - String(round).length - 1)}_${round}`

/**
 * Makes a part whole again after text went or came twice: every bookmark has a beginning and an end, and what must be unique is.
 * A bookmark of which one half went is closed at once, or its end is dropped: Word calls the file damaged otherwise.
 */
export function repaired(xml: string, w: string, repeated: boolean): string {
  const whole = xml.includes('bookmark') ? balanced(xml, w) : xml
  return repeated ? unique(whole) : whole
}

function balanced(xml: string, w: string): string {
  const edges = [...xml.matchAll(bookmarkEdge)].map((match) => ({
    at: match.index,
    tag: match[0],
    start: match[1] === 'Start',
    id: idOf(match[0]),
    fresh: -1,
    partner: false,
  }))
  const open = new Map<string, typeof edges>()
  const ids = new Set(edges.map(({ id }) => Number(id)))
  const used = new Set<string>()
  let next = Math.max(0, ...[...ids].filter(Number.isFinite)) + 1
  for (const edge of edges) {
    const waiting = open.get(edge.id) ?? []
    if (edge.start) {
      if (used.has(edge.id)) edge.fresh = next++
      used.add(edge.id)
      open.set(edge.id, [...waiting, edge])
      continue
    }
    const start = waiting.shift()
    if (!start) continue
    start.partner = edge.partner = true
    edge.fresh = start.fresh
  }
  if (edges.every(({ fresh, partner }) => partner && fresh < 0)) return xml
  let out = ''
  let at = 0
  for (const { at: from, tag, start, id, fresh, partner } of edges) {
    out += xml.slice(at, from)
    at = from + tag.length
    const own = fresh < 0 ? tag : withId(tag, fresh)
    if (partner) out += own
    else if (start) out += `${own}<${w}bookmarkEnd ${w}id="${fresh < 0 ? id : fresh}"/>`
  }
  return out + xml.slice(at)
}

/** Drawings and content controls that came more than once get ids of their own. */
function unique(xml: string): string {
  const drawings = new Set<string>()
  let nextDrawing = 100_000
  const withDrawings = xml.replaceAll(/(<wp:docPr\b[^>]*?\sid=")(\d+)"/g, (whole, before: string, id: string) => {
    if (!drawings.has(id)) {
      drawings.add(id)
      return whole
    }
    return `${before}${nextDrawing++}"`
  })
  const controls = new Set<string>()
  let nextControl = 900_000_000
  return withDrawings.replaceAll(/<w:sdtPr>(?:(?!<\/w:sdtPr>)[\s\S])*?<w:id w:val="(-?\d+)"\/>/g, (whole, id: string) => {
    if (!controls.has(id)) {
      controls.add(id)
      return whole
    }
    return whole.replace(/<w:id w:val="-?\d+"\/>$/, `<w:id w:val="${nextControl++}"/>`)
  })
}

/** One warning for each reference whose target the assembly left out, or that had none in the template. */
export function brokenReferences(parts: readonly string[], before: ReadonlySet<string>): string[] {
  const targets = new Set(parts.flatMap(bookmarkNames))
  const wanted = new Set(parts.flatMap(referenced))
  return [...wanted]
    .filter((name) => !targets.has(name) && before.has(name))
    .map(
      (name) =>
        `A cross-reference points to "${name}", which was left out with its text; change the reference, or put it under the same condition.`,
    )
}

function referenced(xml: string): string[] {
  const names: string[] = []
  if (!/REF\b|:anchor=/.test(xml)) return names
  for (const [, code = ''] of xml.matchAll(/(?:<(?:\w+:)?instrText\b[^>]*>|\binstr=")([^<"]*)/g)) {
    const name = /^\s*(?:REF|PAGEREF|NOTEREF)\s+([\p{L}_][\p{L}\p{N}_]*)/u.exec(code)?.[1]
    if (name) names.push(name)
  }
  for (const [, anchor = ''] of xml.matchAll(/<(?:\w+:)?hyperlink\b[^>]*?:anchor="([^"]*)"/g)) names.push(anchor)
  return names
}

/** The notes that a body refers to, as `footnote 2`. */
export const noteReferences = (xml: string): Set<string> =>
  new Set([...xml.matchAll(/<(?:\w+:)?(footnote|endnote)Reference\b[^>]*?:id="([^"]*)"/g)].map(([, kind, id]) => `${kind} ${id}`))

const reference = String.raw`\s*(?:REF|PAGEREF|NOTEREF|TOC)\b`

/**
 * Marks cross-references and tables of contents as stale (`w:dirty`, ISO 29500-1, 17.16.18), so that Word writes them anew when it opens
 * the file: the numbers that they print may have changed with the clauses.
 */
export function refreshed(xml: string, w: string): string {
  if (!/REF\b|TOC\b/.test(xml)) return xml
  const complex = new RegExp(
    `<${w}fldChar (?![^>]*:dirty)(?=[^>]*"begin")(?=[^>]*>(?:(?!fldChar)[\\s\\S]){0,${codeCharactersMax}}?<${w}instrText[^>]*>${reference})`,
    'g',
  )
  const simple = new RegExp(`<${w}fldSimple (?![^>]*:dirty)(?=[^>]*:instr="${reference})`, 'g')
  return xml.replace(complex, `<${w}fldChar ${w}dirty="true" `).replace(simple, `<${w}fldSimple ${w}dirty="true" `)
}

/** How far from its beginning a field's code is looked for: the properties of two runs. */
const codeCharactersMax = 2_000
