import { describe, expect, it } from 'vitest'
import { makePeriod } from '../period.ts'
import { sentence } from './claim.ts'
import type { Claim } from './claim.ts'
import { claimAhead, claimBaseBeyond, claimCommitments, claimSlipped, withoutOwners } from './commitment.ts'
import type { Commitment } from './commitment.ts'
import { claimNeed, needShort } from './need.ts'
import { claimForecast, forecastShort } from './outlook.ts'
import type { ForecastFigures } from './outlook.ts'
import type { NeedFacts } from './need.ts'

const rate = { unit: '%', decimals: 1 }
const say = (claim: Claim | null): string | null => (claim === null ? null : sentence(claim))
const rows = (standing: Commitment['standing'], ...owners: string[]): Commitment[] =>
  owners.map((owner) => ({ standing, owner }))
const city = { scope: '', year: 2026, isCurrent: true }

describe('commitments of a year', () => {
  const met = rows('met', 'A', 'A', 'B')

  it('counts what may be judged, and what may not apart from it', () => {
    const others = [...rows('near', 'A'), ...rows('not_reported', 'A'), ...rows('not_judged', 'A', 'C')]
    expect(
      say(
        claimCommitments(city, [
          ...met,
          ...others,
          ...rows('no_target', 'A'),
          ...rows('not_applicable', 'A'),
          ...rows('uncomputable', 'A', 'B'),
          ...rows('not_available', 'B'),
          ...rows('withheld', 'B'),
        ]),
      ),
    ).toBe('2026年目标11项：达标3项、临近1项，无滞后，未报1项，无法提供1项，不公布1项，不可计算2项，不评价2项')
  })

  it('says whose the late ones are', () => {
    const late = (...owners: string[]) => say(claimCommitments(city, [...met, ...rows('late', ...owners)]))
    expect(late('市人社局')).toMatch(/；滞后的1项由市人社局牵头$/)
    expect(late('市人社局', '市人社局')).toMatch(/；滞后的2项均由市人社局牵头$/)
    expect(late('A', 'B', 'B')).toMatch(/；滞后的3项中B牵头2项、A1项$/)
    const [long, longer] = ['市人力资源和社会保障局', '市应急管理局（市安委办）']
    expect(late(long, long, longer, '市总工会')).toMatch(/；滞后的4项中市人力资源和社会保障局牵头2项，最多$/)
    expect(late('A', 'B', 'B', 'C', 'D')).toMatch(/；滞后的5项中B牵头2项，最多$/)
    expect(late('A', 'B', 'C', 'D')).toMatch(/滞后4项$/)
  })

  it('names nobody where there is no room, and the year whose end judged it', () => {
    const claim = claimCommitments({ scope: '安平县', year: 2025, isCurrent: false }, [...met, ...rows('late', 'A')])
    expect(claim === null ? '' : sentence(withoutOwners(claim))).toBe(
      '安平县2025年目标4项按2025年末数据评价：达标3项、滞后1项',
    )
  })

  it('is not said of fewer than two that may be judged', () => {
    expect(claimCommitments(city, [...rows('met', 'A'), ...rows('not_reported', 'A', 'B')])).toBeNull()
  })

  it('counts which targets of a year to come are at hand', () => {
    const ahead = (...reached: (boolean | null)[]) =>
      say(
        claimAhead(
          { scope: '', year: 2027 },
          reached.map((one) => ({ reached: one })),
        ),
      )
    expect(ahead(true, false, null)).toBe('2027年目标3项，其中2项可与本季数值比较，1项已达到目标水平')
    expect(ahead(false, false)).toBe('2027年目标2项，尚无一项达到目标水平')
    expect(ahead(true, null)).toBeNull()
  })
})

