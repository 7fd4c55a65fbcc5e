import { describe, expect, it } from 'vitest'
import { datesOffWork, datesProblem, periodImpact } from './period-dates.ts'
import type { PeriodSetting } from './period-dates.ts'

const day = (date: number) => `2026-10-${date}T10:00:00.000Z`
const quarter: PeriodSetting = {
  opensAt: '2026-09-30T16:00:00.000Z',
  dueAt: day(15),
  checkBy: null,
  reviewBy: null,
  closesAt: day(25),
  publishBy: null,
  state: 'open',
}

describe('the order of a quarter’s dates', () => {
  it.each([
    [{}, null],
    [{ closesAt: day(15) }, null],
    [{ opensAt: day(15) }, 'dueAt'],
    [{ closesAt: day(14) }, 'closesAt'],
    [{ checkBy: day(15) }, 'checkBy'],
    [{ reviewBy: day(15) }, 'reviewBy'],
    [{ checkBy: day(18), reviewBy: day(20), publishBy: day(22) }, null],
    [{ checkBy: day(18), reviewBy: day(17) }, 'reviewBy'],
    [{ checkBy: day(18), publishBy: day(18) }, 'publishBy'],
  ])('%j: the first that is wrong is %s', (change, step) => {
    expect(datesProblem({ ...quarter, ...change })?.step ?? null).toBe(step)
  })
})

describe('what moving a quarter’s dates means', () => {
  it('names each date before and after, the forms it reaches, and what stays', () => {
    const after = { ...quarter, dueAt: day(20), checkBy: day(22) }
    expect(periodImpact(quarter, after, { formsLeft: 8, releases: [] })).toEqual([
      '截止时间由2026年10月15日 18:00改为2026年10月20日 18:00。',
      '牵头部门审核截止由不设改为2026年10月22日 18:00。',
      '涉及 8 张还没有审核通过的报表。',
      '这一期还没有发布。',
    ])
    expect(
      periodImpact(quarter, { ...quarter, state: 'closed' }, { formsLeft: 0, releases: ['CG-2026Q3-01'] }),
    ).toEqual(['关闭后不再接收报送，确需补报的要先延期。', '这一期没有待通过的报表。', '已发布的CG-2026Q3-01不变。'])
    expect(periodImpact(quarter, quarter, { formsLeft: 8, releases: [] })).toEqual([])
  })

  it('names the dates on which nobody is at work; a moved weekend is worked', () => {
    const dates = { ...quarter, checkBy: day(17), publishBy: day(31) }
    const special = [
      { day: '2026-10-15', kind: 'off' as const, name: '重阳节' },
      { day: '2026-10-17', kind: 'work' as const, name: '重阳节' },
    ]
    expect(datesOffWork('2026Q3', dates, special)).toEqual([
      '2026年第三季度的截止时间 2026年10月15日 18:00 是星期四，重阳节放假，请核对。',
      '2026年第三季度的关闭时间 2026年10月25日 18:00 是星期日，不上班，请核对。',
      '2026年第三季度的计划发布时间 2026年10月31日 18:00 是星期六，不上班，请核对。',
    ])
  })
})
