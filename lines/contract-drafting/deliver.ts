import type { Deliver } from '../../desk/line.ts'
import type { Database } from '../../platform/database/database.ts'
import { scopeMatter } from '../../platform/database/scope.ts'
import { house } from '../../platform/ids.ts'
import { draftingOf } from './drafting/store.ts'
import type { Intake } from './intake.ts'
import { templateById } from './templates/store.ts'

/** The file that says what a document was made of. */
const answersName = 'answers.json'

/** Beside the documents: the answers that they were assembled from, if they were, and whether the delivered file is still that one. */
export const deliver =
  (database: Database): Deliver<Intake> =>
  async ({ id, matterId, product }, { write }) => {
    const found = await scopeMatter(database, house, matterId, async (db) => {
      const drafting = await draftingOf(db, id)
      return drafting && { drafting, template: await templateById(db, drafting.templateId) }
    })
    const assembled = found?.drafting.assembled
    if (!found || !assembled || assembled.revision !== found.drafting.revision) return []
    const { file, version, answersDigest, at } = assembled
    const unchanged = product.some(({ sha256 }) => sha256 === file.sha256)
    const report = {
      template: found.template?.name ?? null,
      version,
      assembledAt: at,
      document: { name: file.name, sha256: file.sha256, editedSince: !unchanged },
      answersDigest,
      answers: found.drafting.answers,
    }
    return [await write(answersName, 'application/json', new TextEncoder().encode(`${JSON.stringify(report, null, 2)}\n`))]
  }
