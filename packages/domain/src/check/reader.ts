import type { Reader } from '../expression/evaluate.ts'
import type { ItemReading } from '../expression/syntax.ts'
import type { Period } from '../period.ts'
import { previousPeriod, sameQuarterLastYear, shiftPeriod, yearToDate } from '../period.ts'
import type { ItemSelection } from './rule.ts'
import type { Observation, RuleContext } from './context.ts'

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

const selections = new WeakMap<RuleContext, Map<ItemSelection, readonly string[]>>()

/** The items of the form that a rule over whole kinds applies to, in the form's order; chosen once for all units. */
export function selectItems(selection: ItemSelection, context: RuleContext): readonly string[] {
  const known = selections.get(context) ?? new Map<ItemSelection, readonly string[]>()
  const found = known.get(selection)
  if (found !== undefined) return found
  const items = chooseItems(selection, context)
  selections.set(context, known.set(selection, items))
  return items
}

/** What is told of the items of a selection, one by one: rules look at thousands of figures at every save and tell of few. */
export function observeItems(
  selection: ItemSelection,
  context: RuleContext,
  check: (item: string) => Observation | null,
): Observation[] {
  const told: Observation[] = []
  for (const item of selectItems(selection, context)) {
    const one = check(item)
    if (one !== null) told.push(one)
  }
  return told
}

function chooseItems({ items, periodKinds, except = [] }: ItemSelection, context: RuleContext): readonly string[] {
  const ofKind = (item: string): boolean => {
    const kind = context.items.get(item)?.periodKind
    return kind !== undefined && (periodKinds === undefined || periodKinds.includes(kind))
  }
  const wanted = items ?? (context.formItems ?? [...context.items.keys()]).filter(ofKind)
  return wanted.filter((item) => !except.includes(item))
}
