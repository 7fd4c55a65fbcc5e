import { must } from '@cg/domain/must'
import { describe, expect, test } from 'vitest'
import type { ChartSpec } from '@cg/contract/chart'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import { sentence } from '@cg/domain/claim/claim'
import type { GridBody, GridCell } from '../model.ts'
import { indicatorFacts, matrixFacts, units as allUnits } from '../testing/fixtures.ts'
import { cellDetail } from './tartan-detail.ts'
import { tartan, tartanClaims } from './tartan.ts'

const indicator = (code: string, change: Partial<MatrixFacts['indicators'][number]> = {}) => ({
  ...indicatorFacts().indicator,
  code,
  name: `指标${code}`,
  unit: '%',
  decimals: 1,
  direction: 'higher' as const,
  isAssessed: true,
  ...change,
})

const four = <T>(column: readonly T[]): T[] => column.slice(0, 4)

/** Four units and three indicators: a rate, a rate of which less is better, a count. */
function small(change: Partial<MatrixFacts> = {}): MatrixFacts {
  const facts = matrixFacts()
  const reported = Array.from({ length: 4 }, () => 'reported' as const)
  const nobody = Array.from({ length: 4 }, () => null)
  const city = must(facts.city[0])
  return {
    ...facts,
    units: {
      ...allUnits,
      code: four(allUnits.code),
      name: ['甲区', '乙区', '丙县', '丁县'],
      shortName: ['甲', '乙', '丙', '丁'],
      kind: four(allUnits.kind),
      areaType: four(allUnits.areaType),
      group: ['城区', '城区', '县域', '县域'],
      countsInParent: four(allUnits.countsInParent),
      tileRow: four(allUnits.tileRow),
      tileColumn: four(allUnits.tileColumn),
    },
    indicators: [
      indicator('A', { dimension: 'SKILLS' }),
      indicator('B', { dimension: 'RIGHTS', direction: 'lower' }),
      indicator('C', { dimension: 'SKILLS', unit: '家', decimals: 0 }),
    ],
    city: [80, 10, 500].map((value) => ({ ...city, value, carriedFrom: null, missing: [] })),
    value: [
      [84, 81, 77, null],
      [9, 12, 10.1, 10],
      [200, 150, 100, 50],
    ],
    state: [[...reported.slice(0, 3), 'not_reported'], reported, reported],
    light: [
      ['met', 'near', 'late', null],
      ['met', 'late', 'late', 'near'],
      ['late', 'late', 'met', 'met'],
    ],
    rank: [
      [1, 2, 3, null],
      [1, 4, 3, 2],
      [1, 2, 3, 4],
    ],
    beside: {
      target: [nobody, nobody, nobody],
      expected: [nobody, nobody, nobody],
      carriedFrom: [nobody, nobody, nobody],
      compared: [
        {
          against: 'lastQuarter',
          period: '2026Q2',
          entered: [],
          left: [],
          value: [80, 81, 77.1, null],
          few: [],
          rankThen: [],
          rankNow: [],
        },
        {
          against: 'sameQuarterLastYear',
          period: '2025Q3',
          entered: [],
          left: [],
          value: [8, 12.1, null, 10],
          few: [],
          rankThen: [],
          rankNow: [],
        },
        null,
      ],
    },
    ...change,
  }
}

function bodyOf(spec: Partial<ChartSpec> = {}, facts = small()): GridBody {
  const { body } = tartan(facts, { kind: 'tartan', ...spec })
  if (body.form !== 'grid') throw new Error('no grid')
  return body
}

const cells = (body: GridBody): GridCell[] => body.rows.flatMap((row) => row.cells)
const wordsOf = (body: GridBody, row: number): string[] => must(body.rows[row]).cells.map(({ words }) => words)

