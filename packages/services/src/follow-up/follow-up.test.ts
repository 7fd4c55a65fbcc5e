import type { FollowUpLedger, FollowUpOpening } from '@cg/contract/follow-up'
import { must } from '@cg/domain/must'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readInbox } from '../inbox/list.ts'
import { preparePreview } from '../release/publish/prepare.ts'
import { publishPreview } from '../release/publish/publish.ts'
import { actorOf, enter, openCity, plainQuarter, setForm } from '../release/release.fixture.ts'
import type { Person, TestCity } from '../release/release.fixture.ts'
import { adoptPlan } from '../task/plan.ts'
import { reportTask, decideTaskReport } from '../task/report.ts'
import { readFollowUps } from './ledger.ts'
import { answerFollowUp, decideFollowUp, extendFollowUp, openFollowUp } from './write.ts'

/* 督办: opened from what is published or overdue, closed only on data or on the office's acceptance. */

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

async function publish(period: string, change: typeof plainQuarter = {}): Promise<string> {
  await enter(city, period, { ...plainQuarter, ...change })
  await setForm(city, period, 'accepted')
  const preview = await preparePreview(city.as('publisher'), { period })
  return (await publishPreview(city.as('second'), preview)).head.code
}

/** B trains 70.0 % of its workers, where 86.0 % are expected by the first quarter. */
const ofB = (release: string): FollowUpOpening => ({
  of: { kind: 'light', release, indicator: 'RATE', unit: 'B' },
  department: 'RSJ',
  unit: null,
  requirement: '补齐岗前培训',
  dueOn: '2026-11-30',
})
const spoken: FollowUpOpening = { ...ofB(''), of: { kind: 'speech', quote: '联络员全覆盖' } }
const open = (opening: FollowUpOpening) => openFollowUp(city.as('reviewer'), opening)
const first = ({ items }: FollowUpLedger) => must(items[0])
const said = { reason: '新投产企业较多', measures: '集中办班三十期', expectedOn: '2026-11-20' }
const answer = (ledger: FollowUpLedger, who: Person = 'filler') => {
  const { id, version } = first(ledger)
  return answerFollowUp(city.as(who), { id, version, ...said })
}
type Action = Parameters<typeof decideFollowUp>[1]['action']
const decide = (ledger: FollowUpLedger, action: Action, note = '', who: Person = 'reviewer') => {
  const { id, version } = first(ledger)
  return decideFollowUp(city.as(who), { id, version, action, note })
}

describe('from a red light', () => {
  it('names the figure as it was published, and closes once a later release shows it no longer red: both figures said', async () => {
    const release = await publish('2026Q1')
    const offer = must((await readFollowUps(city.as('reviewer'))).offer)
    expect(offer.lights.map(({ indicator, unit }) => `${indicator} ${unit}`)).toContain('RATE B')
    const opened = await open(ofB(release))
    expect(first(opened)).toMatchObject({
      about: `B“指标RATE”2026年第一季度70.0%，时序目标85.5%，滞后（${release}）`,
      responsible: '市人社局',
      state: 'open',
      isOverdue: false,
    })
    expect(must(opened.offer).lights.some(({ indicator, unit }) => `${indicator} ${unit}` === 'RATE B')).toBe(false)
    await expect(decide(opened, 'settle')).rejects.toThrow(`${release}之后还没有新的发布，不能以数据销号。`)
    const still = await publish('2026Q2')
    await expect(decide(opened, 'settle')).rejects.toThrow(`最近一次发布（${still}）这个数仍为滞后，不能以数据销号。`)
    const better = await publish('2026Q3', { 'X B': 3_960 })
    expect(first(await decide(opened, 'settle'))).toMatchObject({
      state: 'closed',
      closing: `以数据销号：2026年第一季度70.0%（${release}）滞后，2026年第三季度99.0%（${better}）达标`,
      may: [],
    })
  })

  it('is refused of a figure that is not red, of another release, and a second time', async () => {
    const release = await publish('2026Q1')
    const of = { kind: 'light' as const, release, indicator: 'RATE', unit: 'A' }
    await expect(open({ ...ofB(release), of })).rejects.toMatchObject({ detail: { reason: 'follow_up.not_red' } })
    await expect(open(ofB('CG-2025Q4-01'))).rejects.toMatchObject({ detail: { reason: 'follow_up.not_red' } })
    await open(ofB(release))
    await expect(open(ofB(release))).rejects.toThrow('这件事已在督办（第1号），不要重复发出。')
  })
})

