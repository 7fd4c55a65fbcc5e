import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { barriers } from './barriers.ts'
import { startCity } from './city.ts'
import type { City } from './city.ts'

/* A vice-mayor asks which commitments will be missed, by whom, and what is still needed. */

let city: City
let leader: Page

beforeAll(async () => {
  city = await startCity(['--as-of=2026-11-23'])
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
    expect(words).toMatch(/^2026年目标\d+项：达标\d+项、临近\d+项、滞后\d+项.*；滞后的\d+项/)
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
      expect([place, await barriers(leader)]).toEqual([place, []])
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
