import { must } from '@cg/domain/must'
import { releasedCells, unpackCells } from '@cg/services/release/stored/cell-table'
import { wholeOf } from '@cg/services/release/stored/packed-bytes'
import type { Lying } from '@cg/services/release/stored/packed-bytes'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  act,
  apForm,
  expectStatus,
  fileQuarter,
  formPath,
  openTestCity,
  publishQuarter,
  refusalFault,
  reviewPath,
  save,
  typed,
  union,
} from './city.ts'
import type { Answer, City, Login } from './city.ts'

/* A quarter is published before its date: what that shuts, who is told, and the way back (补报). */

let city: City
const bsForm = apForm.replace('AP', 'BS')
const admission = { dueAt: '2026-11-10T10:00:00Z', reason: '提前发布时仍在核对企业名册' }

/** Who reported in the release how many open their affairs to the workers. */
function openedIn(code: string): [string, number | null][] {
  const [found] = city.raw
    .prepare(
      `SELECT body, packed_hash AS "packedHash" FROM release_answer a JOIN release r ON r.id = a.release_id
       WHERE r.code = ? AND name = 'cells'`,
    )
    .all(code) as Lying[]
  const cells = [...releasedCells(unpackCells(must(wholeOf(must(found)))))]
  const reported = cells.filter(({ item, state }) => item === 'E_OPEN' && state === 'reported')
  return reported
    .map(({ unit, value }): [string, number | null] => [unit, value])
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
}

beforeEach(async () => {
  city = await openTestCity()
  await fileQuarter(city, { trained: { AP: 80, BS: 70, CX: 60 }, total: { AP: 100, BS: 100, CX: 100 } })
  expectStatus(await save(city, 'ap', apForm, [typed('E_OPEN:AP', '12')]), 200)
  expectStatus(await save(city, 'bs', bsForm, union('BS')), 200)
  expectStatus(await act(city, 'bs', bsForm, 'submit'), 200)
  // Ten days before the date.
  expect(await publishQuarter(city)).toBe('CG-2026Q3-01')
})
afterEach(() => city.close())

const get = async (login: Login, path: string): Promise<Answer['body']> =>
  expectStatus(await city.ask(login, `GET /api/v1/${path}`), 200).body

const admit = (login: Login, form: string, body: object = admission) =>
  city.ask(login, `POST ${reviewPath(form)}/supplement`, { body })

type Row = { reporter: string; isLeftOut: boolean; isOverdue: boolean }
const reportersOf = (rows: Row[]) => rows.map((one) => one.reporter)

