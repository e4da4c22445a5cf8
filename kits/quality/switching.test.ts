import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readSwitching } from './read-json.ts'
import { type LotOutcome, type SwitchingState, switchStates } from './switching.ts'

/** `+` accepted, `-` refused, `!` accepted one step tighter too, `?` accepted but not one step tighter. */
const lots = (text: string): LotOutcome[] =>
  [...text].map((sign) => ({ accepted: sign !== '-', ...(sign === '!' || sign === '?' ? { acceptedOneStepTighter: sign === '!' } : {}) }))
const initials = (states: readonly SwitchingState[]) => states.map((state) => state[0]).join('')
const run = (text: string, start: 'normal' | 'tightened' | 'reduced' = 'normal') => {
  const { states, next } = switchStates({ lots: lots(text), start })
  return `${initials(states)} ${next}`
}

test('two of five refused: tightened; five accepted: normal again', () => {
  assert.equal(run('-+++-'), 'nnnnn tightened')
  assert.equal(run('-++++-'), 'nnnnnn normal')
  assert.equal(run('--+++++'), 'nnttttt normal')
  assert.equal(run('--++++-+++++'), 'nntttttttttt normal')
})

test('refusals before a switch do not count after it', () => {
  assert.equal(run('--+++++-+'), 'nntttttnn normal')
  assert.equal(run('-+-', 'reduced'), 'rnn normal')
})

test('score 30: fifteen lots at 2, ten at 3, back to 0 by a lot that fails', () => {
  assert.equal(run('+'.repeat(14)), `${'n'.repeat(14)} normal`)
  assert.equal(run('+'.repeat(15)), `${'n'.repeat(15)} reduced`)
  assert.equal(run('!'.repeat(10)), `${'n'.repeat(10)} reduced`)
  assert.equal(run(`${'!'.repeat(9)}?${'!'.repeat(9)}`), `${'n'.repeat(19)} normal`)
  assert.equal(switchStates({ lots: lots('+++!') }).score, 9)
  assert.equal(switchStates({ lots: lots('+++-') }).score, 0)
  assert.equal(switchStates({ lots: lots('+'.repeat(40)), reducedAllowed: false }).next, 'normal')
})

test('reduced ends with a refused lot, or with irregular production', () => {
  assert.equal(run('++-+', 'reduced'), 'rrrn normal')
  assert.equal(switchStates({ lots: [{ accepted: true, irregular: true }], start: 'reduced' }).next, 'normal')
})

test('five refused in one stretch of tightened inspection: discontinued, until taken up again tightened', () => {
  const { states, next, discontinued } = switchStates({ lots: lots('---+-+-+-+'), start: 'tightened' })
  assert.deepEqual([initials(states), next, discontinued], ['tttttttddd', 'discontinued', true])
  const resumed = switchStates({ lots: [...lots('-----+'), { accepted: true, resumed: true }], start: 'tightened' })
  assert.deepEqual([initials(resumed.states), resumed.next, resumed.discontinued], ['tttttdt', 'tightened', false])
})

test('a lot that comes again counts for nothing', () => {
  const { states, next } = switchStates({ lots: [{ accepted: false }, { accepted: false, resubmitted: true }, { accepted: true }] })
  assert.deepEqual([initials(states), next], ['nnn', 'normal'])
})

test('bad input is named', () => {
  assert.throws(
    () => readSwitching({ lots: [{ accepted: true }, { accepted: 'yes' }] }),
    /lots\[1\]\.accepted must be true or false; it is "yes"\./,
  )
  assert.throws(() => readSwitching({ lots: [], start: 'loose' }), /start must be one of normal, tightened, reduced; it is "loose"\./)
  assert.throws(() => readSwitching({}), /lots must be a list; it is missing\./)
})

test('a longer run begins as the shorter one did, and its next state is the state of the next lot', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ accepted: fc.boolean(), irregular: fc.boolean(), resubmitted: fc.boolean() }), { minLength: 1, maxLength: 80 }),
      (all) => {
        const shorter = switchStates({ lots: all.slice(0, -1) })
        const longer = switchStates({ lots: all })
        assert.deepEqual(longer.states, [...shorter.states, shorter.next])
      },
    ),
  )
})
