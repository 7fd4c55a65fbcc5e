import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { besideCells, inTurns } from './beside.ts'
import type { Row, Turn } from './beside.ts'
import { open, windowSettings } from './page-browser.ts'
import type { Pages } from './page-browser.ts'
import { recordPaint, untilPainted } from './page-probes.ts'
import type { ColdVisit } from './page-probes.ts'
import type { Cell } from './table.ts'

type Cookies = Parameters<BrowserContext['addCookies']>[0]

/** A visit with nothing kept but the cookies. */
async function coldVisit(browser: Browser, address: string, cookies: Cookies): Promise<ColdVisit> {
  const context = await browser.newContext(windowSettings)
  await context.addCookies(cookies)
  const page = await context.newPage()
  await page.addInitScript(recordPaint)
  await page.goto(address)
  const visit = await page.evaluate(untilPainted)
  await context.close()
  return visit
}

/** The page as it is drawn, made a page by hand: the same marks and pictures, no script, nothing to ask for. */
async function handDrawn(page: Page): Promise<string> {
  return page.evaluate(async () => {
    for (const image of document.querySelectorAll('img')) {
      // A picture that came with the page is the same text, and no page of ours may fetch what is no address.
      const isBrought = image.src.startsWith('data:')
      const bytes = isBrought
        ? decodeURIComponent(image.src.slice(image.src.indexOf(',') + 1))
        : await (await fetch(image.src)).text()
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

/** Visits of the cockpit and of the same page drawn by hand, in turns: what disturbs one disturbs the other. */
export async function coldRows(pages: Pages): Promise<Cell[][]> {
  // The second visit is drawn ahead, and leaves the cookie of a browser that was here before.
  await (await open(pages, '/', '.kpi-number')).close()
  const page = await open(pages, '/', '.kpi-number')
  const cookies = await pages.context.cookies(pages.origin)
  const { server, address } = await serve(await handDrawn(page))
  await page.close()
  const visitHand = () => coldVisit(pages.browser, address, [])
  const { turns, disturbed } = await inTurns(async () => {
    const before = await visitHand()
    const ours = await coldVisit(pages.browser, `${pages.origin}/`, cookies)
    return { ours, theirs: (before.painted + (await visitHand()).painted) / 2 }
  })
  server.close()
  const row = (name: string, aim: string, of: (visit: ColdVisit) => number): Row => ({
    name,
    aim,
    turns: turns.map(({ ours, theirs }): Turn => ({ ours: of(ours), theirs })),
    disturbed,
    note: 'beside the same page drawn by hand',
  })
  return besideCells([
    row('cockpit, cold, until all is painted', 'ratio ≤ 1.2', ({ painted }) => painted),
    row('cockpit, cold, until its program answers', '–', ({ answers }) => answers),
  ])
}
