import type { ChartKind, ChartSpec } from '@cg/contract/chart'
import { dimensionNames } from '@cg/contract/dimension'
import type { RecipePage } from '@cg/contract/material/recipe'
import type { PageName } from '@cg/contract/page-choices'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import type { PageParams } from '@cg/contract/release/page'

/* What a page of a material can show: every kind of chart with what it is for, the sentences of the platform's pages, and pages between. */

/** any: the score or an indicator; score: only there; indicator: one must be named; gap: one whose gaps are shown. */
export type MeasureNeed = 'none' | 'any' | 'score' | 'indicator'
export type UnitNeed = 'none' | 'may' | 'must'

export type ChartChoice = {
  readonly kind: ChartKind
  readonly name: string
  readonly words: string
  readonly measure: MeasureNeed
  readonly unit: UnitNeed
  /** Too small to read on half a page: the server refuses it there. */
  readonly isWhole: boolean
}

/** Tables and small multiples (`wholeSlide` of the material's own drawing). */
const whole: ReadonlySet<ChartKind> = new Set<ChartKind>([
  'tartan',
  'target-lights',
  'targets',
  'dimensions',
  'multiples',
  'spine',
])

export type ChartGroup = { readonly name: string; readonly charts: readonly ChartChoice[] }

const chart = (
  kind: ChartKind,
  name: string,
  words: string,
  measure: MeasureNeed = 'none',
  unit: UnitNeed = 'none',
): ChartChoice => ({ kind, name, words, measure, unit, isWhole: whole.has(kind) })

/** Charts of one release, as its pages show them; the difference of two releases is none of a quarter's material. */
export const chartGroups: readonly ChartGroup[] = [
  {
    name: '全市',
    charts: [
      chart('kpi', '首屏指标卡', '总览首屏的几项指标：本期数、与上期相比、距目标'),
      chart('tartan', '区县与指标对照', '各区县各项考核指标一张表，用颜色标出达标、临近、滞后', 'none', 'may'),
      chart('gaps', '组间差距', '城区与县域、规上与中小微等各组之间差多少', 'none'),
      chart('swarm', '各指标的区县分布', '每项指标上各区县散得多开，强调的单位在哪里', 'none', 'may'),
      chart('target-lights', '各区县目标完成', '各区县各项年度目标：达标、临近、滞后', 'none', 'may'),
      chart('targets', '目标完成清单', '年度目标逐项列出：目标、现值、时序进度', 'none', 'may'),
    ],
  },
  {
    name: '区县排名',
    charts: [
      chart('district-ranking', '排名', '各区县从高到低，标出全市和目标', 'any', 'may'),
      chart('dumbbell', '与基期对照', '各区县从基期到本期走了多远', 'indicator', 'may'),
      chart('bump', '位次变化', '各区县各季度的位次怎样升降', 'any', 'may'),
      chart('rank-interval', '稳健区间', '权重略有不同时，位次会在哪个范围内变动', 'score', 'may'),
      chart('dimensions', '分维度得分', '综合得分由哪些维度构成', 'score', 'may'),
      chart('tile-map', '方块图', '按区县位置排列的方块，颜色深浅表示高低', 'any', 'may'),
    ],
  },
  {
    name: '一项指标',
    charts: [
      chart('trend', '走势', '全市历季数值，与目标路径和外部参照相比', 'indicator', 'may'),
      chart('by-unit', '各区县数值', '各区县本期数值及误差范围', 'indicator', 'may'),
      chart('multiples', '各区县走势', '每个区县一张小图，看谁在升、谁在降', 'indicator', 'may'),
      chart('breakdown', '企业分组', '按企业规模、产业等分组比较', 'indicator'),
      chart('worker-groups', '职工群体', '按性别、用工形式等职工群体比较', 'indicator'),
      chart('gap-trend', '差距走势', '某一组差距历季是在缩小还是扩大', 'indicator'),
      chart('funnel', '偶然波动检验', '区县之间的差别是否超出偶然波动', 'indicator', 'may'),
    ],
  },
  {
    name: '一个区县',
    charts: [
      chart('spine', '画像', '一个区县的各项指标与全市相比，高在哪里、低在哪里', 'none', 'must'),
      chart('waterfall', '得分变化', '综合得分比上季多了或少了多少，来自哪几项', 'none', 'must'),
      chart('contribution', '得分构成', '综合得分由各项指标各得多少分构成', 'score', 'must'),
    ],
  },
]

export type WordsChoice = {
  readonly page: PageName
  readonly name: string
  readonly words: string
  /** What stands there under headings of their own. */
  readonly headings: readonly string[]
  readonly measure: 'none' | 'indicator'
  readonly unit: 'none' | 'must'
}

const wordsOf = (
  page: PageName,
  name: string,
  headings: readonly string[],
  needs: Partial<Pick<WordsChoice, 'measure' | 'unit'>> = {},
): WordsChoice => ({ page, name, headings, words: headings.join('、'), measure: 'none', unit: 'none', ...needs })

