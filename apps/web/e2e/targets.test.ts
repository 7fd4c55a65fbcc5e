import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { barriers, paleWords } from './barriers.ts'
import { programStands, readCity } from './city.ts'
import type { ReadCity } from './city.ts'

/* A vice-mayor asks which commitments will be missed, by whom, and what is still needed. */

let city: ReadCity
let leader: Page

beforeAll(async () => {
  city = await readCity()
  leader = await city.person('lingdao')
})

afterAll(async () => {
  await city?.stop()
})

const headline = (page: Page) => page.getByRole('heading', { level: 1 })
const rows = (page: Page) => page.locator('.goal-row')

describe('from the cockpit', () => {
  it('the late commitments, their owner and what they need are three clicks away', async () => {
    let clicks = 0
    const click = async (name: string, role: 'link' | 'button' = 'link') => {
      clicks += 1
      await leader.getByRole(role, { name }).first().click()
    }
    await leader.goto('/')
    await click('目标')
    await rows(leader).first().waitFor()
    const words = (await headline(leader).textContent()) ?? ''
    expect(words).toMatch(/^2026年目标\d+项：达标\d+项、临近\d+项、滞后\d+项[^；]*$/)
    const late = Number(/滞后(\d+)项/.exec(words)?.[1])
    await click(`滞后 ${late}`, 'button')
    await expect.poll(() => rows(leader).count()).toBe(late)
    expect(new URL(leader.url()).searchParams.get('light')).toBe('late')
    clicks += 1
    await rows(leader).first().getByRole('button').first().click()
    const drawer = leader.getByRole('dialog')
    await expect.poll(() => drawer.textContent()).toMatch(/牵头[^]*时序目标[^]*各年目标[^]*各季状态/)
    expect(clicks).toBe(3)
    await leader.keyboard.press('Escape')
    await expect.poll(() => leader.locator('.goal-open:focus').count()).toBe(1)
  })

  it('a number opens its source, an owner its own list, a district its own commitments', async () => {
    await leader.goto('/targets')
    await rows(leader).first().waitFor()
    await rows(leader).first().getByTitle('查看数据来路').click()
    await expect.poll(() => leader.getByRole('dialog').textContent()).toContain('所用数据')
    await leader.keyboard.press('Escape')
    await rows(leader).first().getByRole('link').first().click()
    await expect.poll(() => headline(leader).textContent()).toMatch(/牵头的2026年目标\d+项：/)
    await leader.locator('.lights thead').getByRole('link').first().click()
    await expect.poll(() => leader.url()).toContain('unit=')
    await leader.goBack()
    await expect.poll(() => leader.url()).not.toContain('unit=')
  })

  it('the year that is over is judged by its end, and the list comes as slides', async () => {
    await leader.goto('/targets?year=2025')
    await expect.poll(() => headline(leader).textContent()).toMatch(/^2025年目标\d+项按2025年末数据评价：/)
    const code = /CG-\d{4}Q\d-\d+/.exec((await leader.locator('.page-head').textContent()) ?? '')?.[0] ?? ''
    for (const kind of ['targets', 'target-lights']) {
      const file = `/api/v1/releases/${code}/charts/export?kind=${kind}&year=2025&format=pptx`
      expect([kind, (await leader.request.get(file)).status()]).toEqual([kind, 200])
    }
  })
})

describe('looked at in every light', () => {
  const places = ['/targets', '/targets?year=2027&by=department', '/targets?row=QY12']

  it.each([
    ['light', 1440, 900],
    ['dark', 1440, 900],
    ['light', 390, 844],
    ['dark', 390, 844],
    ['light', 1024, 768],
  ] as const)('has no fault in %s at %i px and nothing beyond its side', async (theme, width, height) => {
    await leader.setViewportSize({ width, height })
    for (const place of places) {
      await leader.goto(`${place}${place.includes('?') ? '&' : '?'}theme=${theme}`)
      await rows(leader).first().waitFor({ state: 'attached' })
      const found = theme === 'dark' ? await paleWords(leader) : await barriers(leader)
      expect([place, found]).toEqual([place, []])
      const beyond = await leader.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect([place, beyond]).toEqual([place, 0])
    }
  })
})

