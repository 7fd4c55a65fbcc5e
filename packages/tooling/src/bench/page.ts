import { root } from '../repo.ts'
import { ensureWebBuilt } from '../web-build.ts'
import { besideCells, besideColumns, besideWork, inTurns, turnsEach } from './beside.ts'
import type { Row } from './beside.ts'
import { atRest, open, withPages } from './page-browser.ts'
import type { Pages } from './page-browser.ts'
import { coldRows } from './page-cold.ts'
import { cockpit, comparison, inpRow, longRanking, ranking } from './page-inp.ts'
import { clickPaint, pressPaint } from './page-probes.ts'
import { taskRow } from './page-tasks.ts'
import type { Cell, Part, Size } from './table.ts'

/** A sort of the table that is written by hand, until it is painted. */
function handPaint({ hand }: Pages): Promise<number> {
  return hand.evaluate(clickPaint, { link: null, path: null, shown: 'button' })
}

type Timed = { readonly name: string; readonly aim: string; readonly once: () => Promise<number> }

async function paintRow(pages: Pages, { name, aim, once }: Timed): Promise<Row> {
  return { name, aim, ...(await inTurns(() => besideWork(once, () => handPaint(pages)))) }
}

async function warmRows(pages: Pages): Promise<Row[]> {
  const page = await open(pages, '/rank?by=JN03', '.ranking-view')
  const go = (label: string, path: string, shown: string) => page.evaluate(clickPaint, { link: label, path, shown })
  // Both pages and their answers are there before the clock runs.
  await go('总览', '/', '.kpi-number')
  await go('排名', '/rank', '.ranking-view')
  const route = await paintRow(pages, {
    name: 'change of page, its data there',
    aim: '≤ 100 ms',
    async once() {
      await go('总览', '/', '.kpi-number')
      return go('排名', '/rank', '.ranking-view')
    },
  })
  await page.goto(`${pages.origin}/rank?by=JN03`)
  await page.locator('.ranking-view').first().waitFor()
  await atRest(page)
  let step = 0
  const period = await paintRow(pages, {
    name: 'change of quarter until painted',
    aim: '≤ 250 ms',
    once: () => page.evaluate(pressPaint, step++ % 2 === 0 ? '[' : ']'),
  })
  await page.close()
  return [route, period]
}

async function cityRows(pages: Pages): Promise<Cell[][]> {
  const cold = await coldRows(pages)
  const inp = [
    await inpRow(pages, { name: 'the ranking', path: '/rank?by=JN03', steps: ranking }),
    await inpRow(pages, { name: 'the comparison', path: '/compare', steps: comparison }),
  ]
  return [...cold, ...besideCells(await warmRows(pages)), ...besideCells(inp)]
}

const longPages = [
  ['the cockpit', '/'],
  ['an indicator', '/i/JN03'],
  ['the indicators', '/i'],
  ['the ranking', '/rank'],
  ['the scores by dimension', '/rank?view=dimensions'],
  ['the comparison', '/compare'],
] as const

/** A table of very many rows sorted anew, and how long pages of so many units hold up their reader. */
async function nationRows(pages: Pages, { units }: Size): Promise<Cell[][]> {
  const page = await open(pages, '/rank?by=JN03&view=table', '.ranking-view table')
  const sort = await paintRow(pages, {
    name: `ranking of ${units} rows, sorted anew until painted`,
    aim: '≤ 24 ms',
    once: () => page.evaluate(clickPaint, { link: null, path: null, shown: '.ranking-view thead button' }),
  })
  await page.close()
  const inp = [
    await inpRow(pages, { name: `the ranking of ${units} units`, path: '/rank?by=JN03', steps: longRanking }),
    await inpRow(pages, { name: `the cockpit of ${units} units`, path: '/', steps: cockpit }),
  ]
  const tasks: Row[] = []
  for (const [name, path] of longPages)
    tasks.push(await taskRow(pages, { name: `${name} of ${units} units`, path, turns: 3 }))
  return [...besideCells([sort]), ...besideCells(inp), ...besideCells(tasks)]
}

export const pagePart: Part = {
  name: 'page',
  async run({ sizes, quarters }) {
    if (!ensureWebBuilt(root)) throw new Error('the web could not be built')
    const rows: Cell[][] = []
    for (const size of sizes) {
      if (size.units > 1000)
        rows.push(...(await withPages(size, Math.min(quarters, 2), (pages) => nationRows(pages, size))))
      if (size.name === 'city') rows.push(...(await withPages(size, Math.max(2, quarters), cityRows)))
    }
    return [
      {
        title: 'Pages in a browser',
        columns: besideColumns,
        rows,
        note: `Milliseconds, the median of ${turnsEach} turns (tasks: 3). Beside it: a table of 2,850 rows written by hand, sorted by a click in the same browser before and after; of cold visits the same page drawn by hand. At best pace: the ratio times the quickest of those in this run, which is what the aim speaks of. Each turn is measured again, up to three times (clicks and tasks twice), while others use the processor; the least disturbed is taken and marked.`,
      },
    ]
  },
}
