import type { BreakdownAxis, CatalogueSeed, ItemSeed } from '@cg/contract/catalogue'
import { breakdownKeys } from '@cg/contract/catalogue'
import { must } from '@cg/domain/must'

const quarters = [1, 2, 3, 4] as const

/** How many cells each form asks of one unit in each of the four quarters, by its code. */
export function cellsAsked({ items, guide, forms }: CatalogueSeed): Map<string, readonly number[]> {
  const byCode = new Map(items.map((item) => [item.code, item]))
  return new Map(
    forms.map(({ code, items: own }) => [
      code,
      quarters.map((quarter) =>
        own
          .map((item) => must(byCode.get(item)))
          .filter(({ axes }) => axes.dueQuarters.includes(quarter))
          .reduce((sum, item) => sum + cellsOf(item, guide.axes), 0),
      ),
    ]),
  )
}

function cellsOf({ axes }: ItemSeed, known: readonly BreakdownAxis[]): number {
  return 1 + axes.breakdowns.flatMap((axis) => breakdownKeys(known, axis)).length
}
