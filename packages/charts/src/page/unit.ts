import type { ChartSpec } from '@cg/contract/chart'
import type { ScoreReference, SpineBase } from '@cg/contract/chart-choices'
import { scoreReferences } from '@cg/contract/chart-choices'
import { findClaim } from '@cg/contract/claims'
import type { Claim } from '@cg/contract/claims'
import { sinceSpan } from '@cg/contract/claims/unit'
import { noGainSentences } from '@cg/contract/claims/why'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import type { AnswersOf, PageParams } from '@cg/contract/release/page'
import { townRanking } from '@cg/contract/release/profile'
import type { ProfileFacts, TownFacts } from '@cg/contract/release/profile'
import type { QualityFacts } from '@cg/contract/release/quality'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { sentence } from '@cg/domain/claim/claim'
import { comparisonParts } from '@cg/domain/claim/comparison'
import { unmetWords } from '@cg/domain/claim/profile'
import { namesWords, placeSpan, placeStepWords, placeWords } from '@cg/domain/claim/words'
import { formatPeriod, formatProse, formatResult, formatValue, spokenUnit } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { buildModel } from '../build-model.ts'
import type { Built } from '../build-model.ts'
import { mostLost } from '../models/contribution.ts'
import { profileLapses } from '../lapses.ts'
import { lapseBlock } from './lapses.ts'
import { unitBlockLines } from '../models/dimensions.ts'
import { ChartRefusal } from '../refusal.ts'
import type { PageBlock, PageModel, PageRow, Pair, SentenceList } from './page-model.ts'
import { pageModel, panelBlock, plainCell } from './page-model.ts'
import { tablesOf } from './tables.ts'

type UnitChoice = { cmp?: SpineBase | undefined; dim?: string | undefined }

/** The table of indicators that the address of 区县画像 asks for; the same spec goes to the export. */
export function spineBuilt(facts: MatrixFacts, unit: string, { cmp, dim }: UnitChoice): Built {
  const isKnown = dim === 'ALL' || facts.indicators.some((indicator) => indicator.dimension === dim)
  const spec: ChartSpec = {
    kind: 'spine',
    focus: unit,
    ...(cmp === undefined ? {} : { base: cmp }),
    ...(dim === undefined || !isKnown ? {} : { dimension: dim }),
  }
  return buildModel(spec, { facts: 'matrix', data: facts })
}

/** What the unit's score can be held against in this release, in the order offered. */
export function referencesOf(facts: RankingFacts, unit: string): ScoreReference[] {
  const at = facts.units.code.indexOf(unit)
  const why = facts.explanations?.[at] ?? null
  if (why === null) return []
  return scoreReferences.filter((reference) => (why[reference] ?? null) !== null)
}

export function waterfallBuilt(facts: RankingFacts, unit: string, against: ScoreReference): Built {
  return buildModel({ kind: 'waterfall', focus: unit, against }, { facts: 'ranking', data: facts })
}

/** The unit's way through the quarters; null below two. */
export function historyBuilt(facts: RankingFacts, unit: string): Built | null {
  if (facts.history.periods.length < 2 || facts.notRanked !== null) return null
  return buildModel({ kind: 'bump', focus: unit }, { facts: 'ranking', data: facts })
}

/** The claim's own name of what a score is held against. */
export const whyKinds = {
  lastQuarter: 'last_quarter',
  ahead: 'ahead',
  group: 'group',
  groupAhead: 'group_ahead',
} as const

/** How 位次靠前, 位次靠后 and 位次变动 are chosen. */
export const pointsRule =
  '考核指标中位次区间全在前一半或后一半的，各列至多三项；变动至少两位且超出位次区间、基数不少于30的，列为位次变动'

export type PointList = SentenceList & {
  readonly claims: readonly Extract<Claim, { kind: 'unit_place' | 'unit_shift' }>[]
}

/** Where the unit stands well, where it stands badly, what moved: each a claim of the release, or why there is none. */
export function pointLists(claims: readonly Claim[]): PointList[] {
  const places = claims.flatMap((claim) => (claim.kind === 'unit_place' ? [claim] : []))
  const lists = [
    {
      title: '位次靠前',
      claims: places.filter(({ manner }) => manner === 'front'),
      empty: '没有位次稳定在前一半的考核指标。',
    },
    {
      title: '位次靠后',
      claims: places.filter(({ manner }) => manner === 'back'),
      empty: '没有位次稳定在后一半的考核指标。',
    },
    {
      title: '位次变动',
      claims: claims.filter((claim) => claim.kind === 'unit_shift'),
      empty: '没有可比的、变动两位以上的指标。',
    },
  ]
  return lists.map((list) => ({ ...list, items: list.claims.map(sentence) }))
}

