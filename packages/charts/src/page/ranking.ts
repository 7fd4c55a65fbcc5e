import type { ChartKind, ChartSpec } from '@cg/contract/chart'
import { findClaim } from '@cg/contract/claims'
import { moversClaim, unitChanges } from '@cg/contract/claims/unit'
import type { Claim } from '@cg/contract/claims'
import { noGainSentences, whyClaims } from '@cg/contract/claims/why'
import type { RankingView } from '@cg/contract/page-choices'
import type { AnswersOf, PageParams } from '@cg/contract/release/page'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { sentence } from '@cg/domain/claim/claim'
import { comparisonParts } from '@cg/domain/claim/comparison'
import { moveParts } from '@cg/domain/claim/places'
import { placeSpan, placeStepWords, placeWords } from '@cg/domain/claim/words'
import { formatProse, formatState } from '@cg/domain/number/number-format'
import { buildModel } from '../build-model.ts'
import type { Built } from '../build-model.ts'
import { goalWord } from '../ranking-rows.ts'
import { ChartRefusal } from '../refusal.ts'
import { statusMarks } from '../theme.ts'
import { sourceOf } from './overview.ts'
import type { PageBlock, PageModel, Pair } from './page-model.ts'
import { pageModel, panelBlock } from './page-model.ts'
import { tablesOf } from './tables.ts'

/** Groups of assessment among the units, in the order they first come. */
export function groupsOf(groups: readonly (string | null)[]): string[] {
  return [...new Set(groups.filter((group) => group !== null))]
}

/** 技能培训覆盖率排名; of what has no places, its name alone. */
export function rankingName({ measure, notRanked }: RankingFacts): string {
  return notRanked === null ? `${measure.name}排名` : measure.name
}

const kinds: Readonly<Record<RankingView, ChartKind>> = {
  bars: 'district-ranking',
  dumbbell: 'dumbbell',
  bump: 'bump',
  interval: 'rank-interval',
  dimensions: 'dimensions',
  table: 'district-ranking',
}

type RankingChoice = {
  view?: RankingView | undefined
  sort?: ChartSpec['sort'] | undefined
  group?: string | undefined
  focus?: string | undefined
}

/** The chart that the address of 排名 asks for; the same spec goes to the export. */
export function rankingBuilt(facts: RankingFacts, choice: RankingChoice): Built {
  const { view = 'bars', sort, group, focus } = choice
  const isGroup = group !== undefined && groupsOf(facts.units.group).includes(group)
  const isKnown = focus !== undefined && facts.units.code.includes(focus)
  const spec: ChartSpec = {
    kind: kinds[view],
    measure: facts.measure.code,
    ...(sort === undefined ? {} : { sort }),
    ...(isGroup ? { group } : {}),
    ...(isKnown ? { focus } : {}),
  }
  return buildModel(spec, { facts: 'ranking', data: facts })
}

/** The points of one unit's score; null for a single indicator. */
export function contributionBuilt(facts: RankingFacts, unit: string): Built | null {
  if (facts.parts.length === 0) return null
  return buildModel(
    { kind: 'contribution', measure: facts.measure.code, focus: unit },
    { facts: 'ranking', data: facts },
  )
}

export type WhySentence = { readonly key: string; readonly text: string }

/** Why a unit's score is what it is, in sentences; none for what is not explained. */
export function whySentences(facts: RankingFacts, unit: string): WhySentence[] {
  const why = facts.explanations?.[facts.units.code.indexOf(unit)] ?? null
  const told = whyClaims(facts, unit).map((claim) => {
    const key = keyOf(claim)
    return { key, text: sentence(claim).replace(/([^。])$/, '$1。') }
  })
  return [...told, ...noGainSentences(why).map((text) => ({ key: text, text }))]
}

function keyOf(claim: Claim): string {
  if (claim.kind === 'why') return `why-${claim.against.kind}`
  return claim.kind === 'gain' ? `gain-${claim.among}` : claim.kind
}

/** 排名 as a file: the chosen form with its figures, the whole city or the marked unit beside it, places over time. */
export function rankingPage({ ranking: facts }: AnswersOf<'ranking'>, params: PageParams): PageModel {
  const { view = 'bars', focus } = params
  const built = rankingBuilt(facts, params)
  if (!('model' in built)) throw new ChartRefusal(built.refusal)
  const { model } = built
  const at = focus === undefined ? -1 : facts.units.code.indexOf(focus)
  return pageModel(facts.release, {
    page: 'ranking',
    title: model.title,
    subtitle: model.lines.subtitle,
    subject: rankingName(facts),
    source: sourceOf(model),
    blocks: [
      panelBlock(model, {
        title: model.neutralTitle,
        subtitle: '',
        isDrawn: view !== 'table' && facts.notRanked === null,
        tables: tablesOf(model),
        told: facts.notRanked === null ? [] : [facts.notRanked],
      }),
      ...(at < 0 ? cityBlocks(facts) : unitBlocks(facts, at)),
      ...beside(facts, params),
    ],
    notes: facts.methods,
  })
}

