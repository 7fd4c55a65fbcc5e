import { describe, expect, test } from 'vitest'
import { periodRange, parsePeriod, shiftPeriod } from '../period.ts'
import type { RuleBody } from './rule.ts'
import { compileRules } from './rule.ts'
import type { Figures } from './rules.fixture.ts'
import { contextOf, ruleOf, run, thisQuarter } from './rules.fixture.ts'
import { evaluateRules } from './rules.ts'

const body: RuleBody = { kind: 'unusual', quarters: 8, leastChange: 0.1, leastPeerChange: 0.15, floor: 10 }
const units = ['AP', 'BX', 'CY', 'DH', 'EJ', 'FK'].map((code) => ({ code, name: `${code}区` }))

/** An item of one unit over the nine quarters up to this one, oldest first. */
function series(item: string, unit: string, values: readonly number[]): Figures {
  const periods = periodRange(shiftPeriod(thisQuarter, 1 - values.length), thisQuarter)
  return Object.fromEntries(
    values.map((value, at) => [`${item}@${unit}${periods[at] === thisQuarter ? '' : `:${periods[at]}`}`, value]),
  )
}
const steady = [1010, 990, 1000, 1020, 995, 1005, 1015, 1000]
const sentences = (figures: Figures) =>
  run(body, figures, { units }, { severity: 'warning' }).map((one) => one.sentence)

describe('a figure that stands out', () => {
  test('of its own quarters is told with their range; within it, or a little beyond, nothing is', () => {
    expect(sentences(series('P_TRAIN', 'AP', [...steady, 1350]))).toEqual([
      'AP区：技能培训人次 1,350 明显偏高：本单位此前 8 个季度在 990～1,020 之间，请核对，如属实请填写说明',
    ])
    expect(sentences(series('P_TRAIN', 'AP', [...steady, 700]))[0]).toContain('明显偏低')
    expect(sentences(series('P_TRAIN', 'AP', [...steady, 1100]))).toEqual([])
    expect(sentences(series('P_TRAIN', 'AP', [...steady, 1018]))).toEqual([])
  })

  test('small counts, three quarters of history and a yearly season alarm nobody', () => {
    expect(sentences(series('N_TRAIN', 'AP', [2, 3, 2, 3, 2, 2, 3, 2, 9]))).toEqual([])
    expect(sentences(series('P_TRAIN', 'AP', [1000, 1010, 990, 1350]))).toEqual([])
    expect(sentences(series('P_TRAIN', 'AP', [1300, 1000, 990, 1010, 1320, 1000, 1005, 995, 1310]))).toEqual([])
  })

  test('moved otherwise than the five others is told with what their movement would give', () => {
    const others = ['BX', 'CY', 'DH', 'EJ', 'FK'].map((unit, at) => series('P_TRAIN', unit, [1000, 1200 + at]))
    const all = (now: number) => Object.assign({}, ...others, series('P_TRAIN', 'AP', [1000, now]))
    expect(sentences(all(1000))).toEqual([
      'AP区：技能培训人次 1,000 明显偏低：按其他 5 个单位较上季变动的中位数推算应为 1,202 左右，请核对，如属实请填写说明',
    ])
    // What moves everywhere is no error of one.
    expect(sentences(all(1190))).toEqual([])
  })

  test('of a running total what the quarter added is judged, a year starting anew', () => {
    const added = [10, 11, 10.5, 10, 11, 10.5, 10, 11]
    const running = (now: number): number[] => {
      const all = [...added, now]
      // The series begins with a third quarter, whose own total then stands for two quarters before it.
      let total = 20
      return all.map((value, at) => (total = at % 4 === 2 ? value : total + value))
    }
    const told = run(body, series('F_TRAIN', 'AP', running(40)), { units })
    expect(told.map((one) => one.sentence)).toEqual([
      expect.stringContaining('培训资源投入本季新增 40.00 明显偏高：本单位此前 7 个季度在 10.00～11.00 之间'),
    ])
    expect(run(body, series('F_TRAIN', 'AP', running(11)), { units })).toEqual([])
  })

  test('says nothing where the change limit asks about the same figure already', () => {
    const change = ruleOf(
      { kind: 'change', against: { FLOW_Q: ['prev'] }, floor: 5 },
      { code: 'R32a', severity: 'warning' },
    )
    const { rules } = compileRules([ruleOf(body, { code: 'R32d', severity: 'warning' }), change])
    const found = evaluateRules(rules, contextOf(series('P_TRAIN', 'AP', [...steady, 1350]), { units }))
    expect(found.map((one) => one.rule)).toEqual(['R32a'])
  })

  test('says nothing of a figure in a form that was copied from last quarter: that is asked once', () => {
    const copied = ruleOf({ kind: 'copied', minimumItems: 1 }, { code: 'R33', severity: 'warning' })
    const { rules } = compileRules([ruleOf(body, { code: 'R32d', severity: 'warning' }), copied])
    const history = [...steady.slice(1), 1350, 1350]
    const rulesOf = (figures: ReturnType<typeof series>) =>
      evaluateRules(rules, contextOf(figures, { units })).map((one) => one.rule)
    expect(rulesOf(series('P_TRAIN', 'AP', history))).toEqual(['R33'])
    expect(rulesOf(series('P_TRAIN', 'AP', [...steady, 1350]))).toEqual(['R32d'])
  })

  test('a quarter without a figure is no figure of 0', () => {
    const before = Object.fromEntries(
      Object.entries(series('P_TRAIN', 'AP', [...steady, 0])).filter(([key]) => key.includes(':')),
    )
    expect(run(body, before, { units, period: parsePeriod('2026Q3') })).toEqual([])
  })
})
