import type { RankingFacts } from '@cg/contract/release'
import { must } from '@cg/domain/must'
import { formatChange, formatPeriod, formatProse } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { countWord } from './count-words.ts'
import type { RankingRow } from './ranking-rows.ts'
import { commonTarget, goalWord, measureFormat } from './ranking-rows.ts'

/** A title the data proves, or null when its condition does not hold. */
export type TitleRule = () => string | null

/** The first rule that holds; the neutral title when none does or when the sentence would not fit two lines. */
export function chooseTitle(
  neutral: string,
  rules: readonly TitleRule[],
): { readonly text: string; readonly source: 'claim' | 'neutral' } {
  for (const rule of rules) {
    const text = rule()
    if (text !== null && text.length <= 44) return { text, source: 'claim' }
  }
  return { text: neutral, source: 'neutral' }
}

type Ends = {
  readonly first: readonly RankingRow[]
  readonly last: RankingRow | null
  readonly ranked: readonly RankingRow[]
}

/** Leaders (more than one when tied) and the one last place, when it is held alone and beyond doubt. */
export function rankEnds(rows: readonly RankingRow[]): Ends {
  const ranked = rows.filter((row) => row.rank !== null).toSorted((left, right) => must(left.rank) - must(right.rank))
  const best = ranked[0]?.rank ?? null
  const worst = ranked.at(-1)?.rank ?? null
  const lowest = ranked.filter((row) => row.rank === worst)
  const [only] = lowest
  const isSure =
    lowest.length === 1 && only !== undefined && worst !== best && (only.rankLow === null || only.rankLow === only.rank)
  return { first: ranked.filter((row) => row.rank === best), last: isSure ? only : null, ranked }
}

/** How far a value is on the wrong side of its target, in words; null when it is not. */
function shortfall(facts: RankingFacts, row: RankingRow): string | null {
  const { value } = row.figure
  const target = row.target.value
  if (value === null || target === null || facts.measure.direction === 'neutral') return null
  const isShort = facts.measure.direction === 'lower' ? value > target : value < target
  if (!isShort) return null
  const format = measureFormat(facts)
  if (format.unit !== '%') return null
  return formatChange(value, target, format).text.replace(/^(提高|下降)/, '')
}

function leaderWords(first: readonly RankingRow[]): string | null {
  if (first.length === 0 || first.length > 3) return null
  const names = first.map((row) => row.name).join('、')
  return first.length === 1 ? `${names}居首` : `${names}并列第1`
}

/** 经开区居首，丰泽县差2026年目标24.6个百分点 */
export function rankingTitle(
  facts: RankingFacts,
  rows: readonly RankingRow[],
): { readonly text: string; readonly source: 'claim' | 'neutral' } {
  const neutral = `各区县${facts.measure.name}${facts.notRanked === null ? '排名' : '情况'}`
  if (facts.notRanked !== null) return { text: neutral, source: 'neutral' }
  const { first, last, ranked } = rankEnds(rows)
  const leader = leaderWords(first)
  if (leader === null || ranked.length < 3) return { text: neutral, source: 'neutral' }
  const isWhole = rows.length === facts.units.code.length
  const lead = isWhole ? leader : null
  return chooseTitle(neutral, [
    () => {
      const gap = last === null ? null : shortfall(facts, last)
      return lead === null || last === null || gap === null
        ? null
        : `${lead}，${last.name}距${goalWord(facts)}还差${gap}`
    },
    () => {
      const isMet = (row: RankingRow) => row.target.value !== null && row.light !== null && !isShortOf(facts, row)
      return lead !== null && ranked.every(isMet)
        ? `${lead}，参与排名的${ranked.length}个单位均达到${goalWord(facts)}`
        : null
    },
    () => {
      const [only] = first
      if (lead === null || last === null || first.length !== 1 || only === undefined) return null
      const spread = spreadWords(facts, only, last)
      return spread === null ? null : `${lead}，与末位${last.name}相差${spread}`
    },
    () => lead,
  ])
}

function isShortOf(facts: RankingFacts, row: RankingRow): boolean {
  const { value } = row.figure
  const target = row.target.value
  if (value === null || target === null) return true
  return facts.measure.direction === 'lower' ? value > target : value < target
}

function spreadWords(facts: RankingFacts, first: RankingRow, last: RankingRow): string | null {
  const format = measureFormat(facts)
  if (format.unit !== '%' && format.unit !== '分') return null
  const change = formatChange(first.figure.value, last.figure.value, format)
  return change.amount === null || change.amount === 0 ? null : change.text.replace(/^(提高|下降)/, '')
}

/** 五个单位技能培训覆盖率低于85%目标，安平县差距最小 */
export function dumbbellTitle(
  facts: RankingFacts,
  rows: readonly RankingRow[],
): { readonly text: string; readonly source: 'claim' | 'neutral' } {
  const neutral = `各区县${facts.measure.name}较基期变化`
  const drawn = rows.filter((row) => row.figure.value !== null)
  return chooseTitle(neutral, [() => belowTarget(facts, drawn), () => allMoved(facts, drawn)])
}

