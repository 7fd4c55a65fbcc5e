import type { BreakdownAxis, CatalogueSeed } from '@cg/contract/catalogue'
import { breakdownKeys } from '@cg/contract/catalogue'
import { must } from '@cg/domain/must'
import { expect, test } from 'vitest'
import { readCatalogue } from './catalogue-files.ts'

/** Cells a year that each form asked of one unit before the catalogue held the whole of the speech (commit 58bf1358). */
const before: Readonly<Record<string, number>> = {
  'GXJ-BASE': 8, 'TJJ-BASE': 57, 'TSW-BASE': 4, 'ZGH-IDEOLOGY': 8, 'ZZB-IDEOLOGY': 5, 'XCB-IDEOLOGY': 12, 'ZGH-SKILLS': 12, 'JYJ-SKILLS': 20, 'RSJ-SKILLS': 48, 'GXJ-SKILLS': 10, 'CZJ-SKILLS': 6, 'ZGH-CAREER': 4, 'RSJ-CAREER': 24, 'JYJ-RIGHTS': 2, 'RSJ-RIGHTS': 108, 'YJJ-RIGHTS': 8, 'YBJ-RIGHTS': 12, 'ZGH-DEMO': 4, 'GXJ-DEMO': 4, 'ZGH-DRIVE': 8, 'GXJ-DRIVE': 8, 'U-ZGH-IDEOLOGY': 8, 'U-ZGH-RIGHTS': 16, 'U-RSJ-RIGHTS': 4,
} // prettier-ignore

function cellsAYear({ items, guide, forms }: CatalogueSeed): Record<string, number> {
  const byCode = new Map<string, CatalogueSeed['items'][number]>(items.map((item) => [item.code, item]))
  return Object.fromEntries(
    forms.map((form) => [
      form.code,
      form.items.reduce((sum, code) => sum + cellsOf(must(byCode.get(code)), guide.axes), 0),
    ]),
  )
}

function cellsOf({ axes }: CatalogueSeed['items'][number], known: readonly BreakdownAxis[]): number {
  return axes.dueQuarters.length * (1 + axes.breakdowns.flatMap((axis) => breakdownKeys(known, axis)).length)
}

test('no form asks more than a third more than before the whole of the speech was in the catalogue: registers instead', () => {
  const now = cellsAYear(readCatalogue())
  expect(Object.keys(now).toSorted()).toEqual(Object.keys(before).toSorted())
  for (const [form, cells] of Object.entries(now))
    expect([form, cells <= (4 / 3) * must(before[form])]).toEqual([form, true])
})
