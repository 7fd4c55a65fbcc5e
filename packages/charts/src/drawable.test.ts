import type { ChartKind } from '@cg/contract/chart'
import { chartKinds, factsOfKind } from '@cg/contract/chart'
import { describe, expect, test } from 'vitest'
import type { ChartFacts } from './from-spec.ts'
import { chartFromSpec } from './from-spec.ts'
import { ChartRefusal } from './refusal.ts'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { GroupSide, WorkerGroupsFact } from '@cg/contract/release/worker-groups'
import { must } from '@cg/domain/must'
import { mapSheet } from './testing/map-fixture.ts'
import { differenceFacts } from './testing/difference-fixture.ts'
import { targetsFacts } from './testing/targets-fixture.ts'
import {
  equityFacts,
  indicatorFacts,
  matrixFacts,
  overviewFacts,
  rankingFacts,
  scoreFacts,
} from './testing/fixtures.ts'

const states = <T>(list: readonly T[]) => list.map(() => 'not_reported' as const)
const nothing = <T>(list: readonly T[]) => list.map(() => null)

function unreportedTargets() {
  const targets = targetsFacts()
  const silent = { value: null, state: 'not_reported' as const, light: null, claims: [] }
  const past = ({ history }: (typeof targets.rows)[number]) => ({
    ...history,
    value: nothing(history.value),
    state: states(history.value),
    light: nothing(history.value),
  })
  const matrix = must(targets.matrix ?? undefined)
  const years = matrix.years.map((year) => ({
    ...year,
    value: year.value.map(nothing),
    state: year.value.map(states),
    light: year.value.map(nothing),
  }))
  return {
    ...targets,
    rows: targets.rows.map((row) => ({ ...row, ...silent, history: past(row) })),
    matrix: { ...matrix, years },
  }
}

/** The facts of a quarter for which nobody reported. */
function unreportedSides(fact: IndicatorFacts['workerGroups']): WorkerGroupsFact | null {
  if (fact === null || fact === undefined) return null
  const silent = (side: GroupSide): GroupSide => ({
    ...side,
    value: null,
    state: 'not_reported',
    units: { ...side.units, value: nothing(side.units.value), state: states(side.units.state) },
  })
  return { ...fact, whole: silent(fact.whole), groups: fact.groups.map(silent) }
}

function unreported(kind: ChartKind): ChartFacts {
  const measure = rankingFacts()
  const score = scoreFacts()
  const indicator = indicatorFacts()
  const overview = overviewFacts()
  const matrix = matrixFacts()
  const blank = (facts: typeof measure) => ({
    ...facts,
    value: nothing(facts.value),
    baseline: nothing(facts.value),
    state: states(facts.value),
    rank: nothing(facts.value),
    light: nothing(facts.value),
    rankLow: nothing(facts.value),
    rankHigh: nothing(facts.value),
    bracket: nothing(facts.value),
    history: { ...facts.history, rank: facts.history.rank.map(nothing), value: facts.history.value.map(nothing) },
    contributions: facts.contributions.map(nothing),
    dimensions: (facts.dimensions ?? []).map((block) => ({ ...block, score: nothing(block.score) })),
  })
  switch (kind) {
    case 'difference': {
      const { figures, ...rest } = differenceFacts()
      const lost = { value: null, state: 'not_reported', rank: null, light: null, carriedFrom: null } as const
      const data = { ...rest, figures: figures.map((figure) => ({ ...figure, from: { ...lost, rank: 1 }, to: lost })) }
      return { facts: 'difference', data }
    }
    case 'trend':
    case 'by-unit':
    case 'multiples':
    case 'unit-history':
    case 'funnel':
    case 'worker-groups':
    case 'group-gaps':
    case 'breakdown': {
      const { current, citySeries, unitSeries, breakdowns } = indicator
      const data = {
        ...indicator,
        citySeries: { ...citySeries, value: nothing(citySeries.value), state: states(citySeries.value) },
        unitSeries: unitSeries.map(({ value }) => ({ value: nothing(value), state: states(value) })),
        current: {
          ...current,
          value: nothing(current.value),
          state: states(current.value),
          rank: nothing(current.rank),
        },
        breakdowns: breakdowns.map((axis) => ({
          ...axis,
          groups: axis.groups.map((group) => ({ ...group, value: null, state: 'not_reported' as const })),
        })),
        workerGroups: unreportedSides(indicator.workerGroups),
      }
      return { facts: 'indicator', data }
    }
    case 'gaps':
    case 'kpi':
      return {
        facts: 'overview',
        data: {
          ...overview,
          cards: overview.cards.map((card) => ({
            ...card,
            fact: { ...card.fact, value: null, state: 'not_reported' as const, light: null },
          })),
          gaps: overview.gaps.map((gap) => ({ ...gap, low: null, high: null, gap: null })),
        },
      }
    case 'tartan':
    case 'spine':
      return {
        facts: 'matrix',
        data: {
          ...matrix,
          value: matrix.value.map(nothing),
          state: matrix.value.map(states),
          light: matrix.value.map(nothing),
        },
      }
    case 'gap-trend': {
      const facts = equityFacts()
      const withoutSides = (gap: (typeof facts.gaps)[number]) => ({
        ...gap,
        high: nothing(gap.high),
        low: nothing(gap.low),
        gap: nothing(gap.gap),
      })
      return { facts: 'equity', data: { ...facts, gaps: facts.gaps.map(withoutSides) } }
    }
    case 'resource-need':
    case 'swarm': {
      const facts = equityFacts()
      const empty = facts.swarm.map((row) => ({ ...row, value: nothing(row.value), state: states(row.value) }))
      return { facts: 'equity', data: { ...facts, resources: [], swarm: empty } }
    }
    case 'targets':
    case 'target-lights':
    case 'target-history':
      return { facts: 'targets', data: unreportedTargets() }
    case 'map':
      return { facts: 'ranking', data: blank(measure), sheet: mapSheet() }
    case 'dumbbell':
    case 'tile-map':
    case 'district-ranking':
      return { facts: 'ranking', data: blank(measure) }
    default:
      return { facts: 'ranking', data: blank(score) }
  }
}

