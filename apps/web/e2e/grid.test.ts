import type { CellEntry, FormDetail } from '@cg/contract/entry'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paste, startCity } from './city.ts'
import type { City } from './city.ts'
import { largeForm, takenReply } from './large-form.ts'

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

  it('has columns that are drawn wider, fitted by a double click, and found again after the window was closed', async () => {
    const width = (at: number) =>
      page
        .locator('.entry-grid thead th')
        .nth(at)
        .evaluate((head: HTMLElement) => head.offsetWidth)
    const grip = (at: number) => page.locator('.entry-grid thead th').nth(at).locator('.entry-grid-grip')
    const drawn = async (at: number, by: number) => {
      const box = await grip(at).boundingBox()
      if (box === null) throw new Error('no edge to draw')
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
      await page.mouse.move(x, y)
      await page.mouse.down()
      await page.mouse.move(x + by / 2, y)
      await page.mouse.move(x + by, y)
      await page.mouse.up()
    }
    await page.locator('input[data-index]').nth(2).focus()
    const [labels, column] = [await width(0), await width(4)]
    await drawn(4, 60)
    expect(await width(4)).toBe(column + 60)
    await drawn(0, 40)
    expect(await width(0)).toBe(labels + 40)
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT')
    const context = page.context()
    await page.close()
    page = await context.newPage()
    await page.setViewportSize({ width: 1366, height: 768 })
    await openForm()
    expect([await width(0), await width(4)]).toEqual([labels + 40, column + 60])
    await grip(4).dblclick()
    const fitted = await width(4)
    expect(fitted).toBeLessThan(column + 60)
    const cut = await page
      .locator('.entry-grid tbody td:nth-child(5) input')
      .evaluateAll((inputs) => inputs.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).length)
    expect(cut).toBe(0)
    await page.evaluate(() => localStorage.clear())
  })
})

describe('a form of 300 items and 20 districts', () => {
  const form = '/api/v1/forms/2026Q3/RSJ-CAREER/RSJ'
  let sent: CellEntry[] = []

  beforeAll(async () => {
    const large = largeForm((await (await page.request.get(form)).json()) as FormDetail)
    await page.route(`**${form}`, (route) => route.fulfill({ json: large }))
    await page.route(`**${form}/cells`, async (route) => {
      const { cells } = route.request().postDataJSON() as { cells: CellEntry[] }
      sent = [...sent, ...cells]
      await route.fulfill({ json: takenReply(cells, large) })
    })
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.goto('/fill/2026Q3/RSJ-CAREER/RSJ')
    await page.locator('input[data-index="0"]').focus()
  })

  const focused = () => page.evaluate(() => Number(document.activeElement?.getAttribute('data-index')))

  it('is drawn in part, and is gone through to its end and back by keys', async () => {
    expect(await page.locator('input[data-index]').count()).toBeLessThan(2000)
    await press('Control+End')
    expect(await focused()).toBe(5999)
    await expect.poll(corners).toEqual(clear)
    await press(...Array.from({ length: 30 }, () => 'PageUp'), 'Home')
    expect(await focused()).toBe(0)
    await press(...Array.from({ length: 12 }, () => 'PageDown'))
    expect(await focused()).toBe(120 * 20)
    await expect.poll(corners).toEqual(clear)
  })

  it('keeps what is being typed while another part is looked at, and takes it when it is gone back to', async () => {
    await page.keyboard.type('4321')
    await page.locator('.entry-grid-frame').evaluate((frame) => frame.scrollTo(0, 0))
    await expect.poll(() => page.locator('tr[data-line="12"]').count()).toBe(1)
    expect(await focused()).toBe(120 * 20)
    await press('Enter')
    await expect.poll(() => sent.map(({ item, text }) => [item, text])).toEqual([['L120', '4321']])
    expect(await focused()).toBe(121 * 20)
    await expect.poll(corners).toEqual(clear)
  })

  it('finds what is not drawn, and fills from a pasted block beyond what is drawn', async () => {
    await press('Control+f')
    await page.keyboard.type('第7县 第288项')
    await expect.poll(() => page.locator('.entry-find-count').textContent()).toBe('1/1')
    await expect.poll(corners).toEqual(clear)
    await press('Escape')
    expect(await focused()).toBe(287 * 20 + 6)
    await press('Control+Home')
    const block = Array.from({ length: 300 }, (_, line) => Array.from({ length: 20 }, (__, at) => line * 20 + at + 1))
    await paste(page, block.map((line) => line.join('\t')).join('\r\n'))
    await press('Control+End')
    await expect.poll(() => page.locator('input[data-index="5999"]').inputValue()).toBe('6,000')
  })

  it('is felt at no key: an arrow, a digit and a value taken are each drawn soon, also on a busy machine', async () => {
    await press('Control+Home')
    const held = async (keys: readonly string[]): Promise<number> => {
      const begun = Date.now()
      for (const key of keys) {
        await press(key)
        await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))))
      }
      return (Date.now() - begun) / keys.length
    }
    expect(await held(Array.from({ length: 40 }, () => 'ArrowDown'))).toBeLessThan(200)
    expect(await held(Array.from({ length: 20 }, (_, at) => String(at % 10)))).toBeLessThan(200)
    await press('Escape')
    expect(await held(Array.from({ length: 20 }, () => ['7', 'Enter']).flat())).toBeLessThan(200)
  })

  it('threw no error', () => {
    expect(city.faults).toEqual([])
  })
})
