import { themes } from '@cg/charts/theme'
import type { ChartTheme } from '@cg/charts/theme'

function classVariables(name: string, colours: readonly string[]): string[] {
  return colours.map((colour, index) => `--${name}-${index + 1}:${colour}`)
}

function statusVariables(theme: ChartTheme): string[] {
  return Object.entries(theme.status).flatMap(([light, colours]) =>
    Object.entries(colours).map(([part, colour]) => `--${light}-${part}:${colour}`),
  )
}

function variables(theme: ChartTheme): string {
  return [
    `--bg-page:${theme.page}`,
    `--bg-card:${theme.card}`,
    `--line:${theme.line}`,
    `--line-strong:${theme.lineStrong}`,
    `--track:${theme.track}`,
    `--ink:${theme.ink}`,
    `--ink2:${theme.ink2}`,
    `--ink3:${theme.ink3}`,
    `--brand-blue:${theme.brandBlue}`,
    `--brand-red:${theme.brandRed}`,
    `--data:${theme.primary}`,
    `--data-2:${theme.highlight}`,
    `--data-soft:${theme.interval}`,
    `--context:${theme.contextLine}`,
    `--context-mark:${theme.contextMark}`,
    `--selected:${theme.focusTint}`,
    `--missing-fill:${theme.missingFill}`,
    `--missing-line:${theme.missingLine}`,
    ...classVariables('seq', theme.sequential),
    ...classVariables('seq-ink', theme.sequentialInk),
    ...classVariables('div', theme.diverging),
    ...classVariables('div-ink', theme.divergingInk),
    ...statusVariables(theme),
  ].join(';')
}

/** The tokens of charts, screen and files come from one object; here they become CSS variables. Paper is light. */
export function themeCss(): string {
  return `:root{${variables(themes.light)}}@media not print{:root[data-theme='dark']{${variables(themes.dark)}}}`
}
