import type { ChartSpec } from '@cg/contract/chart'
import type { RankingFacts } from '@cg/contract/release/ranking'
import type { Light } from '@cg/contract/figure-schema'
import type { ResultState } from '@cg/domain/cell'
import { sinceSpan } from '@cg/contract/claims/unit'
import { comparisonParts } from '@cg/domain/claim/comparison'
import { placeWords } from '@cg/domain/claim/words'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import type { NumberFormat } from '@cg/domain/number/number-format'
import { formatPeriod, formatProse, formatState, spokenUnit } from '@cg/domain/number/number-format'
import { companion, figureOf } from './figure.ts'
import type { Note } from './lines.ts'
import type { Figure, RankMove, Tone } from './model.ts'
import { rankMove } from './rank-move.ts'
import { statusMarks } from './theme.ts'

type PartState = RankingFacts['partState'][number][number]

/** One unit of a ranking with every figure rounded and worded. `at` is its place in the facts' columns. */
export type RankingRow = {
  readonly at: number
  readonly code: string
  readonly name: string
  readonly figure: Figure
  readonly baseline: Figure
  readonly previous: Figure
  /** 时序目标: what the light was judged by. */
  readonly target: Figure
  readonly light: Light | null
  readonly rank: number | null
  readonly isTied: boolean
  readonly rankLow: number | null
  readonly rankHigh: number | null
  /** Numbers of the groups it is in: of one group no pair can be told apart. */
  readonly groups: readonly number[]
  readonly move: RankMove | null
  /** Why it stands without a rank; null for ranked rows. */
  readonly reason: string | null
  readonly tone: Tone
  readonly detail: readonly string[]
}

/** How a measure's values are printed. */
export function measureFormat(facts: RankingFacts): NumberFormat {
  return { unit: spokenUnit(facts.measure.unit), decimals: facts.measure.decimals }
}

/** The units of the asked group: ranked ones by rank, then those without one, ties and the rest in protocol order. */
export function rankingRows(facts: RankingFacts, spec: ChartSpec): RankingRow[] {
  const places = facts.units.code.flatMap((_, at) => (inGroup(facts, spec, at) ? [at] : []))
  const format = measureFormat(facts)
  return inOrder(facts, spec, places).map((at) => new Row(facts, spec, at, format))
}

function inGroup(facts: RankingFacts, spec: ChartSpec, at: number): boolean {
  return spec.group === undefined || facts.units.group[at] === spec.group
}

function inOrder(facts: RankingFacts, spec: ChartSpec, places: readonly number[]): readonly number[] {
  if (spec.sort === 'protocol') {
    const hasPlace = (at: number): boolean => (facts.rank[at] ?? null) !== null
    return [...places.filter(hasPlace), ...places.filter((at) => !hasPlace(at))]
  }
  const keys = facts.units.code.map((_, at) => orderKey(facts, at))
  return places.toSorted((left, right) => must(keys[left]) - must(keys[right]) || left - right)
}

/** Where there is no ranking at all, units keep protocol order (decision 6). */
function orderKey(facts: RankingFacts, at: number): number {
  if (facts.notRanked !== null) return (facts.value[at] ?? null) === null ? 1 : 0
  return facts.rank[at] ?? Number.MAX_SAFE_INTEGER
}

/** What a light was judged by, and so the only goal that is drawn beside one. */
export const goalWord = '时序目标'

/** The row of one unit, by its place in the facts' columns. */
export function rankingRow(facts: RankingFacts, spec: ChartSpec, at: number): RankingRow {
  return new Row(facts, spec, at, measureFormat(facts))
}

/** Of thousands of units few are read whole: what not every drawing asks for is made when it is asked for. */
class Row implements RankingRow {
  readonly at: number
  readonly code: string
  readonly name: string
  readonly figure: Figure
  readonly target: Figure
  readonly light: Light | null
  readonly rank: number | null
  readonly isTied: boolean
  readonly rankLow: number | null
  readonly rankHigh: number | null
  readonly reason: string | null
  readonly tone: Tone
  readonly #facts: RankingFacts
  readonly #format: NumberFormat
  #detail: readonly string[] | null = null

  constructor(facts: RankingFacts, spec: ChartSpec, at: number, format: NumberFormat) {
    const state = must(facts.state[at])
    this.at = at
    this.#facts = facts
    this.#format = format
    this.code = must(facts.units.code[at])
    this.name = `${must(facts.units.shortName[at])}${hasZeros(facts, at) ? zerosMark : ''}`
    this.figure = figureOf(facts.value[at], state, format)
    this.target = companion(facts.expected[at], format)
    this.light = facts.light[at] ?? null
    this.rank = facts.rank[at] ?? null
    this.isTied = facts.isTied[at] ?? false
    this.rankLow = facts.rankLow[at] ?? null
    this.rankHigh = facts.rankHigh[at] ?? null
    this.reason = this.rank === null ? unrankedReason(facts, at, state) : null
    this.tone = toneOf(spec, this.code)
  }