/** 区县画像 as a file. */
export function unitPage({ matrix, profile, score, quality }: AnswersOf<'unit'>, params: PageParams): PageModel {
  const { release, units } = matrix
  const at = units.code.indexOf(params.unit ?? '')
  if (at < 0)
    throw new ChartRefusal(
      `${formatPeriod(parsePeriod(release.period))}的发布中没有代码为 ${params.unit ?? '（未指明）'} 的单位，请另选一个单位`,
    )
  const unit = units.code[at] ?? ''
  const claims = profile?.claims ?? []
  const headline = findClaim(claims, 'profile')
  return pageModel(release, {
    page: 'unit',
    title: headline === null ? `${units.name[at] ?? ''}画像` : sentence(headline),
    subtitle: [groupWords(matrix, at), formatPeriod(parsePeriod(release.period))]
      .filter((part) => part !== null)
      .join('，'),
    subject: units.shortName[at] ?? '',
    source: '各牵头部门报送数据汇总',
    blocks: [
      score === null ? noScore : scoreBlock(score, unit),
      profile === null
        ? null
        : { kind: 'sentences', title: '位次与变动', subtitle: pointsRule, lists: pointLists(claims) },
      spineBlock(matrix, unit, params),
      profile === null ? null : reachBlock(matrix, claims, at),
      profile === null ? null : lapseBlock(profileLapses(matrix, profile, at), '指标'),
      score === null ? null : blocksTable(score, unit),
      ...(score === null ? [] : whyBlocks(score, unit, claims, params.vs)),
      qualityBlock(quality, unit),
      score === null ? null : historyBlock(score, unit),
      ...townsBlocks(matrix, profile?.towns ?? null, units.shortName[at] ?? ''),
    ],
    notes:
      profile === null
        ? ['本次发布时尚不编制各单位的文字说明，以上只列数值。']
        : profile.origin === undefined
          ? []
          : [profile.origin],
  })
}

/** The other units of a unit's group of assessment, by position, in protocol order. */
export function peersOf({ units }: Pick<MatrixFacts, 'units'>, at: number): number[] {
  const group = units.group[at] ?? null
  return group === null ? [] : units.group.flatMap((other, u) => (other === group && u !== at ? [u] : []))
}

/** 考核组：县域，同组还有安平县、青石县 */
export function groupWords(facts: Pick<MatrixFacts, 'units'>, at: number): string | null {
  const group = facts.units.group[at] ?? null
  if (group === null) return null
  const names = peersOf(facts, at).map((u) => facts.units.shortName[u] ?? '')
  return names.length === 0 ? `考核组：${group}（仅此一个单位）` : `考核组：${group}，同组还有${namesWords(names, 8)}`
}

const noScore: PageBlock = {
  kind: 'facts',
  title: '综合得分',
  subtitle: '',
  pairs: [['说明', '本期没有综合得分：发布时没有采用计分方案，因此没有总位次、得分对照和位次走势。']],
}

function scoreBlock(facts: RankingFacts, unit: string): PageBlock | null {
  const at = facts.units.code.indexOf(unit)
  if (at < 0) return null
  return { kind: 'facts', title: '综合得分', subtitle: '', pairs: scorePairs(facts, at) }
}

