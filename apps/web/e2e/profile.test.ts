import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { barriers, paleWords } from './barriers.ts'
import { readCity } from './city.ts'
import type { ReadCity } from './city.ts'

/* A district as its own people and the city's leaders read it: where it stands, why, what is still to gain; on paper and on a phone. */

let city: ReadCity
let leader: Page

beforeAll(async () => {
  city = await readCity()
  leader = await city.person('lingdao')
})

afterAll(async () => {
  await city?.stop()
})

const spineRows = (page: Page) => page.locator('.spine tbody tr:not(.spine-section)')
const headline = (page: Page) => page.locator('h1').first().textContent()

describe('a leader of the city', () => {
  it('comes from the cockpit to why a district stands where it stands with one click', async () => {
    await leader.goto('/')
    const mark = leader.locator('.overview-ranking a.chart-target').last()
    await mark.waitFor()
    await mark.click()
    await expect.poll(() => new URL(leader.url()).pathname).toMatch(/^\/u\//)
    await spineRows(leader).first().waitFor()
    expect(await headline(leader)).toMatch(/位/)
    await leader.locator('.unit-told').waitFor()
    expect(await leader.locator('.unit-told').textContent()).toMatch(/分/)
  })

  it('chooses another district, another base and another comparison, and the link says all of it', async () => {
    await leader.goto('/u/QHX')
    await spineRows(leader).first().waitFor()
    expect(await spineRows(leader).count()).toBe(30)
    await leader.getByRole('combobox', { name: '区县' }).selectOption({ label: '云岭县' })
    await leader.waitForURL('**/u/YLX')
    await leader.locator('.unit-spine').getByText('同组', { exact: true }).click()
    await leader.locator('.unit-why').getByText('组内平均', { exact: true }).click()
    await expect.poll(() => new URL(leader.url()).search).toBe('?cmp=group&vs=group')
    const told = leader.locator('.unit-told')
    await expect.poll(() => told.textContent()).toContain('平均得分')
    const words = await told.textContent()
    await leader.reload()
    await expect.poll(() => told.textContent()).toBe(words)
    await expect.poll(() => leader.locator('.spine thead').textContent()).toContain('同组中位数')
  })

  it('clicks a figure through to where it comes from', async () => {
    await leader.goto('/u/QHX')
    await spineRows(leader).first().locator('.spine-value').click()
    const drawer = leader.getByRole('dialog')
    await drawer.getByText('内容校验码').waitFor()
    expect(await drawer.textContent()).toContain('青禾县')
    await leader.keyboard.press('Escape')
    await expect.poll(() => leader.getByRole('dialog').count()).toBe(0)
  })

  it('reads of a district that was silent what it did not report, never a zero', async () => {
    await leader.goto('/u/LGX')
    const row = spineRows(leader).filter({ hasText: '技能培训覆盖率' }).first()
    await row.waitFor()
    expect(await row.textContent()).toContain('未报')
    expect(await row.locator('.strip-own').count()).toBe(0)
    expect(await row.locator('.strip-tick').count()).toBeGreaterThan(8)
  })

  it.each(['QHX', 'QYS', 'LGX'])('prints one district on one sheet of A4: %s', async (unit) => {
    await leader.goto(`/u/${unit}`)
    await leader.locator('.unit-told').waitFor()
    const pdf = (await leader.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1')
    expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1)
  })
})

describe('a district', () => {
  it('has its own profile before it when its leader or filler has signed in', async () => {
    for (const login of ['dongwan', 'dwtb']) {
      const page = await city.typing(login)
      await expect.poll(() => new URL(page.url()).pathname).toBe('/u/DWQ')
      await spineRows(page).first().waitFor()
      expect(await headline(page)).toContain('东湾区')
      await page.context().close()
    }
  })
})

describe('every reader', () => {
  it.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 390],
  ] as const)('meets no barrier: %s at %i px, and the page never scrolls sideways', async (theme, width) => {
    await leader.setViewportSize({ width, height: 900 })
    await leader.goto(`/u/QHX?theme=${theme}`)
    await leader.locator('.strip').first().waitFor()
    await leader.locator('.unit-told').waitFor()
    expect(theme === 'dark' ? await paleWords(leader) : await barriers(leader)).toEqual([])
    expect(await leader.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  })

  it('meets no error of the program', () => {
    expect(city.faults).toEqual([])
  })
})
