import { decide } from '../desk/people/model.ts'
import { people } from '../desk/people/projection.ts'
import { emailIsTaken } from '../desk/people/store.ts'
import { clientRoles, type Role, roles } from '../desk/policy.ts'
import { scopeStream } from '../platform/database/scope.ts'
import { invite } from '../platform/identity/invitations.ts'
import { house, newId } from '../platform/ids.ts'
import { command } from '../platform/ledger/command.ts'
import { Refused } from '../platform/ledger/refusal.ts'
import { readSettings } from '../platform/settings.ts'
import { type ExitCode, printJson, UsedWrongly, type Verbs } from './verb.ts'

/** What the first person of a house needs: to invite the others. */
const firstRoles = 'delivery-manager,security-officer'

export const verbs: Verbs = {
  invite: {
    usage: 'EMAIL --name NAME [--roles ROLE,…] [--zone ZONE] [--json]',
    operands: 1,
    about: 'invite a person of the provider, such as the first one, and print the link',
    flags: {
      name: { kind: 'text', about: 'the name' },
      roles: { kind: 'text', about: `roles, with commas between (default: ${firstRoles})` },
      zone: { kind: 'text', about: 'the time zone (default: UTC)' },
    },
    run: async (given) => {
      const [email] = given.operands
      const name = given.text('name')
      if (!email?.includes('@')) throw new UsedWrongly('Give the e-mail address of the person.')
      if (!name) throw new UsedWrongly('Give the name of the person: --name NAME.')
      const held = (given.text('roles') ?? firstRoles).split(',') as Role[]
      const strange = held.find((role) => !(role in roles) || clientRoles.includes(role))
      if (strange) throw new UsedWrongly(`--roles: "${strange}" is no role of the provider. Known: ${Object.keys(roles).join(', ')}.`)
      const facts = { name, timeZone: given.text('zone') ?? 'UTC', site: null, shift: null, formerEmployers: [], ndaSignedOn: null }
      const { withNewStore } = await import('./store.ts')
      return withNewStore(given, async ({ database, projections }): Promise<ExitCode> => {
        const now = new Date().toISOString()
        const id = newId()
        const token = await scopeStream(database, house, house, async (db) => {
          const work = { db, actor: house, now, projections }
          const invitation = { kind: 'invite', email: email.toLowerCase(), clientId: null, roles: held, facts } as const
          const emailTaken = await emailIsTaken(db, email.toLowerCase())
          await command(work, house, { kind: 'person', id }, people, (person, context) =>
            decide(person, { ...invitation, emailTaken }, context),
          )
          return invite(db, { personId: id, email, now })
        }).catch((error: unknown) => {
          if (error instanceof Refused) throw new UsedWrongly(error.refusal.message)
          throw error
        })
        const link = `${readSettings(process.env).url}/accept-invitation#${token}`
        if (given.on('json')) printJson({ id, link })
        else process.stdout.write(`${name} chooses a password at ${link}\n`)
        return 0
      })
    },
  },
}
