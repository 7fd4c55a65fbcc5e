import type { ResultState } from '../cell.ts'
import type { NumberFormat } from '../number/number-format.ts'
import { formatState, formatValue, spokenUnit } from '../number/number-format.ts'
import { scaledInteger } from '../number/round.ts'
import { standingWords } from '../target/standing.ts'
import type { Light } from '../target/target.ts'
import { namesWords, placeWords } from './words.ts'

/* What differs between two releases, as published: said of both, never as a cause or a merit. */

declare const checked: unique symbol

/** What of one figure is another in the other release; `unit` null: the city's. */
export type Differing = {
  readonly measure: string
  readonly isScore: boolean
  readonly unit: string | null
  readonly value: boolean
  /** The same number, or none on both sides, in another state. */
  readonly state: boolean
  readonly rank: boolean
  readonly light: boolean
}

/** How many figures are others, and whose. */
export type DifferencesClaim = {
  readonly kind: 'differences'
  /** Code of the release that the other is held against. */
  readonly before: string
  /** Without the score. */
  readonly indicators: number
  readonly hasScore: boolean
  readonly hasCity: boolean
  readonly units: number
  readonly values: number
  readonly states: number
  readonly ranks: number
  readonly lights: number
  readonly [checked]?: true
}

/** `rows`: all figures that differ in anything. */
export function claimDifferences(before: string, rows: readonly Differing[]): DifferencesClaim {
  const told = rows.filter(({ value, state, rank, light }) => value || state || rank || light)
  const count = (part: 'value' | 'state' | 'rank' | 'light'): number => told.filter((row) => row[part]).length
  return {
    kind: 'differences',
    before,
    indicators: new Set(told.filter(({ isScore }) => !isScore).map(({ measure }) => measure)).size,
    hasScore: told.some(({ isScore }) => isScore),
    hasCity: told.some(({ unit }) => unit === null),
    units: new Set(told.flatMap(({ unit }) => unit ?? [])).size,
    values: count('value'),
    states: count('state'),
    ranks: count('rank'),
    lights: count('light'),
  }
}

/** 与CG-2025Q4-01相比，1项指标有2处数值、2处位次不同，灯都相同，涉及全市和2个单位 */
export function differencesWords(claim: DifferencesClaim): string {
  const { before, indicators, hasScore, hasCity, units, values, states, ranks, lights } = claim
  const counts = [
    { count: values, word: '数值' },
    { count: ranks, word: '位次' },
    { count: lights, word: '灯' },
  ]
  const same = allOf(counts.filter(({ count }) => count === 0).map(({ word }) => word))
  const lead = `与${before}相比，`
  if (indicators === 0 && !hasScore) return `${lead}数值、位次和灯都相同`
  const what = [...(indicators === 0 ? [] : [`${indicators}项指标`]), ...(hasScore ? ['综合得分'] : [])].join('和')
  const told = [...counts, { count: states, word: '数据状态' }].filter(({ count }) => count > 0)
  const parts = told.map(({ count, word }) => `${count}处${word}`).join('、')
  const whose = [...(hasCity ? ['全市'] : []), ...(units === 0 ? [] : [`${units}个单位`])].join('和')
  return `${lead}${what}有${parts}不同${same === '' ? '' : `，${same}都相同`}，涉及${whose}`
}

