import { escapeXml } from './xml.ts'
import { pack, writeZip } from './zip.ts'

const w = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
/** 1 January 2026 in MS-DOS form: files made here are the same byte for byte every time. */
const stamp = ((46 << 9) | (1 << 5) | 1) * 65536

export interface DocxParts {
  readonly body: string
  readonly header?: string
  readonly footer?: string
  readonly footnotes?: string
  /** Further entries, by name, as they are. */
  readonly entries?: Readonly<Record<string, string | Uint8Array>>
  /** Further relationships of the main part, as XML. */
  readonly relationships?: string
  readonly mainType?: string
}

/**
 * A small Word file for tests, from the XML of its paragraphs and tables.
 *
 * @example
 * docxOf({ body: p('Dear {{ name }},') + table([['Item', 'Price']]) })
 */
export function docxOf(parts: DocxParts): Uint8Array {
  const { body, header, footer, footnotes, entries = {}, relationships = '', mainType = `${wordType}.document.main+xml` } = parts
  const stories = { header, footer, footnotes }
  const given = Object.entries(stories).flatMap(([kind, xml]) => (xml === undefined ? [] : [[kind, xml] as const]))
  const types = given.map(([kind]) => `<Override PartName="/word/${kind}.xml" ContentType="${wordType}.${kind}+xml"/>`).join('')
  const links = given.map(([kind]) => `<Relationship Id="${kind}" Type="${office}/${kind}" Target="${kind}.xml"/>`).join('')
  const roots: Record<string, string> = { header: 'hdr', footer: 'ftr', footnotes: 'footnotes' }
  const package1 = 'http://schemas.openxmlformats.org/package/2006'
  const files: Record<string, string | Uint8Array> = {
    '[Content_Types].xml': `${head}<Types xmlns="${package1}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${mainType}"/>${types}</Types>`,
    '_rels/.rels': `${head}<Relationships xmlns="${package1}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/_rels/document.xml.rels': `${head}<Relationships xmlns="${package1}/relationships">${links}${relationships}</Relationships>`,
    'word/document.xml': documentXml(body),
    ...Object.fromEntries(
      given.map(([kind, xml]) => [`word/${kind}.xml`, `${head}<w:${roots[kind]} xmlns:w="${w}">${xml}</w:${roots[kind]}>`]),
    ),
    ...entries,
  }
  return zipOf(files)
}

/** The main part around a body. */
export const documentXml = (body: string): string =>
  `${head}<w:document xmlns:w="${w}" xmlns:r="${office}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w:body>${body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>`

/** An archive of these files, in order. */
export function zipOf(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  return writeZip(
    Object.entries(files).map(([name, content]) =>
      pack({ name, stamp }, typeof content === 'string' ? new TextEncoder().encode(content) : content),
    ),
  )
}

/** A run of text, with the XML of its properties. */
export const r = (text: string, properties = ''): string =>
  `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`

/** A paragraph of one run for each text. */
export const p = (...texts: string[]): string => `<w:p>${texts.map((text) => r(text)).join('')}</w:p>`

/** A table of plain cells. */
export const table = (rows: readonly (readonly string[])[]): string =>
  `<w:tbl><w:tblPr/><w:tblGrid/>${rows.map((cells) => `<w:tr>${cells.map((cell) => `<w:tc><w:tcPr/>${p(cell)}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`