function scorePairs(facts: RankingFacts, at: number): Pair[] {
  const { measure, spread } = facts
  const [rank, value] = [facts.rank[at] ?? null, facts.value[at] ?? null]
  const reason = facts.unrankedReason[at] ?? facts.notRanked
  const comparison = sinceSpan(facts, at)
  const change = comparison === null ? null : comparisonParts(comparison, measure)
  const [low, high] = [facts.rankLow[at] ?? null, facts.rankHigh[at] ?? null]
  const [then, now] = [facts.previousRank[at] ?? null, facts.rankAmongCommon[at] ?? null]
  const groupRank = facts.groupRank[at] ?? null
  const group = facts.units.group[at] ?? null
  const inGroup = facts.units.group.filter((other, u) => other === group && facts.groupRank[u] !== null).length
  const lost = mostLost(facts, facts.units.code[at] ?? '')
  const steps = then === null || now === null ? '' : `（${placeStepWords(then, now)}）`
  const pairs: (Pair | null)[] = [
    ['名次', rank === null ? '未参与排名' : placeWords(rank, facts.isTied[at])],
    value === null ? null : ['得分', formatProse(value, measure)],
    low === null || high === null ? null : ['位次区间', placeSpan(low, high)],
    groupRank === null ? null : [`${group ?? '考核组'}内`, `${placeWords(groupRank)}（共${inGroup}个单位）`],
    change === null ? null : [change.term, `${change.text}${steps}`],
    lost.length === 0 ? null : ['失分最多', lost.map((part) => `${part.name} ${part.lost}`).join('；')],
    spread === null
      ? null
      : [
          '各单位中位数',
          `${formatProse(spread.median, measure)}（${formatProse(spread.low, measure)}—${formatProse(spread.high, measure)}）`,
        ],
    rank === null && reason !== null ? ['说明', reason] : null,
  ]
  return pairs.filter((pair) => pair !== null)
}

function spineBlock(matrix: MatrixFacts, unit: string, params: PageParams): PageBlock | null {
  const built = spineBuilt(matrix, unit, params)
  return 'model' in built ? panelBlock(built.model, { isDrawn: false, tables: tablesOf(built.model) }) : null
}

function reachBlock(matrix: MatrixFacts, claims: readonly Claim[], at: number): PageBlock {
  const reaches = claims.flatMap((claim) => (claim.kind === 'reach' ? [claim] : []))
  const items = reaches.map(sentence)
  const isJudged = matrix.light.some((lights) => (lights[at] ?? null) !== null)
  return {
    kind: 'sentences',
    title: items.length === 0 ? '距时序目标' : unmetWords(reaches),
    name: '距时序目标',
    subtitle: `共${items.length}项，考核指标在前，按完成程度由低到高`,
    lists: [{ title: '', items, empty: isJudged ? '本期没有需要列出的指标。' : '本期没有可与时序目标比较的指标。' }],
  }
}

/** How the lines of a unit's composite are read. */
export const blocksRule = '维度得分为维度内百分制；各维度计入分与加减分相加为综合得分，因四舍五入可能有尾差'

function blocksTable(facts: RankingFacts, unit: string): PageBlock | null {
  const lines = unitBlockLines(facts, unit)
  if (lines.length === 0) return null
  return {
    kind: 'table',
    title: '分维度得分',
    subtitle: blocksRule,
    table: {
      columns: [
        { header: '维度', isNumber: false },
        { header: '方案权重', isNumber: true },
        { header: '维度得分', isNumber: true },
        { header: '位次', isNumber: false },
        { header: '计入综合得分', isNumber: true },
      ],
      isWide: false,
      legend: '',
      rows: lines.map(({ name, weight, score, place, points }) => ({
        kind: 'row',
        isFocus: false,
        cells: [name, weight, score?.text ?? '', place, points.text].map((text) => plainCell(text)),
      })),
    },
  }
}

function whyBlocks(
  facts: RankingFacts,
  unit: string,
  claims: readonly Claim[],
  against: ScoreReference | undefined,
): PageBlock[] {
  const offered = referencesOf(facts, unit)
  const shown = offered.find((reference) => reference === against) ?? offered[0]
  const built = shown === undefined ? null : waterfallBuilt(facts, unit, shown)
  const told = claims.find(
    (claim) => shown !== undefined && claim.kind === 'why' && claim.against.kind === whyKinds[shown],
  )
  const next = nextSentences(facts, unit, claims)
  return [
    ...(built !== null && 'model' in built
      ? [
          panelBlock(built.model, {
            title: built.model.neutralTitle,
            told: told === undefined ? [] : [sentence(told)],
          }),
        ]
      : []),
    ...(next.length === 0
      ? []
      : [
          {
            kind: 'sentences' as const,
            title: '位次还能怎样变',
            subtitle: '',
            lists: [{ title: '', items: next, empty: '' }],
          },
        ]),
  ]
}

function historyBlock(facts: RankingFacts, unit: string): PageBlock | null {
  const built = historyBuilt(facts, unit)
  return built !== null && 'model' in built ? panelBlock(built.model) : null
}

/** What would gain the next place, among all and in the group, and who has that value already. */
export function nextSentences(facts: RankingFacts, unit: string, claims: readonly Claim[]): string[] {
  const why = facts.explanations?.[facts.units.code.indexOf(unit)] ?? null
  const told = claims.filter(({ kind }) => kind === 'gain' || kind === 'within_reach' || kind === 'zeros')
  const items = told.map((claim) => sentence(claim).replace(/([^。])$/, '$1。'))
  return [...items, ...noGainSentences(why)]
}

