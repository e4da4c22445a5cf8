import { UnreadableDocument } from './unreadable.ts'

/** Deepest nesting that is read. Word's deepest (a table in a text box in a table in a content control) stays under 100. */
const depthMax = 256
/** Most elements in one part: a thousand dense pages. */
const elementsMax = 3_000_000

/**
 * One element, as a slice of its part's source. The tree is never changed: what is to be written anew is written from slices,
 * so that everything else stays byte for byte.
 */
export interface XmlElement {
  /** Name with the customary prefix of its namespace (`w:p`), whatever prefix the file uses. */
  readonly name: string
  readonly parent: XmlElement | undefined
  /** Where it begins in the source; where its start tag ends; where its end tag begins (= openEnd if it has none); where it ends. */
  readonly start: number
  readonly openEnd: number
  closeStart: number
  end: number
  readonly children: XmlElement[]
}

export interface XmlDocument {
  readonly source: string
  readonly root: XmlElement
  /** The prefix, with its colon, that this file uses for WordprocessingML: `w:` nearly always. */
  readonly w: string
}

/** Customary prefixes by namespace: transitional (ECMA-376), strict (ISO 29500), and Microsoft's own. */
const customary: Readonly<Record<string, string>> = {
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main': 'w',
  'http://purl.oclc.org/ooxml/wordprocessingml/main': 'w',
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships': 'r',
  'http://purl.oclc.org/ooxml/officeDocument/relationships': 'r',
  'http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing': 'wp',
  'http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing': 'wp',
  'http://schemas.openxmlformats.org/drawingml/2006/main': 'a',
  'http://schemas.openxmlformats.org/officeDocument/2006/math': 'm',
  'http://schemas.openxmlformats.org/markup-compatibility/2006': 'mc',
  'http://schemas.microsoft.com/office/word/2010/wordml': 'w14',
  'http://schemas.microsoft.com/office/word/2010/wordprocessingShape': 'wps',
  'urn:schemas-microsoft-com:vml': 'v',
  'http://schemas.openxmlformats.org/package/2006/relationships': '',
  'http://schemas.openxmlformats.org/package/2006/content-types': '',
}

const badEntity = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-f]{1,6});)/i

/**
 * Parses XML into a tree of slices. No document type, no entities but the five that XML has, nothing is fetched.
 *
 * @param part its name, for messages
 * @throws UnreadableDocument where it is not well-formed, too deep, too large, or declares a document type
 */
export function parseXml(source: string, part: string): XmlDocument {
  const fail = (what: string, at: number): never => {
    throw new UnreadableDocument(`${part}: ${what}, at character ${at + 1}; open the file in Word and save it anew.`)
  }
  const entity = badEntity.exec(source)
  if (entity && source.includes('<!DOCTYPE')) skipped(source, source.indexOf('<!DOCTYPE'), fail)
  if (entity) fail(`there is an entity that XML does not know ("${source.slice(entity.index, entity.index + 12)}")`, entity.index)
  let prefixes = new Map<string, string>()
  let names = new Map<string, string>()
  const outer: { depth: number; prefixes: Map<string, string>; names: Map<string, string> }[] = []
  const tags: string[] = []
  let w = 'w:'
  let root: XmlElement | undefined
  let top: XmlElement | undefined
  let elements = 0
  let at = 0

  while (true) {
    const open = source.indexOf('<', at)
    if (open < 0) break
    const next = source.charCodeAt(open + 1)
    if (next === 47 /* / */) {
      const close = source.indexOf('>', open)
      const tag = tags.pop()
      if (!top || tag === undefined || close < 0) return fail('an end tag closes nothing', open)
      if (!source.startsWith(tag, open + 2) || source.slice(open + 2 + tag.length, close).trim() !== '') {
        return fail(`</${source.slice(open + 2, Math.min(close, open + 42))}> closes <${tag}>`, open)
      }
      top.closeStart = open
      top.end = at = close + 1
      const scope = outer.at(-1)
      if (scope && scope.depth === tags.length) {
        ;({ prefixes, names } = scope)
        outer.pop()
      }
      top = top.parent
      continue
    }
    if (next === 33 /* ! */ || next === 63 /* ? */) {
      at = skipped(source, open, fail)
      continue
    }
    const { close, nameEnd, declares } = tagEnd(source, open, fail)
    const tag = source.slice(open + 1, nameEnd)
    if (root && !top) return fail('there is a second root element', open)
    if (++elements > elementsMax) fail(`there are more than ${elementsMax} elements`, open)
    const empty = source.charCodeAt(close - 1) === 47
    if (declares) {
      const saved = { depth: tags.length, prefixes, names }
      const found = declared(source.slice(nameEnd, close))
      if (found.length > 0) {
        if (!empty) outer.push(saved)
        const inner = new Map(prefixes)
        for (const [prefix, uri] of found) inner.set(prefix, customary[uri] ?? prefix)
        const own = { name: named(tag, inner, new Map()) }
        if (!empty) {
          prefixes = inner
          names = new Map()
        }
        if (!root) w = [...inner].filter(([, known]) => known === 'w').map(([prefix]) => (prefix === '' ? '' : `${prefix}:`))[0] ?? w
        push(own.name)
        continue
      }
    }
    push(named(tag, prefixes, names))

    function push(name: string): void {
      const element: XmlElement = {
        name,
        parent: top,
        start: open,
        openEnd: close + 1,
        closeStart: close + 1,
        end: close + 1,
        children: [],
      }
      if (top) top.children.push(element)
      else root = element
      at = close + 1
      if (empty) return
      top = element
      tags.push(tag)
      if (tags.length > depthMax) fail(`elements are nested more than ${depthMax} deep`, open)
    }
  }
  if (!root) return fail('there is no XML', 0)
  if (top) return fail(`the part is cut off: <${tags.at(-1)}> is never closed`, source.length)
  return { source, root, w }
}

