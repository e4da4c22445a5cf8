import { zipSync } from 'fflate'
import { escapeXml } from '../../../kits/docx/index.ts'

/** One block of a form. Marks of the template stand in the text as they are; `**words**` are bold; `[[id]]` is a live reference to the number of that block. */
export type Block =
  | { readonly kind: 'title' | 'subtitle' | 'text' | 'mark'; readonly text: string }
  /** Numbered 1., 1.1, (a). */
  | { readonly kind: 'heading' | 'clause' | 'item'; readonly text: string; readonly id?: string }
  /** Begins a page and is not numbered. */
  | { readonly kind: 'schedule'; readonly text: string }
  /** A bold first row that is repeated on every page, then rows; a row of one cell holds a mark alone. */
  | {
      readonly kind: 'table'
      readonly widths: readonly number[]
      readonly rows: readonly (readonly string[])[]
      readonly right?: readonly number[]
    }
  /** Side by side: who signs, each with lines to sign on. */
  | { readonly kind: 'signatures'; readonly parties: readonly (readonly string[])[] }

interface Form {
  readonly title: string
  /** Left and right of the header. */
  readonly header: readonly [string, string]
  /** Left of the footer; the page number stands to the right. */
  readonly footer: string
  readonly blocks: readonly Block[]
}

const w = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
/** The same form is the same file, byte for byte. */
const stamp = new Date(2026, 0, 1, 12)
/** A4 with margins of 2.5 cm, in twentieths of a point. */
const page = { width: 11906, height: 16838, margin: 1417 }
const textWidth = page.width - 2 * page.margin

/**
 * A Word file with styles, numbering in three levels, a header, a footer with page numbers, live cross-references and tables.
 *
 * @example
 * wordFile({ title: 'Mutual NDA', header: ['NDA', '{{ reference }}'], footer: 'Confidential', blocks: [{ kind: 'title', text: 'Agreement' }] })
 */
export function wordFile({ title, header, footer, blocks }: Form): Uint8Array {
  const numbers = numbersOf(blocks)
  const files: Record<string, string> = {
    '[Content_Types].xml': contentTypes,
    '_rels/.rels': relationships([
      ['officeDocument', 'word/document.xml'],
      ['metadata/core-properties', 'docProps/core.xml'],
    ]),
    'docProps/core.xml': `${head}<cp:coreProperties xmlns:cp="${packages}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escapeXml(title)}</dc:title></cp:coreProperties>`,
    'word/_rels/document.xml.rels': relationships([
      ['styles', 'styles.xml'],
      ['numbering', 'numbering.xml'],
      ['settings', 'settings.xml'],
      ['header', 'header1.xml'],
      ['footer', 'footer1.xml'],
    ]),
    'word/document.xml': `${head}<w:document xmlns:w="${w}" xmlns:r="${office}"><w:body>${blocks.map((block, index) => blockXml(block, index, numbers)).join('')}${section}</w:body></w:document>`,
    'word/styles.xml': styles,
    'word/numbering.xml': numbering,
    'word/settings.xml': `${head}<w:settings xmlns:w="${w}"><w:defaultTabStop w:val="709"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`,
    'word/header1.xml': `${head}<w:hdr xmlns:w="${w}">${paragraph('Header', `${runs(header[0], numbers)}${tab}${runs(header[1], numbers)}`)}</w:hdr>`,
    'word/footer1.xml': `${head}<w:ftr xmlns:w="${w}">${paragraph('Footer', `${runs(footer, numbers)}${tab}${run('Page ')}${field('PAGE', '1')}${run(' of ')}${field('NUMPAGES', '1')}`)}</w:ftr>`,
  }
  const bytes = Object.fromEntries(Object.entries(files).map(([name, xml]) => [name, new TextEncoder().encode(xml)]))
  return zipSync(bytes, { mtime: stamp, level: 6 })
}

type Numbers = ReadonlyMap<string, { readonly number: string; readonly bookmark: string }>

/** The number that Word will print before each block with an id. */
function numbersOf(blocks: readonly Block[]): Numbers {
  const numbers = new Map<string, { number: string; bookmark: string }>()
  let [one, two, three] = [0, 0, 0]
  for (const block of blocks) {
    if (block.kind === 'heading') [one, two, three] = [one + 1, 0, 0]
    else if (block.kind === 'clause') [two, three] = [two + 1, 0]
    else if (block.kind === 'item') three += 1
    else continue
    const number = { heading: `${one}`, clause: `${one}.${two}`, item: `(${String.fromCharCode(96 + three)})` }[block.kind]
    if (block.id) numbers.set(block.id, { number, bookmark: `_Ref_${block.id}` })
  }
  return numbers
}

