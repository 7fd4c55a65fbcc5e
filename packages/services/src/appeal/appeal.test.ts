import { grant, objection } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readForm } from '../entry/form/read-form.ts'
import { saveCells } from '../entry/cells/save-cells.ts'
import { apForm, entry, fullRsj, openCity, rsjForm } from '../entry/entry.fixture.ts'
import type { City, Login } from '../entry/entry.fixture.ts'
import { submitForm } from '../entry/move/submit-form.ts'
import { readInbox } from '../inbox/list.ts'
import { readPrecheck } from '../release/publish/precheck.ts'
import { preparePreview } from '../release/publish/prepare.ts'
import { publishPreview } from '../release/publish/publish.ts'
import { scheduleRelease } from '../release/publish/schedule.ts'
import { acceptForm } from '../review/accept-form.ts'
import { loadActor } from '../session/actor.ts'
import { readAppeals } from './board.ts'
import { decideObjection } from './decide.ts'
import { changeWindow, openWindow } from './manage-window.ts'
import { confirmWorksheet, makeObjection } from './object.ts'
import { readWorksheet } from './sheet.ts'

/* 核对: RSJ's form is accepted, the others are not; the districts AP and BS check it, the office answers. */

let city: City
beforeEach(async () => {
  city = await openCity()
  await saveCells(city.as('rsj'), rsjForm, { source: 'grid', cells: fullRsj() })
  const sent = await submitForm(city.as('rsj'), rsjForm, { version: 1 })
  await acceptForm(city.as('reviewer'), rsjForm, { version: sent.submission.version })
})
afterEach(() => city.close())

const period = '2026Q3'
const ap = { period, unit: 'AP' }
const closesAt = '2026-10-25T10:00:00.000Z'
const words = { claimed: '95人次', reason: '与区台账相差5人次', evidence: '安工发〔2026〕8号' }
const open = () => openWindow(city.as('publisher'), { period, closesAt })
const object = (login: Login = 'ap', more = {}) =>
  makeObjection(city.as(login), { ...ap, item: 'P_TRAIN', seenVersion: 1, ...words, ...more })
const decide = (
  action: 'uphold' | 'refuse' | 'withdraw',
  answer = '',
  login: Login = 'reviewer',
  version = 1,
  id = 1,
) => decideObjection(city.as(login), { id, action, answer, version })
const sheet = (login: Login = 'ap', unit = 'AP') => readWorksheet(city.as(login), { period, unit })
const says = (reason: string) => expect.objectContaining({ detail: expect.objectContaining({ reason }) })
const stateOfForm = async () => (await readForm(city.as('rsj'), rsjForm)).submission

