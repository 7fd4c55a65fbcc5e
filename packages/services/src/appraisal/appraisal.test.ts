import type { AppraisalAction, AppraisalInput, AppraisalList } from '@cg/contract/appraisal'
import { appraisalScore, cell, cellRevision, grant } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import { asc, eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { entry, fullRsj, rowCounts, rsjForm } from '../entry/entry.fixture.ts'
import type { City, Login } from '../entry/entry.fixture.ts'
import { saveCells } from '../entry/cells/save-cells.ts'
import { readForm } from '../entry/form/read-form.ts'
import { submitForm } from '../entry/move/submit-form.ts'
import { readInbox } from '../inbox/list.ts'
import { compareUpload } from '../entry/upload/compare-upload.ts'
import { acceptForm } from '../review/accept-form.ts'
import { accounts, openScoredCity, scale, scoring, words } from './appraisal.fixture.ts'
import { decideAppraisal } from './decide.ts'
import { listAppraisals } from './list.ts'
import { openAppraisal } from './open.ts'
import { giveScore } from './score.ts'

let city: City
beforeEach(async () => {
  city = await openScoredCity()
})
afterEach(() => city.close())

const open = (change: Partial<AppraisalInput> = {}, who: Login = 'reviewer') =>
  openAppraisal(city.as(who), { ...scoring, ...change })
const score = (who: Login, unit: string, points: number, change: Partial<typeof words> = {}) =>
  giveScore(city.as(who), { id: 1, unit, points, ...words, ...change })
const first = ({ items }: AppraisalList) => must(items[0])
const seenBy = async (who: Login) => first(await listAppraisals(city.as(who)))
async function decide(action: AppraisalAction, note = '', scorers: number[] = [], who: Login = 'reviewer') {
  const { version } = await seenBy('reviewer')
  return decideAppraisal(city.as(who), { id: 1, action, note, scorers, version })
}

/** Everybody scores everything that is theirs; the person of AP scores BS and CX alone. */
async function scoreAll(): Promise<void> {
  const given: readonly (readonly [Login, number])[] = [
    ['tjj', 90],
    ['zgh', 90],
    ['leader', 75],
    ['publisher', 75],
  ]
  for (const unit of ['AP', 'BS', 'CX']) for (const [who, points] of given) await score(who, unit, points)
  for (const unit of ['BS', 'CX']) await score('ap', unit, 60)
}

const refused = (reason: string) => ({ detail: { reason } })

describe('opening a scoring', () => {
  it('is for an item in points of an open quarter, by a reviewer of the city', async () => {
    const before = await listAppraisals(city.as('reviewer'))
    expect(before.candidates.map(({ period, item }) => `${period} ${item}`)).toEqual([
      '2026Q3 Q_SYS',
      '2026Q3 Q_OPEN',
      '2026Q2 Q_SYS',
      '2026Q2 Q_OPEN',
    ])
    const list = await open()
    expect(first(list)).toMatchObject({
      state: 'open',
      round: 1,
      may: ['shut', 'cancel'],
      itemName: '产改制度建设评分',
    })
    expect(first(list).scorers.map(({ name, done, of }) => [name, done, of])).toEqual([
      ['tjj同志', 0, 3],
      ['zgh同志', 0, 3],
      ['ap同志', 0, 2],
      ['leader同志', 0, 3],
      ['publisher同志', 0, 3],
    ])
    expect(list.candidates.some(({ period, item }) => period === '2026Q3' && item === 'Q_SYS')).toBe(false)
    for (const who of ['rsj', 'publisher', 'admin', 'leader', 'auditor', 'ap'] as const)
      await expect(open({ item: 'Q_OPEN' }, who), who).rejects.toMatchObject({ code: 'forbidden' })
  })

  it.each([
    [{ period: '2026Q4' }, 'appraisal.period'],
    [{ item: 'P_TRAIN' }, 'appraisal.item'],
    [{ item: 'NOPE' }, 'appraisal.item'],
    [{ scale: [...scale, { points: 90, words: '同样分值' }] }, 'appraisal.scale'],
    [{ scale: [...scale, { points: 101, words: '超出上限' }] }, 'appraisal.scale'],
    [{ scale: [must(scale[0]), { points: 10, words: '  ' }] }, 'appraisal.scale'],
    [{ scorers: [3, 4, 99] }, 'appraisal.scorer'],
    [{ scorers: [3, 4, accounts.reviewer] }, 'appraisal.own'],
    [{ scorers: [3, 4] }, 'appraisal.few_scorers'],
    [{ reason: '    ' }, 'appraisal.reason_missing'],
  ])('is refused as %o', async (change, reason) => {
    await expect(open(change)).rejects.toMatchObject(refused(reason))
    expect((await listAppraisals(city.as('reviewer'))).items).toEqual([])
  })

  it('counts nobody for the unit he belongs to', async () => {
    await expect(open({ scorers: [accounts.tjj, accounts.zgh, accounts.ap] })).rejects.toThrow('安平区的评分人不足3人')
  })

  it('happens once for an item and quarter, and again once it was cancelled', async () => {
    await open()
    await expect(open()).rejects.toMatchObject(refused('appraisal.twice'))
    await decide('cancel', '评分标准写错')
    expect((await open()).items.map(({ state }) => state)).toEqual(['open', 'cancelled'])
  })
})

describe('scoring', () => {
  beforeEach(() => open())

  it('is each for himself: nobody sees another’s score, nor the office any, while it is open', async () => {
    await score('tjj', 'BS', 90)
    await score('zgh', 'BS', 60)
    const mine = async (who: Login) => (await seenBy(who)).units.map((unit) => [unit.code, unit.mine?.points ?? null])
    expect(await mine('tjj')).toEqual([
      ['AP', null],
      ['BS', 90],
      ['CX', null],
    ])
    expect(await mine('zgh')).toContainEqual(['BS', 60])
    for (const who of ['tjj', 'reviewer', 'publisher', 'auditor'] as const) {
      expect(
        (await seenBy(who)).units.map(({ result }) => result),
        who,
      ).toEqual([null, null, null])
    }
    expect((await seenBy('tjj')).scorers).toEqual([])
    expect((await seenBy('auditor')).scorers.slice(0, 2).map(({ done }) => done)).toEqual([1, 1])
    expect((await listAppraisals(city.as('rsj'))).items).toEqual([])
  })

  it('of one’s own unit, of no level, without reason or evidence, or by another is refused', async () => {
    await expect(score('ap', 'AP', 90)).rejects.toMatchObject({ code: 'forbidden', ...refused('appraisal.own_unit') })
    await expect(score('tjj', 'AP', 80)).rejects.toMatchObject(refused('appraisal.points'))
    await expect(score('tjj', 'YC', 90)).rejects.toMatchObject(refused('appraisal.unit'))
    await expect(score('tjj', 'AP', 90, { reason: '    ' })).rejects.toMatchObject(refused('appraisal.reason_missing'))
    await expect(score('tjj', 'AP', 90, { evidence: ' 无  ' })).rejects.toMatchObject(
      refused('appraisal.evidence_missing'),
    )
    for (const who of ['rsj', 'reviewer', 'admin'] as const)
      await expect(score(who, 'AP', 90), who).rejects.toMatchObject(refused('appraisal.not_scorer'))
    await expect(giveScore(city.as('rsj'), { id: 9, unit: 'AP', points: 90, ...words })).rejects.toMatchObject(
      refused('appraisal.not_scorer'),
    )
    expect(await city.store.read((db) => db.select().from(appraisalScore))).toEqual([])
  })

  it('again takes the place of the score before, which stays stored', async () => {
    await score('tjj', 'AP', 90)
    const list = await score('tjj', 'AP', 75)
    expect(first(list).units[0]?.mine?.points).toBe(75)
    const stored = await city.store.read((db) => db.select().from(appraisalScore).orderBy(asc(appraisalScore.id)))
    expect(stored.map(({ points }) => points)).toEqual([90, 75])
  })

  it('is a message to each scorer until it is done, and to nobody else', async () => {
    const told = async (who: Login) =>
      (await readInbox(city.as(who), {})).items.filter(({ kind }) => kind === 'appraisalWanted')
    expect((await told('ap')).map(({ sentence, link }) => [sentence, link])).toEqual([
      ['请您给2026年第三季度“产改制度建设评分”评分（reviewer同志），还有2个区县没有评。', '/appraisals'],
    ])
    expect(await told('rsj')).toEqual([])
    await score('ap', 'BS', 60)
    await score('ap', 'CX', 60)
    expect(await told('ap')).toEqual([])
  })

  it('is typed into no form: the cell refuses whoever fills it, until the scoring is cancelled', async () => {
    const type = () =>
      saveCells(city.as('rsj'), rsjForm, { source: 'grid', cells: [entry('Q_SYS:AP', '88'), entry('P_TRAIN:AP', '7')] })
    expect((await type()).outcomes.map(({ outcome, message }) => [outcome, message])).toEqual([
      ['refused', '产改制度建设评分由评分人评分得出，评分截止后由产改办写入，不能填写。'],
      ['saved', undefined],
    ])
    const { scored, cells, rows, units, findings } = await readForm(city.as('rsj'), rsjForm)
    const at = rows.findIndex(({ item }) => item === 'Q_SYS') * units.length + 1
    expect([scored, cells.isEntry[at], cells.isOpen[at]]).toEqual([['Q_SYS'], true, false])
    expect(findings.find(({ rule, unit }) => rule === 'MISSING' && unit === 'AP')?.message).toMatch(
      /^安平区：.* \d+ 格未填。.*。另有产改制度建设评分由评分得出，不用填写，产改办还没有写入$/u,
    )
    const cell = { item: 'Q_SYS', unit: 'AP', breakdown: '', text: '88', place: 'C9', base: null }
    const file = {
      fileName: '表.xlsx',
      fileHash: 'x',
      matchedBy: 'labels' as const,
      cells: [cell],
      errors: [],
      ignored: [],
    }
    expect(await compareUpload(city.as('rsj'), rsjForm, file)).toMatchObject({
      changes: [],
      ignored: [{ place: 'C9', message: '这一格由评分人评分得出，评分截止后由产改办写入，文件里的数已略过' }],
    })
    await decide('cancel', '改为部门自报')
    expect((await readForm(city.as('rsj'), rsjForm)).scored).toEqual([])
    expect((await type()).outcomes.map(({ outcome }) => outcome)[0]).toBe('saved')
  })
})

/** The person with a second hat: a reviewer of the whole city. */
async function alsoReviewer(who: 'tjj'): Promise<ReturnType<City['as']>> {
  await city.store.write({ unaudited: 'fixture' }, (tx) =>
    tx.insert(grant).values({ userId: accounts[who], role: 'reviewer', grantedAt: city.clock.now }).then(),
  )
  const { actor, ...rest } = city.as(who)
  return { ...rest, actor: { ...actor, grants: [...actor.grants, { role: 'reviewer', department: null, unit: null }] } }
}

describe('the end of a scoring', () => {
  beforeEach(async () => {
    await open()
  })

  it('shows the office mean, spread, who stands apart and who has not scored; the scorers the spread without names', async () => {
    await scoreAll()
    await decide('shut')
    const [ap, bs] = (await seenBy('reviewer')).units
    // BS: 90, 90, 75, 75, 60: mean 78, and 60 is more than 15 below 82.5, the middle of the others.
    expect(bs?.result).toMatchObject({ count: 5, value: 78, min: 60, max: 90, missing: [], isShort: false })
    expect(bs?.result?.words).toBe('5名评分人平均78.0分，最低60分，最高90分，标准差12.5分')
    expect(bs?.result?.scores.filter(({ isApart }) => isApart).map(({ by }) => by)).toEqual(['ap同志'])
    expect(ap?.result).toMatchObject({ count: 4, value: 82.5, missing: [] })
    const own = (await seenBy('tjj')).units[1]?.result
    expect(own).toMatchObject({ count: 5, value: 78, scores: [], missing: [] })
    // A scorer of the office's sees no more of it than the others.
    expect((await seenBy('publisher')).units[1]?.result?.scores).toEqual([])
    await expect(score('tjj', 'BS', 60)).rejects.toMatchObject(refused('appraisal.not_open'))
  })

  it('is refused to be written while a unit has too few scores, which nothing fills', async () => {
    for (const who of ['tjj', 'zgh'] as const) for (const unit of ['AP', 'BS', 'CX']) await score(who, unit, 90)
    await score('leader', 'AP', 75)
    await decide('shut')
    const [, bs] = (await seenBy('reviewer')).units
    expect(bs?.result).toMatchObject({ count: 2, isShort: true, missing: ['ap同志', 'leader同志', 'publisher同志'] })
    await expect(decide('write')).rejects.toThrow('北山区（2份）、长溪县（2份）的评分不足3份，不能写入')
    expect(await city.store.read((db) => db.select().from(cell))).toEqual([])
  })

  it('may be followed by another round with a reason and more scorers, in which old scores hold until changed', async () => {
    await scoreAll()
    await decide('shut')
    await expect(decide('again')).rejects.toMatchObject(refused('appraisal.reason_missing'))
    const again = await decide('again', '北山区分歧较大', [accounts.admin])
    expect(first(again)).toMatchObject({ state: 'open', round: 2 })
    expect(first(again).units[1]?.result).toBeNull()
    await score('ap', 'BS', 75)
    await score('admin', 'BS', 75)
    await decide('shut')
    const bs = (await seenBy('reviewer')).units[1]?.result
    expect(bs).toMatchObject({ count: 6, value: 80, min: 75, max: 90 })
    expect(bs?.scores.map(({ by, round }) => [by, round])).toContainEqual(['ap同志', 2])
    expect((await seenBy('reviewer')).steps.map(({ action }) => action)).toEqual(['open', 'shut', 'again', 'shut'])
  })

  it('is decided by a reviewer who does not score, with the version that was seen', async () => {
    await expect(decide('shut', '', [], 'publisher')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(decide('write')).rejects.toMatchObject(refused('appraisal.not_now.open'))
    const stale = { id: 1, action: 'shut' as const, note: '', scorers: [], version: 9 }
    await expect(decideAppraisal(city.as('reviewer'), stale)).rejects.toMatchObject({ code: 'stale' })
    const unknown = { id: 9, action: 'shut' as const, note: '', scorers: [], version: 1 }
    await expect(decideAppraisal(city.as('reviewer'), unknown)).rejects.toMatchObject({ code: 'not_found' })
    const both = await alsoReviewer('tjj')
    await expect(
      decideAppraisal(both, { id: 1, action: 'shut', note: '', scorers: [], version: 1 }),
    ).rejects.toMatchObject(refused('appraisal.scorer'))
    await decide('shut')
  })
})

describe('what the scores came to', () => {
  beforeEach(async () => {
    await open()
    await scoreAll()
  })

  it('is written into the cells by the system, with count, spread and scale as the reason', async () => {
    await decide('shut')
    expect(first(await decide('write'))).toMatchObject({ state: 'written', may: ['again'] })
    const rows = await city.store.read((db) =>
      db
        .select({ unit: cell.unitCode, value: cell.value, source: cellRevision.source, reason: cellRevision.reason })
        .from(cell)
        .innerJoin(cellRevision, eq(cellRevision.cellId, cell.id))
        .where(eq(cell.itemCode, 'Q_SYS'))
        .orderBy(asc(cell.unitCode)),
    )
    expect(rows.map(({ unit, value, source }) => [unit, value, source])).toEqual([
      ['AP', 82.5, 'system'],
      ['BS', 78, 'system'],
      ['CX', 78, 'system'],
    ])
    expect(rows[1]?.reason).toBe(
      '定性评分（第1轮）：5名评分人平均78.0分，最低60分，最高90分，标准差12.5分。评分标准——90分：制度健全并落实；75分：有制度，部分落实；60分：没有制度',
    )
  })

  it('goes on as any figure: the form is sent by its filler, and accepted by who wrote the scores but gave none', async () => {
    await saveCells(city.as('rsj'), rsjForm, { source: 'grid', cells: fullRsj() })
    await decide('shut')
    await decide('write')
    const { version } = (await readForm(city.as('rsj'), rsjForm)).submission
    const sent = await submitForm(city.as('rsj'), rsjForm, { version })
    expect(sent.submission.state).toBe('submitted')
    const seen = { version: sent.submission.version }
    await expect(acceptForm(await alsoReviewer('tjj'), rsjForm, seen)).rejects.toMatchObject({
      message: '《RSJ-SKILLS 报表》的“产改制度建设评分”有您本人的评分，须由另一人审核。请联系另一位审核人。',
      detail: { reason: 'submission.own_scores' },
    })
    // The one reviewer of a small office opens the scoring, writes the scores and accepts the form.
    expect((await acceptForm(city.as('reviewer'), rsjForm, seen)).submission.state).toBe('accepted')
  })

  it('is not written into a form that was sent: nothing of it is, and the scoring stays ended', async () => {
    await saveCells(city.as('rsj'), rsjForm, { source: 'grid', cells: fullRsj() })
    await decide('shut')
    await decide('write')
    const { version } = (await readForm(city.as('rsj'), rsjForm)).submission
    await submitForm(city.as('rsj'), rsjForm, { version })
    await decide('again', '再核一遍')
    await decide('shut')
    const before = await rowCounts(city.store)
    await expect(decide('write')).rejects.toThrow('市人社局《RSJ-SKILLS 报表》已经报送，不能写入')
    expect(await rowCounts(city.store)).toEqual(before)
    expect((await seenBy('reviewer')).state).toBe('shut')
  })
})

it('of a form that districts fill is written into the form of each', async () => {
  await open({ item: 'Q_OPEN', scorers: [accounts.tjj, accounts.rsj, accounts.leader] })
  for (const who of ['tjj', 'rsj', 'leader'] as const) for (const unit of ['AP', 'BS', 'CX']) await score(who, unit, 75)
  await decide('shut')
  await decide('write')
  const rows = await city.store.read((db) => db.select().from(cell).where(eq(cell.itemCode, 'Q_OPEN')))
  expect(rows.map(({ unitCode, value }) => [unitCode, value])).toEqual([
    ['AP', 75],
    ['BS', 75],
    ['CX', 75],
  ])
})
