import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  act,
  apForm,
  expectStatus,
  formPath,
  openTestCity,
  refusalFault,
  reviewPath,
  rsjForm,
  save,
  skills,
  typed,
  union,
} from './city.ts'
import type { Answer, City, Login } from './city.ts'

/*
 * The state as part of the right (S2): every state × action × person, before the deadline, late, and after closing.
 * The tables below are written by hand, not taken from the domain: `O` the reporter, `L` the lead department, `R` the
 * office may; `.` nobody from this state (409 for those who otherwise may, 403 for all others).
 */

const states = [
  'not_started',
  'draft',
  'submitted',
  'begun',
  'checked',
  'accepted',
  'returned',
  'withdrawn',
  'locked',
] as const
type State = (typeof states)[number]
const actions = ['save', 'submit', 'withdraw', 'begin', 'check', 'return', 'accept', 'extend'] as const
type Action = (typeof actions)[number]
type Letter = 'O' | 'L' | 'R'

type Kind = {
  readonly form: string
  readonly who: Readonly<Record<Letter, Login | null>>
  /** Who has the right at all, by action. */
  readonly rights: Readonly<Record<Action, string>>
  /** From which states it works, and for whom. Columns in the order of `actions`. */
  readonly moves: Readonly<Record<State, string>>
  readonly strangers: readonly Login[]
}

const department: Kind = {
  form: rsjForm,
  who: { O: 'rsj', L: null, R: 'reviewer' },
  rights: { save: 'O', submit: 'O', withdraw: 'O', begin: 'R', check: '', return: 'R', accept: 'R', extend: 'R' },
  moves: {
    //           save submit withdraw begin check return accept extend
    not_started: 'O    .      .        .     .     .      .      R',
    draft: '      O    O      .        .     .     .      .      R',
    submitted: '  .    .      O        R     .     R      R      .',
    begun: '      .    .      .        R     .     R      R      .',
    checked: '    .    .      .        R     .     R      R      .',
    accepted: '   .    .      .        .     .     R      .      .',
    returned: '   O    O      .        .     .     .      .      R',
    withdrawn: '  O    O      .        .     .     .      .      R',
    locked: '     .    .      .        .     .     .      .      .',
  },
  strangers: ['tjj', 'zgh', 'ap', 'leader', 'publisher', 'admin'],
}

const union1: Kind = {
  form: apForm,
  who: { O: 'ap', L: 'zgh', R: 'reviewer' },
  rights: { save: 'O', submit: 'O', withdraw: 'O', begin: 'LR', check: 'L', return: 'LR', accept: 'R', extend: 'R' },
  moves: {
    //           save submit withdraw begin check return accept extend
    not_started: 'O    .      .        .     .     .      .      R',
    draft: '      O    O      .        .     .     .      .      R',
    submitted: '  .    .      O        LR    L     L      .      .',
    begun: '      .    .      .        LR    L     L      .      .',
    checked: '    .    .      .        LR    .     R      R      .',
    accepted: '   .    .      .        .     .     R      .      .',
    returned: '   O    O      .        .     .     .      .      R',
    withdrawn: '  O    O      .        .     .     .      .      R',
    locked: '     .    .      .        .     .     .      .      .',
  },
  strangers: ['rsj', 'bs', 'leader', 'publisher', 'admin'],
}

/** What a form is after an action that worked. */
const after: Readonly<Record<Action, (state: State) => string>> = {
  save: (state) => (state === 'returned' ? 'returned' : 'draft'),
  submit: () => 'submitted',
  withdraw: () => 'withdrawn',
  begin: (state) => (state === 'checked' ? 'checked' : 'submitted'),
  check: () => 'checked',
  return: () => 'returned',
  accept: () => 'accepted',
  extend: (state) => state,
}

const times = {
  'in time': '2026-10-10T02:00:00.000Z',
  'late, not closed': '2026-10-17T02:00:00.000Z',
  closed: '2026-10-25T02:00:00.000Z',
} as const

let city: City

beforeAll(async () => {
  city = await openTestCity()
  expectStatus(await save(city, 'rsj', rsjForm, skills({ AP: 80, BS: 70, CX: 60 })), 200)
  expectStatus(await save(city, 'ap', apForm, union('AP')), 200)
  for (const [login, form] of [
    ['rsj', rsjForm],
    ['ap', apForm],
  ] as const)
    expectStatus(await act(city, login, form, 'submit'), 200)
  for (const { form, who } of [department, union1]) {
    city.raw
      .prepare(
        `INSERT INTO submission_event (submission_id, action, from_state, to_state, round, actor_id, at)
         VALUES (?, 'begin', 'submitted', 'submitted', 1, ?, '2026-10-06T00:00:00.000Z')`,
      )
      .run(idOf(form), city.id(who.R ?? 'reviewer'))
    const insert = city.raw.prepare(
      `INSERT INTO return_mark (submission_id, round, item_code, unit_code, reason_code, reason, author_id, at)
       VALUES (?, 1, ?, 'AP', 'wrong_number', '与台账不符', ?, '2026-10-06T00:00:00.000Z')`,
    )
    insert.run(idOf(form), cellOf(form), city.id('reviewer'))
  }
}, 60_000)

afterAll(() => city.close())

const cellOf = (form: string) => (form === rsjForm ? 'P_TRAIN_SR' : 'E_OPEN')

function idOf(form: string): number {
  const [code, reporter] = form.split('/')
  return Number(
    city.raw.prepare('SELECT id FROM submission WHERE form_code = ? AND reporter = ?').pluck().get(code, reporter),
  )
}