describe('a chart without a single figure', () => {
  test.each(chartKinds)('is refused with words: %s', (kind) => {
    const isOfUnit = kind === 'contribution' || kind === 'waterfall' || kind === 'spine'
    const spec = isOfUnit ? { kind, focus: 'YC09' } : { kind, measure: 'JN03' }
    const isOne = isOfUnit || factsOfKind[kind] === 'ranking' || factsOfKind[kind] === 'indicator'
    const draw = () => chartFromSpec(isOne ? spec : { kind }, unreported(kind))
    expect(draw).toThrow(ChartRefusal)
    expect(draw).toThrow(/2026年第三季度没有可以画出的数据，请换一个期次或指标/)
  })

  test('a comparison with the base is refused where no unit has a base', () => {
    const draw = (baseline: (number | null)[]) =>
      chartFromSpec({ kind: 'dumbbell', measure: 'JN03' }, { facts: 'ranking', data: rankingFacts({ baseline }) })
    const none = () => draw(rankingFacts().baseline.map(() => null))
    expect(none).toThrow('技能培训覆盖率没有基期数据，不能与基期对照，请改看排名')
    // On paper nobody can look at another chart.
    expect(none).toThrow(expect.objectContaining({ what: '技能培训覆盖率没有基期数据，不能与基期对照' }))
    const plain = rankingFacts({ baseline: rankingFacts().baseline.map(() => null) })
    const data = { ...plain, measure: { ...plain.measure, breaks: ['2025Q1'] } }
    expect(() => chartFromSpec({ kind: 'dumbbell', measure: 'JN03' }, { facts: 'ranking', data })).toThrow(
      '技能培训覆盖率自2025年第一季度起口径调整，没有同一口径的基期数据，不能与基期对照，请改看排名',
    )
    expect(
      draw([
        60,
        ...rankingFacts()
          .baseline.slice(1)
          .map(() => null),
      ]).body.form,
    ).toBe('dumbbell')
  })
})

test('places without a single interval are refused as 稳健区间', () => {
  const base = rankingFacts()
  const nobody = base.rank.map(() => null)
  const data = { ...base, rankLow: nobody, rankHigh: nobody }
  expect(() => chartFromSpec({ kind: 'rank-interval', measure: 'score' }, { facts: 'ranking', data })).toThrow(
    /没有计算位次区间/,
  )
})
