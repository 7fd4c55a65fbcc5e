import type { Browser, Page } from 'playwright-core'
import { besideWork, inTurns } from './beside.ts'
import type { Row } from './beside.ts'
import { atRest } from './page-browser.ts'
import type { Pages } from './page-browser.ts'

/** An event of Chromium's trace; times in microseconds, `tdur` of processor where the system tells it. */
type TraceEvent = {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly dur?: number
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

/** The longest task of the main threads of all pages, in milliseconds of processor: others who have it do not count. */
export function longestTask(events: readonly TraceEvent[]): number {
  const of = ({ pid, tid }: TraceEvent): string => `${pid}:${tid}`
  const mains = new Set(
    events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(of),
  )
  const tasks = events.filter((event) => event.ph === 'X' && event.name.endsWith('RunTask') && mains.has(of(event)))
  if (tasks.length === 0) throw new Error('the trace holds no task of a page')
  return tasks.reduce((most, { dur = 0, tdur = dur }) => Math.max(most, tdur), 0) / 1000
}

async function traced(browser: Browser, page: Page, body: () => Promise<void>): Promise<number> {
  await browser.startTracing(page, { categories: ['toplevel'] })
  await body()
  // A cast: Chromium's own format.
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] }
  return longestTask(trace.traceEvents)
}

/** How long a page holds up its reader at most while it comes: nothing is answered meanwhile. */
export async function taskRow(
  { browser, context, origin, hand }: Pages,
  { name, path, turns: count }: { readonly name: string; readonly path: string; readonly turns: number },
): Promise<Row> {
  const page = await context.newPage()
  page.setDefaultTimeout(120_000)
  const visit = () =>
    traced(browser, page, async () => {
      await page.goto(origin + path)
      await page.locator('main h1').first().waitFor()
      await atRest(page)
    })
  const sort = () => traced(browser, hand, () => hand.locator('button').click())
  const { turns, disturbed } = await inTurns(
    async () => {
      await page.goto('about:blank')
      return besideWork(visit, sort)
    },
    { count, attempts: 2 },
  )
  await page.close()
  return { name: `longest task of ${name}, processor`, aim: '≤ 100 ms', turns, disturbed }
}
