import type { IndicatorFacts } from '@cg/contract/release/indicator'
import { must } from '@cg/domain/must'
import { parsePeriod, quarterOf } from '@cg/domain/period'
import { figureOf } from '../figure.ts'
import type { Figure } from '../model.ts'
import { indicatorFormat } from './indicator-frame.ts'
import { lackingWords, quarterNames } from './trend-lines.ts'

export type BesideSpan = {
  /** 本季 or 1—2季度累计: what the published figure is, and what stands beside it. */
  readonly own: string
  readonly beside: string
  readonly city: Figure
  /** 缺云岭县; '' for a whole figure. */
  readonly lacking: string
  /** By unit in protocol order. */
  readonly units: readonly Figure[]
}

/** Of a flow in the release's quarter: 累计 beside what is counted by quarter, 本季 beside what is counted through the year. */
export function besideSpan(facts: IndicatorFacts): BesideSpan | null {
  const other = facts.otherSpan ?? null
  // A carried figure is of another quarter than the one that would stand beside it.
  if (other === null || facts.city.carriedFrom !== null) return null
  const at = facts.periods.length - 1
  const figure = ({ value, state }: IndicatorFacts['unitSeries'][number]): Figure =>
    figureOf(value[at], must(state[at]), indicatorFormat(facts))
  const total = `${must(quarterNames[quarterOf(parsePeriod(facts.release.period)) - 1])}累计`
  const [own, beside] = other.kind === 'quarter' ? [total, '本季'] : ['本季', total]
  return {
    own,
    beside,
    city: figure(other.city),
    lacking: other.city.state[at] === 'partial' ? lackingWords(other.city.lacking[at] ?? []) : '',
    units: other.units.map(figure),
  }
}
