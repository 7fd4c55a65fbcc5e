import { meanRuleWords, meanWords } from '@cg/domain/claim/mean'
import type { MeanUnits } from '@cg/domain/claim/mean'
import { formulaItems } from '@cg/domain/figure/formula-items'
import { formatState, formatValue } from '@cg/domain/number/number-format'
import type { ResultState } from '@cg/domain/cell'
import type { Term } from '@cg/domain/indicator'
import { formatPeriod } from '@cg/domain/number/number-format'
import type { Period } from '@cg/domain/period'
import type { BasisIndicator, ReleaseBasis } from './stored/basis.ts'

/** Why a unit has no place, in words. */
export function unrankedWords(state: ResultState, isEnteredWithheld = false): string {
  switch (state) {
    case 'zero_denominator':
      return '分母为零，不可计算'
    case 'invalid':
      return '数据无效，不参与排名'
    case 'withheld':
      return isEnteredWithheld ? '不公布，不参与排名' : '样本过少，不予公布'
    default:
      return `${formatState(state)}，不参与排名`
  }
}

/** '年内接受过技能培训的产业工人数（去重） ÷ 产业工人总数（期末） × 100%' */
export function describeFormula(
  basis: ReleaseBasis,
  { formula, unit }: Pick<BasisIndicator, 'formula' | 'unit'>,
): string {
  const { areas } = basis.guide
  const itemName = (code: string): string => basis.items.find((item) => item.code === code)?.name ?? code
  const indicatorName = (code: string): string => basis.indicators.find((one) => one.code === code)?.name ?? code
  const side = (terms: readonly Term[], isPart: boolean): string => {
    const text = terms.map((term, at) => termText(term, at === 0, itemName)).join('')
    return isPart && terms.length > 1 ? `（${text}）` : text
  }
  const quotient = ({
    numerator,
    denominator,
  }: Readonly<Record<'numerator' | 'denominator', readonly Term[]>>): string =>
    denominator.length === 0 ? side(numerator, false) : `${side(numerator, true)} ÷ ${side(denominator, true)}`
  const times = multiplierText('multiplier' in formula ? formula.multiplier : 1, unit)
  switch (formula.kind) {
    case 'sum':
      return `${side(formula.terms, times !== '')}${times}`
    case 'quotient':
    case 'pooled':
      return `${quotient(formula)}${times}`
    case 'weightedMean':
      return `${quotient(formula)}${times}，按${itemName(formula.weight)}加权平均`
    case 'unitMean':
      return `${itemName(formula.item)}；${meanRuleWords(formula.weight === null ? null : itemName(formula.weight))}`
    case 'areaRatio':
      return `${itemName(formula.item)}（${areas[formula.numerator]}） ÷ ${itemName(formula.item)}（${areas[formula.denominator]}）${times}`
    case 'areaGap':
      return `${indicatorName(formula.indicator)}（${areas[formula.minuend]}） − ${indicatorName(formula.indicator)}（${areas[formula.subtrahend]}）`
    case 'derived':
      return `${indicatorName(formula.numerator)} ÷ ${indicatorName(formula.denominator)}${times}`
  }
}

/** '应参加职工社会保险的产业工人数', '甲数 − 乙数' */
export function sumWords(basis: ReleaseBasis, terms: readonly Term[]): string {
  return describeFormula(basis, { formula: { kind: 'sum', terms, multiplier: 1 }, unit: '' })
}

/** 全市为12个区县得分的算术平均，不是合计; null for figures of another kind. */
export function meanWorking(basis: ReleaseBasis, { formula }: BasisIndicator, units: MeanUnits): string | null {
  if (formula.kind !== 'unitMean') return null
  const weight = formula.weight === null ? null : sumWords(basis, [{ item: formula.weight, coefficient: 1 }])
  return meanWords(units, weight)
}

function termText({ item, coefficient }: Term, isFirst: boolean, nameOf: (code: string) => string): string {
  const sign = coefficient < 0 ? ' − ' : isFirst ? '' : ' + '
  const size = Math.abs(coefficient)
  return `${sign}${size === 1 ? '' : `${size} × `}${nameOf(item)}`
}

