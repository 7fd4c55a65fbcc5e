import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import type { Static } from 'typebox'
import { PeriodText } from './schema.ts'
import { Type } from './type.ts'

/** What a change of the catalogue does: its kind, and of a switch which way. */
export const catalogueActs = [
  'off',
  'on',
  'item',
  'itemEdit',
  'indicator',
  'indicatorEdit',
  'definition',
  'groups',
  'form',
  'header',
  'byParts',
  'duty',
  'formScope',
  'bundle',
] as const
export type CatalogueAct = (typeof catalogueActs)[number]

export const CatalogueImpact = Type.Object({
  /** Forms that ask for more or less. */
  forms: Type.Array(Type.String()),
  /** Forms of which nothing is asked any more. */
  emptied: Type.Array(Type.String()),
  /** Indicators that are computed no more, or again: those named, and those that lack an item. */
  indicators: Type.Array(Type.String()),
  /** Of these, the ones that are computed no more, and the ones that mean something else from now on. */
  stopped: Type.Array(Type.String()),
  anew: Type.Array(Type.String()),
  /** Of these, the ones that apply to other districts than before. */
  narrowed: Type.Array(Type.String()),
  /** Own indicators that are called or printed otherwise and measure the same: their quarters stay comparable. */
  reworded: Type.Array(Type.String()),
  /** Of these, the ones that are off only because of an item. */
  lacking: Type.Array(Type.String()),
  /** Of these, the ones that the scheme of the quarter scores. */
  scored: Type.Array(Type.String()),
  /** True where the scheme is left with no indicator at all. */
  isUnscored: Type.Boolean(),
  /** Items that no indicator would use any more, still asked. */
  idle: Type.Array(Type.String()),
  /** What was typed already and is read no more, a sentence each; nothing of it is deleted. */
  unread: Type.Array(Type.String()),
  /** Quarters that are published: they stay as they are. */
  published: Type.Integer(),
  /** Quarters whose preview has to be made again. */
  previews: Type.Array(PeriodText),
})
export type CatalogueImpact = Static<typeof CatalogueImpact>

/** 影响 3 张报表、2 个计分指标；已发布的 14 期不变。 … */
export function catalogueImpactWords(impact: CatalogueImpact, act: CatalogueAct): string[] {
  const { forms, emptied, indicators, reworded, lacking, scored, isUnscored, idle, unread, published, previews } =
    impact
  const listed = (names: readonly string[], most = 4) =>
    `${names.slice(0, most).join('、')}${names.length > most ? `等 ${names.length} 个` : ''}`
  const stays = published === 0 ? '还没有已发布的期次' : `不影响已发布的 ${published} 期`
  return [
    `影响 ${forms.length} 张报表、${indicators.length + reworded.length} 个指标，其中 ${scored.length} 个计分指标；${stays}。`,
    forms.length === 0 ? '报表填报的内容不变。' : `报表${askWords[act]}：${listed(forms)}。`,
    ...unread,
    ...(act === 'duty' ? ['填报的数据项、指标计算和计分都不变。'] : []),
    ...(emptied.length === 0 ? [] : [`${listed(emptied)}没有要填的数据项，各季不再下发。`]),
    ...(act === 'bundle' ? bundleWords(impact, (names) => listed(names, 8)) : []),
    ...(act === 'bundle' || indicators.length === 0 ? [] : [`${computeWords[act]}：${listed(indicators, 8)}。`]),
    ...(reworded.length === 0
      ? []
      : [`只改名称、说明、小数位等，算法不变，与此前各季照常比较：${listed(reworded, 8)}。`]),
    ...lackingWords(lacking, indicators, (names) => listed(names, 8)),
    ...(act === 'bundle' || scored.length === 0 ? [] : [scoreWords(act, listed(scored, 8))]),
    ...(isUnscored ? ['计分方案中的指标全部停用，这些季度没有综合得分。'] : []),
    ...(idle.length === 0 ? [] : [`仍在填报、但不再用于任何指标的数据项：${listed(idle)}。不需要的可以一并停用。`]),
    ...(previews.length === 0
      ? []
      : [`确认后，${previews.map((code) => formatPeriod(parsePeriod(code))).join('、')}的试看须重新生成。`]),
  ]
}

const askWords: Readonly<Record<CatalogueAct, string>> = {
  off: '不再填报这些数据项',
  on: '恢复填报这些数据项',
  item: '增加填报这个数据项',
  itemEdit: '填报的内容有变',
  indicator: '填报的内容有变',
  indicatorEdit: '填报的内容有变',
  definition: '填报的内容有变',
  groups: '填报的分组有增减',
  form: '填报的数据项有增减',
  header: '填报的数据项或表头有变',
  byParts: '换了由谁填报',
  duty: '的协助部门或佐证要求有变',
  formScope: '的填报范围有变',
  bundle: '填报的内容或表头有变',
}

const computeWords: Readonly<Record<Exclude<CatalogueAct, 'bundle'>, string>> = {
  off: '不再计算、排名',
  on: '恢复计算、排名',
  item: '新增计算、排名',
  itemEdit: '指标',
  indicator: '新增计算、排名（计分须另在计分方案中加入）',
  indicatorEdit: '从这一季起按修改后的内容计算，此前各季不变，前后不作比较',
  definition: '从这一季起按新口径计算，此前各季按旧口径，前后不作比较',
  groups: '分组有增减',
  form: '指标',
  header: '指标',
  byParts: '指标',
  duty: '指标',
  formScope: '涉及的指标（不填报的区县不适用、不参加排名，全市数由填报的区县得出）',
}

/** Of several changes each indicator is told by what becomes of it. */
function bundleWords(
  { indicators, stopped, anew, narrowed, scored }: CatalogueImpact,
  listed: (names: readonly string[]) => string,
): string[] {
  const begun = indicators.filter((name) => ![...stopped, ...anew, ...narrowed].includes(name))
  const said = (words: string, names: readonly string[]) => (names.length === 0 ? [] : [`${words}：${listed(names)}。`])
  const inScheme = (names: readonly string[]) => scored.filter((name) => names.includes(name))
  return [
    ...said(computeWords.off, stopped),
    ...said('新增或恢复计算、排名', begun),
    ...said(computeWords.definition, anew),
    ...said(computeWords.formScope, narrowed),
    ...(inScheme(stopped).length === 0 ? [] : [scoreWords('off', listed(inScheme(stopped)))]),
    ...(inScheme(begun).length === 0 ? [] : [scoreWords('on', listed(inScheme(begun)))]),
    ...(inScheme(anew).length === 0 ? [] : [scoreWords('definition', listed(inScheme(anew)))]),
  ]
}

function scoreWords(act: CatalogueAct, names: string): string {
  if (act === 'formScope') return `${names}参加计分：不填报的区县按计分方案中“不适用”的规定处理。`
  if (act === 'definition' || act === 'indicatorEdit') return `${names}参加计分，综合得分从这一季起不与此前各季比较。`
  return act === 'on' ? `恢复计分：${names}。` : `不再计分：${names}；其权重由其他指标按比例分摊。`
}

function lackingWords(
  lacking: readonly string[],
  all: readonly string[],
  listed: (names: readonly string[]) => string,
): string[] {
  if (lacking.length === 0) return []
  const which = lacking.length === all.length ? '这些指标' : `其中${listed(lacking)}`
  return [`${which}缺少停用的数据项，无法计算，一并停用。`]
}
