import type { YardstickFact } from '@cg/contract/release/fact'
import type { NumberFormat } from '@cg/domain/number/number-format'
import { formatDate, formatProse, formatPeriod, spokenUnit } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import type { Reference } from './model.ts'

type Of = Pick<NumberFormat, 'unit'>

/** 91.2%, with as many places as the source prints. */
export function yardstickText({ value, decimals }: YardstickFact, { unit }: Of): string {
  return formatProse(value, { unit: spokenUnit(unit), decimals })
}

/** The mark of an outside figure: 全省平均 91.2%（2025年第四季度）; the quarter is left out where it is the release's own. */
export function yardstickMarks(
  yardsticks: readonly YardstickFact[] | undefined,
  format: Of,
  period: string,
): Reference[] {
  return (yardsticks ?? []).map((one) => ({
    value: one.value,
    text: `${one.name} ${yardstickText(one, format)}${dateWords(one, period)}`,
    role: 'outside',
  }))
}

function dateWords(one: YardstickFact, period: string): string {
  return one.period === period ? '' : `（${formatPeriod(parsePeriod(one.period), 'axis')}）`
}

/** 参照：全省平均 2025年第四季度 91.2%（省统计公报，2026年2月10日公布，仅有比率）；参照值不参与排名和计分 */
export function yardstickNotes(yardsticks: readonly YardstickFact[] | undefined, format: Of): string[] {
  if (yardsticks === undefined || yardsticks.length === 0) return []
  return [`参照：${yardsticks.map((one) => yardstickWords(one, format)).join('；')}；参照值不参与排名和计分`]
}

/** One outside figure with its source. */
export function yardstickWords(one: YardstickFact, format: Of): string {
  const rate = one.numerator === null ? '，仅有比率' : ''
  const source = `${one.source}，${formatDate(one.publishedOn)}公布${rate}`
  return `${one.name} ${formatPeriod(parsePeriod(one.period))} ${yardstickText(one, format)}（${source}）`
}
