import { join } from 'node:path'
import { chromium } from 'playwright-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { chromiumArgs, chromiumPath } from '../chromium.ts'
import { root } from '../repo.ts'
import { firstMessage, startScript } from './child.ts'
import { openSession } from './dataset.ts'
import { handTable } from './page-hand.ts'
import { publishedDataset } from './published.ts'
import type { Size } from './table.ts'

/** The product over a published data set, a browser whose person has signed in, and the table written by hand beside it. */
export type Pages = {
  readonly origin: string
  readonly browser: Browser
  readonly context: BrowserContext
  readonly hand: Page
}

/** Every visit has the same window and no movement to wait for. */
export const windowSettings = { viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' } as const

/** Serves the data set in a process of its own while `body` looks at it. */
export async function withPages<T>(size: Size, quarters: number, body: (pages: Pages) => Promise<T>): Promise<T> {
  const { dataset } = await publishedDataset(size, quarters)
  const dist = join(root, 'apps', 'web', 'dist')
  const child = startScript('packages/tooling/src/bench/serve-app.ts', [dataset.folder, dist])
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArgs] })
  try {
    const { port } = (await firstMessage(child)) as { port: number }
    const origin = `http://localhost:${port}`
    const hand = await (await browser.newContext(windowSettings)).newPage()
    await hand.setContent(handTable)
    const context = await browser.newContext(windowSettings)
    await context.addCookies([{ name: 'cg', value: openSession(dataset), url: origin }])
    return await body({ origin, browser, context, hand })
  } finally {
    await browser.close()
    await child.stop()
  }
}

/** A page at rest: what `shown` names is there and nothing is on its way. */
export async function open({ context, origin }: Pages, path: string, shown: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(origin + path)
  await page.locator(shown).first().waitFor()
  await atRest(page)
  return page
}

/** Nothing is on its way, and a page that was drawn ahead has given way to its program. */
export async function atRest(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.waitForFunction(() => document.getElementById('first-page') === null)
}
