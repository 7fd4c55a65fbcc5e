import { must } from '@cg/domain/must'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { act, expectStatus, logins, openTestCity, refusalFault, rsjForm, save, skills, typed } from './city.ts'
import type { Answer, City, Login } from './city.ts'

/*
 * 内部审签 as part of the right: every place of a form inside its department × action × role × scope, before and after
 * the closing date. Written by hand, not taken from the domain: `F` its filler, `C` 单位审核人, `H` 单位负责人 may; `.` nobody
 * from there (409 for those who otherwise may, 403 for all others). The office has no part in it.
 */

const actions = ['save', 'propose', 'recall', 'endorse', 'send-back', 'submit', 'withdraw'] as const
type Action = (typeof actions)[number]
type Letter = 'F' | 'C' | 'H'

const who: Readonly<Record<Letter, readonly Login[]>> = {
  F: ['rsj', 'rsj2', 'both'],
  C: ['checkerRsj'],
  H: ['headRsj'],
}
const rights: Readonly<Record<Action, string>> = { save: 'F', propose: 'F', recall: 'F', endorse: 'C', 'send-back': 'CH', submit: 'F', withdraw: 'F' } // prettier-ignore

type Place = { readonly state: string; readonly step: 'check' | 'sign' | null }

/** Where the form may be, and who may do what there. Columns in the order of `actions`. */
const places: Readonly<Record<string, Place & { readonly moves: string }>> = {
  //                                                              save propose recall endorse send-back submit withdraw
  draft: { state: 'draft', step: null, moves: '                   F    F       .      .       .         .      .' },
  withdrawn: { state: 'withdrawn', step: null, moves: '           F    F       .      .       .         .      .' },
  returned: { state: 'returned', step: null, moves: '             F    F       .      .       .         .      .' },
  checking: { state: 'draft', step: 'check', moves: '             .    .       F      C       C         .      .' },
  'checking, returned': { state: 'returned', step: 'check', moves: '. . F C C . .' },
  signing: { state: 'draft', step: 'sign', moves: '               .    .       F      .       H         H      .' },
  'signing, returned': { state: 'returned', step: 'sign', moves: '. . F . H H .' },
  submitted: { state: 'submitted', step: null, moves: '           .    .       .      .       .         .      F' },
  accepted: { state: 'accepted', step: null, moves: '             .    .       .      .       .         .      .' },
  locked: { state: 'locked', step: null, moves: '                 .    .       .      .       .         .      .' },
} // prettier-ignore

/** Where the form is after an action that worked: its state, and where it waits inside. */
const after: Readonly<Record<Action, (place: Place) => Place>> = {
  save: ({ state }) => ({ state: state === 'returned' ? 'returned' : 'draft', step: null }),
  propose: ({ state }) => ({ state, step: 'check' }),
  recall: ({ state }) => ({ state, step: null }),
  endorse: ({ state }) => ({ state, step: 'sign' }),
  'send-back': ({ state }) => ({ state, step: null }),
  submit: () => ({ state: 'submitted', step: null }),
  withdraw: () => ({ state: 'withdrawn', step: null }),
}

const times = {
  'before closing': { at: '2026-10-10T02:00:00.000Z', isShut: false },
  'a millisecond after closing': { at: '2026-10-20T10:00:00.001Z', isShut: true },
} as const

let city: City

beforeAll(async () => {
  city = await openTestCity()
  expectStatus(await save(city, 'rsj', rsjForm, skills({ AP: 80, BS: 70, CX: 60 })), 200)
  expectStatus(
    await city.ask('admin', 'PUT /api/v1/admin/reporters/RSJ/sign-off', { body: { isOn: true, allowsSame: false } }),
    200,
  )
  city.raw
    .prepare(
      `INSERT INTO return_mark (submission_id, round, item_code, unit_code, reason_code, reason, author_id, at)
       VALUES (?, 1, 'P_TRAIN_SR', 'AP', 'wrong_number', '与台账不符', ?, '2026-10-06T00:00:00.000Z')`,
    )
    .run(id(), city.id('reviewer'))
})

