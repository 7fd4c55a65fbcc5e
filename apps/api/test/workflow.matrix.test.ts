import { must } from '@cg/domain/must'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  act,
  apForm,
  expectStatus,
  formPath,
  logins,
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
 * The state as part of the right (S2): every state × action × role × scope, before and after each date of the calendar.
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
  readonly who: Readonly<Record<Letter, readonly Login[]>>
  /** Who has the right at all, by action. */
  readonly rights: Readonly<Record<Action, string>>
  /** From which states it works, and for whom. Columns in the order of `actions`. */
  readonly moves: Readonly<Record<State, string>>
}

const department: Kind = {
  form: rsjForm,
  // A reviewer of the department that owns the form is its office; one of another department or of a unit is not.
  who: { O: ['rsj', 'rsj2'], L: [], R: ['reviewer', 'reviewerRsj'] },
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
}

const union1: Kind = {
  form: apForm,
  // The form lies with its lead department and with its unit: a reviewer of either is its office.
  who: { O: ['ap'], L: ['zgh'], R: ['reviewer', 'reviewerZgh', 'reviewerAp'] },
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

type Time = {
  readonly at: string
  /** Until when this reporter's time was extended; absent: it was not. */
  readonly extendedTo?: string
  /** What the date has shut: nothing may be filled yet, or no longer. */
  readonly shut?: 'not yet' | 'no longer'
}

const extendedTo = '2026-10-30T10:00:00.000Z'
/** The quarter opens on 1 October, is due on the 15th and closes on the 20th; each date's own instant counts as in time. */
const times: Readonly<Record<string, Time>> = {
  'a millisecond before opening': { at: '2026-09-30T23:59:59.999Z', shut: 'not yet' },
  'at opening': { at: '2026-10-01T00:00:00.000Z' },
  'at the due instant': { at: '2026-10-15T10:00:00.000Z' },
  'a millisecond late': { at: '2026-10-15T10:00:00.001Z' },
  'at closing': { at: '2026-10-20T10:00:00.000Z' },
  'a millisecond after closing': { at: '2026-10-20T10:00:00.001Z', shut: 'no longer' },
  'closed, but extended': { at: '2026-10-25T02:00:00.000Z', extendedTo },
  'at the end of the extension': { at: extendedTo, extendedTo },
  'a millisecond after the extension': { at: '2026-10-30T10:00:00.001Z', extendedTo, shut: 'no longer' },
} // prettier-ignore

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
  for (const { form } of [department, union1]) {
    city.raw
      .prepare(
        `INSERT INTO submission_event (submission_id, action, from_state, to_state, round, actor_id, at)
         VALUES (?, 'begin', 'submitted', 'submitted', 1, ?, '2026-10-06T00:00:00.000Z')`,
      )
      .run(idOf(form), city.id('reviewer'))
    const insert = city.raw.prepare(
      `INSERT INTO return_mark (submission_id, round, item_code, unit_code, reason_code, reason, author_id, at)
       VALUES (?, 1, ?, 'AP', 'wrong_number', '与台账不符', ?, '2026-10-06T00:00:00.000Z')`,
    )
    insert.run(idOf(form), cellOf(form), city.id('reviewer'))
  }
})

afterAll(() => city.close())

const cellOf = (form: string) => (form === rsjForm ? 'P_TRAIN_SR' : 'E_OPEN')

function idOf(form: string): number {
  const [code, reporter] = form.split('/')
  return Number(
    city.raw.prepare('SELECT id FROM submission WHERE form_code = ? AND reporter = ?').pluck().get(code, reporter),
  )
}

/** Puts the form into a state, as if it had come there by itself in its first round. */
function place({ form, who }: Kind, state: State, until?: string): void {
  const owner = city.id(must(who.O[0]))
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
  if (until === undefined) return
  const [code, reporter] = form.split('/')
  city.raw
    .prepare(
      `INSERT INTO extension (period, form_code, reporter, due_at, reason, granted_by, granted_at)
       VALUES ('2026Q3', ?, ?, ?, '系统故障', ?, '2026-10-12T00:00:00.000Z')`,
    )
    .run(code, reporter, until, city.id('reviewer'))
}

function stateOf(form: string): unknown {
  return city.raw.prepare('SELECT state FROM submission WHERE id = ?').pluck().get(idOf(form))
}

