import { createCanvas, loadImage } from '@napi-rs/canvas'
import type { BrowserContext, CDPSession, Page } from 'playwright-core'
import type { Pixels } from './blocks.ts'
import type { Screen } from './states.ts'

export type Size = { readonly width: number; readonly height: number }
export type Theme = 'light' | 'dark'

export type Taken = { readonly file: Buffer; readonly pixels: Pixels }

export type Camera = {
  /** Goes to a screen and waits until it stands. */
  readonly go: (screen: Screen) => Promise<void>
  /** The screen as it is now, as a file and as pixels. */
  readonly take: () => Promise<Taken>
  readonly close: () => Promise<void>
}

/** A small page to begin at. */
const entry = '/password'

const pageOf = (path: string): string => path.replace(/\?.*/, '')

/** A page of one size and one theme, which goes from screen to screen as a link within the program does: it is loaded once. */
export async function openCamera(context: BrowserContext, size: Size, theme: Theme): Promise<Camera> {
  const page = await context.newPage()
  await page.setViewportSize(size)
  const idle = watchRequests(page)
  const probe = await context.newCDPSession(page)
  await page.goto(`${entry}?theme=${theme}`)
  await page.locator('main h1').waitFor()
  const frame: Frame = { page, probe, size }
  let isWindow = false
  let shown = entry
  return {
    async go(screen) {
      isWindow = screen.isWindow === true
      // Another view of the same page keeps the head by which a page that has come is known.
      if (pageOf(screen.path) === shown) await arrive(page, entry)
      await arrive(page, screen.path)
      shown = pageOf(screen.path)
      if (screen.mark !== undefined) await page.locator(screen.mark).first().waitFor()
      await idle()
      await page.evaluate(settle)
    },
    async take() {
      const file = isWindow ? await photograph(probe) : await photographWhole(frame)
      return { file, pixels: await pixelsOf(file) }
    },
    close: () => page.close(),
  }
}

/** A function that waits until the page has asked for nothing for a while. */
function watchRequests(page: Page): () => Promise<void> {
  const open = new Set<unknown>()
  page.on('request', (request) => open.add(request))
  page.on('requestfinished', (request) => open.delete(request))
  page.on('requestfailed', (request) => open.delete(request))
  return async () => {
    for (const end = performance.now() + 20_000; open.size > 0; await page.waitForTimeout(20))
      if (performance.now() > end) throw new Error(`${page.url()} waits for its server`)
  }
}

async function arrive(page: Page, path: string): Promise<void> {
  await page.evaluate(leaveFor, path)
  await page.waitForFunction(hasArrived)
}

/** Runs in the page, as do the next two: they may use nothing of this file. */
function leaveFor(path: string): void {
  // What stands there now; a page that has come has a head of its own.
  document.querySelector('main h1, main .state, .slide h1')?.setAttribute('data-left', '')
  history.pushState({}, '', path)
}

function hasArrived(): boolean {
  const head = document.querySelector('main h1, main .state, .slide h1')
  return head !== null && !head.hasAttribute('data-left') && document.querySelector('[data-late-on-paper]') === null
}

async function settle(): Promise<void> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  await document.fonts.ready
  // A picture that cannot be read is seen as such in the look.
  await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)))
  for (const animation of document.getAnimations()) animation.finish()
  await frame()
  await frame()
}

type Frame = { readonly page: Page; readonly probe: CDPSession; readonly size: Size }

/**
 * The window is made as high as the page: of what lies beyond a window, this Chromium leaves pictures out from the second
 * time on. A frame that is as high as its window lets takes more room in a higher one.
 */
async function photographWhole({ page, probe, size }: Frame): Promise<Buffer> {
  const heightOf = () => page.evaluate(() => document.documentElement.scrollHeight)
  const { width } = size
  let height = size.height
  for (let needed = await heightOf(); needed > height; needed = await heightOf()) {
    height = needed
    await page.setViewportSize({ width, height })
  }
  await page.evaluate(settle)
  const file = await photograph(probe)
  if (height > size.height) await page.setViewportSize(size)
  return file
}

async function photograph(probe: CDPSession): Promise<Buffer> {
  const { data } = await probe.send('Page.captureScreenshot', { format: 'jpeg', quality: 90, optimizeForSpeed: true })
  return Buffer.from(data, 'base64')
}

export async function pixelsOf(file: Buffer): Promise<Pixels> {
  const image = await loadImage(file)
  const canvas = createCanvas(image.width, image.height)
  const context = canvas.getContext('2d')
  context.drawImage(image, 0, 0)
  return context.getImageData(0, 0, image.width, image.height)
}