  get baseline(): Figure {
    return companion(this.#facts.baseline[this.at], this.#format)
  }

  get previous(): Figure {
    return companion(this.#facts.previous[this.at], this.#format)
  }

  get groups(): readonly number[] {
    return this.#facts.groups.flatMap((group, number) => (group.includes(this.at) ? [number] : []))
  }

  get move(): RankMove | null {
    const { previousRank, rankAmongCommon } = this.#facts
    return this.rank === null ? null : rankMove(previousRank[this.at] ?? null, rankAmongCommon[this.at] ?? this.rank)
  }

  get detail(): readonly string[] {
    return (this.#detail ??= detailLines(this.#facts, this, this.#format))
  }
}

/** Behind the name of a unit whose total holds zeros for figures that it lacks. */
export const zerosMark = '*'

/** Whether the unit's total counts something as 0 that it did not report. */
export function hasZeros(facts: Pick<RankingFacts, 'zeroItems'>, at: number): boolean {
  return (facts.zeroItems[at] ?? []).length > 0
}

/** *得分含未报、按0分计的指标2项; '' for a unit without any. */
export function zerosOf(facts: RankingFacts, at: number): string {
  if (!hasZeros(facts, at)) return ''
  return `${zerosMark}得分含${zeroStateWords(zeroStates(facts, at))}、按0分计的指标${facts.zeroItems[at]?.length ?? 0}项`
}

function zeroStateWords(states: readonly PartState[]): string {
  return [...new Set(states)].map(zeroWords).join('或')
}

/** What the mark means, with every unit that bears it; nothing where none does. */
export function zerosNotes(facts: RankingFacts): Note[] {
  const names = facts.units.shortName.flatMap((name, at) =>
    hasZeros(facts, at) ? [`${name}${facts.zeroItems[at]?.length ?? 0}项`] : [],
  )
  if (names.length === 0) return []
  const states = facts.zeroItems.flatMap((_, at) => zeroStates(facts, at))
  const said = `单位的得分含${zeroStateWords(states)}、按0分计的指标`
  const full = `带${zerosMark}${said}：${names.join('、')}`
  return [names.length <= mostNamed ? full : { brief: `带${zerosMark}的${names.length}个${said}`, full }]
}

/** More units than these are counted in a picture and named in its files. */
const mostNamed = 2

/** The notes of the facts; of a score, whose items are told unit by unit, a picture only says where they stand. */
export function scoreNotes(facts: RankingFacts): Note[] {
  if (facts.parts.length === 0 || facts.notes.length < 2) return [...facts.notes]
  const full = facts.notes.join('')
  return [{ brief: `不计分、按0分计和加减分的情况共${facts.notes.length}条，图中未列`, full }]
}

function zeroStates(facts: RankingFacts, at: number): PartState[] {
  return (facts.zeroItems[at] ?? []).map((code) => {
    const part = facts.parts.findIndex((one) => one.code === code)
    return must(must(facts.partState[part])[at])
  })
}

/** The five states keep their names. */
function zeroWords(state: PartState): string {
  switch (state) {
    case 'carried':
      return '沿用往年数据'
    case 'no_target':
      return '未定目标'
    case 'no_points':
      return '分不出高低'
    default:
      return formatState(state)
  }
}

function unrankedReason(facts: RankingFacts, at: number, state: ResultState): string | null {
  const given = facts.unrankedReason[at] ?? null
  if (given !== null) return given
  if (facts.notRanked !== null && facts.value[at] !== null) return null
  return state === 'reported' || state === 'partial' ? '不参与排名' : `${formatState(state)}，不参与排名`
}

/** Colours at most two units; without a focus nothing recedes. */
export function toneOf(spec: Pick<ChartSpec, 'focus' | 'compare'>, code: string): Tone {
  if (spec.focus === code) return 'focus'
  if (spec.compare === code) return 'compare'
  return spec.focus === undefined && spec.compare === undefined ? 'plain' : 'context'
}

function detailLines(facts: RankingFacts, row: Omit<RankingRow, 'detail'>, format: NumberFormat): string[] {
  const lines = [must(facts.units.name[row.at])]
  if (row.figure.value === null) return [...lines, row.reason ?? formatState(row.figure.state)]
  lines.push(`${facts.measure.name}：${formatProse(row.figure.value, format)}`)
  const carried = facts.carriedFrom[row.at] ?? null
  if (carried !== null) lines.push(`数据所属期：${formatPeriod(parsePeriod(carried))}`)
  if (row.rank !== null) lines.push(`位次：${placeWords(row.rank, row.isTied)}`)
  if (row.target.value !== null) {
    const word = row.light === null ? '' : `（${statusMarks[row.light].word}）`
    lines.push(`${goalWord}：${formatProse(row.target.value, format)}${word}`)
  }
  const comparison = sinceSpan(facts, row.at)
  const change = comparison === null ? null : comparisonParts(comparison, format)
  if (change !== null) lines.push(`${change.term}：${change.text}`)
  return lines
}

/** The goal that all units with a figure are judged by; null when they differ or one is not judged. */
export function commonTarget(rows: readonly RankingRow[]): Figure | null {
  const drawn = rows.filter((row) => row.figure.value !== null)
  const targets = drawn.filter(isJudged).map((row) => row.target)
  const [first] = targets
  if (first === undefined || targets.length < drawn.length) return null
  return targets.every((target) => target.text === first.text) ? first : null
}

/** Whether its figure was judged by its goal: a carried figure has a goal and no light. */
export function isJudged(row: Pick<RankingRow, 'light' | 'target'>): boolean {
  return row.light !== null && row.target.value !== null
}

/** Which row of a table is that of the unit in focus. */
export function focusRow(rows: readonly { readonly tone: Tone }[]): { readonly focus?: number } {
  const at = rows.findIndex((row) => row.tone === 'focus')
  return at < 0 ? {} : { focus: at }
}
