import type { LineSeries } from '@cg/charts/model'
import { must } from '@cg/domain/must'
import { theme } from './native.ts'

/** Colour of a line: values by tone, targets in ink, paths in grey. */
export function lineColour(line: LineSeries): string {
  if (line.role === 'target') return theme.ink
  if (line.role === 'outside') return theme.ink2
  if (line.role === 'expected') return line.tone === 'plain' ? theme.primary : theme.contextMark
  return {
    plain: theme.primary,
    focus: theme.highlight,
    compare: must(theme.categorical[2]),
    context: theme.contextMark,
  }[line.tone]
}