const stylesOf = {
  title: 'Title',
  subtitle: 'Subtitle',
  text: 'BodyText',
  mark: 'BodyText',
  heading: 'Heading1',
  clause: 'Clause',
  item: 'Item',
} as const

function blockXml(block: Block, index: number, numbers: Numbers): string {
  switch (block.kind) {
    case 'table':
      return tableXml(block, numbers)
    case 'signatures':
      return signaturesXml(block.parties, numbers)
    case 'schedule':
      return paragraph('Schedule', runs(block.text, numbers))
    default: {
      const id = 'id' in block ? block.id : undefined
      const mark = id && numbers.get(id)
      const text = runs(block.text, numbers)
      const marked = mark ? `<w:bookmarkStart w:id="${index}" w:name="${mark.bookmark}"/>${text}<w:bookmarkEnd w:id="${index}"/>` : text
      return paragraph(stylesOf[block.kind], marked)
    }
  }
}

const paragraph = (style: string, content: string, properties = '') =>
  `<w:p><w:pPr><w:pStyle w:val="${style}"/>${properties}</w:pPr>${content}</w:p>`
const run = (text: string, properties = '') =>
  text === '' ? '' : `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`
const tab = '<w:r><w:tab/></w:r>'
const field = (code: string, shown: string) =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ${code} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>`

/** Text as runs: bold between pairs of asterisks, references between double brackets. */
const runs = (text: string, numbers: Numbers): string =>
  text
    .split(/(\*\*.+?\*\*|\[\[\w+\]\])/)
    .map((part) => {
      if (part.startsWith('**')) return run(part.slice(2, -2), '<w:b/>')
      if (!part.startsWith('[[')) return run(part)
      const target = numbers.get(part.slice(2, -2))
      if (!target) throw new Error(`No block has the id ${part}.`)
      return field(`REF ${target.bookmark} \\r \\h`, target.number)
    })
    .join('')

const line = (side: string, size = 4) => `<w:${side} w:val="single" w:sz="${size}" w:space="0" w:color="8A8F98"/>`

function tableXml({ widths, rows, right = [] }: Extract<Block, { kind: 'table' }>, numbers: Numbers): string {
  const total = widths.reduce((sum, width) => sum + width, 0)
  const wide = widths.map((width) => Math.round((width / total) * textWidth))
  const cell = (text: string, width: number, span: number, properties: string, bold: boolean) =>
    `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${span > 1 ? `<w:gridSpan w:val="${span}"/>` : ''}</w:tcPr>${paragraph('TableText', bold ? run(text, '<w:b/>') : runs(text, numbers), properties)}</w:tc>`
  const rowXml = (cells: readonly string[], first: boolean) => {
    const alone = cells.length === 1
    const content = cells.map((text, i) =>
      cell(text, alone ? textWidth : (wide[i] ?? 0), alone ? widths.length : 1, right.includes(i) ? '<w:jc w:val="right"/>' : '', first),
    )
    return `<w:tr><w:trPr><w:cantSplit/>${first ? '<w:tblHeader/>' : ''}</w:trPr>${content.join('')}</w:tr>`
  }
  const borders = `<w:tblBorders>${['top', 'bottom', 'insideH'].map((side) => line(side)).join('')}</w:tblBorders>`
  return `<w:tbl><w:tblPr><w:tblW w:w="${textWidth}" w:type="dxa"/>${borders}<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${wide.map((width) => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>${rows.map((cells, i) => rowXml(cells, i === 0)).join('')}</w:tbl>${paragraph('BodyText', '')}`
}

/** A line to sign on is the border of an empty paragraph: nothing that looks like a blank to fill in. */
function signaturesXml(parties: readonly (readonly string[])[], numbers: Numbers): string {
  const width = Math.floor(textWidth / Math.max(2, parties.length))
  const signing = paragraph(
    'TableText',
    '',
    `<w:pBdr>${line('bottom', 6)}</w:pBdr><w:spacing w:before="720" w:after="60"/><w:ind w:right="400"/>`,
  )
  const cells = parties.map(([party = '', ...lines]) => {
    const under = lines.map((text) => paragraph('TableText', runs(text, numbers))).join('')
    return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr>${paragraph('TableText', run(party, '<w:b/>'))}${signing}${under}</w:tc>`
  })
  return `<w:tbl><w:tblPr><w:tblW w:w="${textWidth}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${parties.map(() => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>${cells.join('')}</w:tr></w:tbl>${paragraph('BodyText', '')}`
}

