import { must } from '@cg/domain/must'
import type { LineSeries, LinesBody } from '../model.ts'
import type { ChartTheme } from '../theme.ts'
import type { DrawingSettings } from './settings.ts'

/** Colour of a line: values by tone, targets in ink, paths in grey. */
export function lineColour(line: LineSeries, theme: ChartTheme): string {
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

export function isLacking(line: LineSeries, at: number): boolean {
  return line.incomplete.some((one) => one.at === at)
}

/** A quarter before its unit was made, reckoned again. */
export function isRestated(line: LineSeries, at: number): boolean {
  return line.figures[at]?.isRestated === true
}

/** A measured line that lacks units or was reckoned again somewhere, or on whose way the definition changes. */
export function hasStrokesApart(line: LineSeries, { breaks }: LinesBody): boolean {
  const isOther = line.incomplete.length > 0 || line.figures.some((figure) => figure.isRestated === true)
  return isOther || (line.role === 'value' && breaks.some(({ at }) => at > 0))
}

/**
 * Such a line in strokes without marks: solid between whole points, dashed to and from incomplete ones and
 * those that were reckoned again, none from one definition to the next.
 */
export function strokesApart(line: LineSeries, body: LinesBody, settings: DrawingSettings): Record<string, unknown>[] {
  if (!hasStrokesApart(line, body)) return []
  const color = lineColour(line, settings.theme)
  const isBeside = (at: number): boolean => [at - 1, at, at + 1].some((near) => isLacking(line, near))
  const isNearRestated = (at: number): boolean => [at - 1, at, at + 1].some((near) => isRestated(line, near))
  const stroke = (type: 'solid' | readonly number[], isIn: (at: number) => boolean) => {
    const shown = line.figures.map((figure, at) => (isIn(at) ? figure.value : null))
    if (!shown.some((value, at) => value !== null && (shown[at + 1] ?? null) !== null)) return []
    return [
      {
        type: 'line',
        name: line.name,
        z: 3,
        silent: true,
        connectNulls: false,
        showSymbol: false,
        lineStyle: { color, width: line.tone === 'context' ? 2 : 3, type, opacity: 1 },
        emphasis: { disabled: true },
        data: shown.map((value) => value ?? '-'),
      },
    ]
  }
  return definitionSpans(body).flatMap(({ from, to }) => {
    const isIn = (at: number): boolean => at >= from && at < to
    return [
      ...stroke('solid', (at) => isIn(at) && !isLacking(line, at) && !isRestated(line, at)),
      ...stroke([6, 4], (at) => isIn(at) && isBeside(at)),
      ...stroke([4, 4], (at) => isIn(at) && isNearRestated(at)),
    ]
  })
}

/** The stretches of periods under one definition; `to` is the first that is no longer in it. */
function definitionSpans({ breaks, periods }: LinesBody): { from: number; to: number }[] {
  const starts = [0, ...breaks.map(({ at }) => at).filter((at) => at > 0)]
  return starts.map((from, index) => ({ from, to: starts[index + 1] ?? periods.length }))
}