describe('the rug', () => {
  test('stands block by block and counts in both directions what the title speaks of', () => {
    const body = bodyOf()
    expect(body.columns.map(({ key }) => key)).toEqual(['A', 'C', 'B'])
    expect(body.rows.map(({ total }) => total)).toEqual(['1项', '2项', '2项', '0项'])
    expect(body.totals).toEqual(['1个', '2个', '2个'])
    expect(tartanClaims(small(), { kind: 'tartan' }).map((claim) => sentence(claim))).toEqual([
      '所列指标中，指标C、指标B滞后的单位最多，各有2个',
      '有评价的单位中，乙、丙滞后的指标最多，各有2项',
    ])
  })

  test('turned round it holds the same cells and totals', () => {
    const [plain, turned] = [bodyOf(), bodyOf({ rows: 'indicators' })]
    expect(turned.rows.map(({ total }) => total)).toEqual(plain.totals)
    expect(turned.totals).toEqual(plain.rows.map(({ total }) => total))
    expect(turned.rows.map((row) => row.cells[1])).toEqual(must(plain.rows[1]).cells)
  })

  test('with weak spots first sorts units by them, and indicators within their block', () => {
    const body = bodyOf({ sort: 'weak' })
    expect(body.rows.map(({ name }) => name)).toEqual(['乙', '丙', '甲', '丁'])
    expect(body.columns.map(({ key }) => key)).toEqual(['C', 'A', 'B'])
  })

  test('against the city: by the sense of the indicator, in steps, and no count or silence is held against it', () => {
    const body = bodyOf({ cut: 'city' })
    expect(wordsOf(body, 0)).toEqual(['优于全市5%以上', '不比较', '优于全市5%以上'])
    expect(wordsOf(body, 1)).toEqual(['与全市相差不到2%', '不比较', '差于全市5%以上'])
    expect(wordsOf(body, 2)).toEqual(['差于全市2%—5%', '不比较', '与全市相差不到2%'])
    expect(wordsOf(body, 3)).toEqual(['未报', '不比较', '与全市相差不到2%'])
    expect(body.totals).toEqual(['1个', '0个', '1个'])
  })

  test('a carried figure is held against no city figure of another quarter', () => {
    const facts = small()
    const carriedFrom = [['2025Q4', null, null, null], ...must(facts.beside).carriedFrom.slice(1)]
    const body = bodyOf({ cut: 'city' }, { ...facts, beside: { ...must(facts.beside), carriedFrom } })
    expect(must(body.rows[0]).cells[0]).toMatchObject({ words: '不比较', carriedFrom: '2025Q4' })
  })

  test('the change says since when, and less is better where the indicator says so', () => {
    const body = bodyOf({ cut: 'change' })
    expect(wordsOf(body, 0)).toEqual(['较上季提高4.0个百分点', '不比较', '较上年同期提高1.0个百分点'])
    const tints = (row: number) =>
      must(body.rows[row]).cells.map(({ tint }) => tint?.palette === 'diverging' && tint.step)
    expect(tints(0)).toEqual([4, false, 0])
    expect(wordsOf(body, 1)).toEqual(['较上季持平', '不比较', '较上年同期下降0.1个百分点'])
    expect(tints(1)).toEqual([2, false, 3])
    expect(body.totals).toEqual(['1个', '0个', '1个'])
  })

  test('a change of a handful of things is told nowhere, and last quarter’s figure is kept', () => {
    const facts = small()
    const [first, ...rest] = must(facts.beside).compared
    const few = { ...facts, beside: { ...must(facts.beside), compared: [{ ...must(first), few: [0] }, ...rest] } }
    expect(wordsOf(bodyOf({ cut: 'change' }, few), 0)[0]).toBe('不比较')
    expect(wordsOf(bodyOf({ cut: 'change' }, few), 1)[0]).toBe('较上季持平')
    const { records } = tartan(few, { kind: 'tartan' })
    const at = records.columns.findIndex(({ key }) => key === 'change')
    expect(must(records.rows[0])[at]?.text).toBe('—')
    expect(cellDetail(few, 0, 0).pairs.find(({ term }) => term === '变化')?.text).toBe('基数过小，不比较')
    expect(cellDetail(facts, 0, 0).pairs.find(({ term }) => term === '较上季')?.text).toBe('提高4.0个百分点')
    expect(must(few.beside.compared[0]).value[0]).toBe(80)
  })

  test('a definition that changed since is named under the table and in the cell, in place of a change', () => {
    const facts = small()
    const [first, ...rest] = facts.indicators
    const changed = { ...facts, indicators: [{ ...must(first), breaks: [facts.release.period] }, ...rest] }
    const compared = [null, ...must(facts.beside).compared.slice(1)]
    const redefined = { ...changed, beside: { ...must(facts.beside), compared } }
    expect(tartan(redefined, { kind: 'tartan', cut: 'change' }).fullNote).toContain(
      `${must(first).name}与可比的上一期之间口径有调整，不作比较`,
    )
    expect(tartan(facts, { kind: 'tartan', cut: 'change' }).fullNote ?? '').not.toContain('口径有调整')
    expect(cellDetail(redefined, 0, 0).pairs.find(({ term }) => term === '变化')?.text).toBe('口径已变')
  })

  test('places are shaded by fifths of those that have one', () => {
    const body = bodyOf({ cut: 'rank' })
    expect(wordsOf(body, 0)).toEqual(['第1位', '第1位', '第1位'])
    expect(must(body.rows[3]).cells.map(({ mark }) => mark)).toEqual(['', '第4', '第2'])
  })

  test.each(['target', 'city', 'rank', 'change'] as const)(
    'under %s no colour stands without a mark or a word',
    (cut) => {
      for (const cell of cells(bodyOf({ cut }))) if (cell.tint !== null) expect(cell.mark).not.toBe('')
    },
  )

  test('narrowed to units it counts those alone, and none of them is refused with words', () => {
    const [first, second] = [must(small().units.code[0]), must(small().units.code[1])]
    expect(bodyOf({ units: `${first},${second}` }).totals).toEqual(['0个', '2个', '1个'])
    expect(() => bodyOf({ units: 'NOBODY' })).toThrow('所选单位本期不在列，请另选单位')
  })
})