/** The prefix of the file, turned into the customary one. */
function named(tag: string, prefixes: Map<string, string>, names: Map<string, string>): string {
  const known = names.get(tag)
  if (known !== undefined) return known
  const colon = tag.indexOf(':')
  const prefix = colon < 0 ? '' : tag.slice(0, colon)
  const usual = prefixes.get(prefix) ?? prefix
  const local = tag.slice(colon + 1)
  const name = usual === '' ? local : `${usual}:${local}`
  names.set(tag, name)
  return name
}

function declared(attributes: string): [string, string][] {
  return [...attributes.matchAll(/(?:^|\s)xmlns(?::([^\s=]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, prefix, a, b]) => [
    prefix ?? '',
    a ?? b ?? '',
  ])
}

/** Where a start tag ends, with its attributes looked at one by one: a `>` may stand in a value. */
function tagEnd(source: string, open: number, fail: (what: string, at: number) => never) {
  let at = open + 1
  let code = source.charCodeAt(at)
  while (code > 32 && code !== 62 && code !== 47 && code !== 60) code = source.charCodeAt(++at)
  const nameEnd = at
  if (nameEnd === open + 1) fail('a < begins no tag', open)
  let declares = false
  while (true) {
    while (code === 32 || (code >= 9 && code <= 13)) code = source.charCodeAt(++at)
    if (code === 62) return { close: at, nameEnd, declares }
    if (code === 47 && source.charCodeAt(at + 1) === 62) return { close: at + 1, nameEnd, declares }
    const nameStart = at
    while (code > 32 && code !== 61 && code !== 62 && code !== 60) code = source.charCodeAt(++at)
    while (code === 32 || (code >= 9 && code <= 13)) code = source.charCodeAt(++at)
    if (code !== 61 || nameStart === at) fail('a tag is cut off or its attributes are not well-formed', open)
    code = source.charCodeAt(++at)
    while (code === 32 || (code >= 9 && code <= 13)) code = source.charCodeAt(++at)
    if (code !== 34 && code !== 39) fail('an attribute has no quotes', at)
    const close = source.indexOf(code === 34 ? '"' : "'", at + 1)
    if (close < 0) fail('an attribute is never closed', at)
    if (source.charCodeAt(nameStart) === 120 && source.startsWith('xmlns', nameStart)) declares = true
    at = close + 1
    code = source.charCodeAt(at)
  }
}

/** Past a comment, a CDATA section or an instruction. A document type is refused: it is where entities are declared. */
function skipped(source: string, open: number, fail: (what: string, at: number) => never): number {
  const end = source.startsWith('<!--', open)
    ? after(source, '-->', open + 4)
    : source.startsWith('<![CDATA[', open)
      ? after(source, ']]>', open + 9)
      : source.startsWith('<?', open)
        ? after(source, '?>', open + 2)
        : fail('it declares a document type, which Word never writes and which may hide a bomb', open)
  return end < 0 ? fail('a comment or section is never closed', open) : end
}

function after(source: string, mark: string, from: number): number {
  const at = source.indexOf(mark, from)
  return at < 0 ? -1 : at + mark.length
}

/** The value of an attribute by its local name (`val`, `id`), decoded, or undefined. Word never uses one local name twice in a tag. */
export function attribute({ source }: XmlDocument, element: XmlElement, local: string): string | undefined {
  const tag = source.slice(element.start, element.openEnd)
  let at = tag.indexOf(local)
  while (at > 0) {
    const before = tag.charCodeAt(at - 1)
    const match = (before <= 32 || before === 58) && /^\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(tag.slice(at + local.length))
    if (match) return decodeXml(match[1] ?? match[2] ?? '')
    at = tag.indexOf(local, at + 1)
  }
  return undefined
}

/** The character data directly in an element, decoded. */
export function textOf({ source }: XmlDocument, element: XmlElement): string {
  const raw = source.slice(element.openEnd, element.closeStart)
  return raw.includes('<') ? decodeXml(withoutMarkup(raw)) : decodeXml(raw)
}

function withoutMarkup(raw: string): string {
  return raw.replaceAll(/<!\[CDATA\[([\s\S]*?)\]\]>/g, (_, data: string) => escapeXml(data)).replaceAll(/<!--[\s\S]*?-->|<[^>]*>/g, '')
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decodeXml(raw: string): string {
  if (!raw.includes('&')) return raw
  return raw.replaceAll(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name) return entities[name] ?? whole
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD'
  })
}

/** Text as XML may hold it: markup escaped, characters that XML 1.0 has no place for left out. */
export function escapeXml(text: string): string {
  if (!/[&<>"\p{Cc}\p{Cs}\ufffe\uffff]/u.test(text)) return text
  return text
    .toWellFormed()
    .replaceAll(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** The first child of that name, or undefined. */
export function child(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((each) => each.name === name)
}