function belowTarget(facts: RankingFacts, drawn: readonly RankingRow[]): string | null {
  const target = commonTarget(drawn)
  if (target === null || target.value === null || facts.measure.direction === 'neutral') return null
  const short = drawn.filter((row) => isShortOf(facts, row))
  if (short.length === 0 || short.length === drawn.length) return null
  const side = facts.measure.direction === 'lower' ? '高于' : '低于'
  const head = `${countWord(short.length)}个单位${facts.measure.name}${side}${formatProse(target.value, measureFormat(facts))}${facts.measure.isRunningTotal ? '的时序目标' : '目标'}`
  const gaps = short.map((row) => Math.abs(must(row.figure.value) - must(target.value)))
  const smallest = Math.min(...gaps)
  const nearest = short.filter((_, at) => Math.abs(must(gaps[at]) - smallest) < 1e-9)
  const [only] = nearest
  return nearest.length === 1 && only !== undefined && short.length > 1 ? `${head}，${only.name}差距最小` : head
}

function allMoved(facts: RankingFacts, drawn: readonly RankingRow[]): string | null {
  const format = measureFormat(facts)
  const pairs = drawn.filter((row) => row.baseline.value !== null)
  if (pairs.length < 3 || pairs.length < drawn.length) return null
  const changes = pairs.map((row) => formatChange(row.figure.value, row.baseline.value, format))
  if (!changes.every((change) => change.direction === 'up')) return null
  const most = Math.max(...changes.map((change) => must(change.amount)))
  const movers = pairs.filter((_, at) => must(changes[at]).amount === most)
  const [only] = movers
  const verb = must(changes[0]).text.startsWith('增长') ? '增长' : '提高'
  const head = `${facts.city.baselinePeriod === null ? '较基期' : `较${facts.city.baselinePeriod.slice(0, 4)}年基期`}各单位均${verb}`
  if (movers.length !== 1 || only === undefined) return head
  return `${head}，${only.name}${must(changes[pairs.indexOf(only)]).text}，幅度最大`
}

/** 安平县由第8位升至第7位；without focus the one that moved most since last quarter. */
export function bumpTitle(
  facts: RankingFacts,
  rows: readonly RankingRow[],
): { readonly text: string; readonly source: 'claim' | 'neutral' } {
  const neutral = `各区县${facts.measure.name}位次变化`
  const focused = rows.filter((row) => row.tone === 'focus' || row.tone === 'compare')
  const since = facts.history.periods[0]
  if (since === undefined) return { text: neutral, source: 'neutral' }
  return chooseTitle(neutral, [
    () =>
      focused.length === 0
        ? null
        : joinAll(
            focused.map((row) => moveSince(facts, row, 0)),
            `${formatPeriod(parsePeriod(since))}以来，`,
          ),
    () => (focused.length === 0 ? biggestMove(facts, rows) : null),
  ])
}

function joinAll(parts: readonly (string | null)[], head: string): string | null {
  return parts.every((part) => part !== null) ? head + parts.join('，') : null
}

function moveSince(facts: RankingFacts, row: RankingRow, from: number): string | null {
  const before = facts.history.rank[from]?.[row.at] ?? null
  const now = facts.history.rank.at(-1)?.[row.at] ?? null
  if (before === null || now === null || now !== row.rank) return null
  if (before === now) return `${row.name}首尾均居第${now}位`
  return `${row.name}由第${before}位${now < before ? '升' : '降'}至第${now}位`
}

function biggestMove(facts: RankingFacts, rows: readonly RankingRow[]): string | null {
  const moves = rows
    .filter((row) => row.rank !== null)
    .map((row) => ({ row, before: facts.history.rank.at(-2)?.[row.at] ?? null }))
  if (moves.length < 3 || moves.some((move) => move.before === null)) return null
  const steps = moves.map((move) => Math.abs(must(move.row.rank) - must(move.before)))
  const most = Math.max(...steps)
  if (most === 0) return '各单位位次与上季相同'
  const movers = moves.filter((_, at) => steps[at] === most)
  const [only] = movers
  if (movers.length !== 1 || only === undefined || most < 2) return null
  const now = must(only.row.rank)
  const before = must(only.before)
  return `${only.row.name}较上季由第${before}位${now < before ? '升' : '降'}至第${now}位，变动最大`
}

/** 第6—8名之间差距不显著 */
export function intervalTitle(
  facts: RankingFacts,
  rows: readonly RankingRow[],
): { readonly text: string; readonly source: 'claim' | 'neutral' } {
  const neutral = `各区县${facts.measure.name}位次及稳健区间`
  const ranked = rows.filter((row) => row.rank !== null)
  const known = ranked.filter((row) => row.rankLow !== null && row.rankHigh !== null)
  if (known.length < 3 || known.length < ranked.length) return { text: neutral, source: 'neutral' }
  const groups = Object.values(
    Object.groupBy(
      known.filter((row) => row.bracket !== null),
      (row) => String(row.bracket),
    ),
  ).filter((group) => group !== undefined && group.length > 1)
  const spans = groups.map((group) => {
    const places = must(group).map((row) => must(row.rank))
    return `第${Math.min(...places)}—${Math.max(...places)}名`
  })
  return chooseTitle(neutral, [
    () => (stableTop(known) && spans.length === 1 ? `前三名位次稳定，${spans[0]}之间差距不显著` : null),
    () => (spans.length > 0 && spans.length <= 2 ? `${spans.join('、')}之间差距不显著` : null),
    () => (stableTop(known) ? '前三名位次稳定' : null),
  ])
}

function stableTop(known: readonly RankingRow[]): boolean {
  const top = known.filter((row) => must(row.rank) <= 3)
  return top.length === 3 && top.every((row) => row.rankLow === row.rank && row.rankHigh === row.rank)
}