/** 对比 has no sentences of its own. */
export const wordChoices: readonly WordsChoice[] = [
  wordsOf('overview', '总览的文字', ['需关注的事项', '没有按期审核通过的报表', '指标与报送情况']),
  wordsOf('ranking', '排名的文字', ['全市情况', '位次变动']),
  wordsOf('indicator', '一项指标的文字', ['走势与可信度'], { measure: 'indicator' }),
  wordsOf('unit', '一个区县的文字', ['位次与变动', '距时序目标', '位次还能怎样变'], { unit: 'must' }),
  wordsOf('equity', '均衡性的文字', ['各组差距的走势']),
  wordsOf('talk', '讲话对照的文字', ['未达标的表述']),
]

export type PlainChoice = {
  readonly kind: 'cover' | 'agenda' | 'chapter' | 'closing'
  readonly name: string
  readonly words: string
}

export const plainChoices: readonly PlainChoice[] = [
  { kind: 'cover', name: '封面', words: '材料名称、单位、期次、截至日期和发布编号' },
  { kind: 'agenda', name: '目录', words: '按章节自动列出' },
  { kind: 'chapter', name: '章节页', words: '一章的标题，列入目录' },
  { kind: 'closing', name: '封底', words: '结束页，始终在最后' },
]

export type Choice =
  | { readonly type: 'chart'; readonly choice: ChartChoice }
  | { readonly type: 'words'; readonly choice: WordsChoice }
  | { readonly type: 'plain'; readonly choice: PlainChoice }

/** What is asked beside the kind; '' where nothing is chosen. */
export type Subject = { readonly measure: string; readonly unit: string }

/** What the choice asks for and is not chosen yet, in words; null: nothing. */
export function lackingWords({ type, choice }: Choice, { measure, unit }: Subject): string | null {
  if (type === 'plain') return null
  const isMissing = measure === '' || (choice.measure === 'indicator' && measure === 'score')
  if ((choice.measure === 'any' || choice.measure === 'indicator') && isMissing) return '请选择指标'
  if (choice.unit === 'must' && unit === '') return '请选择单位'
  return null
}

export function specOf({ kind, measure: need, unit: wish }: ChartChoice, { measure, unit }: Subject): ChartSpec {
  return {
    kind,
    ...(need === 'score' ? { measure: 'score' } : need === 'none' ? {} : { measure }),
    ...(wish === 'none' || unit === '' ? {} : { focus: unit }),
  }
}

/** A page of that kind; its id is given by whoever puts it into a material. */
export function pageOf(chosen: Choice, subject: Subject): RecipePage {
  const id = 'new'
  switch (chosen.type) {
    case 'chart':
      return { kind: 'chart', id, chart: specOf(chosen.choice, subject), as: 'chart', title: null, remark: '' }
    case 'words':
      return wordsPage(chosen.choice.page, paramsOf(chosen.choice, subject))
    case 'plain':
      return plainPage(chosen.choice.kind)
  }
}

function wordsPage(page: PageName, params: PageParams): RecipePage {
  return { kind: 'words', id: 'new', page, params, heading: null, title: null, remark: '' }
}

function paramsOf({ measure: need, unit: wish }: WordsChoice, { measure, unit }: Subject): PageParams {
  return { ...(need === 'none' ? {} : { i: measure }), ...(wish === 'none' ? {} : { unit }) }
}

function plainPage(kind: PlainChoice['kind']): RecipePage {
  const id = 'new'
  if (kind === 'agenda') return { kind, id }
  if (kind === 'cover') return { kind, id, title: null, subtitle: null }
  return kind === 'chapter' ? { kind, id, title: '新的一章' } : { kind, id, title: null }
}

const withUnit = new Set<ChartKind>(
  chartGroups.flatMap(({ charts }) => charts.flatMap(({ kind, unit }) => (unit === 'none' ? [] : [kind]))),
)

/** Whether a unit can be marked in this kind of chart. */
export function takesUnit(kind: ChartKind): boolean {
  return withUnit.has(kind)
}

const namesOfKinds = new Map(chartGroups.flatMap(({ charts }) => charts.map(({ kind, name }) => [kind, name])))

/** 排名：技能培训覆盖率, as a page is called that has no sentence yet. */
export function pageName(page: RecipePage, matrix: Pick<MatrixFacts, 'indicators'> | undefined): string {
  switch (page.kind) {
    case 'cover':
      return '封面'
    case 'agenda':
      return '目录'
    case 'chapter':
      return page.title === '' ? '章节页' : page.title
    case 'closing':
      return '封底'
    case 'chart':
      return chartName(page.chart, matrix)
    case 'two-charts':
      return `双图：${chartName(page.left, matrix)}、${chartName(page.right, matrix)}`
    case 'words':
      return page.heading ?? `文字：${wordChoices.find((choice) => choice.page === page.page)?.name ?? page.page}`
  }
}

export function chartName(spec: ChartSpec, matrix: Pick<MatrixFacts, 'indicators'> | undefined): string {
  const name = namesOfKinds.get(spec.kind) ?? '图表'
  const block = spec.dimension === undefined ? undefined : dimensionNames[spec.dimension]
  if (spec.measure === undefined) return block === undefined ? name : `${name}：${block}`
  const score = block === undefined ? '综合得分' : `${block}得分`
  const measure = spec.measure === 'score' ? score : matrix?.indicators.find(({ code }) => code === spec.measure)?.name
  return measure === undefined ? name : `${name}：${measure}`
}
