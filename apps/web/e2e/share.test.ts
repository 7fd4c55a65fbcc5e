import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { barriers, sideways } from './barriers.ts'
import { startCity } from './city.ts'
import type { City } from './city.ts'
import { meetingLink, stranger } from './meeting-link.ts'
import { settled } from './settle.ts'

/* 会议链接: a district head gets a link for a meeting, on a machine where nobody has signed in. */

let city: City
let admin: Page
let leader: Page

beforeAll(async () => {
  city = await startCity(['--as-of=2026-11-23'])
  admin = await city.person('admin')
  leader = await city.person('lingdao')
})

afterAll(async () => {
  await city?.stop()
})

describe('an installation', () => {
  it('offers no links until its admin allows them', async () => {
    await leader.goto('/')
    await leader.getByRole('button', { name: /用户菜单/ }).click()
    await leader.getByRole('menuitem', { name: '打印本页' }).waitFor()
    expect(await leader.getByRole('menuitem', { name: '会议链接…' }).count()).toBe(0)
    await admin.goto('/admin?part=system')
    await admin.getByRole('button', { name: '启用会议链接' }).click()
    await admin.getByRole('button', { name: '停用会议链接' }).waitFor()
  })
})

describe('a leader', () => {
  it('makes a link from the page in four steps and copies it', async () => {
    await leader.goto('/rank?by=JN03')
    await leader.getByRole('button', { name: /用户菜单/ }).click()
    await leader.getByRole('menuitem', { name: '会议链接…' }).click()
    await leader.getByLabel(/用途/).fill('7月调度会')
    await leader.getByRole('button', { name: '生成链接' }).click()
    const url = await leader.getByRole('textbox', { name: '链接' }).inputValue()
    expect(url).toMatch(/^http:\/\/localhost:\d+\/share\/\d+#[\w-]{43}$/)
    await leader.getByRole('button', { name: '复制链接' }).click()
    expect(await leader.evaluate(() => navigator.clipboard.readText())).toBe(url)
    expect(await barriers(leader)).toEqual([])
    await leader.getByRole('link', { name: '查看我的会议链接 →' }).click()
    await leader.getByRole('rowheader', { name: '7月调度会' }).waitFor()
    expect(await leader.locator('main').textContent()).not.toContain(url.split('#')[1])
    expect(await barriers(leader)).toEqual([])
  })
})

describe('who opens a link without an account', () => {
  const pages = [
    '/',
    '/rank',
    '/rank?by=JN03',
    '/i/JN03',
    '/u/DWQ',
    '/compare?cut=rank',
    '/equity',
    '/targets',
    '/targets?unit=DWQ',
    '/screen?secs=60',
  ]
  for (const address of pages) {
    it(`reads ${address} whole, with nothing refused`, async () => {
      const { page, refused } = await stranger(city)
      await page.goto(await meetingLink(leader, address))
      await page.locator('h1').first().waitFor()
      // The wall says so only once its slides are there; a busy network may have paused before.
      await expect.poll(() => page.locator('body').textContent()).toMatch(/会议链接 · 有效至 ?\d{4}年/)
      await settled(page)
      expect(refused).toEqual([])
      const [path = '', query = ''] = address.split('?')
      const shown = new URL(page.url())
      expect(shown.hash).toBe('')
      expect(shown.pathname.replace(/^\/share\/\d+/, '')).toBe(path)
      expect(shown.search).toContain(query)
      expect(await page.getByRole('button', { name: '导出' }).count()).toBe(0)
      expect(await barriers(page)).toEqual([])
      await page.context().close()
    })
  }

  it('finds the page again after a restart of the window, and on a phone', async () => {
    const { page, refused } = await stranger(city)
    await page.goto(await meetingLink(leader, '/'))
    await page.locator('h1').first().waitFor()
    await page.setViewportSize({ width: 390, height: 844 })
    await page.reload()
    await page.locator('h1').first().waitFor()
    await settled(page)
    expect(refused).toEqual([])
    expect(await sideways(page)).toBe(0)
    await page.context().close()
  })

  it('is led nowhere else', async () => {
    const { page } = await stranger(city)
    await page.goto(await meetingLink(leader, '/'))
    await page.locator('h1').first().waitFor()
    const before = page.url()
    await page.locator('main a[href*="/i/"]').first().click()
    await page.getByText('会议链接只打开这一页').waitFor()
    expect(page.url()).toBe(before)
    await page.goto(before.replace(/\/share\/(\d+).*/, '/share/$1/compare'))
    await page.getByText('会议链接只打开“总览”一页').waitFor()
    await page.goto('/')
    await page.getByLabel('用户名').waitFor()
    await page.context().close()
  })

  it('sees it go dark when it is taken back, and is told why', async () => {
    const { page } = await stranger(city)
    const address = await meetingLink(leader, '/')
    await page.goto(address)
    await page.locator('.page h1').first().waitFor()
    const id = /\/share\/(\d+)/.exec(address)?.[1]
    expect((await leader.request.post(`/api/v1/shares/${id}/revoke`)).status()).toBe(200)
    await page.reload()
    await page.getByRole('heading', { name: '会议链接没有打开' }).waitFor()
    expect(await page.locator('body').textContent()).toContain('这条会议链接已被收回。')
    expect(await barriers(page)).toEqual([])
    await page.context().close()
  })
})

it('opening a link does not end the session of who is signed in', async () => {
  const other = await leader.context().newPage()
  await other.goto(await meetingLink(leader, '/rank'))
  await other.locator('.page h1').first().waitFor()
  await leader.goto('/releases')
  await leader.getByRole('heading', { name: '发布记录' }).waitFor()
  expect((await leader.request.get('/api/v1/session')).status()).toBe(200)
  await other.close()
})

it('no page failed', () => {
  expect(city.faults).toEqual([])
})
