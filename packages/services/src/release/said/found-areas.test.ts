import { parsePeriod } from '@cg/domain/period'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadInput } from '../input/load-input.ts'
import { openCity } from '../release.fixture.ts'
import type { TestCity } from '../release.fixture.ts'
import type { ReleaseBasis } from '../stored/basis.ts'
import { quarterName } from './exact.fixture.ts'
import { figuresOf } from './product.fixture.ts'
import { saidOf } from './said.fixture.ts'
import { shares, small, unit } from './small.fixture.ts'
import type { Cells } from './small.fixture.ts'
import type { RawCell, World } from './world.fixture.ts'

/* The smallest cities of what the property found of areas and of hidden counts. */

let opened: TestCity
let basis: ReleaseBasis
beforeAll(async () => {
  opened = await openCity()
  basis = (await opened.store.read((db) => loadInput(db, parsePeriod('2026Q3'), '2026-11-01T00:00:00Z'))).basis
})
afterAll(() => opened.close())

const wordsOf = (world: World): string[] => saidOf(world, figuresOf(basis, world)).map(({ words }) => words)

describe('found of areas and of hidden counts', () => {
  const [a, b, c, d] = [unit('A', 'centre'), unit('B', 'remote'), unit('C', 'remote'), unit('D')]

  it('a unit whose figure is hidden is not said to be left out of the city’s', () => {
    const cells = { 'T A': 1, 'T B': 40, 'T C': 50 }
    const said = (limit: number) =>
      wordsOf({ ...small(['TALKS'], { '2026Q3': { units: [a, b, c, d], cells } }), small: limit })
    const partial = '全市数据按已报单位汇总，不含D县。'
    expect(said(0)).toContain(partial)
    expect(said(3)).toContain('样本过少或按规定不公布：A县、B县。')
    expect(said(3)).toContain(partial)
  })

  it('a gap of two indicators does not lack a unit whose figure is only hidden', () => {
    const many = { ...shares({ A: 60, B: 90, C: 70 }), 'M A': 1, 'M B': 50, 'M C': 40 }
    const pairs = [{ high: 'RATE', low: 'MEMB', highName: '受训工人', lowName: '入会工人' }]
    const world = small(['RATE', 'MEMB'], { '2026Q3': { units: [a, b, c], cells: many } }, { pairs, small: 3 })
    const said = wordsOf(world)
    expect(said).toContain('样本过少或按规定不公布：A县、C县。')
    expect(said).toContain('受训工人与入会工人的入会率相差43.0个百分点')
  })

  it('a gap is not held against one of a unit that is gone, though its figure was hidden', () => {
    const both = (codes: readonly string[], m: number) => ({
      ...shares(Object.fromEntries(codes.map((code) => [code, 60]))),
      ...Object.fromEntries(codes.map((code) => [`M ${code}`, m])),
    })
    const pairs = [{ high: 'RATE', low: 'MEMB', highName: '受训工人', lowName: '入会工人' }]
    const quarters = {
      '2026Q2': { units: [a, b, c, d], cells: { ...both(['A', 'B', 'C', 'D'], 30), 'M D': 1 } },
      '2026Q3': { units: [a, b, c], cells: both(['A', 'B', 'C'], 40) },
    }
    const said = wordsOf(small(['RATE', 'MEMB'], quarters, { pairs, small: 3 }))
    expect(said.filter((words) => /入会率差距/.test(words))).toEqual([])
  })

  it('a comparison of areas is not held against one of other units', () => {
    const sessions = (counts: Readonly<Record<string, RawCell>>): Cells =>
      Object.fromEntries(Object.entries(counts).map(([code, count]) => [`SES ${code}`, count]))
    const units = [a, b, c]
    const said = (then: RawCell) =>
      wordsOf(
        small(['ARAT'], {
          '2026Q2': { units, cells: sessions({ A: 40, B: 10, C: then }) },
          '2026Q3': { units, cells: sessions({ A: 40, B: 10, C: 20 }) },
        }),
      ).filter((words) => words.includes('较上季'))
    expect(said(10)).toContain('偏远地区与中心城区培训场次比为75.0%，较上季提高25.0个百分点')
    expect(said('not_applicable')).toEqual([])
  })

  it('a comparison of areas that lacks a unit names it, and says nothing else', () => {
    const cells = { 'SES A': 40, 'SES B': 10 }
    const said = wordsOf(small(['ARAT'], { '2026Q3': { units: [a, b, c, d], cells } }))
    expect(said).toContain('缺C县数据，偏远地区与中心城区培训场次比本季不可计算')
    expect(said.filter((words) => /培训场次比为|培训场次比较/.test(words))).toEqual([])
  })

  it('a gap of areas lacks all who were not measured in a quarter in which somebody was asked', () => {
    const survey = (byUnit: Readonly<Record<string, number>>) => shares(byUnit, ['YES', 'ASK'])
    const hidden: Cells = { 'YES B': 'withheld', 'ASK B': 'withheld', 'YES C': 'withheld', 'ASK C': 'withheld' }
    const quarters = {
      '2025Q2': { units: [a, b, c], cells: survey({ A: 80 }) },
      '2025Q4': { units: [a, b, c], cells: hidden },
      '2026Q2': { units: [a, b, c], cells: survey({ A: 80, B: 60, C: 50 }) },
    }
    expect(wordsOf(small(['SURV'], quarters)).filter((words) => words.includes('不可计算'))).toEqual([
      '中心城区与偏远地区的满意率2025年第二季度缺B县、C县，不可计算',
      '中心城区与偏远地区的满意率2025年第四季度缺A县、B县、C县，不可计算',
    ])
  })

  it('no ratio is forecast below nothing', () => {
    const sessions = [90, 70, 52, 35, 16, 2]
    const quarters = Object.fromEntries(
      sessions.map((count, at) => [
        quarterName(2025 * 4 + 1 + at),
        { units: [a, b], cells: { 'SES A': 100, 'SES B': count } },
      ]),
    )
    const said = wordsOf(small(['ARAT'], quarters, { targets: { ARAT: { CITY: { 2026: 80 } } } }))
    expect(said.find((words) => words.includes('走势推算'))).toMatch(/2026年末约为0\.0%（可能在0\.0%—[\d.]+%之间）/)
  })
})
