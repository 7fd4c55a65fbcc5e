import type { Statement, WantedStatement } from '@cg/contract/statement'
import { formatProse, formatState } from '@cg/domain/number/number-format'

type Place = Pick<Statement, 'measured' | 'decimals' | 'kind'>
type Figure = Pick<WantedStatement, 'value' | 'state' | 'expected'>

/** 本期70.0%，时序目标86.0% · 本期未报; `null`: the figure is neither late nor missing any more. */
export function figureWords({ measured, decimals, kind }: Place, figure: Figure | null): string {
  if (figure === null) return kind === 'late' ? '按现有数据已不滞后' : '按现有数据已报，且不滞后'
  const format = { unit: measured, decimals }
  const now = figure.value === null ? `本期${formatState(figure.state)}` : `本期${formatProse(figure.value, format)}`
  const { expected: aim } = figure
  return aim === null ? now : `${now}，时序目标${formatProse(aim, format)}`
}