/** The other forms that say something of their own: how sure the places are, and how they came about. */
function beside(facts: RankingFacts, params: PageParams): PageBlock[] {
  const { view = 'bars' } = params
  const wanted: readonly RankingView[] = view === 'bars' || view === 'table' ? ['interval', 'bump'] : ['bars']
  const { sort: _, ...rest } = params
  return wanted.flatMap((other): PageBlock[] => {
    const isGiven =
      other === 'interval'
        ? facts.rankLow.some((low) => low !== null)
        : other !== 'bump' || (facts.notRanked === null && facts.history.periods.length > 1)
    const built = isGiven ? rankingBuilt(facts, { ...rest, view: other }) : null
    return built !== null && 'model' in built ? [panelBlock(built.model)] : []
  })
}

const mostMovers = 5

function cityBlocks(facts: RankingFacts): PageBlock[] {
  const movers = moversClaim(facts, mostMovers)
  const items = movers === null ? [] : moveParts(movers).map(({ name, text }) => `${name}：${text}`)
  return [
    { kind: 'facts', title: '全市情况', subtitle: facts.measure.name, pairs: cityPairs(facts) },
    ...(items.length === 0
      ? []
      : [{ kind: 'sentences' as const, title: '位次变动', subtitle: '', lists: [{ title: '', items, empty: '' }] }]),
  ]
}

/** Where the whole city stands by the measure. */
function cityPairs(facts: RankingFacts): Pair[] {
  const { city, measure, spread } = facts
  const claim = findClaim(facts.claims, 'change')
  const change = claim === null ? null : comparisonParts(claim.comparison, claim.format)
  const ranked = facts.rank.filter((rank) => rank !== null).length
  const light = city.light === null ? '' : `（${statusMarks[city.light].word}）`
  const pairs: (Pair | null)[] = [
    city.value !== null || measure.kind === 'indicator'
      ? ['全市', city.value === null ? formatState(city.state) : `${formatProse(city.value, measure)}${light}`]
      : null,
    change === null ? null : [change.term, change.note === null ? change.text : `${change.text}（${change.note}）`],
    city.expected === null ? null : [goalWord, formatProse(city.expected, measure)],
    city.target === null || city.target === city.expected
      ? null
      : [`${facts.targetYear}年目标`, formatProse(city.target, measure)],
    spread === null
      ? null
      : [
          '各单位得分中位数',
          `${formatProse(spread.median, measure)}（${spread.units}个单位，${formatProse(spread.low, measure)}—${formatProse(spread.high, measure)}）`,
        ],
    facts.notRanked === null ? ['参与排名', `${ranked}个单位，共${facts.units.code.length}个`] : null,
  ]
  return pairs.filter((pair) => pair !== null)
}

function unitBlocks(facts: RankingFacts, at: number): PageBlock[] {
  const code = facts.units.code[at] ?? ''
  const told = whySentences(facts, code).map(({ text }) => text)
  const built = contributionBuilt(facts, code)
  const name = facts.units.name[at] ?? ''
  const group = facts.units.group[at]
  return [
    { kind: 'facts', title: name, subtitle: group ? `考核组：${group}` : '', pairs: unitPairs(facts, at) },
    ...(told.length === 0
      ? []
      : [
          {
            kind: 'sentences' as const,
            title: '得分说明',
            subtitle: '各项相加等于两个得分之差；上季得分按本季方案重新计算',
            lists: [{ title: '', items: told, empty: '' }],
          },
        ]),
    ...(built !== null && 'model' in built ? [panelBlock(built.model)] : []),
  ]
}

function unitPairs(facts: RankingFacts, at: number): Pair[] {
  const { measure } = facts
  const value = facts.value[at] ?? null
  const rank = facts.rank[at] ?? null
  const [then, now] = [facts.previousRank[at] ?? null, facts.rankAmongCommon[at] ?? null]
  const [low, high] = [facts.rankLow[at] ?? null, facts.rankHigh[at] ?? null]
  const groupRank = facts.groupRank[at] ?? null
  const reason = facts.unrankedReason[at] ?? null
  const [target, expected] = [facts.target[at] ?? null, facts.expected[at] ?? null]
  const changes = unitChanges(facts, at).flatMap(({ comparison, format }): Pair[] => {
    const parts = comparisonParts(comparison, format)
    return parts === null ? [] : [[parts.term, parts.text]]
  })
  const light = facts.light[at] ?? null
  const state = facts.state[at] ?? 'not_reported'
  const figure = value === null ? formatState(state) : formatProse(value, measure)
  const pairs: (Pair | null)[] = [
    [measure.name, light === null ? figure : `${figure}（${statusMarks[light].word}）`],
    ['名次', rank === null ? '未参与排名' : placeWords(rank, facts.isTied[at])],
    reason === null ? null : ['说明', reason],
    then === null || now === null ? null : ['位次', placeStepWords(then, now)],
    low === null || high === null ? null : ['位次区间', placeSpan(low, high)],
    groupRank === null ? null : ['考核组内', placeWords(groupRank)],
    ...changes,
    expected === null ? null : [goalWord, formatProse(expected, measure)],
    target === null || target === expected ? null : [`${facts.targetYear}年目标`, formatProse(target, measure)],
  ]
  return pairs.filter((pair) => pair !== null)
}
