import { formatValue } from '../number/number-format.ts'
import type { ScoreSpread } from '../statistics/score-spread.ts'

/** One more decimal than the scale, so that a mean between two levels is not printed as one of them. */
const spreadDecimals = 1

const points = (value: number, decimals = 0): string => `${formatValue(value, { unit: '分', decimals })}分`

/** 5名评分人平均78.0分，最低60分，最高90分，标准差12.5分 */
export function spreadWords(
  { count, mean, min, max, deviation }: Omit<ScoreSpread, 'outliers'>,
  decimals = spreadDecimals,
): string {
  const middle = `${count}名评分人平均${points(mean, decimals)}`
  if (deviation === null) return middle
  const ends = min === max ? `都评${pointsOf(min)}` : `最低${pointsOf(min)}，最高${pointsOf(max)}`
  return `${middle}，${ends}，标准差${points(deviation, spreadDecimals)}`
}

/** A level's points as they were written: 90分, 7.5分. */
export function pointsOf(value: number): string {
  return points(value, Number.isInteger(value) ? 0 : 1)
}

export type ScaleWords = readonly { readonly points: number; readonly words: string }[]

/** 90分：制度健全并落实；60分：有制度未落实 */
export function scaleWords(scale: ScaleWords): string {
  return scale.map((level) => `${pointsOf(level.points)}：${level.words}`).join('；')
}

/** What the passport of a scored figure says: how many scored, how far apart they were, by which scale, in which round. */
export function appraisalReason(
  spread: Omit<ScoreSpread, 'outliers'>,
  from: { scale: ScaleWords; round: number; decimals: number },
): string {
  return `定性评分（第${from.round}轮）：${spreadWords(spread, from.decimals)}。评分标准——${scaleWords(from.scale)}`
}
