import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type AxeResult = { violations: { id: string; impact: string; nodes: { html: string }[] }[] }

/** Rules of axe that look at colours: all that another theme of the same page can break. */
const ofColours = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }

/** What axe finds on the page as it stands: a layer that still fades in would have too pale letters. */
export function barriers(page: Page): Promise<string[]> {
  return run(page, { resultTypes: ['violations'] })
}

/** What axe finds on a page that it has looked at, or will, in another theme and the same window. */
export function paleWords(page: Page): Promise<string[]> {
  return run(page, { resultTypes: ['violations'], runOnly: ofColours })
}

async function run(page: Page, options: object): Promise<string[]> {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)))
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource)
  const { violations } = await page.evaluate<AxeResult>(`axe.run(document, ${JSON.stringify(options)})`)
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160) ?? ''}`)
}

/** By how many pixels the page is wider than the window. */
export function sideways(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}
