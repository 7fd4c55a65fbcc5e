import type { Page } from 'playwright-core'
import { besideWork, inTurns, median } from './beside.ts'
import type { Row, Turn } from './beside.ts'
import { atRest, open } from './page-browser.ts'
import type { Pages } from './page-browser.ts'
import { slowestEvent, watchEvents } from './page-probes.ts'

/** What a reader does with a page, by real clicks and keys of the browser; done whole, the page is as it was. */
type Step = readonly [name: string, act: (page: Page) => Promise<void>]

const click =
  (selector: string, at = 0) =>
  (page: Page): Promise<void> =>
    page.locator(selector).nth(at).click()
const press = (key: string) => (page: Page) => page.keyboard.press(key)
const segment = (words: string) => (page: Page) =>
  page.locator('label.segment', { hasText: new RegExp(`^${words}$`) }).click()

export const ranking: readonly Step[] = [
  ['a bar', click('.chart-target')],
  ['another bar', click('.chart-target', 3)],
  ['Escape', press('Escape')],
  ['choice of measure', click('.measure-button')],
  ['Escape from it', press('Escape')],
  ['as a table', segment('表')],
  ['sort', click('.ranking-view thead button')],
  ['sort again', click('.ranking-view thead button')],
  ['intervals', segment('稳健区间')],
  ['bars again', segment('条形')],
  ['quarter before', press('[')],
  ['quarter after', press(']')],
]

export const comparison: readonly Step[] = [
  ['a cell', click('td.rug-cell', 3)],
  ['Escape from its card', press('Escape')],
  ['arrow right', press('ArrowRight')],
  ['arrow down', press('ArrowDown')],
  ['Enter', press('Enter')],
  ['Escape again', press('Escape')],
  ['against the city', segment('与全市比')],
  ['against the target', segment('与目标比')],
  ['fold a block', click('.rug-fold')],
  ['unfold it', click('.rug-fold')],
  ['turn rows and columns', (page) => page.getByLabel('转置').click()],
  ['turn them back', (page) => page.getByLabel('转置').click()],
]

/** What a ranking of thousands of rows is asked for most. */
export const longRanking: readonly Step[] = ranking.filter(([name]) =>
  ['as a table', 'sort', 'sort again', 'bars again'].includes(name),
)

/** The measure of the cockpit’s list and tiles. */
export const cockpit: readonly Step[] = [
  ['to the measures', (page) => page.locator('.overview-ranking select').focus()],
  ['another measure', press('ArrowDown')],
  ['the first measure', press('ArrowUp')],
]

async function timed(page: Page, act: (page: Page) => Promise<void>): Promise<number> {
  await act(page)
  await atRest(page)
  return page.evaluate(slowestEvent)
}

/**
 * The slowest interaction of a page until the next paint, as the browser times events: of each the median over the turns,
 * so that one disturbance does not name the wrong one.
 */
export async function inpRow(
  pages: Pages,
  { name, path, steps }: { readonly name: string; readonly path: string; readonly steps: readonly Step[] },
): Promise<Row> {
  const page = await open(pages, path, 'main h1')
  await page.evaluate(watchEvents)
  await pages.hand.evaluate(watchEvents)
  const byHand = () => timed(pages.hand, click('button'))
  const { turns, disturbed } = await inTurns(
    async () => {
      const turn: Turn[] = []
      for (const [, act] of steps) turn.push(await besideWork(() => timed(page, act), byHand))
      return turn
    },
    { attempts: 2 },
  )
  await page.close()
  const ratioOf = (of: readonly Turn[]): number => median(of.map(({ ours, theirs }) => ours / theirs))
  const byStep = steps.map(([words], at) => ({ words, turns: turns.flatMap((turn) => turn[at] ?? []) }))
  const [slowest] = byStep.toSorted((left, right) => ratioOf(right.turns) - ratioOf(left.turns))
  if (slowest === undefined) throw new Error(`nothing was done on ${name}`)
  return {
    name: `INP on ${name}, of ${steps.length} clicks and keys`,
    aim: '≤ 50 ms',
    turns: slowest.turns,
    disturbed,
    note: `slowest: ${slowest.words}`,
  }
}