describe('a form that the publication left out', () => {
  it('is dunned by nobody, stands on the board as left out, and waits in no queue', async () => {
    city.setNow('2026-11-02T02:00:00.000Z')
    const matrix = await get('reviewer', 'review/matrix?period=2026Q3')
    const cells: Row[] = matrix.cells
    expect(reportersOf(cells.filter((one) => one.isLeftOut))).toEqual(expect.arrayContaining(['AP', 'BS', 'CX']))
    expect(cells.filter((one) => one.isLeftOut && one.isOverdue)).toEqual([])
    const reminders = await get('reviewer', 'review/reminders?period=2026Q3')
    expect([reminders.items, reminders.texts, reminders.release]).toEqual([[], [], 'CG-2026Q3-01'])
    expect(reminders.allText).toBe('2026年第三季度产改数据已发布（CG-2026Q3-01），不再催报。')
    expect(reportersOf(reminders.leftOut)).toEqual(expect.arrayContaining(['AP', 'BS', 'CX']))
    const queue = await get('reviewer', 'review/queue?period=2026Q3')
    expect([queue.items, queue.leftOut]).toEqual([[], reminders.leftOut.length])
  })

  it('says to its reporter why it is shut and what to do, and offers nobody a step but its admission', async () => {
    const { submission } = await get('ap', `forms/2026Q3/${apForm}`)
    expect(submission.closedReason).toBe(
      '2026年第三季度已发布（CG-2026Q3-01），没有计入本表，本表已关闭。确需补报的，请向产改办说明原因，由产改办准予后继续填报，随更正发布。',
    )
    expect([submission.allowedActions, submission.isOverdue]).toEqual([[], false])
    expect(submission.events.at(-1)).toMatchObject({ action: 'close', note: 'CG-2026Q3-01 发布，没有计入本表' })
    const { owed }: { owed: { period: string }[] } = await get('ap', 'work')
    expect(owed.filter((one) => one.period === '2026Q3')).toMatchObject([
      { reporter: 'AP', leftOutOf: 'CG-2026Q3-01', allowedActions: [] },
    ])
    expect((await get('zgh', 'work')).toCheck).toEqual([])
    expect((await get('reviewer', `review/forms/2026Q3/${bsForm}`)).form.submission.allowedActions).toEqual(['admit'])
    for (const [login, form, action] of [
      ['zgh', bsForm, 'check'],
      ['reviewer', bsForm, 'accept'],
      ['bs', bsForm, 'withdraw'],
    ] as const) {
      const refused = expectStatus(await act(city, login, form, action), 409)
      expect([refused.body.reason, refusalFault(refused)]).toEqual(['submission.left_out', null])
    }
  })

  it('comes back by the office alone, with a reason and a date to come', async () => {
    for (const login of ['ap', 'zgh', 'publisher', 'admin', 'leader'] as const)
      expectStatus(await admit(login, apForm), 403)
    const past = expectStatus(await admit('reviewer', apForm, { ...admission, dueAt: '2026-10-01T00:00:00Z' }), 400)
    expect(past.body.reason).toBe('supplement.time')
    expectStatus(await admit('reviewer', apForm, { ...admission, reason: '补' }), 400)
    expectStatus(await admit('reviewer', apForm), 200)
    const twice = expectStatus(await admit('reviewer', apForm), 409)
    expect(twice.body.detail).toContain('不需要准予补报')
  })

  it('is filled, checked, accepted, and counted by the correction; the first release stays as it was', async () => {
    const first = (await city.ask('leader', 'GET /api/v1/releases/CG-2026Q3-01/matrix')).text
    city.setNow('2026-11-02T02:00:00.000Z')
    const { submission } = expectStatus(await admit('reviewer', apForm), 200).body
    expect(submission).toMatchObject({
      state: 'draft',
      dueAt: '2026-11-10T10:00:00.000Z',
      supplement: { reason: admission.reason, isOnTime: true },
    })
    expectStatus(await admit('reviewer', bsForm), 200)
    const reminders = await get('reviewer', 'review/reminders?period=2026Q3')
    expect(reportersOf(reminders.items)).toEqual(['AP'])
    expectStatus(await save(city, 'ap', apForm, [typed('E_UNION:AP', '30')]), 200)
    const sent = expectStatus(await act(city, 'ap', apForm, 'submit'), 200)
    // The office had shut it before its time: it is no late return.
    expect(sent.body.receipt.isLate).toBe(false)
    for (const form of [apForm, bsForm]) {
      expectStatus(await act(city, 'zgh', form, 'check'), 200)
      expectStatus(await act(city, 'reviewer', form, 'accept'), 200)
    }
    const board = await get('publisher', 'previews')
    const quarter = board.quarters.find((one: { period: string }) => one.period === '2026Q3')
    expect(quarter.reopened).toMatchObject([
      { reporterName: '安平区', state: 'accepted', note: `补报：${admission.reason}` },
      { reporterName: '北山区', state: 'accepted', note: `补报：${admission.reason}` },
    ])
    expect(await publishQuarter(city, '2026Q3', '补报：安平区、北山区工会组建情况')).toBe('CG-2026Q3-02')
    expect([openedIn('CG-2026Q3-01'), openedIn('CG-2026Q3-02')]).toEqual([
      [],
      [
        ['AP', 12],
        ['BS', 12],
      ],
    ])
    expect((await city.ask('leader', 'GET /api/v1/releases/CG-2026Q3-01/matrix')).text).toBe(first)
    const { events } = (await get('ap', `forms/2026Q3/${apForm}`)).submission
    expect(events.map((one: { action: string }) => one.action)).toEqual([
      'save',
      'close',
      'admit',
      'submit',
      'check',
      'accept',
      'lock',
    ])
  })

  it('that is admitted after its own date is late, and is shut again by a correction without it', async () => {
    city.setNow('2026-11-02T02:00:00.000Z')
    city.raw.prepare("UPDATE period SET due_at = '2026-10-04T10:00:00.000Z' WHERE code = '2026Q3'").run()
    const { submission } = expectStatus(await admit('reviewer', apForm), 200).body
    expect(submission.supplement.isOnTime).toBe(false)
    expectStatus(await admit('reviewer', bsForm), 200)
    expectStatus(await act(city, 'zgh', bsForm, 'check'), 200)
    expectStatus(await act(city, 'reviewer', bsForm, 'accept'), 200)
    expect(await publishQuarter(city, '2026Q3', '补报：北山区工会组建情况')).toBe('CG-2026Q3-02')
    const shut = await get('ap', `forms/2026Q3/${apForm}`)
    expect(shut.submission.closedReason).toContain('CG-2026Q3-02')
    expectStatus(await admit('reviewer', apForm), 200)
    expectStatus(await save(city, 'ap', apForm, [typed('E_UNION:AP', '30')]), 200)
    const sent = expectStatus(await act(city, 'ap', apForm, 'submit'), 200)
    expect(sent.body.receipt.isLate).toBe(true)
    expectStatus(await city.ask('ap', `GET ${formPath(apForm)}`), 200)
  })
})
