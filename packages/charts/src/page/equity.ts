import type { EquityFacts, GapSeries } from '@cg/contract/release/equity'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { OverviewFacts } from '@cg/contract/release/overview'
import type { AnswersOf, PageParams } from '@cg/contract/release/page'
import { shownGap } from '@cg/contract/shown-gap'
import { sentence } from '@cg/domain/claim/claim'
import { gapVerdicts } from '@cg/domain/claim/outlook'
import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { buildModel } from '../build-model.ts'
import type { Built } from '../build-model.ts'
import { lackingWords, trendLine } from '../models/gap-trend.ts'
import type { PageBlock, PageModel, SentenceList } from './page-model.ts'
import { pageModel, panelBlock } from './page-model.ts'

/** The two lines of a gap; the same spec goes to the export. */
export function gapTrendBuilt(facts: EquityFacts, gap: GapSeries): Built {
  const spec = { kind: 'gap-trend', measure: gap.indicator, pair: gap.name } as const
  return buildModel(spec, { facts: 'equity', data: facts })
}

/** All gaps of the quarter, the widest first. */
export function gapsBuilt(facts: OverviewFacts): Built {
  return buildModel({ kind: 'gaps' }, { facts: 'overview', data: facts })
}

/** A resource of the release against its need; a unit may be marked. */
export function resourceBuilt(facts: EquityFacts, measure: string, focus?: string): Built {
  const spec = { kind: 'resource-need', measure, ...(focus === undefined ? {} : { focus }) } as const
  return buildModel(spec, { facts: 'equity', data: facts })
}

/** Kinds of enterprise beside each other, unit by unit. */
export function swarmBuilt(facts: EquityFacts, focus?: string): Built {
  const spec = { kind: 'swarm', ...(focus === undefined ? {} : { focus }) } as const
  return buildModel(spec, { facts: 'equity', data: facts })
}

/** What the release says of the gap shown; its name where it says nothing. */
export function gapHeadline(gap: GapSeries | null): string {
  if (gap === null) return '各区域、企业与群体的均衡性'
  return gap.claim === null ? `${gap.highName}与${gap.lowName}的${gap.measureName}` : sentence(gap.claim)
}

/**
 * A gap with its verdict, under which it stands, and how wide it is now: the last step alone may go the other way. Without
 * a verdict what the release says of it, or why it says nothing.
 */
export function gapLine(gap: GapSeries): string {
  const name = `${gap.highName}与${gap.lowName}的${gap.measureName}`
  const at = gap.periods.length - 1
  const told = trendLine(gap)
  if (told !== null) return told
  if (gap.claim !== null) return sentence(gap.claim)
  if ((gap.missingCount[at] ?? 0) > 0) return `${name}：${lackingWords(gap, at)}`
  return name
}

const verdicts = ['diverging', 'converging', 'no_clear_change', 'mixed', null] as const

export type VerdictGroup = { readonly title: string; readonly gaps: readonly GapSeries[] }

/** All gaps by the verdict over the quarters that compare; no group is empty. */
export function verdictGroups({ gaps }: EquityFacts): VerdictGroup[] {
  return verdicts
    .map((verdict) => ({
      title: verdict === null ? '不作走势判断' : gapVerdicts[verdict],
      gaps: gaps.filter(({ trend }) => (trend?.verdict ?? null) === verdict),
    }))
    .filter((group) => group.gaps.length > 0)
}

/** How the verdicts are reached. */
export const verdictRule = '至少5期可比数据才作判断；累计指标只与各年同季比较'

/** What 分析 of a gap is called. */
export function analysisTitle(gap: GapSeries): string {
  return `分析：各单位的${gap.indicatorName}`
}

export const analysisQuestion = '单位之间的差异有多大，来自哪里'

/** How unequal the units are in an indicator, how that was measured, and how to read it. */
export function analysisLines({ inequality }: Pick<IndicatorFacts, 'inequality'>): string[] {
  if (inequality === null || inequality === undefined)
    return ['该指标本期不计算差异：不是比率指标，或有数据的单位不足3个，或全市数据覆盖不足。']
  return [
    inequality.words,
    inequality.method,
    '变异系数、基尼系数、泰尔指数为0，表示各单位完全一样；数值越大，单位之间的差异越大。',
    inequality.between === null ? '' : '“来自不同地区类型之间”的部分，是各类地区之间的差异；其余是同类地区内部的差异。',
    inequality.slope === null ? '' : '斜率指数为正，表示越靠近中心数值越大；为负则相反；为0表示不分远近。',
  ].filter((line) => line !== '')
}

function analysisBlock(gap: GapSeries, analysed: IndicatorFacts | null): PageBlock | null {
  if (analysed === null) return null
  const lists = [{ title: '', items: analysisLines(analysed), empty: '' }]
  return { kind: 'sentences', title: analysisTitle(gap), subtitle: analysisQuestion, lists }
}

/** 均衡性 as a file: the lines of the gap shown, every gap of the quarter, the verdicts, and how unequal the units are. */
export function equityPage({ equity, overview, analysed }: AnswersOf<'equity'>, params: PageParams): PageModel {
  const { release } = equity
  const gap = shownGap(equity, params)
  const lines = gap === null ? null : gapTrendBuilt(equity, gap)
  const all = gapsBuilt(overview)
  const lists = verdictGroups(equity).map(({ title, gaps }): SentenceList => ({
    title: `${title}（${gaps.length}）`,
    items: gaps.map(gapLine),
    empty: '',
  }))
  const blocks: (PageBlock | null)[] = [
    lines === null || gap === null || !('model' in lines)
      ? null
      : panelBlock(lines.model, { title: gap.trend === null ? lines.model.neutralTitle : gap.trend.name }),
    { kind: 'sentences', title: '各组差距的走势', subtitle: verdictRule, lists },
    'model' in all ? panelBlock(all.model, { title: all.model.neutralTitle }) : null,
    gap === null ? null : analysisBlock(gap, analysed),
    ...[...equity.resources.map(({ resource }) => resourceBuilt(equity, resource.indicator)), swarmBuilt(equity)].map(
      (built) => ('model' in built ? panelBlock(built.model) : null),
    ),
  ]
  return pageModel(release, {
    page: 'equity',
    title: gapHeadline(gap),
    subtitle: `区域之间、企业之间、群体之间的差距，${formatPeriod(parsePeriod(release.period))}`,
    subject: '均衡性',
    source: '各牵头部门报送数据汇总',
    blocks: gap === null ? [] : blocks,
    notes: equity.notes,
  })
}
