import type { Claim } from '@cg/contract/claims'
import { dimensionNames } from '@cg/contract/dimension'
import type { DimensionFact, RankingFacts } from '@cg/contract/release/ranking'
import { claimEnds } from '@cg/domain/claim/ends'
import { formatValue } from '@cg/domain/number/number-format'
import { ChartRefusal } from './refusal.ts'

/**
 * The ranking of the score as the one of a block of its indicators: points of a hundred within the block and the places that
 * the release holds for them. What is known of the whole only (certainty, last quarter, additions) is left out.
 */
export function blockFacts(facts: RankingFacts, code: string): RankingFacts {
  const block = facts.dimensions?.find((one) => one.code === code)
  if (block === undefined)
    throw new ChartRefusal(`本期没有${dimensionNames[code] ?? code}的维度得分`, '请选择综合得分或一项指标')
  const { lapses: _lapses, dimensions: _blocks, explanations: _why, adjusted: _adjusted, ...own } = facts
  const none = facts.units.code.map(() => null)
  const parts = facts.parts.flatMap(({ dimension }, at) => (dimension === code ? [at] : []))
  const codes = new Set(parts.map((at) => facts.parts[at]?.code))
  const kept = <T>(rows: readonly T[]): T[] => rows.filter((_, at) => parts.includes(at))
  const name = `${dimensionNames[code] ?? code}得分`
  return {
    ...own,
    measure: { ...facts.measure, code: `${facts.measure.code}:${code}`, name, definition: definitionOf(block) },
    value: block.score,
    rank: block.rank,
    isTied: block.isTied,
    state: facts.state.map((state, at) =>
      (block.score[at] ?? null) === null && (facts.value[at] ?? null) !== null ? 'not_applicable' : state,
    ),
    unrankedReason: facts.unrankedReason.map((reason, at) =>
      (block.score[at] ?? null) === null && reason === null ? '没有计分的指标，不参与排名' : reason,
    ),
    compared: null,
    previous: none,
    previousRank: none,
    rankAmongCommon: block.rank,
    groupRank: none,
    rankLow: none,
    rankHigh: none,
    low: none,
    high: none,
    closeRule: null,
    closeTo: facts.units.code.map(() => []),
    groups: [],
    history: { periods: [], rank: [], value: [] },
    notes: ['维度得分不含加减分，位次未作稳健性检验'],
    methods: [],
    parts: kept(facts.parts),
    contributions: kept(facts.contributions),
    partState: kept(facts.partState),
    zeroItems: facts.zeroItems.map((items) => items.filter((item) => codes.has(item))),
    spread: null,
    claims: endsOf(facts, block, name),
  }
}

/** 维度内满分100分，由8项指标按权重加总，占综合得分的33.0% */
function definitionOf({ weight, items }: DimensionFact): string {
  return `维度内满分100分，由${items}项指标按权重加总，占综合得分的${formatValue(weight, { unit: '%', decimals: 1 })}%`
}

function endsOf(facts: RankingFacts, block: DimensionFact, name: string): Claim[] {
  const { measure, units } = facts
  if (measure.direction === 'neutral') return []
  const format = { unit: measure.unit, decimals: measure.decimals }
  const placed = units.shortName.flatMap((own, at) => {
    const [rank, value] = [block.rank[at] ?? null, block.score[at] ?? null]
    if (rank === null || value === null) return []
    return [{ name: own, rank, value, rankLow: null, rankHigh: null, closeTo: [], aim: null }]
  })
  const claim = claimEnds({ name, direction: measure.direction, format, isScore: true }, placed)
  return claim === null ? [] : [claim]
}