afterAll(() => city.close())

const id = () => Number(city.raw.prepare("SELECT id FROM submission WHERE form_code = 'RSJ-SKILLS'").pluck().get())

/** Puts the form there, proposed and checked by people of its department who are not asked below. */
function place({ state, step }: Place): void {
  const [proposer, checker] = [city.id('tjj'), city.id('zgh')]
  city.raw
    .prepare(
      `UPDATE submission SET state = ?, sign_off_step = ?, proposed_by = ?, proposed_at = '2026-10-06T02:00:00.000Z',
         endorsed_by = ?, endorsed_at = '2026-10-07T02:00:00.000Z', round = 1, version = 50,
         submitted_at = '2026-12-01T02:00:00.000Z', submitted_by = ? WHERE id = ?`,
    )
    .run(state, step, proposer, step === 'sign' ? checker : null, proposer, id())
}

function placeNow(): unknown {
  return city.raw.prepare('SELECT state, sign_off_step AS step FROM submission WHERE id = ?').get(id())
}

async function perform(login: Login, action: Action): Promise<Answer> {
  if (action === 'save') {
    const [version, value] = city.raw
      .prepare(
        "SELECT version, value FROM cell WHERE period = '2026Q3' AND item_code = 'P_TRAIN_SR' AND unit_code = 'AP'",
      )
      .raw()
      .get() as [number, number]
    return save(city, login, rsjForm, [typed('P_TRAIN_SR:AP', String((value + 1) % 11), version)])
  }
  return act(city, login, rsjForm, action, action === 'send-back' ? { body: { reason: '与台账不符' } } : {})
}

type Case = { readonly name: string; readonly action: Action; readonly letter: Letter | null; readonly isShut: boolean }

function wanted({ name, action, letter, isShut }: Case): number {
  const { state, step, moves } = must(places[name])
  const holds = action === 'submit' && step !== null ? 'FH' : rights[action]
  if (letter === null || !holds.includes(letter)) return 403
  if (!must(moves.trim().split(/\s+/)[actions.indexOf(action)]).includes(letter)) return 409
  // Taken back inside it is still to be mended; what was returned runs by no closing date.
  const isLate = isShut && ['save', 'propose', 'submit', 'withdraw'].includes(action) && state !== 'returned'
  return isLate ? 409 : 200
}

async function tryCase(one: Case, login: Login): Promise<string[]> {
  const stood = must(places[one.name])
  place(stood)
  const before = JSON.stringify([placeNow(), city.trace()])
  const answer = await perform(login, one.action)
  const name = `${login} ${one.action} in ${one.name}`
  const status = wanted(one)
  if (answer.status !== status) return [`${name}: ${answer.status}, not ${status}: ${answer.text.slice(0, 200)}`]
  if (status === 200) {
    const [now, next] = [JSON.stringify(placeNow()), JSON.stringify(after[one.action](stood))]
    return now === next ? [] : [`${name}: is ${now}, not ${next}`]
  }
  const fault = refusalFault(answer)
  if (fault !== null) return [`${name}: ${fault}`]
  return JSON.stringify([placeNow(), city.trace()]) === before ? [] : [`${name}: refused, but something was written`]
}

describe.each(Object.entries(times))('%s', (_, { at, isShut }) => {
  it('every place × action answers every role and scope as the table says', async ({ task }) => {
    city.setNow(at)
    for (const login of logins) expectStatus(await city.ask(login, 'GET /api/v1/session'), 200)
    const faults: string[] = []
    for (const name of Object.keys(places))
      for (const action of actions)
        for (const login of logins) {
          const letter = (['F', 'C', 'H'] as const).find((one) => who[one].includes(login)) ?? null
          faults.push(...(await tryCase({ name, action, letter, isShut }, login)))
        }
    expect(faults).toEqual([])
    task.meta.counted = { cases: Object.keys(places).length * actions.length * logins.length }
  })
})
