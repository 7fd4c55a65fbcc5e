import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { barriers, paleWords, sideways } from './barriers.ts'
import { programStands, readCity } from './city.ts'
import type { ReadCity } from './city.ts'
import { settled } from './settle.ts'

/* The wall of the meeting room: nobody at the keyboard, read from five metres, left on for weeks. */

let city: ReadCity
let wall: Page

beforeAll(async () => {
  city = await readCity()
  wall = await city.person('lingdao')
  await wall.setViewportSize({ width: 1920, height: 1080 })
})

afterAll(async () => {
  await city?.stop()
})

const headlines = (page: Page) => page.locator('.slide h1').allTextContents()
const dot = (page: Page) => page.locator('.screen-dot[aria-current]').getAttribute('aria-label')
const news = (page: Page) => page.locator('.screen-news').textContent()

/** Opens the screen and waits until its first page stands. */
async function open(page: Page, path = '/screen'): Promise<void> {
  await page.goto(path)
  await page.locator('.slide h1').first().waitFor()
}

/** Waits until the page that was turned to stands still. */
async function stands(page: Page): Promise<void> {
  await settled(page)
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)))
}

/** Letters below 24 px of a wall of 1080 lines, with their size; a chart's letters as they are enlarged. */
function smallLetters(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found: string[] = []
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const words = node.textContent?.trim() ?? ''
      const element = node.parentElement
      if (words === '' || element === null || element.closest('.visually-hidden,script,style') !== null) continue
      if (element.getClientRects().length === 0) continue
      const svg = element.closest('svg')
      const scale = svg === null ? 1 : svg.getBoundingClientRect().height / svg.viewBox.baseVal.height
      const size = Number.parseFloat(getComputedStyle(element).fontSize) * scale
      if (size < 23.9) found.push(`${words.slice(0, 20)} ${size.toFixed(1)}`)
    }
    return found
  })
}