async function perform(login: Login, form: string, action: Action): Promise<Answer> {
  if (action === 'extend') {
    const body = { dueAt: '2026-11-30T10:00:00Z', reason: '系统故障' }
    return city.ask(login, `PUT ${reviewPath(form)}/extension`, { body })
  }
  if (action === 'save') {
    const item = cellOf(form)
    const stored = city.raw
      .prepare("SELECT version, value FROM cell WHERE period = '2026Q3' AND item_code = ? AND unit_code = 'AP'")
      .raw()
      .get(item) as [number, number]
    // What stands there already would change nothing.
    return save(city, login, form, [typed(`${item}:AP`, String((stored[1] + 1) % 11), stored[0])])
  }
  const marks = [{ item: cellOf(form), unit: 'AP', reasonCode: 'wrong_number', reason: '与台账不符' }]
  return act(city, login, form, action, action === 'return' ? { body: { marks } } : {})
}

type Case = { kind: Kind; state: State; action: Action; letter: Letter | null; time: Time }

function wanted({ kind, state, action, letter, time }: Case): number {
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
  if (time.shut === 'not yet') return ['save', 'submit', 'extend'].includes(action) ? 409 : 200
  // Taken back after closing it could never be sent again.
  const isLate = time.shut === 'no longer' && ['save', 'submit', 'withdraw'].includes(action) && state !== 'returned'
  return isLate ? 409 : 200
}

async function tryCase(one: Case, login: Login): Promise<string[]> {
  const { kind, state, action, time } = one
  place(kind, state, time.extendedTo)
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

/** Everybody but who both fills and reviews: of their own sending another must decide, which has tests of its own. */
function peopleOf({ who }: Kind): [Letter | null, Login][] {
  const letters = ['O', 'L', 'R'] as const
  return logins
    .filter((login) => login !== 'both')
    .map((login) => [letters.find((letter) => who[letter].includes(login)) ?? null, login])
}

type People = readonly (readonly [Letter | null, Login])[]

/** How many cases there were. */
async function tryAll(kind: Kind, time: Time, people: People): Promise<number> {
  city.setNow(time.at)
  const faults: string[] = []
  let cases = 0
  for (const [, login] of people) expectStatus(await city.ask(login, 'GET /api/v1/session'), 200)
  for (const state of states) {
    for (const action of actions) {
      for (const [letter, login] of people) {
        cases += 1
        faults.push(...(await tryCase({ kind, state, action, letter, time }, login)))
      }
    }
  }
  expect(faults).toEqual([])
  expect(cases).toBe(states.length * actions.length * people.length)
  return cases
}

describe.each([
  ['a department’s form', department],
  ['a district’s form', union1],
])('%s', (_, kind) => {
  it.for(Object.entries(times))(
    '%s: every state × action answers those who hold a right as the table says',
    { timeout: 60_000 },
    async ([, time], { task }) => {
      const holders = peopleOf(kind).filter(([letter]) => letter !== null)
      expect(holders.length).toBe(Object.values(kind.who).flat().length)
      task.meta.counted = { cases: await tryAll(kind, time, holders) }
    },
  )

  it.for<[string, Time]>([
    ['in time', { at: '2026-10-10T02:00:00.000Z' }],
    ['closed', { at: '2026-10-25T02:00:00.000Z', shut: 'no longer' }],
  ])(
    '%s: every state × action answers every role and scope as the table says',
    { timeout: 60_000 },
    async ([, time], { task }) => {
      task.meta.counted = { cases: await tryAll(kind, time, peopleOf(kind)) }
    },
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
  city.setNow('2026-11-30T10:00:00.001Z')
  const late = expectStatus(await perform('rsj', rsjForm, 'save'), 409)
  expect(late.body.detail).toContain('已过截止时间')
})

it('the reply says what this person may do next, and it is what works', async () => {
  city.setNow('2026-10-10T02:00:00.000Z')
  place(department, 'submitted')
  const own = expectStatus(await city.ask('rsj', `GET ${formPath(rsjForm)}`), 200)
  expect(own.body.submission.allowedActions).toEqual(['withdraw'])
  const office = expectStatus(await city.ask('reviewer', `GET ${formPath(rsjForm)}`), 200)
  expect(office.body.submission.allowedActions).toEqual(['accept', 'return'])
})
