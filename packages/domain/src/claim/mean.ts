/** Of how many units a mean is made, and how many have or owe a score. */
export type MeanUnits = { readonly scored: number; readonly due: number }

/** By what the units count; null: all alike. */
type Weight = string | null

/** 全市为各区县得分的算术平均，不是合计 */
export function meanRuleWords(weight: Weight): string {
  return `全市为各区县得分的${averageWords(weight)}，不是合计`
}

/** 全市为12个区县得分的算术平均，不是合计 · 12个区县中9个有得分，全市为这9个得分的算术平均，不是合计 */
export function meanWords({ scored, due }: MeanUnits, weight: Weight): string {
  const average = `得分的${averageWords(weight)}，不是合计`
  return scored === due
    ? `全市为${due}个区县${average}`
    : `${due}个区县中${scored}个有得分，全市为这${scored}个${average}`
}

function averageWords(weight: Weight): string {
  return weight === null ? '算术平均' : `加权平均（权数：${weight}）`
}