it('threw no error and asked no other host', () => {
  expect(city.faults).toEqual([])
})

describe('on paper and in forced colours', () => {
  it('the commitments are a table on A4 across that begins on the first page, and go on whole', async () => {
    await leader.goto('/targets')
    await rows(leader).first().waitFor()
    await leader.locator('.lights').waitFor()
    const pdf = (await leader.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1')
    const pages = pdf.match(/\/Type\s*\/Page\b(?!s)/g) ?? []
    // Four of commitments, one of what lead departments stated, three of units.
    expect(pages.length).toBeLessThanOrEqual(8)
    expect(pdf).toMatch(/\/MediaBox\s*\[\s*0\s+0\s+841/)
    await leader.emulateMedia({ media: 'print' })
    // 841.9 pt less margins of 12 mm, in CSS px.
    await leader.setViewportSize({ width: 1032, height: 703 })
    const head = await leader.locator('.goals thead').evaluate((element) => getComputedStyle(element).display)
    expect(head).toBe('table-header-group')
    await leader.emulateMedia({ media: null })
    await leader.setViewportSize({ width: 1440, height: 900 })
  })

  it('a filled form and the queue of review print whole across the page, without the help beside the grid', async () => {
    const widest = async (page: Page, what: string) => {
      await page.locator(what).first().waitFor()
      await page.emulateMedia({ media: 'print' })
      await page.setViewportSize({ width: 1032, height: 703 })
      const over = await page
        .locator(what)
        .first()
        .evaluate((element) => element.getBoundingClientRect().right - window.innerWidth)
      const help = await page.locator('.side').isVisible()
      await page.emulateMedia({ media: null })
      await page.setViewportSize({ width: 1440, height: 900 })
      return { isCut: over > 1, help }
    }
    const filler = await city.person('rsj')
    await filler.goto('/fill/2026Q3/RSJ-RIGHTS/RSJ')
    expect(await widest(filler, '.entry-grid')).toEqual({ isCut: false, help: false })
    // Nor does a column that somebody has drawn wide on the screen.
    await filler.locator('td[data-cell="0"] input').click()
    for (let times = 0; times < 20; times++) await filler.keyboard.press('Alt+Shift+ArrowRight')
    await expect.poll(() => filler.locator('.entry-grid-set').count()).toBe(1)
    expect(await widest(filler, '.entry-grid')).toEqual({ isCut: false, help: false })
    const reviewer = await city.person('shenhe')
    await reviewer.goto('/review')
    expect(await widest(reviewer, '.review-card table')).toEqual({ isCut: false, help: false })
  })

  it('what is chosen differs from what is not, shares keep an edge, and charts take the ink of the system’s ground', async () => {
    await leader.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' })
    await leader.goto('/')
    const bar = leader.locator('.standing-part').first()
    await bar.waitFor()
    await programStands(leader)
    const style = (what: string) =>
      leader
        .locator(what)
        .first()
        .evaluate((element) => {
          const { backgroundColor, borderTopWidth, borderBottomColor, color } = getComputedStyle(element)
          return { backgroundColor, borderTopWidth, borderBottomColor, color }
        })
    expect((await style('.standing-part')).borderTopWidth).toBe('1px')
    expect(await leader.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark')
    const [chosen, other] = [await style('.nav-link.active'), await style('.nav-link:not(.active)')]
    expect(chosen.borderBottomColor).not.toBe(other.borderBottomColor)
    await leader.goto('/rank')
    await leader.locator('.segment').first().waitFor()
    const [pressed, free] = [
      await style('.segment input:checked + span'),
      await style('.segment input:not(:checked) + span'),
    ]
    expect(pressed.backgroundColor).not.toBe(free.backgroundColor)
    await leader.emulateMedia({ forcedColors: 'none', colorScheme: 'light' })
    await expect.poll(() => leader.evaluate(() => document.documentElement.dataset['theme'])).toBe('light')
  })
})
