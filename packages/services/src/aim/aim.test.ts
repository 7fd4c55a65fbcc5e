import type { AimChange } from '@cg/contract/aim'
import { aimImpactWords } from '@cg/contract/aim'
import { aimProposal, release, releaseAnswer, target } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import { and, eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { preparePreview } from '../release/publish/prepare.ts'
import { publishPreview } from '../release/publish/publish.ts'
import { readAnswer } from '../release/read/releases.ts'
import { enter, openCity, people, plainQuarter, setForm } from '../release/release.fixture.ts'
import type { Person, TestCity } from '../release/release.fixture.ts'
import { loadFrozenResults } from '../release/stored/frozen-rows.ts'
import { loadRelease } from '../release/stored/release-row.ts'
import { decideAims } from './decide.ts'
import { listAims, readAim } from './list.ts'
import { readProposal } from './proposals.ts'
import { checkAims, proposeAims } from './propose.ts'

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

const source = '测改〔2026〕3号'
const change = (more: Partial<AimChange> = {}): AimChange => ({
  kind: 'target',
  indicator: 'RATE',
  unit: 'A',
  when: '2026',
  value: '92',
  source,
  ...more,
})
const started = (more: Partial<AimChange> = {}) => change({ kind: 'baseline', when: '2021Q4', value: '61', ...more })

async function propose(changes: readonly AimChange[] = [change()], who: Person = 'second') {
  const { digest } = await checkAims(city.as(who), { changes })
  return proposeAims(city.as(who), { changes, reason: '市领导小组调整', seen: digest })
}
const decide = (action: 'confirm' | 'refuse' | 'withdraw', who: Person, { id = 1, version = 1 } = {}) =>
  decideAims(city.as(who), { id, version, action, note: action === 'refuse' ? '依据不足' : '' })

async function targetOf(unit: string, year = 2026): Promise<number | undefined> {
  const place = and(eq(target.indicatorCode, 'RATE'), eq(target.unitCode, unit), eq(target.year, year))
  const [row] = await city.store.read((db) => db.select().from(target).where(place))
  return row?.value
}

async function publish(quarter = '2026Q3') {
  await enter(city, quarter, plainQuarter)
  await setForm(city, quarter, 'accepted')
  const preview = await preparePreview(city.as('publisher'), { period: quarter })
  return (await publishPreview(city.as('second'), preview)).head.code
}

/** All that is kept of what is published, as it lies in the tables. */
const kept = () =>
  city.store.read(async (db) =>
    JSON.stringify([
      await db.select().from(release).where(eq(release.state, 'published')),
      await db.select().from(releaseAnswer),
    ]),
  )

describe('what is typed', () => {
  const refusals = async (...changes: AimChange[]) => (await checkAims(city.as('admin'), { changes })).refusals

  it('is refused with unit, year and remedy where it can be no figure', async () => {
    expect(await refusals(change({ value: '960' }))).toEqual([
      'A区2026年目标：指标RATE只能在 0% 到 100% 之间，这里是 960%，请核对小数点和单位。',
    ])
    expect(await refusals(change({ value: '约九十' }))).toEqual([
      'A区2026年目标：指标RATE：“约九十”是约数，请填写确切的数。',
    ])
    expect(await refusals(change({ source: ' ' }))).toEqual([expect.stringContaining('请写明依据的文件名称或文号')])
    expect(await refusals(change({ unit: 'NOPE' }))).toEqual(['指标RATE：没有代码为“NOPE”的单位，请核对。'])
    expect(await refusals(change({ when: '明年' }))).toEqual([expect.stringContaining('“明年”不是年份')])
    expect(await refusals(started({ when: '2026Q4' }))).toEqual([
      'A区“指标RATE”：2026年第四季度还没有结束，不能作基期，请核对季度。',
    ])
    expect(await refusals(change(), change({ value: '93' }))).toEqual(['A区2026年目标“指标RATE”写了两次，请只留一条。'])
    expect(await refusals(change({ when: '2027', value: '' }))).toEqual([
      expect.stringContaining('A区2027年目标“指标RATE”：这里本来没有数'),
    ])
  })

  it('is no change where it says what stands, even if the rules would refuse it by now', async () => {
    const place = and(eq(target.indicatorCode, 'RATE'), eq(target.year, 2026))
    const put = (unit: string, value: number) =>
      city.store.write({ unaudited: 'fixture' }, (tx) =>
        tx
          .update(target)
          .set({ value })
          .where(and(place, eq(target.unitCode, unit))),
      )
    await put('A', 120)
    await put('B', 100 / 3)
    const stands = { source: '实施方案' }
    const changes = [change({ ...stands, value: '120' }), change({ ...stands, unit: 'B', value: '33.3333' })]
    expect(await checkAims(city.as('admin'), { changes })).toMatchObject({ refusals: [], differences: [], same: 2 })
    expect(await refusals(change({ value: '120' }))).toHaveLength(1)
  })

  it('is doubted and not refused where it goes against the direction or lies far from the others', async () => {
    const backwards = await checkAims(city.as('admin'), { changes: [change({ value: '55' })] })
    expect(backwards.refusals).toEqual([])
    expect(backwards.doubts).toEqual([
      'A区2026年目标：指标RATE越高越好，目标却低于基期：55%，基期（2021Q4）是 60%，请核对。',
    ])
    const far = await checkAims(city.as('admin'), { changes: [change({ value: '9.2' })] })
    expect(far.doubts[0]).toContain('其他行多在 90% 上下')
    expect((await checkAims(city.as('admin'), { changes: [change()] })).doubts).toEqual([])
  })

  it('is shown before with what it affects, counted and not guessed', async () => {
    await publish('2026Q1')
    await publish('2026Q2')
    const changes = [change(), started(), change({ indicator: 'ACCR', unit: 'B', value: '4', source: '实施方案' })]
    const { differences, same, impact } = await checkAims(city.as('second'), { changes })
    expect(same).toBe(1)
    expect(differences).toMatchObject([
      { unitName: 'A', year: 2026, old: { value: 90, source: '实施方案' }, now: { value: 92, source } },
      { year: null, old: { value: 60, when: '2021Q4' }, now: { value: 61, when: '2021Q4' } },
    ])
    expect(impact).toMatchObject({ indicators: 1, forms: ['《劳动关系表》'], scored: ['指标RATE'], published: 2 })
    expect(aimImpactWords(impact).slice(0, 3)).toEqual([
      '影响 1 个指标的下一次发布；已发布的 2 期不变。',
      '涉及 1 张报表的数据：《劳动关系表》；填报内容不变。',
      '涉及 1 个按目标计分的项目：指标RATE。',
    ])
    expect((await checkAims(city.as('second'), { changes: [started()] })).impact.scored).toEqual([])
  })

  it('is not proposed when it is no longer what was shown', async () => {
    const { digest } = await checkAims(city.as('second'), { changes: [change()] })
    await city.store.write({ unaudited: 'fixture' }, (tx) => tx.update(target).set({ value: 91 }))
    const late = proposeAims(city.as('second'), { changes: [change()], reason: '市领导小组调整', seen: digest })
    await expect(late).rejects.toMatchObject({ code: 'stale', detail: { reason: 'aim.changed' } })
  })
})

describe('a second person', () => {
  it('confirms what another proposed, and only then the target changes', async () => {
    const { proposals } = await propose([change(), change({ unit: 'B', value: '' }), started()])
    expect(proposals).toMatchObject([
      { id: 1, state: 'proposed', changes: 3, indicators: ['指标RATE'], proposedBy: 'second甲', may: ['withdraw'] },
    ])
    expect(proposals[0]?.notConfirm).toContain('另一位发布人')
    expect(await targetOf('A')).toBe(90)
    const board = await decide('confirm', 'publisher')
    expect(board.proposals[0]).toMatchObject({ state: 'confirmed', decidedBy: 'publisher甲', may: [] })
    expect([await targetOf('A'), await targetOf('B'), await targetOf('C')]).toEqual([92, undefined, 90])
    const detail = await readAim(city.as('auditor'), { code: 'RATE' })
    expect(detail.rows.find(({ unit }) => unit === 'A')).toMatchObject({ baseline: { value: 61, source } })
    expect(detail.history).toHaveLength(3)
    expect(detail.history[0]).toMatchObject({ id: 1, proposedBy: 'second甲', decidedBy: 'publisher甲' })
  })

  it('is never the one who proposed, and no admin, reviewer or stranger', async () => {
    await propose()
    await expect(decide('confirm', 'second')).rejects.toMatchObject({ detail: { reason: 'aim.own' } })
    await expect(decide('refuse', 'second')).rejects.toMatchObject({ detail: { reason: 'aim.own' } })
    for (const who of ['admin', 'reviewer', 'leader', 'filler', 'auditor'] as const)
      await expect(decide('confirm', who)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(decide('withdraw', 'publisher')).rejects.toMatchObject({ detail: { reason: 'aim.not_own' } })
    await expect(checkAims(city.as('reviewer'), { changes: [change()] })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(listAims(city.as('filler'))).rejects.toMatchObject({ code: 'forbidden' })
    expect(await targetOf('A')).toBe(90)
    const byItself = { state: 'confirmed', decidedBy: people.indexOf('second') + 1, decidedAt: 'now' } as const
    const past = city.store.write({ unaudited: 'fixture' }, (tx) => tx.update(aimProposal).set(byItself))
    await expect(past).rejects.toThrow(/check constraint/i)
  })

  it('confirms once when two do it at the same moment', async () => {
    await propose([change()], 'admin')
    const both = await Promise.allSettled([decide('confirm', 'publisher'), decide('confirm', 'second')])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const failed = must(both.find((one) => one.status === 'rejected'))
    expect(failed.reason).toMatchObject({ code: 'stale', detail: { reason: 'aim.decided' } })
    expect(await targetOf('A')).toBe(92)
  })

  it('cannot confirm what has become another in between, and is told what', async () => {
    await propose([change()], 'admin')
    await propose([change({ value: '93' })], 'admin')
    await decide('confirm', 'publisher', { id: 2 })
    const { moved, impact } = await readProposal(city.as('publisher'), { id: 1 })
    expect(moved).toEqual(['A区2026年目标“指标RATE”：提出时是 90%，现在是 93%'])
    expect(impact?.indicators).toBe(1)
    await expect(decide('confirm', 'publisher')).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('请退回，由提出人按现在的数重新提出'),
      detail: { reason: 'aim.moved' },
    })
    expect(await targetOf('A')).toBe(93)
    await decide('refuse', 'second')
    await expect(decide('confirm', 'publisher', { version: 2 })).rejects.toMatchObject({ code: 'stale' })
  })
})

describe('what is published', () => {
  it('keeps its own targets to the byte; the next release takes the new ones', async () => {
    const aimedAt = async (code: string) => {
      const rows = await city.store.read(async (db) => {
        const { id } = await loadRelease(db, code)
        return [...(await loadFrozenResults(db, id))]
      })
      return rows.find((row) => row.indicatorCode === 'RATE' && row.unitCode === 'CITY')?.target
    }
    const first = await publish('2026Q2')
    const before = await kept()
    await propose([change({ unit: 'CITY', value: '95' }), started({ unit: 'CITY' })])
    await decide('confirm', 'publisher')
    expect(await kept()).toBe(before)
    const second = await publish('2026Q3')
    expect([await aimedAt(first), await aimedAt(second)]).toEqual([90, 95])
    const answer = await readAnswer(city.as('leader'), second, 'targets')
    expect(answer.body.toString()).toContain('95')
  })

  it('is followed by a preview that has to be made again', async () => {
    await enter(city, '2026Q3', plainQuarter)
    await setForm(city, '2026Q3', 'accepted')
    const preview = await preparePreview(city.as('publisher'), { period: '2026Q3' })
    await propose([change()], 'admin')
    expect((await readProposal(city.as('second'), { id: 1 })).impact?.previews).toEqual(['2026Q3'])
    await decide('confirm', 'second')
    await expect(publishPreview(city.as('second'), preview)).rejects.toMatchObject({
      detail: { reason: 'release.input_changed' },
    })
  })
})
