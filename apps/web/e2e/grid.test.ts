import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startCity } from './city.ts'
import type { City } from './city.ts'

/* What only a browser can show of the grid that is filled: where its cells lie, and which keys are its own. */

let city: City
let page: Page

beforeAll(async () => {
  city = await startCity(['--as-of=2026-11-23'])
  page = await city.person('rsj')
})

afterAll(async () => {
  await city?.stop()
})

/** The four corners of the cell that has the focus or was found: false where the head, a label or the frame covers it. */
function corners(): Promise<boolean[]> {
  return page.evaluate(() => {
    const cell = document.querySelector('[data-found]') ?? document.activeElement?.closest('td')
    if (!cell) return []
    const { left, right, top, bottom } = cell.getBoundingClientRect()
    const isClear = (x: number, y: number) => cell.contains(document.elementFromPoint(x, y))
    return [
      isClear(left + 3, top + 3),
      isClear(right - 3, top + 3),
      isClear(left + 3, bottom - 3),
      isClear(right - 3, bottom - 3),
    ]
  })
}

const clear = [true, true, true, true]

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

async function openForm(): Promise<void> {
  await page.goto('/fill/2026Q3/RSJ-SKILLS/RSJ')
  await page.locator('input[data-index]').first().focus()
}

describe('a form wider and higher than a laptop', () => {
  beforeAll(async () => {
    await page.setViewportSize({ width: 1366, height: 768 })
    await openForm()
  })

  it('keeps its head and its labels, and brings the cell of the focus clear of them', async () => {
    await press('Control+End')
    await expect.poll(corners).toEqual(clear)
    await press(...Array.from({ length: 9 }, () => 'ArrowLeft'))
    await expect.poll(corners).toEqual(clear)
    await press(...Array.from({ length: 7 }, () => 'ArrowUp'))
    await expect.poll(corners).toEqual(clear)
    const labels = await page.evaluate(() => {
      const frame = document.querySelector('.entry-grid-frame')?.getBoundingClientRect()
      const heads = [...document.querySelectorAll('.entry-grid thead .entry-grid-frozen')]
      return heads.map((head) => {
        const { left, top } = head.getBoundingClientRect()
        return [Math.round(left - (frame?.left ?? 0)) >= 0, Math.round(top - (frame?.top ?? 0)) <= 1]
      })
    })
    expect(labels).toEqual([
      [true, true],
      [true, true],
    ])
  })

  it('finds by Ctrl+F what it holds, shows it clear of the labels, and gives the focus to it on Esc', async () => {
    await press('Control+End', 'Control+f')
    await page.keyboard.type('东湾')
    await expect.poll(() => page.locator('.entry-find-count').textContent()).toBe('1/1')
    expect(await corners()).toEqual(clear)
    const found = await page.locator('[data-found]').getAttribute('data-cell')
    await press('Escape')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-index'))).toBe(found)
    expect(await page.locator('.entry-find').count()).toBe(0)
  })

  it('leaves Ctrl+F to the browser outside the grid', async () => {
    const isTaken = () =>
      page.evaluate(() => {
        const event = new KeyboardEvent('keydown', { key: 'f', ctrlKey: true, bubbles: true, cancelable: true })
        return !(document.activeElement ?? document.body).dispatchEvent(event)
      })
    await page.getByRole('button', { name: '收起说明' }).focus()
    expect(await isTaken()).toBe(false)
    await page.locator('input[data-index]').first().focus()
    expect(await isTaken()).toBe(true)
    await press('Escape')
  })

  it('threw no error', () => {
    expect(city.faults).toEqual([])
  })
})