const rates = [
  ['timeliness', '及时率'],
  ['completeness', '完整率'],
  ['firstPassRate', '一次通过率'],
  ['revisionRate', '修订率'],
] as const

const percent = (quotient: number | null): string =>
  quotient === null ? '—' : `${formatValue(quotient * 100, { unit: '%', decimals: 1 })}%`

function qualityBlock(facts: QualityFacts, unit: string): PageBlock | null {
  const own = facts.units?.find(({ code }) => code === unit)
  if (own === undefined) return null
  return {
    kind: 'table',
    title: '报送质量',
    subtitle: `本单位自行报送的报表，本期应报${own.rates.due}张`,
    table: {
      columns: [
        { header: '项目', isNumber: false },
        { header: '本单位', isNumber: true },
        { header: '全部', isNumber: true },
      ],
      rows: rates.map(([key, name]) => ({
        kind: 'row',
        isFocus: false,
        cells: [name, percent(own.rates[key]), percent(facts.overall[key])].map(plainCell),
      })),
      isWide: false,
      legend: [...own.remarks, ...facts.notes.slice(0, 1)].join(''),
    },
  }
}

/** Towns that stand side by side. */
const townsAcross = 7

/** Figures of the unit's towns, where they report. */
function townsBlocks(matrix: MatrixFacts, towns: TownFacts | null, unitName: string): PageBlock[] {
  if (towns === null) return []
  const parts = Array.from({ length: Math.ceil(towns.name.length / townsAcross) }, (_, part) =>
    [...towns.name.keys()].slice(part * townsAcross, (part + 1) * townsAcross),
  )
  return parts.map((places, at) => ({
    kind: 'table',
    title: parts.length === 1 ? '所辖乡镇街道' : `所辖乡镇街道（${at + 1}/${parts.length}）`,
    subtitle: `${unitName}自行报送的乡镇街道`,
    table: {
      columns: [
        { header: '指标', isNumber: false },
        ...places.map((place) => ({ header: towns.name[place] ?? '', isNumber: true })),
      ],
      rows: townRows(matrix, towns, places),
      isWide: false,
      legend: townsLegend(towns, unitName),
    },
  }))
}

/** 第1位, 并列第2位 among the unit's own towns; '' without a place. */
export function townPlace({ rankings }: TownFacts, indicator: number, town: number): string {
  const ranking = rankings?.[indicator]
  const place = ranking?.rank[town] ?? null
  return place === null ? '' : placeWords(place, ranking?.isTied[town] ?? false)
}

/** What the places beside the towns' figures mean; of a release from before towns were ranked that there are none. */
export function townsLegend({ rankings }: TownFacts, unitName: string): string {
  if (rankings === undefined) return '这次发布时还没有乡镇街道的位次。'
  const unranked = rankings.filter(({ notRanked }) => notRanked !== null).map(({ measure }) => measure.name)
  const told = unranked.length === 0 ? '' : `不排名的指标：${namesWords(unranked)}。`
  return `位次只在${unitName}所辖乡镇街道之间排，不与区县比较。${told}`
}

/** The towns of a unit by one of the indicators that they report; null where the release does not rank them. */
export function townsBuilt(profile: ProfileFacts, measure: string): Built | null {
  const facts = townRanking(profile, measure)
  if (facts === null) return null
  const spec: ChartSpec = { kind: 'district-ranking', measure, within: profile.unit.code }
  return buildModel(spec, { facts: 'ranking', data: facts })
}

function townRows(matrix: MatrixFacts, towns: TownFacts, places: readonly number[]): PageRow[] {
  return towns.indicators.flatMap((code, i): PageRow[] => {
    const indicator = matrix.indicators.find((one) => one.code === code)
    if (indicator === undefined) return []
    const figures = places.map((at) => {
      const [value, state] = [towns.value[i]?.[at] ?? null, towns.state[i]?.[at] ?? 'not_reported']
      const place = townPlace(towns, i, at)
      return `${formatResult({ value, state }, indicator)}${place === '' ? '' : `（${place}）`}`
    })
    const name = `${indicator.name}（${spokenUnit(indicator.unit)}）`
    return [{ kind: 'row', isFocus: false, cells: [name, ...figures].map(plainCell) }]
  })
}