const section = `<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/><w:pgSz w:w="${page.width}" w:h="${page.height}"/><w:pgMar w:top="${page.margin}" w:right="${page.margin}" w:bottom="${page.margin}" w:left="${page.margin}" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>`

const relationships = (links: readonly (readonly [string, string])[]) =>
  `${head}<Relationships xmlns="${packages}/relationships">${links
    .map(([type, target], i) => {
      const full = type.includes('/') ? `${packages}/relationships/${type}` : `${office}/${type}`
      return `<Relationship Id="rId${i + 1}" Type="${full}" Target="${target}"/>`
    })
    .join('')}</Relationships>`

const contentTypes = `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${word}.document.main+xml"/>${[
  'styles',
  'numbering',
  'settings',
]
  .map((part) => `<Override PartName="/word/${part}.xml" ContentType="${word}.${part}+xml"/>`)
  .join(
    '',
  )}<Override PartName="/word/header1.xml" ContentType="${word}.header+xml"/><Override PartName="/word/footer1.xml" ContentType="${word}.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`

const style = (id: string, name: string, paragraphProperties: string, runProperties = '', more = '') =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="Normal"/>${more}<w:qFormat/><w:pPr>${paragraphProperties}</w:pPr><w:rPr>${runProperties}</w:rPr></w:style>`
const numbered = (level: number) => `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="1"/></w:numPr>`
const rightTab = `<w:tabs><w:tab w:val="right" w:pos="${textWidth}"/></w:tabs>`

const styles = `${head}<w:styles xmlns:w="${w}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Cambria" w:hAnsi="Cambria" w:eastAsia="Cambria" w:cs="Times New Roman"/><w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="en-US"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>${[
  style('Title', 'Title', '<w:spacing w:before="120" w:after="120"/><w:jc w:val="center"/>', '<w:b/><w:sz w:val="34"/>'),
  style('Subtitle', 'Subtitle', '<w:spacing w:after="360"/><w:jc w:val="center"/>', '<w:color w:val="4A4F57"/>'),
  style('BodyText', 'Body Text', '<w:jc w:val="both"/>'),
  style(
    'Heading1',
    'heading 1',
    `<w:keepNext/>${numbered(0)}<w:spacing w:before="240" w:after="100"/><w:outlineLvl w:val="0"/>`,
    '<w:b/><w:sz w:val="23"/>',
    '<w:next w:val="Clause"/>',
  ),
  style('Clause', 'Clause', `${numbered(1)}<w:jc w:val="both"/>`),
  style('Item', 'Clause item', `${numbered(2)}<w:spacing w:after="80"/><w:jc w:val="both"/>`),
  style(
    'Schedule',
    'Schedule',
    '<w:keepNext/><w:pageBreakBefore/><w:spacing w:after="200"/><w:jc w:val="center"/><w:outlineLvl w:val="0"/>',
    '<w:b/><w:sz w:val="25"/>',
  ),
  style('TableText', 'Table Text', '<w:spacing w:before="40" w:after="40"/>', '<w:sz w:val="20"/>'),
  style('Header', 'header', rightTab, '<w:color w:val="4A4F57"/><w:sz w:val="17"/>'),
  style('Footer', 'footer', rightTab, '<w:color w:val="4A4F57"/><w:sz w:val="17"/>'),
].join('')}</w:styles>`

const level = (index: number, format: string, text: string, left: number, linked: string) =>
  `<w:lvl w:ilvl="${index}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:pStyle w:val="${linked}"/><w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="${left}" w:hanging="${index === 2 ? 567 : 709}"/></w:pPr></w:lvl>`

const numbering = `${head}<w:numbering xmlns:w="${w}"><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>${level(0, 'decimal', '%1.', 709, 'Heading1')}${level(1, 'decimal', '%1.%2', 709, 'Clause')}${level(2, 'lowerLetter', '(%3)', 1276, 'Item')}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`
