import type { Page, Request } from 'playwright-core'

/*
 * When a page stands: it waits for no answer, nothing of it is still a grey shape, its pictures and letters are there, its
 * charts have the width of their places, and it has nothing left to do. Playwright's `networkidle` waits half a second for
 * nothing instead, and knows of no chart.
 */

type Asked = { readonly open: Set<Request>; count: number }

const askedBy = new WeakMap<Page, Asked>()

/** Notes from now on what a page asks for; to be called before it loads anything. */
export function watch(page: Page): void {
  const asked: Asked = { open: new Set(), count: 0 }
  const close = (request: Request): unknown => asked.open.delete(request)
  askedBy.set(page, asked)
  page.on('request', (request) => {
    // What a page that was left had asked for is nobody's any more.
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) asked.open.clear()
    asked.open.add(request)
    asked.count += 1
  })
  page.on('requestfinished', close)
  page.on('requestfailed', close)
}

/** Waits until a watched page stands; says what it still lacks when it does not in time. */
export async function settled(page: Page, patienceMs = 30_000): Promise<void> {
  const asked = askedBy.get(page)
  if (asked === undefined) throw new Error('watch() this page before it loads')
  const start = Date.now()
  for (let quiet = 0; quiet < 2;) {
    const { count } = asked
    const lacks = await page.evaluate(lackOf)
    const isQuiet = lacks === '' && asked.open.size === 0 && asked.count === count
    quiet = isQuiet ? quiet + 1 : 0
    if (Date.now() - start > patienceMs) {
      const open = [...asked.open].map((request) => request.url())
      throw new Error(`${page.url()} does not stand: ${[lacks, ...open].filter((one) => one !== '').join(', ')}`)
    }
  }
}

/** Runs in the page, once it has nothing to do: what it lacks, in words. */
async function lackOf(): Promise<string> {
  await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 1000 }))
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  const shown = (selector: string) =>
    [...document.querySelectorAll(selector)].filter((one) => one.getClientRects().length > 0)
  const isDrawnFor = (drawing: Element): boolean => {
    const place = drawing.closest('.chart-drawing')
    const width =
      drawing instanceof HTMLImageElement
        ? new URL(drawing.dataset['address'] ?? drawing.src, location.href).searchParams.get('width')
        : drawing.getAttribute('width')
    return place === null || Math.abs(Number(width) - place.clientWidth) <= 1
  }
  if (document.readyState !== 'complete') return 'its parts'
  if (document.getElementById('first-page') !== null) return 'its program'
  if (shown('.skeleton').length > 0) return 'what stands where grey shapes are'
  if (document.fonts.status !== 'loaded') return 'its letters'
  const images = shown('img').filter((one) => one instanceof HTMLImageElement)
  if (images.some((image) => !image.complete)) return 'its pictures'
  // One that did not come stands until the page has drawn the chart itself, one chart after another.
  if (images.some((image) => image.matches('.chart-still') && image.naturalWidth === 0))
    return 'its charts that no picture came of'
  if (!shown('.chart-live svg, .chart-still').every(isDrawnFor)) return 'its charts at this width'
  return ''
}