/** 数值、位次和灯 */
function allOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join('、')}和${words.at(-1) ?? ''}`
}

export type StatedFigure = { readonly value: number | null; readonly state: ResultState }

export type Restated = { readonly name: string; readonly from: StatedFigure; readonly to: StatedFigure }

/** One measure's figures in two releases of the same quarter. */
export type RestatedClaim = {
  readonly kind: 'restated'
  readonly subject: string
  readonly changes: readonly Restated[]
  /** Figures that changed beside those named. */
  readonly others: number
  readonly format: NumberFormat
  readonly [checked]?: true
}

const namedChanges = 3

/** `changes`: the city's first, then in protocol order. Null where none prints as another number. */
export function claimRestated(
  subject: string,
  changes: readonly Restated[],
  format: NumberFormat,
): RestatedClaim | null {
  const printed = ({ value }: StatedFigure) => (value === null ? null : scaledInteger(value, format.decimals))
  const told = changes.filter(({ from, to }) => printed(from) !== printed(to))
  if (told.length === 0) return null
  const named = told.slice(0, namedChanges)
  return { kind: 'restated', subject, changes: named, others: told.length - named.length, format }
}

/** 工伤保险参保率：全市由87.4%改为87.0%，经开区由未报改为90.3%；另有2处数值不同 */
export function restatedWords({ subject, changes, others, format }: RestatedClaim): string {
  const parts = changes.map(
    ({ name, from, to }) => `${name}由${figureWords(from, format)}改为${figureWords(to, format)}`,
  )
  return `${subject}：${parts.join('，')}${others === 0 ? '' : `；另有${others}处数值不同`}`
}

/** Every digit, so that two numbers that differ never print alike. */
function figureWords({ value, state }: StatedFigure, format: NumberFormat): string {
  if (value === null) return formatState(state)
  return `${formatValue(value, format)}${spokenUnit(format.unit)}${state === 'partial' ? '（部分单位）' : ''}`
}

export type LightMove = { readonly name: string; readonly from: Light; readonly to: Light }

/** The city's lights in two releases, of what both judge by one definition. */
export type LightsBetweenClaim = {
  readonly kind: 'lights_between'
  /** Of one quarter: a correction makes nothing better. */
  readonly isSameQuarter: boolean
  readonly compared: number
  readonly moves: readonly LightMove[]
  readonly [checked]?: true
}

/** Null where nothing has a light in both. */
export function claimLightsBetween(isSameQuarter: boolean, lights: readonly LightMove[]): LightsBetweenClaim | null {
  if (lights.length === 0) return null
  const moves = lights.filter(({ from, to }) => from !== to)
  return { kind: 'lights_between', isSameQuarter, compared: lights.length, moves }
}

const order: Readonly<Record<Light, number>> = { met: 0, near: 1, late: 2 }

/** 灯可作比较的44项指标中，全市变好3项（甲、乙、丙），变差2项（丁、戊） */
export function lightsBetweenWords({ isSameQuarter, compared, moves }: LightsBetweenClaim): string {
  const lead = `灯可作比较的${compared}项指标`
  if (moves.length === 0) return `${lead}，全市两次都相同`
  if (isSameQuarter) {
    const told = moves
      .slice(0, 2)
      .map(({ name, from, to }) => `${name}由${standingWords[from]}改为${standingWords[to]}`)
    return `${lead}中，全市有${moves.length}项不同：${told.join('，')}${moves.length > 2 ? '等' : ''}`
  }
  const part = (word: string, isMeant: (move: LightMove) => boolean): string[] => {
    const names = moves.filter(isMeant).map(({ name }) => name)
    return names.length === 0 ? [] : [`${word}${names.length}项（${listed(names)}）`]
  }
  const parts = [
    ...part('变好', ({ from, to }) => order[to] < order[from]),
    ...part('变差', ({ from, to }) => order[to] > order[from]),
  ]
  return `${lead}中，全市${parts.join('，')}`
}

function listed(names: readonly string[]): string {
  return `${names.slice(0, 3).join('、')}${names.length > 3 ? '等' : ''}`
}

export type PlaceChange = {
  readonly name: string
  readonly from: number
  readonly to: number
  readonly wasTied: boolean
  readonly isTied: boolean
}

/** Scores by one scheme, of the same ranked units, in two releases. */
export type ScoresBetweenClaim = {
  readonly kind: 'scores_between'
  /** Units whose score prints as another. */
  readonly differing: number
  readonly moved: number
  /** Those that moved farthest. */
  readonly moves: readonly PlaceChange[]
  readonly [checked]?: true
}

/** `places`: of every ranked unit, in protocol order. Null where nothing is ranked. */
export function claimScoresBetween(differing: number, places: readonly PlaceChange[]): ScoresBetweenClaim | null {
  if (places.length === 0) return null
  const moved = places.filter(({ from, to }) => from !== to)
  const step = ({ from, to }: PlaceChange): number => Math.abs(from - to)
  const moves = moved.toSorted((left, right) => step(right) - step(left)).slice(0, namedChanges)
  return { kind: 'scores_between', differing, moved: moved.length, moves }
}

/** 综合得分有2个单位位次不同：经开区由第1位变为第2位，高新区由第2位变为第1位 */
export function scoresBetweenWords({ differing, moved, moves }: ScoresBetweenClaim): string {
  if (moved === 0) return differing === 0 ? '综合得分和位次都相同' : `综合得分有${differing}个单位不同，位次都相同`
  const parts = moves.map(
    ({ name, from, to, wasTied, isTied }) => `${name}由${placeWords(from, wasTied)}变为${placeWords(to, isTied)}`,
  )
  return `综合得分有${moved}个单位位次不同：${parts.join('，')}${moved > moves.length ? '等' : ''}`
}

/** Cells of one quarter in two releases. */
export type CellsBetweenClaim = {
  readonly kind: 'cells_between'
  /** Another number; a number where there was none; none where there was one; none for another reason. */
  readonly corrected: number
  readonly filled: number
  readonly emptied: number
  readonly other: number
  readonly [checked]?: true
}

/** Null where no cell differs; `value` null: no number. */
export function claimCellsBetween(
  cells: readonly { readonly from: number | null; readonly to: number | null }[],
): CellsBetweenClaim | null {
  if (cells.length === 0) return null
  const count = (hadOne: boolean, hasOne: boolean): number =>
    cells.filter(({ from, to }) => (from !== null) === hadOne && (to !== null) === hasOne).length
  return {
    kind: 'cells_between',
    corrected: count(true, true),
    filled: count(false, true),
    emptied: count(true, false),
    other: count(false, false),
  }
}

/** 填报数据有9格不同：更正数字3格、补上数字5格、撤去数字1格 */
export function cellsBetweenWords({ corrected, filled, emptied, other }: CellsBetweenClaim): string {
  const parts = [
    { count: corrected, word: '更正数字' },
    { count: filled, word: '补上数字' },
    { count: emptied, word: '撤去数字' },
    { count: other, word: '改变数据状态' },
  ].filter(({ count }) => count > 0)
  const all = corrected + filled + emptied + other
  return `填报数据有${all}格不同：${parts.map(({ count, word }) => `${word}${count}格`).join('、')}`
}

/** 甲、乙等5项指标 · 甲 */
export function measuresWords(names: readonly string[]): string {
  return names.length > 3 ? namesWords(names, 3, '项指标') : names.join('、')
}
