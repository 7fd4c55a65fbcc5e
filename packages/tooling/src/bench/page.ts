import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { once } from 'node:events'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { chromiumArgs, chromiumPath } from '../chromium.ts'
import { root } from '../repo.ts'
import { ensureWebBuilt } from '../web-build.ts'
import { firstMessage, startScript } from './child.ts'
import { openSession } from './dataset.ts'
import { clickPaint, pressPaint, recordPaint, slowestEvents, untilPainted, watchEvents } from './page-probes.ts'
import type { ColdVisit } from './page-probes.ts'
import { publishedDataset } from './published.ts'
import { whenQuiet } from './quiet.ts'
import type { Cell, Part, Size } from './table.ts'

type Pages = { readonly origin: string; readonly browser: Browser; readonly context: BrowserContext }

const runs = 5

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN
}

/** The product with its pages over a published data set, and a browser whose person has signed in. */
async function withPages<T>(size: Size, quarters: number, body: (pages: Pages) => Promise<T>): Promise<T> {
  const { dataset } = await publishedDataset(size, quarters)
  const dist = join(root, 'apps', 'web', 'dist')
  const child = startScript('packages/tooling/src/bench/serve-app.ts', [dataset.folder, dist])
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArgs] })
  try {
    const { port } = (await firstMessage(child)) as { port: number }
    const origin = `http://localhost:${port}`
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
    await context.addCookies([{ name: 'cg', value: openSession(dataset), url: origin }])
    return await body({ origin, browser, context })
  } finally {
    await browser.close()
    await child.stop()
  }
}

async function open({ context, origin }: Pages, path: string, shown: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(origin + path)
  await page.locator(shown).first().waitFor()
  await page.waitForLoadState('networkidle')
  return page
}

/** The median of runs of an interaction, measured when the machine is quiet. */
async function row(name: string, aim: string, once_: () => Promise<number>): Promise<Cell[]> {
  const all: number[] = []
  let disturbed = 0
  for (let run = 0; run < runs; run++) {
    const { result, isDisturbed } = await whenQuiet(once_)
    all.push(result)
    disturbed += isDisturbed ? 1 : 0
  }
  return [name, median(all), Math.max(...all), aim, disturbed === 0 ? '' : `${disturbed} of ${runs} disturbed`]
}

type Cookies = Parameters<BrowserContext['addCookies']>[0]

/** A visit with nothing kept but the cookies. */
async function coldVisit(browser: Browser, address: string, cookies: Cookies): Promise<ColdVisit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
  await context.addCookies(cookies)
  const page = await context.newPage()
  await page.addInitScript(recordPaint)
  await page.goto(address)
  const visit = await page.evaluate(untilPainted)
  await context.close()
  return visit
}

