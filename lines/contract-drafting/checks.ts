import type { AutomaticCheck, CheckFinding, FileRef } from '../../desk/line.ts'
import type { Intake } from './intake.ts'
import { documentBytesMax, type Workshop } from './workers.ts'

export const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

const isDocx = ({ name, type }: FileRef): boolean => type === docxType || /\.docx$/i.test(name)

/** What is looked at before anybody inspects. A finding becomes a defect only if the inspector confirms it. */
export const checks = (workshop: Workshop): readonly AutomaticCheck<Intake>[] => [
  {
    name: 'There is a Word document',
    run: async ({ product }) => {
      if (product.length === 0) return [{ ctq: 'document', message: 'Nothing was submitted.', place: 'the product' }]
      return product.some(isDocx) ? [] : [{ ctq: 'document', message: 'No file of the product is a Word document.', place: 'the product' }]
    },
  },
  {
    name: 'No marks, blanks, changes or comments are left',
    run: async ({ product }, content) => {
      const found: CheckFinding[] = []
      for (const file of product.filter(isDocx)) found.push(...(await examined(file, content, workshop)))
      return found
    },
  },
]

async function examined(
  file: FileRef,
  content: (file: FileRef) => Promise<Uint8Array>,
  workshop: Workshop,
): Promise<readonly CheckFinding[]> {
  const unread = (message: string): CheckFinding[] => [{ ctq: 'document', message, place: file.name }]
  if (file.bytes > documentBytesMax) return unread(`The file is larger than ${documentBytesMax / 1024 / 1024} MB and was not opened.`)
  const result = await workshop.examine(await content(file))
  if (!result.ok) return unread(result.message)
  return result.found.map(({ place, ...finding }) => ({ ...finding, place: `${file.name}, ${place}` }))
}
