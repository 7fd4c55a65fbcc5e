import type { Statement, WantedStatement } from '@cg/contract/statement'
import { formatProse, formatState } from '@cg/domain/number/number-format'

type Place = Pick<Statement, 'measured' | 'decimals'>
type Figure = Pick<WantedStatement, 'value' | 'state'> & { readonly expected?: number | null }

/** 本期70.0%，时序目标86.0% · 本期未报; `null`: the figure is neither late nor missing any more. */
export function figureWords({ measured, decimals }: Place, figure: Figure | null): string {
  if (figure === null) return '按现有数据已不滞后'
  const format = { unit: measured, decimals }
  const now = figure.value === null ? `本期${formatState(figure.state)}` : `本期${formatProse(figure.value, format)}`
  const aim = figure.expected ?? null
  return aim === null ? now : `${now}，时序目标${formatProse(aim, format)}`
}
