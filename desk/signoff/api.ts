import { z } from '@hono/zod-openapi'
import { NotVisible } from '../../platform/database/scope.ts'
import { route } from '../../platform/http/route.ts'
import { newId } from '../../platform/ids.ts'
import { command, type Work } from '../../platform/ledger/command.ts'
import { replay, together } from '../../platform/ledger/projection.ts'
import { Refused } from '../../platform/ledger/refusal.ts'
import { entriesOf } from '../../platform/ledger/store.ts'
import { markedDefects, markedDefectView, strangeDefect, withIds } from '../defects.ts'
import type { Lines } from '../line.ts'
import { matterById, membersOf } from '../matters/store.ts'
import { fileRef, orderPath } from '../orders/api.ts'
import { matterFacts } from '../orders/facts.ts'
import { orders } from '../orders/projection.ts'
import { orderById } from '../orders/store.ts'
import { admittedOn } from '../people/admissions.ts'
import { personById } from '../people/store.ts'
import { can } from '../policy.ts'
import { productHash } from '../work/product.ts'
import { decide, type Signer, type SignOffCommand, standardStatement, statementLengthMax, unfitSigner } from './model.ts'
import { signOffs } from './projection.ts'
import { refusalsOfOrder, signOffsOfOrder } from './store.ts'

const id = z.uuid()
const hash = z.string().regex(/^[0-9a-f]{64}$/)

const admissionView = z.object({ jurisdiction: z.string(), number: z.string(), status: z.string(), expiresOn: z.string().nullable() })

const signOffView = z.object({
  id,
  productHash: hash,
  attorneyId: id,
  attorneyName: z.string(),
  admission: admissionView,
  statement: z.string(),
  at: z.string(),
  voidedAt: z.string().nullable(),
  voidedBecause: z.string().nullable(),
})

const refusalView = z.object({
  id,
  productHash: hash,
  attorneyId: id,
  attorneyName: z.string(),
  reason: z.string(),
  defects: z.array(markedDefectView),
  at: z.string(),
})

const appended = z.object({ id, seq: z.number() })

/** The supervising attorney's approval of a product. */
export const signOffRoutes = (lines: Lines) => ({
  ofOrder: route({
    method: 'get',
    path: '/api/matters/{matterId}/orders/{orderId}/sign-off',
    summary: 'What is to be signed, by whom it may be, and what was signed and refused before',
    may: can('see-work'),
    params: orderPath,
    answer: z.object({
      status: z.string(),
      product: z.array(fileRef),
      productHash: hash.nullable(),
      /** The sign-off that holds for this product. */
      validId: id.nullable(),
      signOffs: z.array(signOffView),
      refusals: z.array(refusalView),
      /** Whether the reader may sign, and by which admission; else why not. */
      me: z.object({ admission: admissionView.nullable(), barred: z.string().nullable() }),
      statement: z.string(),
      /** What can be wrong, for whoever refuses. */
      opportunities: z.array(z.object({ ctq: z.string(), title: z.string(), severity: z.enum(['critical', 'major', 'minor']) })),
    }),
    run: async ({ work, params: { matterId, orderId } }) => {
      const order = await orderOf(work, matterId, orderId)
      const { product } = replay(signOffs, await entriesOf(work.db, matterId, { kind: 'order', id: orderId })).work
      const given = await signOffsOfOrder(work.db, orderId)
      const current = product.length === 0 ? null : productHash(product)
      const signer = await signerOf(work, matterId)
      return {
        status: order.status,
        product: [...product],
        productHash: current,
        validId: given.find(({ voidedAt, productHash: signed }) => voidedAt === null && signed === current)?.id ?? null,
        signOffs: given,
        refusals: (await refusalsOfOrder(work.db, orderId)).map((refusal) => ({ ...refusal, defects: [...refusal.defects] })),
        me: { admission: signer.admission, barred: unfitSigner(signer)?.message ?? null },
        statement: standardStatement,
        opportunities: (lines.get(order.line)?.opportunities ?? []).map(({ ctq, title, severity }) => ({ ctq, title, severity })),
      }
    },
  }),

  sign: route({
    method: 'post',
    path: '/api/matters/{matterId}/orders/{orderId}/sign-offs',
    summary: 'Sign off the product with this hash',
    may: can('sign-off'),
    params: orderPath,
    body: z.object({ productHash: hash, statement: z.string().trim().min(1).max(statementLengthMax) }),
    answer: appended,
    status: 201,
    run: async ({ work, params: { matterId, orderId }, body }) =>
      change(work, matterId, orderId, { kind: 'sign', id: newId(), ...body, signer: await signerOf(work, matterId) }),
  }),

  refuse: route({
    method: 'post',
    path: '/api/matters/{matterId}/orders/{orderId}/sign-off-refusals',
    summary: 'Send the product back, with what is wrong',
    may: can('sign-off'),
    params: orderPath,
    body: z.object({ reason: z.string().trim().min(1, 'Say what has to be mended.').max(statementLengthMax), defects: markedDefects }),
    answer: appended,
    status: 201,
    run: async ({ work, params: { matterId, orderId }, body }) => {
      const { line } = await orderOf(work, matterId, orderId)
      const defects = withIds(body.defects)
      const strange = strangeDefect(defects, lines.get(line)?.opportunities ?? [])
      if (strange) throw new Refused(strange)
      const signer = await signerOf(work, matterId)
      return change(work, matterId, orderId, { kind: 'refuse', id: newId(), reason: body.reason, defects, signer })
    },
  }),
})

const reading = together({ order: orders, signOffs })

async function change(work: Work, matterId: string, orderId: string, given: SignOffCommand) {
  const { seq } = await command(work, matterId, { kind: 'order', id: orderId }, reading, (state, context) => decide(state, given, context))
  return { id: given.id, seq }
}

async function orderOf({ db }: Work, matterId: string, orderId: string) {
  const order = await orderById(db, orderId)
  if (order?.matterId !== matterId) throw new NotVisible()
  return order
}

/** Who acts, as far as the rule of signing asks: their place on the matter, and the admission that they would sign by today. */
async function signerOf(work: Work, matterId: string): Promise<Signer> {
  const matter = await matterById(work.db, matterId)
  const person = await personById(work.db, work.actor)
  if (!matter) throw new NotVisible()
  const { date } = await matterFacts(work, matterId)
  const members = await membersOf(work.db, matterId)
  const answers =
    matter.supervisingAttorneyId === work.actor ||
    members.some(({ personId, role }) => personId === work.actor && role === 'supervising-attorney')
  return {
    name: person?.name ?? 'The house',
    answers,
    jurisdiction: matter.jurisdiction,
    date,
    admission: person?.status === 'active' ? admittedOn(person, matter.jurisdiction, date) : null,
  }
}
