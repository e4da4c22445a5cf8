import { NotVisible } from '../../platform/database/scope.ts'
import type { Work as Given } from '../../platform/ledger/command.ts'
import { accessTo, matterById, partiesOf } from '../matters/store.ts'
import { findPeople } from '../people/store.ts'
import type { Choice } from './candidates.ts'
import { knownOnMatter, loadMinutes } from './store.ts'
import type { Task } from './task.ts'

/** Most people among whom one is chosen: a site's floor and more. */
const peopleMax = 5_000

/** Reads what the choice of a person for a task looks at. The transaction is narrowed to the matter, so that all rights on it show. */
export async function choiceFor({ db, now }: Given, matterId: string, task: Task): Promise<Choice> {
  const matter = await matterById(db, matterId)
  if (!matter) throw new NotVisible()
  const parties = await partiesOf(db, matterId)
  return {
    task,
    matter: {
      jurisdiction: matter.jurisdiction,
      supervisingAttorneyId: matter.supervisingAttorneyId,
      access: new Set(await accessTo(db, matterId)),
      excluded: matter.walls.exclude,
      adverse: parties
        .filter(({ side }) => side === 'adverse')
        .flatMap(({ name, aliases, formerNames }) => [name, ...aliases, ...formerNames]),
    },
    people: await findPeople(db, { of: 'provider', status: 'active' }, peopleMax),
    loadMinutes: await loadMinutes(db),
    known: await knownOnMatter(db, matterId),
    now,
  }
}
