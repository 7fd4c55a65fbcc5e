import { roundHalfAway } from '@cg/domain/number/round'
import type { SchemeBody, SchemeTrial } from '@cg/contract/scheme'
import type { ItemPart } from '@cg/domain/score/composite'
import { isAbsolute } from '@cg/domain/score/normalise'
import { must } from '@cg/domain/must'
import { exactMean, exactSum } from '@cg/domain/number/sum'
import { namesWords } from '@cg/domain/claim/words'
import { stabilityLimit } from '../release/compute/robustness.ts'
import type { TriedQuarter } from './trial-quarters.ts'

type Rule = SchemeBody['items'][number]['rule']
type Warnings = SchemeTrial['warnings']

/** What each indicator really weighs in the newest quarter, beside the scheme that was published with. */
export function trialWeights(scheme: SchemeBody, newest: TriedQuarter | undefined): SchemeTrial['weights'] {
  const sum = exactSum(scheme.items.map((item) => item.weight))
  const official = newest?.basis.scheme?.body.items ?? []
  const officialSum = exactSum(official.map((item) => item.weight))
  return scheme.items.map(({ indicator, weight }) => {
    const parts = partsOf(newest, indicator)
    const effective = parts.map((part) => part.effectiveWeight)
    const before = official.find((item) => item.indicator === indicator)
    return {
      indicator,
      name: nameOf(newest, indicator),
      share: weight / sum,
      officialShare: before === undefined ? null : before.weight / officialSum,
      effective: exactMean(effective),
      effectiveLow: effective.length === 0 ? null : Math.min(...effective),
      effectiveHigh: effective.length === 0 ? null : Math.max(...effective),
      meanPoints: exactMean(parts.flatMap((part) => (part.points === null ? [] : [part.points]))),
    }
  })
}

/** What the office should know before adopting: each in words that name the indicators and units. */
export function trialWarnings(scheme: SchemeBody, tried: readonly TriedQuarter[]): Warnings {
  const newest = tried[0]
  const warnings: Warnings = [...weightSum(scheme), ...relativeRules(scheme, newest)]
  if (newest === undefined) return warnings
  return [...warnings, ...silence(newest), ...raised(newest), ...withoutPoints(newest), ...closePairs(newest)]
}

function weightSum({ items }: SchemeBody): Warnings {
  const sum = exactSum(items.map((item) => item.weight))
  if (Math.abs(sum - 100) < 1e-9) return []
  return [{ kind: 'weight_sum', text: `权重合计为${roundHalfAway(sum, 4)}，不是100；计分时按比例折算。` }]
}

/** Under these rules a unit's points move when only another unit changes. */
function relativeRules({ items }: SchemeBody, newest: TriedQuarter | undefined): Warnings {
  const found = items.filter((item) => isRelative(item.rule)).map((item) => nameOf(newest, item.indicator))
  if (found.length === 0) return []
  const text = `${namesWords(found, 6, '项')}按各单位相互比较计分：一个单位的数据变动会改变其他单位的得分，各期得分也不便相比。`
  return [{ kind: 'relative_rule', text }]
}

function isRelative(rule: Rule): boolean {
  if (rule.kind === 'rank_decay') return true
  if (rule.kind === 'power') return rule.bounds === 'units'
  return rule.kind === 'normalise' && !isAbsolute(rule.normaliser)
}

function silence(newest: TriedQuarter): Warnings {
  return perIndicator(newest, 'silencePays').map(({ name, units }) => ({
    kind: 'silence_pays',
    text: `《${name}》不报比如实报得分更高（${namesWords(units)}）。建议把“未报”改为计0分。`,
  }))
}

function raised(newest: TriedQuarter): Warnings {
  return perIndicator(newest, 'raisedByMissing').map(({ name, units }) => ({
    kind: 'raised_by_missing',
    text: `《${name}》缺数的处理办法抬高了${namesWords(units)}的得分。`,
  }))
}

function perIndicator(
  newest: TriedQuarter,
  kind: 'silencePays' | 'raisedByMissing',
): { name: string; units: string[] }[] {
  const named = new Map(newest.basis.units.map((unit) => [unit.code, unit.shortName]))
  const pairs = newest.score.scores.flatMap(({ unit, bounds }) =>
    (bounds?.[kind] ?? []).map((indicator) => ({ indicator, unit: named.get(unit) ?? unit })),
  )
  return [...Map.groupBy(pairs, (pair) => pair.indicator)].map(([indicator, rows]) => ({
    name: nameOf(newest, indicator),
    units: rows.map((row) => row.unit),
  }))
}

function withoutPoints(newest: TriedQuarter): Warnings {
  const warnings: Warnings = []
  const noTarget: string[] = []
  const noPoints: string[] = []
  for (const { indicator } of newest.scheme.items) {
    const parts = partsOf(newest, indicator)
    if (parts.length === 0 || parts.some((part) => part.action === 'scored')) continue
    const isUnaimed = parts.some((part) => part.reason === 'no_target')
    ;(isUnaimed ? noTarget : noPoints).push(nameOf(newest, indicator))
  }
  if (noTarget.length > 0) {
    warnings.push({
      kind: 'no_target',
      text: `${namesWords(noTarget, 6, '项')}没有目标值，不计分，权重由其他指标分摊。请先下达目标，或改用不需要目标的计分规则。`,
    })
  }
  if (noPoints.length > 0) {
    warnings.push({
      kind: 'no_points',
      text: `${namesWords(noPoints, 6, '项')}在最近一期没有一个单位按实报数据计分（都没有数据，或分不出高低），全部按方案的缺数办法处理。`,
    })
  }
  return warnings
}

function closePairs({ quarter }: TriedQuarter): Warnings {
  const last = Math.max(0, ...quarter.rows.flatMap((row) => row.groups))
  const groups = Array.from({ length: last }, (_, at) => quarter.rows.filter((row) => row.groups.includes(at + 1)))
  if (groups.length === 0) return []
  const words = groups.map((rows) =>
    rows
      .toSorted((left, right) => (left.rank ?? 0) - (right.rank ?? 0))
      .map((row) => row.unitName)
      .join('与'),
  )
  const text = `最近一期：${words.join('；')}分不出先后（权重变动不到${stabilityLimit * 100}%就会换位），不宜只凭位次下结论。`
  return [{ kind: 'close_pairs', text }]
}

/** The item's parts over the units that have a total. */
function partsOf(newest: TriedQuarter | undefined, indicator: string): ItemPart[] {
  if (newest === undefined) return []
  const at = newest.scheme.items.findIndex((item) => item.indicator === indicator)
  if (at === -1) return []
  return newest.score.scores.filter((score) => score.total !== null).map((score) => must(score.parts[at]))
}

function nameOf(newest: TriedQuarter | undefined, code: string): string {
  return newest?.basis.indicators.find((one) => one.code === code)?.name ?? code
}