/** Parts of a page that are cut off or lie outside it. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const frames = [
      ...document.querySelectorAll<HTMLElement>('.slide, .wall-card, .wall-tiles, .wall-alerts, .screen-foot'),
    ]
    const room = document.documentElement
    return frames.flatMap((frame) => {
      const box = frame.getBoundingClientRect()
      const isOutside = box.bottom > room.clientHeight + 1 || box.right > room.clientWidth + 1
      const isOver = frame.scrollHeight > frame.clientHeight + 6 || frame.scrollWidth > frame.clientWidth + 6
      return isOutside || isOver ? [`${frame.className} ${frame.scrollHeight}/${frame.clientHeight}`] : []
    })
  })
}

describe('a vice-mayor enters the room', () => {
  it('the cockpit leads to the wall in one click, and Esc back', async () => {
    await wall.goto('/')
    await wall.getByRole('link', { name: '大屏' }).click()
    await wall.locator('.slide h1').first().waitFor()
    expect(await headlines(wall)).toEqual([expect.stringMatching(/^\d项核心指标中有\d项达到时序目标/)])
    const head = (await wall.locator('.screen-head').textContent()) ?? ''
    expect(head).toMatch(/2026年第二季度[^]*演示数据[^]*截至2026年6月30日[^]*发布编号 CG-2026Q2-01/)
    await wall.keyboard.press('Escape')
    await expect.poll(() => new URL(wall.url()).pathname).toBe('/')
  })

  it('search and the keys g m find it too', async () => {
    await wall.goto('/')
    await wall.getByRole('heading', { level: 1 }).waitFor()
    await programStands(wall)
    await wall.keyboard.press('g')
    await wall.keyboard.press('m')
    await expect.poll(() => new URL(wall.url()).pathname).toBe('/screen')
  })

  it('the settings write the address; Esc closes them and not the screen', async () => {
    await open(wall)
    await wall.getByRole('button', { name: '设置' }).click()
    const dialog = wall.getByRole('dialog', { name: '大屏设置' })
    expect(await barriers(wall)).toEqual([])
    await dialog.getByLabel('每页停留').selectOption('40')
    await expect.poll(() => new URL(wall.url()).search).toBe('?secs=40')
    await wall.keyboard.press('Escape')
    await expect.poll(() => dialog.count()).toBe(0)
    expect(new URL(wall.url()).pathname).toBe('/screen')
  })

  it('every page is read from five metres, none is cut off, in one and in two pages', async () => {
    for (const [width, turns] of [
      [1920, 5],
      [3840, 3],
    ] as const) {
      await wall.setViewportSize({ width, height: 1080 })
      await open(wall)
      for (let turn = 0; turn < turns; turn++) {
        await stands(wall)
        const at = await dot(wall)
        expect([at, await smallLetters(wall)]).toEqual([at, []])
        expect([at, await cutOff(wall)]).toEqual([at, []])
        expect(await wall.locator('.slide').count()).toBe(width === 3840 ? 2 : 1)
        await wall.keyboard.press('ArrowRight')
      }
    }
    await wall.setViewportSize({ width: 1920, height: 1080 })
  })

  it('a presenter marks a district and finds it on the other pages', async () => {
    await open(wall, '/screen?pages=ranking,overview,weak,targets')
    await wall
      .getByRole('button', { name: /岚谷县/ })
      .first()
      .click()
    await expect.poll(() => wall.locator('.screen-head').textContent()).toContain('已标出：岚谷县')
    expect(new URL(wall.url()).searchParams.get('focus')).toBe('LGX')
    await wall.keyboard.press('ArrowRight')
    await expect.poll(() => wall.locator('.wall-unit').count()).toBe(6)
    await wall.keyboard.press('ArrowRight')
    await expect.poll(() => wall.locator('.wall-concerns').count()).toBeGreaterThan(0)
    await wall.keyboard.press('ArrowRight')
    await expect.poll(() => wall.locator('.wall-own').allTextContents()).toContain('未报')
    await open(wall, '/screen?focus=LGX&pages=unit')
    expect(await headlines(wall)).toEqual([expect.stringMatching(/^岚谷县综合得分在12个单位中居第12位/)])
    expect(await cutOff(wall)).toEqual([])
    expect(await smallLetters(wall)).toEqual([])
  })
})

describe('with the clock ahead', () => {
  let page: Page

  beforeAll(async () => {
    page = await city.person('lingdao')
    await page.setViewportSize({ width: 1920, height: 1080 })
    await page.clock.install()
    await open(page)
  })

  /** Lets one page stand its time. */
  async function turn(): Promise<void> {
    const before = await dot(page)
    await page.clock.fastForward(25_000)
    await expect.poll(() => dot(page)).not.toBe(before)
  }

  it('pages turn by themselves, stand while held, and go on', async () => {
    await turn()
    expect(await dot(page)).toBe('第2页：区县排名')
    await page.keyboard.press('Space')
    await expect.poll(() => news(page)).toContain('已暂停')
    await page.clock.fastForward(600_000)
    expect(await dot(page)).toBe('第2页：区县排名')
    await page.keyboard.press('Space')
    await turn()
    await page.mouse.move(400, 400)
    await page.mouse.move(420, 420)
    await expect.poll(() => news(page)).toContain('一分钟后继续')
    await page.clock.fastForward(60_000)
    await expect.poll(() => news(page)).toBe('')
  })

  it('a wall loses its server, turns on with what it has and says so, and notices when it is back', async () => {
    const alone = await city.person('lingdao')
    await alone.setViewportSize({ width: 1920, height: 1080 })
    await alone.clock.install()
    await open(alone)
    await alone.waitForLoadState('networkidle')
    await alone.context().setOffline(true)
    await alone.clock.fastForward(5 * 60_000)
    await expect.poll(() => news(alone)).toContain('服务器没有应答')
    for (let count = 0; count < 5; count++) {
      await alone.keyboard.press('ArrowRight')
      await expect.poll(() => alone.locator('.slide h1').count()).toBe(1)
      if ((await dot(alone))?.includes('区县排名') === true)
        await expect.poll(() => alone.locator('.wall-chart svg text').count()).toBeGreaterThan(24)
    }
    await alone.context().setOffline(false)
    await alone.clock.fastForward(31_000)
    await expect.poll(() => news(alone)).not.toContain('服务器没有应答')
    await alone.context().close()
  })
})