describe('a window', () => {
  it('is opened by the office, for a quarter with something accepted, until a time that can be', async () => {
    await expect(openWindow(city.as('ap'), { period, closesAt })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(openWindow(city.as('publisher'), { period: '2026Q2', closesAt })).rejects.toThrow(
      '2026年第二季度还没有审核通过的报表，没有可以核对的数字。',
    )
    const wrong = {
      '2026-10-05T02:30:00Z': '至少1小时',
      '2027-03-01T00:00:00Z': '最长60天',
      '2026-02-30T00:00:00Z': '日历',
    }
    for (const [time, said] of Object.entries(wrong)) {
      await expect(openWindow(city.as('publisher'), { period, closesAt: time })).rejects.toThrow(said)
    }
    const board = await open()
    expect(board.window).toMatchObject({ isOpen: true, closesAt, openedBy: 'publisher同志' })
    expect(board.units.map(({ code }) => code)).toEqual(['AP', 'BS', 'CX'])
    await expect(open()).rejects.toThrow('2026年第三季度已在核对期内。')
  })

  it('ends by itself, or before by the office, and can then be opened again', async () => {
    await open()
    await expect(
      changeWindow(city.as('publisher'), { period, closesAt: null, reason: '已全部核对', version: 2 }),
    ).rejects.toEqual(says('appeal.changed'))
    const ended = await changeWindow(city.as('reviewer'), { period, closesAt: null, reason: '已全部核对', version: 1 })
    expect(ended.window).toMatchObject({ isOpen: false, ended: { by: 'reviewer同志' } })
    expect(ended.closedReason).toBeNull()
    await expect(object()).rejects.toEqual(says('appeal.not_open'))
    await open()
    city.clock.now = closesAt
    await expect(object()).rejects.toEqual(says('appeal.not_open'))
  })
})

describe('a district’s sheet', () => {
  it('is not there before the window was opened', async () => {
    await expect(sheet()).rejects.toEqual(says('appeal.never_opened'))
  })

  it('has the figures of accepted forms, and of others only that they are not accepted', async () => {
    await saveCells(city.as('ap'), apForm, {
      source: 'grid',
      cells: [entry('E_OPEN:AP', '12'), entry('E_UNION:AP', '30')],
    })
    await open()
    const { forms, mayObject } = await sheet()
    expect(mayObject).toBe(true)
    const seen = forms.map(({ code, isAccepted, rows }) => [
      code,
      isAccepted,
      rows.map(({ item, breakdown, figure }) => [item, breakdown, figure.value]),
    ])
    expect(seen).toEqual([
      ['TJJ-BASE', false, []],
      [
        'RSJ-SKILLS',
        true,
        [
          ['P_TRAIN', '', 100],
          ['P_TRAIN', 'size:above', 60],
          ['P_TRAIN', 'size:msme', 40],
          ['P_TRAIN_SR', '', 20],
          ['P_TRAIN_UNQ', '', 80],
        ],
      ],
      ['U-ZGH', false, []],
    ])
  })

  it('is read by its own people and the office, by nobody else', async () => {
    await open()
    for (const login of ['ap', 'reviewer', 'publisher', 'auditor'] as const) {
      expect((await sheet(login)).unit, login).toBe('AP')
    }
    for (const login of ['bs', 'rsj', 'zgh', 'leader', 'admin'] as const) {
      await expect(sheet(login), login).rejects.toMatchObject({ code: 'forbidden' })
    }
    await expect(sheet('reviewer', 'NOPE')).rejects.toMatchObject({ code: 'not_found' })
    await expect(sheet('ap', 'NOPE')).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('hides counts of few people that others filed, not what the district filed itself', async () => {
    const again = await openCity()
    const login = (one: Login) => again.as(one)
    const cells = fullRsj().map((one) =>
      one.item === 'P_TRAIN_UNQ' && one.unit === 'AP' ? { ...one, text: '2' } : one,
    )
    await saveCells(login('rsj'), rsjForm, { source: 'grid', cells })
    const sent = await submitForm(login('rsj'), rsjForm, { version: 1 })
    await acceptForm(login('reviewer'), rsjForm, { version: sent.submission.version })
    await openWindow(login('publisher'), { period, closesAt })
    const rows = (await readWorksheet(login('ap'), ap)).forms.flatMap((form) => form.rows)
    expect(rows.find(({ item }) => item === 'P_TRAIN_UNQ')).toMatchObject({
      isHidden: true,
      figure: { state: 'withheld', value: null },
    })
    const entryOf = { ...ap, item: 'P_TRAIN_UNQ', seenVersion: 1, ...words }
    await expect(makeObjection(login('ap'), entryOf)).rejects.toEqual(says('appeal.not_shown'))
    again.close()
  })
})

describe('an objection', () => {
  beforeEach(open)

  it('is made by the district against what it saw, once at a time, with reason and evidence', async () => {
    await expect(object('bs')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(object('reviewer')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(object('leader')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(object('ap', { reason: '不对' })).rejects.toEqual(says('appeal.reason_short'))
    await expect(object('ap', { evidence: ' ' })).rejects.toEqual(says('appeal.evidence_missing'))
    await expect(object('ap', { seenVersion: 2 })).rejects.toEqual(says('appeal.figure_changed'))
    await expect(object('ap', { item: 'E_OPEN' })).rejects.toEqual(says('appeal.not_shown'))
    const { objections, forms } = await object()
    expect(objections).toEqual([
      expect.objectContaining({
        state: 'submitted',
        seen: { state: 'reported', value: 100 },
        ...words,
        may: ['withdraw'],
      }),
    ])
    expect(forms[1]?.rows[0]?.objection).toEqual({ id: 1, state: 'submitted' })
    await expect(object()).rejects.toEqual(says('appeal.twice'))
  })

  it('is answered by the office, which gives its reason, and the answer stands', async () => {
    await object()
    await expect(decide('refuse', '已核实', 'ap')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(decide('refuse', '已核实', 'leader')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(decide('refuse', '不成立')).rejects.toEqual(says('appeal.answer_short'))
    await expect(decide('refuse', '已按系统数据核实无误', 'reviewer', 2)).rejects.toEqual(says('appeal.changed'))
    const refused = await decide('refuse', '已按系统数据核实无误')
    expect(refused).toMatchObject({
      state: 'refused',
      answer: { text: '已按系统数据核实无误', by: 'reviewer同志' },
      may: [],
    })
    await expect(decide('uphold', '再看之后认为成立', 'reviewer', 2)).rejects.toEqual(says('appeal.not_now.refused'))
    expect((await stateOfForm()).state).toBe('accepted')
  })

  it('is not answered by who made it', async () => {
    await city.store.write({ unaudited: 'fixture' }, (tx) =>
      tx.insert(grant).values({ userId: 5, role: 'reviewer', grantedAt: city.clock.now }).then(),
    )
    const both = { ...city.as('ap'), actor: must(await city.store.read((db) => loadActor(db, 5))) }
    await makeObjection(both, { ...ap, item: 'P_TRAIN', seenVersion: 1, ...words })
    const own = decideObjection(both, { id: 1, action: 'refuse', answer: '已按系统数据核实无误', version: 1 })
    await expect(own).rejects.toEqual(says('appeal.own'))
  })

  it('that is upheld brings the form back at that cell, and a second one opens a further cell of it', async () => {
    await object()
    await object('ap', { item: 'P_TRAIN_SR' })
    await decide('uphold', '漏计两期培训班，请更正')
    const first = await readForm(city.as('rsj'), rsjForm)
    expect(first.submission.state).toBe('returned')
    expect(first.returnMarks).toEqual([
      expect.objectContaining({
        item: 'P_TRAIN',
        unit: 'AP',
        reason: '异议成立：漏计两期培训班，请更正',
        proposed: { state: 'reported', value: 95 },
      }),
    ])
    await decideObjection(city.as('reviewer'), { id: 2, action: 'uphold', answer: '同样漏计，请一并更正', version: 1 })
    const second = await readForm(city.as('rsj'), rsjForm)
    expect(second.returnMarks.map(({ item, round }) => [item, round])).toEqual([
      ['P_TRAIN', 1],
      ['P_TRAIN_SR', 1],
    ])
    expect(second.submission.version).toBe(first.submission.version + 1)
    // What is not accepted is not shown to the district either.
    expect((await sheet()).forms[1]).toMatchObject({ isAccepted: false, rows: [] })
    expect((await sheet()).objections[0]?.now).toBeNull()
  })

  it('is taken back by the district while it waits', async () => {
    await object()
    await expect(decide('withdraw', '', 'bs')).rejects.toMatchObject({ code: 'forbidden' })
    expect(await decide('withdraw', '', 'ap')).toMatchObject({ state: 'withdrawn', answer: null })
    expect((await object()).objections).toHaveLength(2)
  })

  it('keeps its words in the database, whoever writes', async () => {
    await object()
    const change = city.store.write({ unaudited: 'fixture' }, (tx) =>
      tx.update(objection).set({ reason: '别的理由' }).where(eq(objection.id, 1)).then(),
    )
    await expect(change).rejects.toThrow(/keeps its words/)
  })
})

describe('a confirmation', () => {
  beforeEach(open)

  it('is given by the district, not while an objection waits, and is out of date once a figure has changed', async () => {
    await object()
    await expect(confirmWorksheet(city.as('ap'), ap)).rejects.toEqual(says('appeal.waiting'))
    await expect(confirmWorksheet(city.as('bs'), ap)).rejects.toMatchObject({ code: 'forbidden' })
    await decide('withdraw', '', 'ap')
    expect((await confirmWorksheet(city.as('ap'), ap)).confirmed).toMatchObject({ by: 'ap同志', isStale: false })
    await object()
    await decide('uphold', '漏计两期培训班，请更正', 'reviewer', 1, 2)
    const unit = (await readAppeals(city.as('reviewer'), {})).units[0]
    expect(unit).toMatchObject({ code: 'AP', confirmed: { isStale: true }, objections: 2, waiting: 0 })
  })
})

describe('publication', () => {
  it('waits for the window to end and for every answer, at once and by schedule', async () => {
    const preview = await preparePreview(city.as('reviewer'), { period })
    const before = await readPrecheck(city.as('publisher'), { id: preview.id })
    expect([before.checking, before.setupFindings]).toEqual([null, []])
    await open()
    await object()
    const publisher = city.as('publisher')
    const asked = { id: preview.id, version: preview.version }
    const report = await readPrecheck(publisher, asked)
    expect(report.obstacles).toEqual([
      '区县核对到2026年10月25日 18:00为止，还没有结束。可在“核对”页提前结束。',
      '有1条异议还没有答复（安平区）。请在“核对”页答复。',
    ])
    const closing = report.closing.digest
    await expect(publishPreview(publisher, { ...asked, closing })).rejects.toEqual(says('release.being_checked'))
    await changeWindow(publisher, { period, closesAt: null, reason: '各区县已核对', version: 1 })
    await expect(publishPreview(publisher, { ...asked, closing })).rejects.toEqual(says('release.being_checked'))
    const effectiveAt = '2026-10-06T02:00:00.000Z'
    await expect(scheduleRelease(publisher, { ...asked, effectiveAt, closing })).rejects.toEqual(
      says('release.being_checked'),
    )
    await decide('refuse', '已按系统数据核实无误')
    const { checking } = await readPrecheck(publisher, asked)
    expect(checking).toMatchObject({
      isOpen: false,
      closesAt: city.clock.now,
      units: 3,
      confirmed: 0,
      waiting: 0,
      refused: 1,
      upheld: 0,
      isPreparedAfter: true,
    })
    await scheduleRelease(publisher, { ...asked, effectiveAt, closing })
    await expect(open()).rejects.toThrow('已决定定时发布')
  })
})

describe('messages', () => {
  const told = async (login: Login) => (await readInbox(city.as(login), {})).items.map(({ sentence }) => sentence)

  it('tell the districts of the window, the office of an objection, the district of its answer', async () => {
    await open()
    const opened = '2026年第三季度的数字在发布前请区县核对，2026年10月25日 18:00截止；有异议的可逐项提出。'
    for (const login of ['ap', 'bs'] as const) expect(await told(login), login).toContain(opened)
    for (const login of ['rsj', 'leader', 'reviewer'] as const) expect(await told(login), login).not.toContain(opened)
    await object()
    const waits = '安平区对2026年第三季度“P_TRAIN”提出异议（ap同志），待答复。'
    expect(await told('reviewer')).toContain(waits)
    for (const login of ['ap', 'bs', 'rsj', 'leader'] as const) expect(await told(login), login).not.toContain(waits)
    await decide('refuse', '已按系统数据核实无误')
    expect(await told('reviewer')).not.toContain(waits)
    expect(await told('ap')).toContain('安平区对2026年第三季度“P_TRAIN”的异议已答复（reviewer同志）：不成立。')
    expect(await told('bs')).not.toContain('安平区对2026年第三季度“P_TRAIN”的异议已答复（reviewer同志）：不成立。')
  })
})
