import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { digitHeaping } from './digit-heaping.ts'
import type { CheckSeries } from './suspicion.ts'
import { inspectIndicator } from './suspicion.ts'
import { parsePeriod, periodRange } from '../period.ts'
import type { FormRecord } from './quality.ts'
import { overallQuality, reportingQuality } from './quality.ts'

const quarters = periodRange(parsePeriod('2025Q1'), parsePeriod('2026Q3'))
const options = { name: '劳动合同签订率', unit: '%', decimals: 1, multiplier: 100, scale: 'proportion' } as const

function series(
  unit: string,
  signed: readonly (number | null)[],
  due: number | readonly number[] = 1000,
  target: number | null = null,
): CheckSeries {
  return {
    unit,
    name: `${unit}区`,
    target,
    points: signed.map((numerator, at) => ({
      period: quarters[at] ?? parsePeriod('2026Q3'),
      numerator,
      denominator: typeof due === 'number' ? due : (due[at] ?? null),
    })),
  }
}

describe('what a reviewer should look at in an indicator', () => {
  test('a value far from its own history is told with both figures', () => {
    const found = inspectIndicator([series('AP', [900, 902, 899, 901, 900, 600])], options)
    expect(found).toMatchObject([
      { kind: 'own_history', unit: 'AP', sentence: 'AP区劳动合同签订率为60.0%，与本单位历史水平90.0%相差明显' },
    ])
    expect(found[0]?.weight).toBeGreaterThan(3.5)
  })

  test('a value that left its peers is told although its history is short', () => {
    const steady = ['A', 'B', 'C', 'D', 'E'].map((unit) => series(unit, [900, 901]))
    const found = inspectIndicator([...steady, series('F', [900, 990])], options)
    expect(found).toMatchObject([
      { kind: 'peers', unit: 'F', sentence: 'F区劳动合同签订率为99.0%，与按其他单位变动推算的90.1%相差明显' },
    ])
  })

  test('a denominator that jumps is told, one that creeps is not', () => {
    const found = inspectIndicator(
      [series('AP', [900, 1125], [1000, 1250]), series('BX', [900, 1080], [1000, 1200])],
      options,
    )
    expect(found).toMatchObject([
      {
        kind: 'denominator_jump',
        unit: 'AP',
        sentence: 'AP区：劳动合同签订率的分母较上季增长25.0%，请核对口径是否变化',
      },
    ])
  })

  test('three units exactly on target are told, two are not', () => {
    const three = ['A', 'B', 'C'].map((unit) => series(unit, [950], 1000, 95))
    expect(inspectIndicator(three, options).map((each) => [each.kind, each.unit])).toEqual([
      ['on_target', 'A'],
      ['on_target', 'B'],
      ['on_target', 'C'],
    ])
    expect(inspectIndicator(three.slice(1), options)).toEqual([])
  })

  test('missing quarters are skipped, and a missing last quarter says nothing', () => {
    expect(inspectIndicator([series('AP', [900, null, 902, 899, null])], options)).toEqual([])
    expect(inspectIndicator([series('AP', [])], options)).toEqual([])
    expect(inspectIndicator([series('AP', [900, null, 902, 899, 901, 600])], options)).toMatchObject([
      { kind: 'own_history' },
    ])
  })
})

describe('digit heaping', () => {
  test('counts that all end in 0 are beyond chance, even ones are not', () => {
    const round = digitHeaping(Array.from({ length: 20 }, (_, at) => 1000 + at * 10))
    expect(round).toMatchObject({ count: 20, round: 20, share: 1 })
    expect(round?.probability).toBeLessThan(1e-9)
    expect(digitHeaping(Array.from({ length: 40 }, (_, at) => 1000 + at))?.probability).toBeCloseTo(0.5769, 3)
  })

  test('says nothing of few, small, missing or broken figures', () => {
    expect(digitHeaping(Array(19).fill(1000))).toBeNull()
    expect(digitHeaping(Array(60).fill(50))).toBeNull()
    expect(digitHeaping([...Array(19).fill(1000), null, 1000.5])).toBeNull()
  })
})

const record: FormRecord = {
  reporter: 'RSJ', form: 'RSJ-RIGHTS', period: '2026Q3', deadline: '2026-10-15T10:00:00Z', firstSubmittedAt: '2026-10-15T10:00:00Z',
  returns: 0, accepted: true, cellsDue: 100, cellsAnswered: 98, cellsAccepted: 98, cellsRevised: 2,
} // prettier-ignore
const later = '2026-11-01T00:00:00Z'

describe('reporting quality', () => {
  test('counts and rates of one reporter', () => {
    const late = { ...record, firstSubmittedAt: '2026-10-15T10:00:01Z', returns: 2 }
    const owed = {
      ...record,
      firstSubmittedAt: null,
      accepted: false,
      cellsAnswered: 0,
      cellsAccepted: 0,
      cellsRevised: 0,
    }
    expect(reportingQuality([record, late, owed], later)).toEqual([
      {
        reporter: 'RSJ',
        due: 3,
        onTime: 1,
        clean: 1,
        timeliness: 1 / 3,
        completeness: 196 / 300,
        firstPassRate: 1 / 3,
        revisionRate: 4 / 196,
      },
    ])
  })

  test('a form that is not due yet counts neither way, and without forms a rate is null, not 0', () => {
    const ahead = { ...record, firstSubmittedAt: null, accepted: false }
    expect(reportingQuality([ahead], '2026-10-10T00:00:00Z')).toMatchObject([
      { due: 0, timeliness: null, completeness: null, firstPassRate: null, revisionRate: null },
    ])
    expect(overallQuality([], later).timeliness).toBeNull()
  })

  test('the overall rate is Σ ÷ Σ and does not depend on the order of rows', () => {
    const row = fc.record({
      reporter: fc.constantFrom('RSJ', 'ZGH', 'TJJ'),
      returns: fc.integer({ min: 0, max: 2 }),
      accepted: fc.boolean(),
      cellsAnswered: fc.integer({ min: 0, max: 100 }),
    })
    fc.assert(
      fc.property(
        fc.array(
          row.map((part) => ({ ...record, ...part })),
          { minLength: 1 },
        ),
        (rows) => {
          const parts = reportingQuality(rows, later)
          const whole = overallQuality(rows, later)
          const sum = (read: (part: (typeof parts)[number]) => number) =>
            parts.reduce((total, part) => total + read(part), 0)
          expect(whole.firstPassRate).toBeCloseTo(sum((part) => part.clean) / sum((part) => part.due), 12)
          expect(overallQuality([...rows].reverse(), later)).toEqual(whole)
        },
      ),
    )
  })
})
