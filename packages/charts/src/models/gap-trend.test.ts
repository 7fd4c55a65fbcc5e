import { describe, expect, it } from 'vitest'
import { ChartRefusal } from '../refusal.ts'
import { equityFacts, overviewFacts } from '../testing/fixtures.ts'
import { gapTrend } from './gap-trend.ts'
import { gaps } from './overview.ts'

const wanted = { kind: 'gap-trend', measure: 'JN03', pair: '规上—中小微' } as const

describe('the lines of a gap', () => {
  it('write the gap at both ends, leave out a quarter that lacks a unit and name the unit', () => {
    const { body, lines, title } = gapTrend(equityFacts(), wanted)
    if (body.form !== 'lines') throw new Error(body.form)
    expect(body.apart.map(({ at, text }) => [at, text])).toEqual([
      [0, '45.0个百分点'],
      [6, '37.5个百分点'],
    ])
    expect(body.series.map((line) => line.figures[2]?.value)).toEqual([null, null])
    expect(lines.note).toContain('2025年第三季度缺安平县，不可计算')
    expect(title).toBe('规上与中小微的技能培训覆盖率差距收窄至37.5个百分点，较上季收窄3.2个百分点')
  })

  it('are the widest gap’s where none is named, and are refused for one that is not there', () => {
    expect(gapTrend(equityFacts(), { kind: 'gap-trend' }).file.view).toBe('规上—中小微走势')
    expect(() => gapTrend(equityFacts(), { kind: 'gap-trend', pair: '甲—乙' })).toThrow(ChartRefusal)
  })
})

describe('all gaps of a quarter', () => {
  it('stand by their size, the side that is higher now on the higher end', () => {
    const facts = overviewFacts()
    const turned = facts.gaps.map((gap) =>
      gap.name === '规上—中小微' ? { ...gap, high: gap.low, low: gap.high, gap: -37.5 } : gap,
    )
    const { body, table } = gaps({ ...facts, gaps: turned }, { kind: 'gaps' })
    if (body.form !== 'dumbbell') throw new Error(body.form)
    expect([body.rows[0]?.start.value, body.rows[0]?.end.value]).toEqual([48.2, 85.7])
    expect(table.rows[0]?.slice(2, 6).map((cell) => cell.text)).toEqual(['中小微', '85.7', '规上', '48.2'])
  })
})