/** The cockpit as it is drawn, made a page by hand: the same marks and pictures, no script, nothing to ask for. */
async function handDrawn(page: Page): Promise<string> {
  return page.evaluate(async () => {
    for (const image of document.querySelectorAll('img')) {
      const bytes = await (await fetch(image.src)).text()
      image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(bytes)}`
    }
    const styles = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText))
    for (const one of document.querySelectorAll('script, link, style')) one.remove()
    const style = document.createElement('style')
    style.textContent = styles.join('\n')
    document.head.append(style)
    return `<!doctype html>${document.documentElement.outerHTML}`
  })
}

async function serve(html: string): Promise<{ server: Server; address: string }> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(html)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { server, address: `http://localhost:${address.port}/` }
}

/** Pairs of visits, ours and the page drawn by hand, in turns: what disturbs one disturbs the other. */
async function coldRows(pages: Pages): Promise<Cell[][]> {
  // The second visit is drawn ahead, and leaves the cookie of a browser that was here before.
  await (await open(pages, '/', '.kpi-number')).close()
  const page = await open(pages, '/', '.kpi-number')
  await page.waitForSelector('#first-page', { state: 'detached' })
  const cookies = await pages.context.cookies(pages.origin)
  const { server, address } = await serve(await handDrawn(page))
  await page.close()
  const turns: { ours: ColdVisit; theirs: ColdVisit }[] = []
  let disturbed = 0
  for (let run = 0; run < runs; run++) {
    const { result, isDisturbed } = await whenQuiet(async () => ({
      ours: await coldVisit(pages.browser, `${pages.origin}/`, cookies),
      theirs: await coldVisit(pages.browser, address, []),
    }))
    turns.push(result)
    disturbed += isDisturbed ? 1 : 0
  }
  server.close()
  const note = disturbed === 0 ? '' : `${disturbed} of ${runs} disturbed`
  const line = (name: string, aim: string, values: readonly number[]): Cell[] => [
    name,
    median(values),
    Math.max(...values),
    aim,
    note,
  ]
  return [
    line(
      'cockpit, cold, all painted, ms',
      '–',
      turns.map(({ ours }) => ours.painted),
    ),
    line(
      'the same drawn by hand, ms',
      '–',
      turns.map(({ theirs }) => theirs.painted),
    ),
    line(
      'ratio of the two',
      '≤ 1.2',
      turns.map(({ ours, theirs }) => ours.painted / theirs.painted),
    ),
    line(
      'cockpit, cold, until its program answers, ms',
      '–',
      turns.map(({ ours }) => ours.answers),
    ),
  ]
}

async function warmRows(pages: Pages): Promise<Cell[][]> {
  const page = await open(pages, '/rank?by=JN03', '.ranking-view')
  const go = (label: string, path: string, shown: string) => page.evaluate(clickPaint, { link: label, path, shown })
  // Both pages and their answers are there before the clock runs.
  await go('总览', '/', '.kpi-number')
  await go('排名', '/rank', '.ranking-view')
  const route = await row('change of page, its data there, ms', '≤ 100', async () => {
    await go('总览', '/', '.kpi-number')
    return go('排名', '/rank', '.ranking-view')
  })
  await page.goto(`${pages.origin}/rank?by=JN03`)
  await page.locator('.ranking-view').first().waitFor()
  await page.waitForLoadState('networkidle')
  let step = 0
  const period = await row('change of quarter until painted, ms', '≤ 250', () =>
    page.evaluate(pressPaint, step++ % 2 === 0 ? '[' : ']'),
  )
  await page.close()
  return [route, period]
}

async function inpRow(pages: Pages, [name, path, target]: readonly [string, string, string]): Promise<Cell[]> {
  const page = await open(pages, path, target)
  await page.evaluate(watchEvents)
  const found = await row(`INP on ${name}, ms`, '≤ 50', async () => {
    const marks = page.locator(target)
    const count = Math.min(6, await marks.count())
    for (let at = 0; at < count; at++) {
      await marks.nth(at).click({ force: true })
      await page.keyboard.press('Escape')
    }
    return page.evaluate(slowestEvents)
  })
  await page.close()
  return found
}

/** A sort of the whole table of a nation’s counties until it is painted. */
async function nationRow(size: Size, quarters: number): Promise<Cell[]> {
  return withPages(size, quarters, async (pages) => {
    const page = await open(pages, '/rank?by=JN03&view=table', '.ranking-view table')
    const found = await row(`ranking of ${size.units} rows, sorted anew until painted, ms`, '≤ 24', () =>
      page.evaluate(clickPaint, { link: null, path: null, shown: '.ranking-view thead button' }),
    )
    await page.close()
    return found
  })
}

export const pagePart: Part = {
  name: 'page',
  async run({ sizes, quarters }) {
    if (!ensureWebBuilt(root)) throw new Error('the web could not be built')
    const rows: Cell[][] = []
    for (const size of sizes) {
      if (size.units > 1000) rows.push(await nationRow(size, Math.min(quarters, 2)))
      if (size.name !== 'city') continue
      rows.push(
        ...(await withPages(size, Math.max(2, quarters), async (pages) => [
          ...(await coldRows(pages)),
          ...(await warmRows(pages)),
          await inpRow(pages, ['the ranking', '/rank?by=JN03', '.chart-target']),
          await inpRow(pages, ['the comparison', '/compare', '.rug-cell, td button']),
        ])),
      )
    }
    return [
      {
        title: 'Pages in a browser',
        columns: ['', `median of ${runs}`, 'worst', 'aim', ''],
        rows,
        note: 'Each figure is measured again, up to six times, while others use the processor; what never was undisturbed is marked.',
      },
    ]
  },
}
