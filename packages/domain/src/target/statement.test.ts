import { describe, expect, it } from 'vitest'
import { parsePeriod } from '../period.ts'
import { standings } from './standing.ts'
import { indicatorPeriodKinds } from '../indicator.ts'
import {
  beginsAnew,
  expectationFault,
  expectationWords,
  lapseOf,
  statementMoves,
  statementStates,
} from './statement.ts'
import type { Expectation, LapsedFigure } from './statement.ts'

const rate: LapsedFigure = {
  value: 82.64,
  direction: 'higher',
  decimals: 1,
  mayBeNegative: false,
  isProportion: true,
  isFlow: false,
}
const hope: Expectation = {
  lapse: 'late',
  period: parsePeriod('2026Q3'),
  until: parsePeriod('2026Q4'),
  value: 85,
}
const fault = (change: Partial<Expectation>, figure: Partial<LapsedFigure> = {}) =>
  expectationFault({ ...hope, ...change }, { ...rate, ...figure })

describe('what has to be stated', () => {
  it('is a figure behind its target or one that did not come, and nothing else', () => {
    expect(standings.filter((standing) => lapseOf(standing) !== null)).toEqual(['late', 'not_reported'])
  })
})

describe('a statement', () => {
  it('is decided on by other eyes than its writer’s, and once accepted only revoked', () => {
    const writer = { writes: true, decides: true, isWriter: true }
    const office = { writes: false, decides: true, isWriter: false }
    const stranger = { writes: false, decides: false, isWriter: false }
    const all = (part: typeof writer) => statementStates.map((state) => statementMoves(state, part).join(' '))
    expect(all(writer)).toEqual(['withdraw', '', 'submit withdraw', '', ''])
    expect(all(office)).toEqual(['accept return', 'revoke', '', '', ''])
    expect(all(stranger)).toEqual(['', '', '', '', ''])
  })
})

describe('an expectation', () => {
  it.each([
    [{}, {}, null],
    [{ until: parsePeriod('2026Q3') }, {}, 'until_not_later'],
    [{ until: parsePeriod('2029Q3') }, {}, null],
    [{ until: parsePeriod('2029Q4') }, {}, 'until_too_far'],
    [{ value: null }, {}, 'value_missing'],
    [{ value: null, lapse: 'not_reported' }, { value: null }, null],
    [{ value: -0.1 }, {}, 'value_negative'],
    [{ value: -0.1, lapse: 'not_reported' }, { value: null, mayBeNegative: true }, null],
    [{ value: 100.1 }, {}, 'value_above_whole'],
    [{ value: 100.1 }, { isProportion: false }, null],
    [{ value: 82.6 }, {}, 'value_no_better'],
    [{ value: 82.7 }, {}, null],
    [{ value: 82.5 }, { direction: 'lower' }, null],
    [{ value: 82.7 }, { direction: 'lower' }, 'value_no_better'],
    [{ value: 20 }, { isFlow: true }, null],
  ] as const)('%o of %o: %s', (change, figure, expected) => {
    expect(fault(change, figure)).toBe(expected)
  })

  it('may be smaller than today’s where figures begin anew', () => {
    expect(indicatorPeriodKinds.filter(beginsAnew)).toEqual(['FLOW_Q', 'YTD_CUM', 'YTD_UNIQUE', 'YTD_SUM_OVER_ANNUAL'])
  })

  it('is said with its quarter and the figure in the indicator’s own digits', () => {
    const percent = { unit: '%', decimals: 1, direction: 'higher' as const }
    const until = parsePeriod('2026Q4')
    const words = (value: number | null, lapse: 'late' | 'not_reported', direction: 'higher' | 'lower') =>
      expectationWords({ lapse, until, value }, { ...percent, direction })
    expect(words(85, 'late', 'higher')).toBe('预计2026年第四季度达到85.0%')
    expect(words(3.25, 'late', 'lower')).toBe('预计2026年第四季度控制在3.3%以内')
    expect(words(null, 'not_reported', 'higher')).toBe('预计2026年第四季度补报')
    expect(words(70, 'not_reported', 'higher')).toBe('预计2026年第四季度补报，约为70.0%')
  })
})
