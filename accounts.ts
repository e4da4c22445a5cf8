import { z } from 'zod'
import type { Accounts } from './desk/people/api.ts'
import { decide } from './desk/people/model.ts'
import { people } from './desk/people/projection.ts'
import { closeAccount, removeSecondFactor } from './platform/identity/invitations.ts'
import { house } from './platform/ids.ts'
import type { Jobs } from './platform/jobs/jobs.ts'
import { jobKind } from './platform/jobs/kind.ts'
import { command, type Work } from './platform/ledger/command.ts'

/** The letter that invites somebody. Its handler makes the link: a token stands in no queue. */
export const invitations = jobKind('people.invite', z.object({ personId: z.uuid(), email: z.string(), name: z.string() }))

/** Opens accounts by letter, gives them a new beginning, and closes them. */
export function accountsBy(jobs: Pick<Jobs, 'send'>): Accounts {
  const invite: Accounts['invite'] = async ({ db }, { id: personId, email, name }) => {
    await jobs.send(db, invitations, { personId, email, name })
  }
  return {
    invite,
    reset: async (work, person) => {
      await removeSecondFactor(work.db, person.id)
      await invite(work, person)
    },
    close: ({ db }, personId) => closeAccount(db, personId),
  }
}

/** The desk's part of coming in for the first time; who comes back with a new password has joined before. */
export async function joined(work: Work, personId: string): Promise<void> {
  const person = await work.db.selectFrom('person').select('status').where('id', '=', personId).executeTakeFirst()
  if (person?.status !== 'invited') return
  await command(work, house, { kind: 'person', id: personId }, people, (state, context) => decide(state, { kind: 'join' }, context))
}
