import type { IndicatorFacts } from '@cg/contract/release/indicator'
import { periodWords } from '../lines.ts'
import { measuredOnly } from '../models/trend-measured.ts'

/** In place of lines that would be one dot: 目前只有2021年第四季度一期数据，自下一期起显示; null from the second quarter on. */
export function onlyQuarterPair(facts: IndicatorFacts): readonly [term: string, text: string] | null {
  const [only, ...more] = measuredOnly(facts).periods
  return only === undefined || more.length > 0 ? null : ['走势', `目前只有${periodWords(only)}一期数据，自下一期起显示`]
}