describe('what is still to be done', () => {
  const facts: NeedFacts = {
    value: 82.6,
    isWhole: true,
    isOwn: true,
    yearAgo: 81.1,
    now: makePeriod(2026, 2),
    target: { period: makePeriod(2026, 4), value: 85 },
    pace: 'linear',
    direction: 'higher',
    format: rate,
  }
  const need = (more: Partial<NeedFacts>) => say(claimNeed('指标甲', { ...facts, ...more }))
  const limit = { unit: '起/万人', decimals: 2 }

  it('names the target, the way left and each quarter of it', () => {
    expect(need({})).toBe(
      '指标甲要达到2026年目标85.0%，还需提高2.4个百分点，其余2个季度每季至少提高1.2个百分点；过去一年共提高1.5个百分点',
    )
    expect(need({ now: makePeriod(2026, 3), yearAgo: 82.6 })).toBe(
      '指标甲要达到2026年目标85.0%，还需提高2.4个百分点，只余1个季度；与一年前持平',
    )
    expect(
      need({ value: 40, direction: 'lower', yearAgo: 38, target: { period: makePeriod(2026, 4), value: 33 } }),
    ).toBe(
      '指标甲要达到2026年目标33.0%，还需降低7.0个百分点，其余2个季度每季至少降低3.5个百分点；过去一年共提高2.0个百分点',
    )
    expect(
      need({
        value: 9,
        yearAgo: null,
        target: { period: makePeriod(2027, 4), value: 12 },
        format: { unit: '个', decimals: 0 },
      }),
    ).toBe('指标甲要达到2027年目标12个，还需增加3个，其余6个季度每季至少增加1个')
    expect(need({ value: 85 })).toBe('指标甲已达到2026年目标85.0%')
  })

  it('says of a count that it grew or shrank, not that it rose', () => {
    const count = { target: { period: makePeriod(2026, 4), value: 40 }, format: { unit: '家', decimals: 0 } }
    expect(need({ ...count, value: 30, yearAgo: 18 })).toMatch(/；过去一年共增加12家$/)
    expect(need({ ...count, value: 30, yearAgo: 33 })).toMatch(/；过去一年共减少3家$/)
  })

  it('speaks of the year where the figure is counted within it', () => {
    const share = { pace: 'share', yearAgo: null } as const
    expect(need({ ...share, value: 41.2 })).toBe(
      '指标甲要完成2026年全年目标85.0%，年内其余2个季度还需完成43.8个百分点，每季至少21.9个百分点',
    )
    expect(need({ ...share, value: 85 })).toBe('指标甲已完成2026年全年目标85.0%')
    expect(need({ ...share, target: { period: makePeriod(2027, 4), value: 90 } })).toBe(
      '指标甲2027年目标90.0%从当年年初重新计算，每季平均需完成22.5个百分点',
    )
    const low = {
      ...share,
      direction: 'lower',
      format: limit,
      target: { period: makePeriod(2026, 4), value: 0.95 },
    } as const
    expect(need({ ...low, value: 0.51 })).toBe(
      '指标甲要控制在2026年全年目标0.95起/万人以内，年内其余2个季度合计不超过0.44起/万人，每季不超过0.22起/万人',
    )
    expect(need({ ...low, value: 0.95 })).toBe('指标甲要控制在2026年全年目标0.95起/万人以内，年内其余2个季度不能再增加')
    expect(need({ ...low, value: 1.2 })).toBe('指标甲已超过2026年全年控制目标0.95起/万人，超出0.25起/万人')
  })

  it('is not said of a carried or partial figure, nor once the day has come', () => {
    expect(need({ isOwn: false })).toBeNull()
    expect(need({ isWhole: false })).toBeNull()
    expect(need({ value: null })).toBeNull()
    expect(need({ direction: 'neutral' })).toBeNull()
    expect(need({ now: makePeriod(2026, 4) })).toBeNull()
  })

  it('has a short form for a cell', () => {
    const short = (more: Partial<NeedFacts>) => {
      const claim = claimNeed('', { ...facts, ...more })
      return claim === null ? null : needShort(claim)
    }
    expect(short({})).toBe('每季提高1.2个百分点')
    expect(short({ value: 90 })).toBe('已达到')
    expect(short({ pace: 'share', value: 41.2 })).toBe('每季完成21.9个百分点')
  })
})

