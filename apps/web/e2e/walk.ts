import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { settled } from './settle.ts'

export type Walk = {
  readonly page: Page
  /** A press of the pointer on what a person sees; scrolling to it costs nothing. */
  readonly click: (target: Locator) => Promise<void>
  /** Holds the way that was gone to so many clicks. */
  readonly took: (most: number) => Promise<void>
}

type Counted = typeof globalThis & { walked?: number }

/**
 * A way through the pages from where a person lands after signing in. The page itself counts the clicks that came from a
 * pointer, so a test cannot take one without its being counted.
 */
export async function walk(page: Page, from = '/landing'): Promise<Walk> {
  await page.goto(from)
  await page.locator('main h1').first().waitFor()
  await settled(page)
  await page.evaluate(() => {
    const counted = globalThis as Counted
    counted.walked = 0
    // Not `click`: a label passes its own on to its field, which is then counted twice.
    addEventListener('pointerdown', ({ isTrusted }) => isTrusted && (counted.walked = (counted.walked ?? 0) + 1), {
      capture: true,
    })
  })
  return {
    page,
    click: (target) => target.first().click(),
    async took(most) {
      const clicks = await page.evaluate(() => (globalThis as Counted).walked)
      expect(clicks, 'the page was left by a load of its own, and the clicks before it are lost').toBeDefined()
      expect(clicks).toBeLessThanOrEqual(most)
    },
  }
}

/** How far down the page something stands, in windows: below 1 is the first screen. */
export async function depth(target: Locator): Promise<number> {
  const box = await target.first().boundingBox()
  const size = target.page().viewportSize()
  if (box === null || size === null) throw new Error('nothing to see')
  return box.y / size.height
}

/** Presses Tab until something has the focus, as a person without a mouse does. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab')
    if (await target.first().evaluate((one) => one === document.activeElement)) return
  }
  throw new Error('the keyboard does not get there')
}

/** Chooses in a list by the keyboard: to it by Tab, down to the words by the arrow. */
export async function choose(page: Page, list: Locator, words: string): Promise<void> {
  await tabTo(page, list)
  const chosen = () => list.evaluate((one) => (one as HTMLSelectElement).selectedOptions[0]?.label)
  await page.keyboard.press('Home')
  for (let presses = 0; (await chosen()) !== words; presses++) {
    if (presses > 120) throw new Error(`${words} is not in the list`)
    await page.keyboard.press('ArrowDown')
  }
}