describe('looked at in every light', () => {
  it.each([
    ['light', 1920, 1080],
    ['dark', 1920, 1080],
    ['light', 3840, 1080],
    ['dark', 3840, 1080],
    ['light', 390, 844],
    ['dark', 390, 844],
    ['light', 1366, 768],
  ] as const)('has no fault in %s at %i px and nothing beyond its side', async (theme, width, height) => {
    await wall.setViewportSize({ width, height })
    await open(wall, `/screen?theme=${theme}`)
    for (let turn = 0; turn < (width === 3840 ? 3 : 5); turn++) {
      await stands(wall)
      const at = await dot(wall)
      const found = theme === 'dark' ? await paleWords(wall) : await barriers(wall)
      expect([at, found]).toEqual([at, []])
      expect([at, await sideways(wall)]).toEqual([at, 0])
      await wall.keyboard.press('ArrowRight')
    }
  })

  it('keeps its marks in a forced palette', async () => {
    await wall.emulateMedia({ forcedColors: 'active' })
    await wall.setViewportSize({ width: 1920, height: 1080 })
    await open(wall)
    const grounds = await wall.evaluate(() =>
      ['.screen', '.wall-bar', '.wall-mark'].map((mark) => {
        const element = document.querySelector(mark)
        return element === null ? null : getComputedStyle(element).backgroundColor
      }),
    )
    expect(new Set(grounds).size).toBe(3)
    expect(grounds).not.toContain(null)
    await wall.emulateMedia({ forcedColors: null })
  })

  it('stands still for who wants no motion', async () => {
    await wall.emulateMedia({ reducedMotion: 'reduce' })
    await wall.setViewportSize({ width: 1920, height: 1080 })
    await open(wall)
    await wall.keyboard.press('ArrowRight')
    // Without motion every change is over within a hundredth of a millisecond.
    const moving = await wall.evaluate(() =>
      document.getAnimations().map((one) => Number(one.effect?.getComputedTiming().duration ?? 0)),
    )
    expect(moving.filter((duration) => duration > 1)).toEqual([])
    await wall.emulateMedia({ reducedMotion: null })
  })

  it.each(['/screen?p=2024Q2', '/screen?p=2021Q4'])('%s, before there was a scheme, cuts nothing off', async (path) => {
    await open(wall, path)
    for (let turn = 0; turn < 5; turn++) {
      await stands(wall)
      const at = await dot(wall)
      expect([at, await cutOff(wall)]).toEqual([at, []])
      await wall.keyboard.press('ArrowRight')
    }
  })
})

/** What a page holds, after what nobody holds any more was collected. */
async function heldBy(page: Page) {
  const probe = await page.context().newCDPSession(page)
  await probe.send('HeapProfiler.enable')
  for (let round = 0; round < 3; round++) await probe.send('HeapProfiler.collectGarbage')
  const { jsEventListeners, nodes } = await probe.send('Memory.getDOMCounters')
  const { usedSize } = await probe.send('Runtime.getHeapUsage')
  await probe.detach()
  const charts = await page.locator('.wall-chart svg').count()
  return { jsEventListeners, nodes, charts, heapMB: usedSize / 2 ** 20 }
}

describe('left on for weeks', () => {
  const seconds = 5
  /** Five pages five times over; the clock is the test's, so that a week is over in moments. */
  const turn = async (page: Page, rounds: number) => {
    for (let at = 0; at < rounds * 5; at++) await page.clock.runFor(seconds * 1000)
  }

  it('holds after hundreds of turns and a silence what it held after the first', async () => {
    const page = await wall.context().newPage()
    await page.setViewportSize({ width: 1920, height: 1080 })
    await page.clock.install({ time: new Date('2026-11-23T08:00:00+08:00') })
    await open(page, `/screen?secs=${seconds}`)
    const first = await dot(page)
    await turn(page, 6)
    expect(await dot(page)).toBe(first)
    const before = await heldBy(page)
    await turn(page, 30)
    await page.route('**/api/**', (route) => route.abort())
    await turn(page, 15)
    expect(await news(page)).toContain('服务器没有应答')
    await page.unroute('**/api/**')
    await turn(page, 15)
    expect(await news(page)).not.toContain('服务器没有应答')
    expect(await dot(page)).toBe(first)
    const after = await heldBy(page)
    expect(after.charts).toBe(before.charts)
    // A hundredth is what React keeps of its last tree; three hundred turns that leak one node each are far above.
    expect(after.nodes).toBeLessThan(before.nodes * 1.01 + 60)
    expect(after.jsEventListeners).toBeLessThanOrEqual(before.jsEventListeners + 10)
    expect(after.heapMB).toBeLessThan(before.heapMB + 2)
    expect(after.heapMB).toBeLessThan(150)
    await page.close()
  })
})

it('threw no error and asked no other host', () => {
  expect(city.faults).toEqual([])
})