describe('met, then lost', () => {
  const now = { value: 81, expected: 82, direction: 'higher', format: rate } as const
  const lost = { period: makePeriod(2026, 1), value: 83.1, fell: true }

  it('says when it was met and how it fell, or that the goal ran ahead', () => {
    expect(say(claimSlipped('指标甲', lost, now))).toBe(
      '指标甲2026年第一季度曾达标，此后由83.1%降至81.0%，低于时序目标82.0%',
    )
    expect(say(claimSlipped('指标甲', { ...lost, fell: false }, now))).toBe(
      '指标甲2026年第一季度曾达标，此后未跟上时序目标，本季为81.0%，低于时序目标82.0%',
    )
    expect(
      say(claimSlipped('指标甲', { ...lost, value: 30 }, { ...now, value: 36, expected: 33, direction: 'lower' })),
    ).toBe('指标甲2026年第一季度曾达标，此后由30.0%升至36.0%，高于时序目标33.0%')
  })

  it('is not said where nothing was lost or the figure prints as reached', () => {
    expect(claimSlipped('指标甲', null, now)).toBeNull()
    expect(claimSlipped('指标甲', lost, { ...now, value: 81.96 })).toBeNull()
  })
})

describe('a baseline beyond the target', () => {
  const facts = {
    baseline: 97.5,
    base: makePeriod(2021, 4),
    value: 97.8,
    target: 97,
    year: 2027,
    direction: 'higher',
    format: rate,
  } as const

  it('says so, and where the figure is back behind it', () => {
    expect(say(claimBaseBeyond('指标甲', facts))).toBe('指标甲2021年基期为97.5%，已高于2027年目标97.0%')
    expect(say(claimBaseBeyond('指标甲', { ...facts, value: 96.2 }))).toBe(
      '指标甲2021年基期为97.5%，已高于2027年目标97.0%；本季为96.2%，低于该目标',
    )
    expect(say(claimBaseBeyond('指标甲', { ...facts, baseline: 97, value: null }))).toBe(
      '指标甲2021年基期为97.0%，已等于2027年目标97.0%',
    )
    expect(say(claimBaseBeyond('指标甲', { ...facts, direction: 'lower', baseline: 30, value: 29, target: 33 }))).toBe(
      '指标甲2021年基期为30.0%，已低于2027年目标33.0%',
    )
  })

  it('is not said of a baseline short of the target', () => {
    expect(claimBaseBeyond('指标甲', { ...facts, baseline: 96.94 })).toBeNull()
  })
})

describe('a forecast in a cell', () => {
  const figures: ForecastFigures = {
    points: 8,
    year: 2027,
    now: makePeriod(2026, 3),
    due: makePeriod(2027, 4),
    target: 84,
    direction: 'higher',
    current: 80,
    value: 84.1,
    low: 82,
    high: 86.1,
    confidence: 0.9,
    arrival: makePeriod(2027, 3),
    isMet: false,
    format: rate,
  }
  const short = (more: Partial<ForecastFigures>) => {
    const claim = claimForecast({ ...figures, ...more }, [{ definition: 1, span: 'stock' }])
    return claim === null ? null : forecastShort(claim)
  }

  it('says with its interval whether the line leads to the target', () => {
    expect(short({ low: 84 })).toBe('约84.1%（84.0%—86.1%），可望达到')
    expect(short({ low: 84, current: 84.5, isMet: true })).toBe('约84.1%（84.0%—86.1%），可望保持')
    expect(short({ value: 83, high: 83.9, arrival: null })).toBe('约83.0%（82.0%—83.9%），照此走势达不到')
    expect(short({ value: 83, high: 83.9, arrival: makePeriod(2028, 1) })).toBe(
      '约83.0%（82.0%—83.9%），要到2028年第一季度才达到',
    )
    expect(short({ value: 83, high: 83.9, current: 85, isMet: true })).toBe(
      '约83.0%（82.0%—83.9%），届时会退回目标之外',
    )
    expect(short({})).toBe('约84.1%（82.0%—86.1%），能否达到尚难断定')
    expect(short({ value: 83, current: 85, isMet: true })).toBe('约83.0%（82.0%—86.1%），能否保持尚难断定')
    expect(short({ low: 60, high: 95 })).toBe('起伏较大，不足以判断')
    expect(short({ points: 4 })).toBeNull()
  })
})
