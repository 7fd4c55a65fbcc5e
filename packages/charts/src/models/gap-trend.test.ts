import { describe, expect, it } from 'vitest'
import { ChartRefusal } from '../refusal.ts'
import { must } from '@cg/domain/must'
import { buildOption } from '../options/build.ts'
import { lineEnds } from '../options/lines.ts'
import { panelSettings } from '../settings-for.ts'
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
    expect(title).toBe('规上与中小微的技能培训覆盖率：2025年第一季度以来差距收敛，本期为37.5个百分点')
  })

  it('that end before the present say of which quarter their last number is', () => {
    const facts = equityFacts()
    const late = facts.gaps.map((gap) => ({
      ...gap,
      high: gap.high.map((value, at) => (at === gap.high.length - 1 ? null : value)),
      low: gap.low.map((value, at) => (at === gap.low.length - 1 ? null : value)),
      gap: gap.gap.map((value, at) => (at === gap.gap.length - 1 ? null : value)),
    }))
    const ends = (changed: typeof facts) => {
      const { body } = gapTrend(changed, wanted)
      if (body.form !== 'lines') throw new Error(body.form)
      return lineEnds(body).map((end) => end.text)
    }
    expect(ends({ ...facts, gaps: late })).toEqual(['中小微 44.3（26Q2）', '规上 85.0（26Q2）'])
    expect(ends(facts)).toEqual(['中小微 48.2', '规上 85.7'])
  })

  it('are the widest gap’s where none is named, and are refused for one that is not there', () => {
    expect(gapTrend(equityFacts(), { kind: 'gap-trend' }).file.view).toBe('规上—中小微走势')
    expect(() => gapTrend(equityFacts(), { kind: 'gap-trend', pair: '甲—乙' })).toThrow(ChartRefusal)
  })
})

describe('the lines of a first quarter', () => {
  it('are two points in the middle of the plot, with the gap between them and the names beside, clear of the axis', () => {
    const [gap] = equityFacts().gaps
    const last = <T>(values: readonly T[]): T[] => values.slice(-1)
    const first = {
      ...must(gap),
      periods: last(must(gap).periods),
      high: last(must(gap).high),
      low: last(must(gap).low),
      gap: last(must(gap).gap),
      missing: [[]],
      missingCount: [0],
      trend: null,
    }
    const model = gapTrend({ ...equityFacts(), gaps: [first] }, { kind: 'gap-trend' })
    const settings = panelSettings({ width: 600, height: 320, theme: 'light', animation: false })
    const option = buildOption(model, settings) as {
      grid: { left: number; width: number }
      xAxis: { boundaryGap: boolean }
      graphic: { type: string; x?: number; shape?: { x1: number }; style: { text?: string; textAlign?: string } }[]
    }
    const middle = option.grid.left + option.grid.width / 2
    expect(option.xAxis.boundaryGap).toBe(true)
    expect(option.graphic.filter(({ type }) => type === 'line').map(({ shape }) => shape?.x1)).toEqual([middle])
    const xOf = (word: RegExp) => option.graphic.filter(({ style }) => word.test(style.text ?? '')).map(({ x }) => x)
    expect(xOf(/个百分点$/)).toEqual([middle - 8])
    expect(xOf(/^(规上|中小微) /)).toEqual([middle + 12, middle + 12])
  })
})

describe('all gaps of a quarter', () => {
  it('keep in their records why a gap has no number', () => {
    const facts = overviewFacts()
    const lacking = facts.gaps.map((gap, at) =>
      at === 0 ? { ...gap, high: null, low: null, gap: null, missing: ['YC09'] } : gap,
    )
    const { records } = gaps({ ...facts, gaps: lacking }, { kind: 'gaps' })
    const at = records.columns.findIndex(({ header }) => header === '缺报单位')
    expect(records.rows.map((row) => row[at]?.text)).toEqual(['—', '—', '缺安平县数据，差距不可计算'])
  })

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