/** Puts the form into a state, as if it had come there by itself in its first round. */
function place({ form, who }: Kind, state: State): void {
  const owner = city.id(who.O ?? 'rsj')
  city.raw
    .prepare(
      `UPDATE submission SET state = ?, round = 1, version = 50, submitted_at = ?, submitted_by = ?,
         accepted_at = NULL, accepted_by = NULL WHERE id = ?`,
    )
    .run(
      state === 'begun' ? 'submitted' : state,
      // Review has begun when that was recorded after the last submission.
      state === 'begun' ? '2026-10-05T02:00:00.000Z' : '2026-12-01T02:00:00.000Z',
      owner,
      idOf(form),
    )
  city.raw.exec('DELETE FROM extension')
}

function stateOf(form: string): unknown {
  return city.raw.prepare('SELECT state FROM submission WHERE id = ?').pluck().get(idOf(form))
}

let number = 0

async function perform(login: Login, form: string, action: Action): Promise<Answer> {
  if (action === 'extend') {
    const body = { dueAt: '2026-10-30T10:00:00Z', reason: '系统故障' }
    return city.ask(login, `PUT ${reviewPath(form)}/extension`, { body })
  }
  if (action === 'save') {
    const item = cellOf(form)
    const version = city.raw
      .prepare("SELECT version FROM cell WHERE period = '2026Q3' AND item_code = ? AND unit_code = 'AP'")
      .pluck()
      .get(item)
    number = (number + 1) % 11
    return save(city, login, form, [typed(`${item}:AP`, String(number), Number(version))])
  }
  const marks = [{ item: cellOf(form), unit: 'AP', reasonCode: 'wrong_number', reason: '与台账不符' }]
  return act(city, login, form, action, action === 'return' ? { body: { marks } } : {})
}

type Case = { kind: Kind; state: State; action: Action; letter: Letter | null; isClosed: boolean }

function wanted({ kind, state, action, letter, isClosed }: Case): number {
  if (letter === null || !kind.rights[action].includes(letter)) {
    // Reopening what was accepted is the office's alone.
    return 403
  }
  const isHidden = ['not_started', 'draft', 'withdrawn'].includes(state)
  // Who may not read a draft is not told more of it.
  if (action === 'begin' && isHidden) return 403
  if (action === 'return' && state === 'accepted' && letter === 'L') return 403
  const cell = kind.moves[state].trim().split(/\s+/)[actions.indexOf(action)] ?? '.'
  if (!cell.includes(letter)) return 409
  // Taken back after closing it could never be sent again.
  const isLate = isClosed && (action === 'save' || action === 'submit' || action === 'withdraw') && state !== 'returned'
  return isLate ? 409 : 200
}

async function tryCase(one: Case, login: Login): Promise<string[]> {
  const { kind, state, action } = one
  place(kind, state)
  const before = JSON.stringify(city.trace())
  const stored = stateOf(kind.form)
  const answer = await perform(login, kind.form, action)
  const status = wanted(one)
  const name = `${login} ${action} in ${state}`
  if (answer.status !== status) return [`${name}: ${answer.status}, not ${status}: ${answer.text.slice(0, 200)}`]
  const now = stateOf(kind.form)
  if (status === 200) {
    const next = after[action](state === 'begun' ? 'submitted' : state)
    return now === next ? [] : [`${name}: is ${String(now)}, not ${next}`]
  }
  const fault = refusalFault(answer)
  if (fault !== null) return [`${name}: ${fault}`]
  if (now !== stored || JSON.stringify(city.trace()) !== before) return [`${name}: refused, but something was written`]
  return []
}

describe.each([
  ['a department’s form', department],
  ['a district’s form', union1],
])('%s', (_, kind) => {
  it.each(Object.entries(times))(
    '%s: every state × action × person answers as the table says',
    async (time, iso) => {
      city.setNow(iso)
      const faults: string[] = []
      let cases = 0
      const letters: [Letter | null, Login][] = kind.strangers.map((login) => [null, login])
      for (const [letter, login] of Object.entries(kind.who))
        if (login !== null) letters.push([letter as Letter, login])
      for (const [, login] of letters) expectStatus(await city.ask(login, 'GET /api/v1/session'), 200)
      for (const state of states) {
        for (const action of actions) {
          for (const [letter, login] of letters) {
            cases += 1
            faults.push(...(await tryCase({ kind, state, action, letter, isClosed: time === 'closed' }, login)))
          }
        }
      }
      expect(faults).toEqual([])
      expect(cases).toBe(states.length * actions.length * letters.length)
    },
    60_000,
  )
})

it('an extension carries one reporter over the closing, and nobody else', async () => {
  place(department, 'draft')
  place(union1, 'draft')
  city.setNow('2026-10-25T02:00:00.000Z')
  expectStatus(await perform('rsj', rsjForm, 'save'), 409)
  expectStatus(await perform('reviewer', rsjForm, 'extend'), 200)
  expectStatus(await perform('rsj', rsjForm, 'save'), 200)
  expectStatus(await perform('ap', apForm, 'save'), 409)
  city.setNow('2026-10-30T10:00:00.001Z')
  const late = expectStatus(await perform('rsj', rsjForm, 'save'), 409)
  expect(late.body.detail).toContain('已过截止时间')
})

it('the reply says what this person may do next, and it is what works', async () => {
  city.setNow(times['in time'])
  place(department, 'submitted')
  const own = expectStatus(await city.ask('rsj', `GET ${formPath(rsjForm)}`), 200)
  expect(own.body.submission.allowedActions).toEqual(['withdraw'])
  const office = expectStatus(await city.ask('reviewer', `GET ${formPath(rsjForm)}`), 200)
  expect(office.body.submission.allowedActions).toEqual(['accept', 'return'])
})
