import type { Reader } from './expression-evaluate.ts'
import type { ItemReading } from './expression-syntax.ts'
import type { Period } from './period.ts'
import { previousPeriod, sameQuarterLastYear, shiftPeriod, yearToDate } from './period.ts'
import type { ItemSelection } from './rule.ts'
import type { RuleContext } from './rule-context.ts'

/** How far back a survey or an annual figure still counts as the latest. */
const latestQuarters = 8

/** Reads a unit's figures for a rule. `breakdown` stands in for items that name no class of their own. */
export function unitReader(context: RuleContext, unit: string, breakdown: string): Reader {
  return (use) => {
    if (use.kind === 'sumBy') return breakdown === '' ? sumOverClasses(context, unit, use.item, use.axis) : null
    return readItem(context, unit, { ...use, breakdown: use.breakdown === '' ? breakdown : use.breakdown })
  }
}

/** The number of one cell, or null in every state but 'reported'. */
export function cellValue(
  context: RuleContext,
  cell: { item: string; unit: string; breakdown: string },
  period: Period,
): number | null {
  const { state, value } = context.cell(cell, period)
  return state === 'reported' ? value : null
}

function readItem(context: RuleContext, unit: string, { item, breakdown, time }: ItemReading): number | null {
  const at = (period: Period) => cellValue(context, { item, unit, breakdown }, period)
  const { period } = context
  switch (time) {
    case 'now':
      return at(period)
    case 'prev':
      return at(previousPeriod(period))
    case 'lastYear':
      return at(sameQuarterLastYear(period))
    case 'latest':
      return firstKnown(
        Array.from({ length: latestQuarters }, (_, back) => shiftPeriod(period, -back)),
        at,
      )
    case 'inYear':
      return firstKnown(yearToDate(period).reverse(), at)
    case 'ytd':
      return sumOfParts(yearToDate(period).map((quarter) => context.cell({ item, unit, breakdown }, quarter)))
  }
}

function firstKnown(periods: readonly Period[], at: (period: Period) => number | null): number | null {
  for (const period of periods) {
    const value = at(period)
    if (value !== null) return value
  }
  return null
}

function sumOverClasses(context: RuleContext, unit: string, item: string, axis: string): number | null {
  const classes = [...(context.axes.get(axis)?.classes.keys() ?? [])]
  return sumOfParts(classes.map((name) => context.cell({ item, unit, breakdown: `${axis}:${name}` }, context.period)))
}

/** A part that does not apply adds nothing; any other missing part leaves the sum open, never smaller. */
function sumOfParts(cells: readonly { state: string; value: number | null }[]): number | null {
  const counted = cells.filter((cell) => cell.state !== 'not_applicable')
  if (counted.length === 0 || counted.some((cell) => cell.value === null)) return null
  return counted.reduce((sum, cell) => sum + (cell.value ?? 0), 0)
}

/** The items of the context that a rule over whole kinds applies to, in the context's order. */
export function selectItems({ items, periodKinds, except = [] }: ItemSelection, context: RuleContext): string[] {
  const wanted =
    items ??
    [...context.items].filter(([, item]) => !periodKinds || periodKinds.includes(item.periodKind)).map(([code]) => code)
  return wanted.filter((item) => !except.includes(item))
}
