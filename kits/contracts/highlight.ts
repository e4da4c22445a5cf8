import type { XmlDocument, XmlElement } from '../docx/index.ts'

/** What the schema puts after `w:highlight` in run properties (ISO 29500-1, 17.3.2.28, CT_RPr). */
const later = new Set(
  [
    'u',
    'effect',
    'bdr',
    'shd',
    'fitText',
    'vertAlign',
    'rtl',
    'cs',
    'em',
    'lang',
    'eastAsianLayout',
    'specVanish',
    'oMath',
    'rPrChange',
  ].map((name) => `w:${name}`),
)

/** A run's properties with a yellow highlight in its place, so that what is missing is seen. */
export function highlighted({ source, w }: XmlDocument, properties: XmlElement | undefined): string {
  const mark = `<${w}highlight ${w}val="yellow"/>`
  if (!properties || properties.children.length === 0) return `<${w}rPr>${mark}</${w}rPr>`
  let result = source.slice(properties.start, properties.openEnd)
  let placed = false
  for (const each of properties.children) {
    if (each.name === 'w:highlight') continue
    if (!placed && (later.has(each.name) || each.name.startsWith('w14:'))) {
      result += mark
      placed = true
    }
    result += source.slice(each.start, each.end)
  }
  return `${result}${placed ? '' : mark}${source.slice(properties.closeStart, properties.end)}`
}
