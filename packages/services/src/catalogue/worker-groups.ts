import type { CatalogueSeed, IndicatorSeed, WorkerGroups } from '@cg/contract/catalogue'
import { partOfWhole } from '@cg/domain/figure/part-of-whole'
import type { PartRelation } from '@cg/domain/figure/part-of-whole'
import { must } from '@cg/domain/must'
import { invalid } from '../errors.ts'

type Measure = WorkerGroups['measures'][number]
type Fault = Extract<PartRelation, { kind: 'fault' }>['fault']

/**
 * Every figure of a group is the same measure as everybody's and part of it: else a sentence would hold two different
 * things against each other. What is wrong is said with the indicators and the remedy.
 */
export function requireWorkerGroups({ guide, indicators, items }: CatalogueSeed): void {
  const { groups, measures } = guide.workerGroups
  const parents = new Map(items.map(({ code, parentItem }) => [code, parentItem]))
  const find = (code: string): IndicatorSeed => must(indicators.find((one) => one.code === code))
  for (const measure of measures) {
    const { group, whole, part } = measure
    if (!groups.some(({ code }) => code === group))
      throw invalid(
        `指标目录的导引中，指标 ${part} 归在人群 ${group} 下，人群里没有它。可用的是${groups.map(({ code }) => code).join('、')}，请改正。`,
      )
    requireOnce(measures, measure)
    const [own, all] = [find(part), find(whole)]
    const relation = partOfWhole(own, all, (item) => parents.get(item) ?? null)
    if (relation.kind === 'fault') throw invalid(faultWords[relation.fault](own, all))
    if (topicOf(own) !== topicOf(all))
      throw invalid(
        `指标 ${part} 除去人群后称为“${topicOf(own)}”，指标 ${whole} 称为“${topicOf(all)}”，看不出是同一件事。请在 ${part} 的 phrase 中写明人群和其余部分，使两者一致；若本不是同一件事，请从导引的 workerGroups 中删去。`,
      )
  }
}

/** A figure is of one group, of one whole, and neither whole nor part twice over. */
function requireOnce(measures: WorkerGroups['measures'], { group, whole, part }: Measure): void {
  const twice = measures.filter((one) => one.part === part || (one.group === group && one.whole === whole)).length > 1
  if (twice)
    throw invalid(
      `指标目录的导引中，指标 ${part} 与 ${whole} 的关系重复：一个指标只能是一个人群的，一个指标的同一人群只能有一个。请删去多余的。`,
    )
  if (measures.some((one) => one.whole === part))
    throw invalid(
      `指标目录的导引中，指标 ${part} 既是某一人群的，又被当作全体（${whole === part ? '它自己' : whole}）。请分清全体与人群后改正。`,
    )
}

function topicOf({ name, phrase }: IndicatorSeed): string {
  return phrase?.measure ?? name
}

const both = (part: IndicatorSeed, whole: IndicatorSeed): string =>
  `指标 ${part.code}（${part.name}）不能作为指标 ${whole.code}（${whole.name}）的一个人群：`

const faultWords: { readonly [F in Fault]: (part: IndicatorSeed, whole: IndicatorSeed) => string } = {
  formula: (part, whole) =>
    `${both(part, whole)}两者都须是同一种比率（分子 ÷ 分母）。请改算式，或从导引的 workerGroups 中删去。`,
  measure: (part, whole) =>
    `${both(part, whole)}两者的单位、小数位、评价方向、统计时段、频度和倍数须一致。请改为一致，或从导引的 workerGroups 中删去。`,
  numerator: (part, whole) =>
    `${both(part, whole)}它的分子须是对方分子的其中项。请在数据项的 parentItem 中写明，或从导引的 workerGroups 中删去。`,
  denominator: (part, whole) =>
    `${both(part, whole)}两者的分母须同属一个总数（按数据项的 parentItem 逐级向上）。请在 parentItem 中写明，或从导引的 workerGroups 中删去。`,
}
