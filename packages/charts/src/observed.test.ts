import { must } from '@cg/domain/must'
import { describe, expect, it } from 'vitest'
import { chartFromSpec } from './from-spec.ts'
import type { ChartModel } from './model.ts'
import { indicatorFacts, rankingFacts } from './testing/fixtures.ts'

/* Figures of the fourth quarter of 2025 stand in a release of the third of 2026. */

const base = rankingFacts()
const carried = (from: (at: number) => string | null) =>
  rankingFacts({ carriedFrom: base.value.map((_, at) => from(at)), light: base.light.map(() => null) })
const yearly = carried(() => '2025Q4')
const some = carried((at) => (at === 0 ? '2025Q4' : null))

const draw = (kind: 'dumbbell' | 'district-ranking' | 'tile-map', data: typeof base): ChartModel =>
  chartFromSpec({ kind }, { facts: 'ranking', data })

function column({ records }: ChartModel, header: string): string[] {
  const at = records.columns.findIndex((one) => one.header === header)
  return records.rows.map((row) => must(row[at]).text)
}

describe('figures carried from an earlier quarter', () => {
  it.each(['dumbbell', 'district-ranking', 'tile-map'] as const)('name it under the title of %s', (kind) => {
    expect(draw(kind, yearly).lines.subtitle).toContain('2026年第三季度（沿用2025年第四季度数据）')
    expect(draw(kind, some).lines.subtitle).toContain('2026年第三季度（部分沿用往期数据）')
    expect(draw(kind, base).lines.subtitle).not.toContain('沿用')
  })

  it.each(['dumbbell', 'district-ranking', 'tile-map'] as const)('name it in every row of the files of %s', (kind) => {
    const own = (data: typeof base) => new Set(column(draw(kind, data), '数据所属期'))
    expect(own(yearly)).toEqual(new Set(['2025Q4', '—']))
    expect(own(some)).toEqual(new Set(['2025Q4', '2026Q3', '—']))
    expect(own(base)).toEqual(new Set(['2026Q3', '—']))
  })

  it('are what the legend of the comparison with the base says they are, and print no change', () => {
    const bodyOf = (data: typeof base) => {
      const { body } = draw('dumbbell', data)
      if (body.form !== 'dumbbell') throw new Error(body.form)
      return body
    }
    expect(bodyOf(base).endWord).toBe('2026年第三季度')
    expect(bodyOf(base).rows.some((row) => row.changeShort !== '')).toBe(true)
    expect(bodyOf(yearly).endWord).toBe('2025年第四季度')
    expect(bodyOf(yearly).rows.map((row) => row.changeShort)).toEqual(base.value.map(() => ''))
    expect(new Set(column(draw('dumbbell', yearly), '比基期变化'))).toEqual(new Set(['—']))
    expect(bodyOf(some).endWord).toBe('本期（部分沿用往期）')
  })

  it('are named in the pictures of one indicator too', () => {
    const facts = indicatorFacts()
    const data = { ...facts, current: { ...facts.current, carriedFrom: facts.current.value.map(() => '2025Q4') } }
    const byUnit = chartFromSpec({ kind: 'by-unit' }, { facts: 'indicator', data })
    expect(byUnit.lines.subtitle).toContain('沿用2025年第四季度数据')
    const breakdowns = facts.breakdowns.map((axis) => ({
      ...axis,
      groups: axis.groups.map((group) => ({ ...group, carriedFrom: '2025Q4' })),
    }))
    const groups = chartFromSpec({ kind: 'breakdown' }, { facts: 'indicator', data: { ...facts, breakdowns } })
    expect(groups.lines.subtitle).toContain('沿用2025年第四季度数据')
    expect(column(groups, '数据所属期')).toContain('2025Q4')
  })
})