test('a city’s figure that lacks one unit names that unit, not one of several', () => {
  const facts = small()
  const lacking = (codes: readonly string[]) =>
    tartan(
      { ...facts, city: facts.city.map((city) => ({ ...city, missing: [...codes] })) },
      { kind: 'tartan', cut: 'city' },
    ).fullNote
  const [first, second] = facts.units.code
  expect(lacking([must(first)])).toMatch(/全市值不完整，缺甲(?!中的)/)
  expect(lacking([must(first), must(second)])).toContain('缺甲、乙中的一个或几个')
})

test('two chosen units have their difference beside them, printed minus printed, which counts in no total', () => {
  const facts = matrixFacts()
  const [first, second] = [must(facts.units.code[0]), must(facts.units.code[1])]
  const bodyOf = (more: Partial<ChartSpec>) => {
    const { body } = tartan(facts, { kind: 'tartan', units: `${first},${second}`, ...more })
    if (body.form !== 'grid') throw new Error('not a grid')
    return body
  }
  const body = bodyOf({})
  const line = must(body.rows.at(-1))
  expect([line.key, line.total]).toEqual(['difference', ''])
  for (const [at, cell] of line.cells.entries()) {
    const [left, right] = [body.rows[0]?.cells[at]?.value ?? null, body.rows[1]?.cells[at]?.value ?? null]
    if (cell.value === null) continue
    expect(cell.value).toBeCloseTo(must(left) - must(right), 6)
    expect([cell.isWeak, cell.tint]).toEqual([false, null])
  }
  expect(line.cells.some((cell) => cell.value !== null)).toBe(true)
  const turned = bodyOf({ rows: 'indicators' })
  expect(turned.columns.at(-1)?.key).toBe('difference')
  expect(turned.rows.map((row) => row.cells.at(-1)?.text)).toEqual(line.cells.map((cell) => cell.text))
  expect(turned.totals).toHaveLength(turned.columns.length)
})