function multiplierText(multiplier: number, unit: string): string {
  if (multiplier === 1) return ''
  return multiplier === 100 && unit === '%' ? ' × 100%' : ` × ${multiplier}`
}

/** The items of an indicator, through the indicators it is made of, each once. */
export function indicatorItems(
  basis: { readonly indicators: readonly Pick<BasisIndicator, 'code' | 'formula'>[] },
  { formula }: Pick<BasisIndicator, 'formula'>,
): string[] {
  const through = (code: string): string[] => {
    const found = basis.indicators.find((one) => one.code === code)
    return found === undefined ? [] : indicatorItems(basis, found)
  }
  if (formula.kind === 'areaGap') return through(formula.indicator)
  if (formula.kind === 'derived') return [...new Set([...through(formula.numerator), ...through(formula.denominator)])]
  return [...new Set(formulaItems(formula))]
}

/** 数据来源: the departments that enter the indicator's items. */
export function describeSource(basis: ReleaseBasis, indicator: BasisIndicator): string {
  const owners = indicatorItems(basis, indicator).map((code) => {
    const item = basis.items.find((one) => one.code === code)
    return item === undefined ? '' : (basis.departments[item.ownerDepartment] ?? item.ownerDepartment)
  })
  return [...new Set(owners)].filter((name) => name !== '').join('、')
}

/** The unit of what stands above (below) the line, for the working of a figure: '人'. */
export function partUnit(basis: ReleaseBasis, terms: readonly Term[]): { unit: string; decimals: number } {
  const items = terms.flatMap((term) => basis.items.filter((item) => item.code === term.item))
  return { unit: items[0]?.unit ?? '', decimals: Math.max(0, ...items.map((item) => item.decimals)) }
}

/** With how many decimals the working of a figure prints what stands above and below its line. */
export function partDecimals(
  basis: ReleaseBasis,
  { formula, decimals }: Pick<BasisIndicator, 'formula' | 'decimals'>,
): { numerator: number; denominator: number } {
  const both = (places: number) => ({ numerator: places, denominator: places })
  switch (formula.kind) {
    case 'quotient':
    case 'pooled':
    case 'weightedMean':
      return {
        numerator: partUnit(basis, formula.numerator).decimals,
        denominator: partUnit(basis, formula.denominator).decimals,
      }
    case 'derived':
      return both(2)
    case 'areaRatio':
      return both(0)
    default:
      return both(decimals)
  }
}

/** '330,412 人 ÷ 400,015 人 × 100%', or the words of the state when there is no value. */
export function describeWorking(
  basis: ReleaseBasis,
  indicator: BasisIndicator,
  fact: { value: number | null; state: ResultState; numerator: number | null; denominator: number | null },
): string {
  if (fact.value === null) return formatState(fact.state)
  const { formula } = indicator
  const print = (value: number, part: { unit: string; decimals: number }): string =>
    `${formatValue(value, part)} ${part.unit}`.trim()
  const times = multiplierText('multiplier' in formula ? formula.multiplier : 1, indicator.unit)
  if (formula.kind === 'quotient' || formula.kind === 'pooled') {
    if (fact.numerator === null || fact.denominator === null) return print(fact.value, indicator)
    const upper = print(fact.numerator, partUnit(basis, formula.numerator))
    return `${upper} ÷ ${print(fact.denominator, partUnit(basis, formula.denominator))}${times}`
  }
  if ((formula.kind === 'derived' || formula.kind === 'areaRatio') && fact.numerator !== null) {
    if (fact.denominator === null) return print(fact.value, indicator)
    const part = { unit: '', decimals: partDecimals(basis, indicator).numerator }
    return `${print(fact.numerator, part)} ÷ ${print(fact.denominator, part)}${times}`
  }
  if (formula.kind === 'areaGap' && fact.numerator !== null && fact.denominator !== null) {
    const part = { unit: '%', decimals: indicator.decimals }
    return `${print(fact.numerator, part)} − ${print(fact.denominator, part)}`
  }
  return print(fact.value, indicator)
}

export function quarterWords(period: Period): string {
  return formatPeriod(period, 'prose')
}