describe('from an overdue milestone', () => {
  it('closes once all have reached it', async () => {
    await adoptPlan(city.as('reviewer'))
    const opened = await open({ ...spoken, of: { kind: 'task', measure: 1, milestone: 'a' } })
    expect(first(opened).about).toBe('重点任务措施“送教下乡”的节点“全市动员”逾期：时限2026年6月30日，全市没有完成')
    await expect(decide(opened, 'settle')).rejects.toThrow('节点“全市动员”还有全市没有完成，不能以数据销号。')
    const completions = [{ milestone: 'a', unit: 'CITY', doneOn: '2026-10-10' }]
    const words = { period: '2026Q3', standing: 'on_track' as const, progress: '已经动员', evidence: '动员文件' }
    await reportTask(city.as('filler'), { id: 1, version: 0, ...words, completions })
    await decideTaskReport(city.as('reviewer'), { id: 1, version: 1, action: 'accept', note: '' })
    expect(first(await decide(opened, 'settle')).closing).toBe('以数据销号：节点已全部完成（1个单位）')
  })
})

describe('from a promise in a speech', () => {
  it('is answered, returned, answered again and accepted by the office, with what it rests on', async () => {
    const opened = await open(spoken)
    await expect(decide(opened, 'accept', '台账齐全')).rejects.toMatchObject({ code: 'conflict' })
    await expect(decide(opened, 'settle')).rejects.toMatchObject({ code: 'conflict' })
    const answered = await answer(opened)
    expect(first(answered)).toMatchObject({ state: 'answered', ...said, may: [] })
    await expect(decide(answered, 'return')).rejects.toThrow('请写明原因或依据。')
    const back = await decide(answered, 'return', '请写到企业')
    expect(first(await readFollowUps(city.as('filler'))).may).toEqual(['answer'])
    const closed = await decide(await answer(back), 'accept', '名册已核对')
    expect(first(closed)).toMatchObject({ state: 'closed', closing: '经市产改办认定销号：名册已核对' })
    expect(first(closed).steps.map(({ action }) => action)).toEqual(['open', 'answer', 'return', 'answer', 'accept'])
    await expect(answer(closed)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('is followed up once, however its words are spaced and pointed', async () => {
    await open(spoken)
    if (spoken.of.kind !== 'speech') throw new Error('not of the speech')
    const again = { ...spoken.of, quote: ` ${spoken.of.quote.replace('全', '　全 ')}。` }
    await expect(open({ ...spoken, of: again })).rejects.toThrow('这件事已在督办（第1号），不要重复发出。')
  })

  it('is overdue the day after its day, until it is closed or cancelled', async () => {
    const opened = await open(spoken)
    const late = () => readFollowUps(city.as('reviewer', '2026-12-01T02:00:00.000Z'))
    expect(first(await readFollowUps(city.as('reviewer', '2026-11-30T02:00:00.000Z'))).isOverdue).toBe(false)
    expect(first(await late()).isOverdue).toBe(true)
    await decide(opened, 'cancel', '重复')
    expect(first(await late())).toMatchObject({ isOverdue: false, state: 'cancelled' })
  })

  it.each([
    [{ requirement: '快办' }, '督办要求至少写4个字。'],
    [{ requirement: '\u200b\u200b快\u200b办' }, '督办要求至少写4个字。'],
    [{ dueOn: '2200-01-01' }, '办结期限：“2200-01-01”不在2000年至2199年之间，请核对年份。'],
    [{ dueOn: '2026-11-31' }, '办结期限：没有2026年11月31日这一天：这个月只有30天，请核对“2026-11-31”。'],
    [{ dueOn: '2026-10-01' }, '办结期限2026年10月1日早于今天，请另定日期。'],
    [{ department: null }, '请选择一个责任单位（部门或区县）。'],
    [{ unit: 'B' }, '请选择一个责任单位（部门或区县）。'],
    [{ department: 'NOPE' }, '请选择一个责任单位（部门或区县）。'],
  ])('is refused with %j', async (change, message) => {
    await expect(open({ ...spoken, ...change })).rejects.toThrow(message)
  })
})

it('is the office’s to open and close, whom it went to answers, others and leaders do not see it', async () => {
  const opened = await open({ ...spoken, department: null, unit: 'B' })
  for (const who of ['filler', 'publisher', 'leader', 'admin'] as const)
    await expect(openFollowUp(city.as(who), spoken)).rejects.toMatchObject({ code: 'forbidden' })
  expect((await readFollowUps(city.as('filler'))).items).toEqual([])
  await expect(answer(opened)).rejects.toMatchObject({ code: 'forbidden' })
  for (const who of ['leader', 'admin'] as const)
    await expect(readFollowUps(city.as(who))).rejects.toMatchObject({ code: 'forbidden' })
  const grants = [{ role: 'filler' as const, department: null, unit: 'B' }]
  const district = { ...city.as('filler'), actor: { ...actorOf('filler'), grants } }
  expect(first(await readFollowUps(district))).toMatchObject({ responsible: 'B', may: ['answer'] })
  expect((await readFollowUps(district)).offer).toBeNull()
  const { id, version } = first(opened)
  const answered = await answerFollowUp(district, { id, version, ...said })
  const both = {
    ...district,
    actor: { ...district.actor, grants: [...grants, { role: 'reviewer' as const, department: null, unit: null }] },
  }
  const own = { id, version: first(answered).version, action: 'accept' as const, note: '已办' }
  await expect(decideFollowUp(both, own)).rejects.toMatchObject({ detail: { reason: 'follow_up.own' } })
})

it('is told to whom it went, back to the office, and to both once its day is over; nobody of their own act', async () => {
  const told = async (who: Person, at?: string) =>
    (await readInbox(city.as(who, at), {})).items
      .filter(({ kind }) => kind === 'followUp')
      .map(({ sentence }) => sentence)
  const opened = await open(spoken)
  expect(await told('filler')).toEqual([
    '产改办发出督办事项（讲话要求“联络员全覆盖”），请回复原因、措施和预计完成日期，并在2026年11月30日前办结。',
  ])
  expect(await told('reviewer')).toEqual([])
  const answered = await answer(opened)
  expect(await told('filler')).toEqual([])
  expect(await told('reviewer')).toEqual(['督办事项（讲话要求“联络员全覆盖”）已回复（filler甲），待认定。'])
  const late = '督办事项（讲话要求“联络员全覆盖”）应在2026年11月30日前办结，现已逾期，还没有销号。'
  expect(await told('filler', '2026-12-01T02:00:00.000Z')).toEqual([late])
  expect(await told('reviewer', '2026-12-01T02:00:00.000Z')).toContain(late)
  await decide(answered, 'accept', '名册已核对')
  expect(await told('filler', '2026-12-01T02:00:00.000Z')).toEqual([
    '督办事项（讲话要求“联络员全覆盖”）已销号（reviewer甲）。',
  ])
  for (const who of ['leader', 'publisher', 'auditor'] as const) expect(await told(who)).toEqual([])
})

describe('the day of an item', () => {
  const extend = (ledger: FollowUpLedger, dueOn: string, reason = '企业停产检修', who: Person = 'reviewer') => {
    const { id, version } = first(ledger)
    return extendFollowUp(city.as(who), { id, version, dueOn, reason })
  }

  it('is put off by the office for a reason: both days are kept, and who it went to is told', async () => {
    const opened = await open(spoken)
    await expect(extend(opened, '2026-12-20', ' ')).rejects.toThrow('请写明延期的原因。')
    await expect(extend(opened, '2026-11-30')).rejects.toThrow('新的办结期限须晚于原来的2026年11月30日。')
    await expect(extend(opened, '2026-02-30')).rejects.toThrow('没有2026年2月30日这一天')
    for (const who of ['filler', 'publisher', 'leader', 'admin'] as const)
      await expect(extend(opened, '2026-12-20', '改', who)).rejects.toMatchObject({ code: 'forbidden' })
    const later = await extend(opened, '2026-12-20')
    expect(first(later)).toMatchObject({ dueOn: '2026-12-20', state: 'open', version: 2 })
    expect(first(later).steps.at(-1)).toMatchObject({
      action: 'extend',
      note: '办结期限由2026年11月30日延至2026年12月20日：企业停产检修',
      by: 'reviewer甲',
    })
    await expect(extend(opened, '2026-12-25')).rejects.toMatchObject({ code: 'stale' })
    const { items } = await readInbox(city.as('filler'), {})
    expect(items.filter(({ kind }) => kind === 'followUp').map(({ sentence }) => sentence)).toEqual([
      '督办事项（讲话要求“联络员全覆盖”）已延期（reviewer甲），请在2026年12月20日前办结。',
    ])
    const closed = await decide(await answer(later), 'accept', '名册已核对')
    await expect(extend(closed, '2027-01-20')).rejects.toMatchObject({ code: 'conflict' })
  })
})

it('another matter is followed up with what it rests on, and closed by the office alone', async () => {
  const of = { kind: 'other' as const, matter: '补齐培训基地安全设施', basis: '2026年10月9日专题会议' }
  await expect(open({ ...spoken, of: { ...of, basis: '会' } })).rejects.toThrow('督办依据至少写4个字。')
  const opened = await open({ ...spoken, of })
  expect(first(opened)).toMatchObject({
    kind: 'other',
    about: '补齐培训基地安全设施（依据：2026年10月9日专题会议）',
    link: null,
    may: ['extend', 'cancel'],
  })
  await expect(open({ ...spoken, of })).rejects.toThrow('这件事已在督办（第1号），不要重复发出。')
  await expect(decide(opened, 'settle')).rejects.toMatchObject({ code: 'conflict' })
})
