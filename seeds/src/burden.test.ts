import { must } from '@cg/domain/must'
import { expect, test } from 'vitest'
import { cellsAsked } from './burden.ts'
import { readCatalogue } from './catalogue-files.ts'

/** Cells a year that each form asked of one unit before the catalogue held the whole of the speech (commit 58bf1358). */
const before: Readonly<Record<string, number>> = {
  'GXJ-BASE': 8, 'TJJ-BASE': 57, 'TSW-BASE': 4, 'ZGH-IDEOLOGY': 8, 'ZZB-IDEOLOGY': 5, 'XCB-IDEOLOGY': 12, 'ZGH-SKILLS': 12, 'JYJ-SKILLS': 20, 'RSJ-SKILLS': 48, 'GXJ-SKILLS': 10, 'CZJ-SKILLS': 6, 'ZGH-CAREER': 4, 'RSJ-CAREER': 24, 'JYJ-RIGHTS': 2, 'RSJ-RIGHTS': 108, 'YJJ-RIGHTS': 8, 'YBJ-RIGHTS': 12, 'ZGH-DEMO': 4, 'GXJ-DEMO': 4, 'ZGH-DRIVE': 8, 'GXJ-DRIVE': 8, 'U-ZGH-IDEOLOGY': 8, 'U-ZGH-RIGHTS': 16, 'U-RSJ-RIGHTS': 4,
} // prettier-ignore

test('no form asks more than a third more than before the whole of the speech was in the catalogue: registers instead', () => {
  const now = cellsAsked(readCatalogue())
  expect([...now.keys()].toSorted()).toEqual(Object.keys(before).toSorted())
  for (const [form, perQuarter] of now) {
    const asked = perQuarter.reduce((sum, cells) => sum + cells, 0)
    expect([form, asked <= (4 / 3) * must(before[form])]).toEqual([form, true])
  }
})
