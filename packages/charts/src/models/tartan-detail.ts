import { toldBefore } from '@cg/contract/release/fact'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import { isRedefined, redefinedWord } from '@cg/domain/claim/redefined'
import { againstWords, placeWords } from '@cg/domain/claim/words'
import { must } from '@cg/domain/must'
import { changeWords } from '@cg/domain/number/difference'
import { formatProse, formatState } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { lightWord } from '../ranking-table.ts'
import { periodWords } from '../lines.ts'

export type CellDetail = {
  readonly unit: string
  readonly indicator: string
  /** 88.1% or the word of its state. */
  readonly value: string
  readonly pairs: readonly { readonly term: string; readonly text: string }[]
}

/** Everything the release holds of one cell of the rug, by position in the facts. */
export function cellDetail(facts: MatrixFacts, indicator: number, unit: number): CellDetail {
  const fact = must(facts.indicators[indicator])
  const value = facts.value[indicator]?.[unit] ?? null
  const state = must(facts.state[indicator]?.[unit])
  const light = facts.light[indicator]?.[unit] ?? null
  const prose = (number: number | null | undefined): string | null =>
    number === null || number === undefined ? null : formatProse(number, fact)
  const carried = facts.beside?.carriedFrom[indicator]?.[unit] ?? null
  const pairs: [string, string | null][] = [
    ['状态', value === null ? null : lightWord(light)],
    ['时序目标', prose(facts.beside?.expected[indicator]?.[unit])],
    [`${facts.targetYear}年目标`, prose(facts.beside?.target[indicator]?.[unit])],
    ['全市', prose(must(facts.city[indicator]).value)],
    ['位次', placeText(facts, indicator, unit)],
    changePair(facts, indicator, unit),
    ['数据所属期', carried === null ? null : `${periodWords(carried)}（沿用）`],
    ['牵头部门', fact.leadDepartment],
  ]
  return {
    unit: must(facts.units.name[unit]),
    indicator: fact.name,
    value: value === null ? formatState(state) : formatProse(value, fact),
    pairs: pairs.flatMap(([term, text]) => (text === null ? [] : [{ term, text }])),
  }
}

/** 并列第3位（11个单位参与排名） */
function placeText(facts: MatrixFacts, indicator: number, unit: number): string | null {
  const places = facts.rank[indicator] ?? []
  const place = places[unit] ?? null
  if (place === null) return null
  const ranked = places.filter((one) => one !== null).length
  return `${placeWords(place, places.filter((one) => one === place).length > 1)}（${ranked}个单位参与排名）`
}

function changePair(facts: MatrixFacts, indicator: number, unit: number): [string, string | null] {
  const compared = facts.beside?.compared[indicator] ?? null
  if (compared === null && isRedefined(must(facts.indicators[indicator]), facts.release.period))
    return ['变化', redefinedWord]
  if (compared === null || (compared.value[unit] ?? null) === null) return ['变化', null]
  const then = toldBefore(compared, unit)
  if (then === null) return ['变化', '基数过小，不比较']
  const words = changeWords(facts.value[indicator]?.[unit] ?? null, then, must(facts.indicators[indicator]))
  return [againstWords(compared.against, parsePeriod(compared.period)), words]
}
