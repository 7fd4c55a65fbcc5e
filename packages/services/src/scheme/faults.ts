import type { ScorableIndicator, SchemeBody, SchemeDetail } from '@cg/contract/scheme'
import type { ProblemCell } from '@cg/contract/problem'
import { checkScheme } from '@cg/domain/score/scheme'
import type { SchemeFault } from '@cg/domain/score/scheme'
import { invalid } from '../errors.ts'

/** Refuses rules that cannot be computed; every fault is named with its indicator and what to do. */
export function requireSound(body: SchemeBody, indicators: readonly ScorableIndicator[], year: number): void {
  const cells = faultCells(body, indicators, year)
  if (cells.length === 0) return
  const [first] = cells
  const more = cells.length > 1 ? `（另有 ${cells.length - 1} 处）` : ''
  throw invalid(`${first?.message ?? ''}${more}`, { reason: 'scheme.faults', cells })
}

/** Every fault with its indicator and what to do. */
export function faultCells(body: SchemeBody, indicators: readonly ScorableIndicator[], year: number): ProblemCell[] {
  const known = new Map(indicators.map((one) => [one.code, one]))
  const named = [...body.items.map((item) => item.indicator), ...gatedBy(body)]
  const cells: ProblemCell[] = [...new Set(named)]
    .filter((code) => !known.has(code))
    .map((code) => ({
      item: code,
      message: `指标 ${code} 在${year}年第一季度没有可计分的口径（不存在、无优劣方向或只按全市计算）。请从方案中移除。`,
    }))
  const nameOf = (code: string): string => known.get(code)?.name ?? code
  for (const fault of checkScheme(body)) cells.push(cellOf(fault, nameOf))
  return cells
}

/** Refuses adjustments that look at what nobody enters any more. */
export function requireFacts({ adjustments = [] }: SchemeBody, facts: SchemeDetail['facts']): void {
  const unknown = adjustments.find(({ fact }) => !facts.some(({ code }) => code === fact))
  if (unknown === undefined) return
  throw invalid(`目录中没有加减分事项 ${unknown.fact}。请改选其他事项，或删去这一条。`, {
    reason: 'scheme.unknown_fact',
  })
}

function gatedBy(body: SchemeBody): string[] {
  return (body.adjustments ?? []).flatMap((one) =>
    one.kind === 'bonus' ? (one.gate ?? []).map((gate) => gate.indicator) : [],
  )
}

function cellOf(fault: SchemeFault, nameOf: (code: string) => string): ProblemCell {
  switch (fault.code) {
    case 'no_items':
      return { message: '方案里还没有指标。请至少选入一项。' }
    case 'availability_out_of_range':
      return { message: '参与排名的最低已报权重应在 0% 到 100% 之间。' }
    case 'grades_not_descending':
      return { message: '等次的分数线应由高到低，且不能相同。请调整等次。' }
    case 'repeated_indicator':
      return { item: fault.indicator, message: `《${nameOf(fault.indicator)}》重复出现。请只保留一行。` }
    case 'weight_not_positive':
      return { item: fault.indicator, message: `《${nameOf(fault.indicator)}》的权重应大于 0；不计分请移除该行。` }
    case 'goalposts_equal':
      return {
        item: fault.indicator,
        message: `《${nameOf(fault.indicator)}》的上下限相同，分不出高低。请改为不同的数。`,
      }
    case 'sheet_not_rising':
      return { item: fault.indicator, message: `《${nameOf(fault.indicator)}》的计分表应按数值由小到大、互不重复。` }
    case 'bad_rule':
      return {
        item: fault.indicator,
        message: `《${nameOf(fault.indicator)}》的计分规则参数不完整或超出范围。请补全。`,
      }
  }
}
