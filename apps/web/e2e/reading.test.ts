import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { barriers, paleWords, sideways } from './barriers.ts'
import { readCity } from './city.ts'
import type { ReadCity } from './city.ts'
import { settled } from './settle.ts'

/* Where is the whole city weak, and is the gap closing: 对比 and 均衡性 as a leader opens them. */

let city: ReadCity
let leader: Page

beforeAll(async () => {
  city = await readCity()
  leader = await city.person('lingdao')
})

afterAll(async () => {
  await city?.stop()
})

describe('from the cockpit', () => {
  it('the weak spots of all districts are one click away, against the target and against the city', async () => {
    await leader.goto('/')
    await leader.getByRole('link', { name: '对比', exact: true }).click()
    await leader.locator('table').first().waitFor()
    expect(await leader.locator('h1').first().textContent()).not.toBe('')
    await leader.getByText('与全市比', { exact: true }).click()
    await expect.poll(() => new URL(leader.url()).searchParams.get('cut')).not.toBeNull()
  })

  it('the gaps and whether they close are one click away, and another gap one more', async () => {
    await leader.goto('/')
    await leader.getByRole('link', { name: '均衡性', exact: true }).click()
    await leader.locator('.equity-gap').first().waitFor()
    expect(await leader.locator('h1').first().textContent()).toMatch(/差距|均衡/)
    await leader.locator('.equity-gap').nth(2).click()
    await expect.poll(() => new URL(leader.url()).search).toContain('pair=')
  })
})

it('a count leads from its indicator and its passport to the records behind it, whose number is its own', async () => {
  await leader.goto('/i/CX01?passport=city')
  const passport = leader.getByRole('dialog')
  const words = (await passport.getByRole('heading', { name: /^创新案例台账（计入\d+条）$/ }).textContent()) ?? ''
  const counted = /\d+/.exec(words)?.[0]
  await passport.getByRole('link', { name: '查看全部记录 →' }).click()
  const heading = leader.getByRole('heading', { level: 1, name: /^创新案例台账：/ })
  expect(await heading.textContent()).toMatch(new RegExp(`${counted}项$`))
  expect(await leader.getByText('CG-2026Q2-01').first().isVisible()).toBe(true)
  await leader.locator('.register-filter select').first().selectOption({ label: '东湾区' })
  const rows = leader.getByRole('table', { name: '创新案例记录' }).locator('tbody tr')
  await expect.poll(() => rows.count()).toBe(3)
})

it('a page whose part of the program is gone is loaded anew, and comes', async () => {
  await leader.goto('/')
  await leader.locator('h1').first().waitFor()
  await settled(leader)
  // As after an upgrade: until the page is loaded anew, no file that it has not got yet exists any more.
  let isGone = true
  leader.on('request', (request) => {
    if (request.isNavigationRequest()) isGone = false
  })
  await leader.route('**/assets/*.js', (route) => (isGone ? route.fulfill({ status: 404 }) : route.continue()))
  await leader.getByRole('link', { name: '目标', exact: true }).click()
  await leader.locator('.goal, table').first().waitFor()
  await leader.unroute('**/assets/*.js')
  expect(isGone).toBe(false)
  expect(await leader.evaluate(() => sessionStorage.getItem('cg.reloaded'))).not.toBeNull()
  await leader.evaluate(() => sessionStorage.removeItem('cg.reloaded'))
})

/** On a phone and on a desk all pages are looked at by pages.test.ts. */
describe('looked at on an old screen', () => {
  it.each(['light', 'dark'])('has no fault in %s and nothing beyond its side', async (theme) => {
    await leader.setViewportSize({ width: 1024, height: 900 })
    for (const place of ['/compare', '/equity']) {
      await leader.goto(`${place}?theme=${theme}`)
      await leader.locator('h1').first().waitFor()
      await settled(leader)
      const found = theme === 'dark' ? await paleWords(leader) : await barriers(leader)
      expect([place, found]).toEqual([place, []])
      expect([place, await sideways(leader)]).toEqual([place, 0])
    }
  })
})

it('threw no error on any page and asked no other host', () => {
  expect(city.faults).toEqual([])
})
