import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCity } from './city.ts'
import type { ReadCity } from './city.ts'
import { depth, walk } from './walk.ts'

/*
 * What a leader does, each task from where he lands after signing in and by real clicks, held to the number of clicks that
 * the design allows it.
 */

let city: ReadCity
let leader: Page
let district: Page
let department: Page

beforeAll(async () => {
  city = await readCity()
  leader = await city.person('lingdao')
  district = await city.person('dongwan')
  department = await city.person('rsjld')
})

afterAll(async () => {
  await city?.stop()
})

it('counts every click', async () => {
  const { page, click, took } = await walk(leader)
  await click(page.getByRole('link', { name: '排名', exact: true }))
  await click(page.getByText('稳健区间', { exact: true }))
  await took(2)
  await expect(took(1)).rejects.toThrow('expected 2 to be less than or equal to 1')
})

describe('a leader of the city', () => {
  it('sees on opening which core indicators are met and the biggest problem in one sentence', async () => {
    const { page, took } = await walk(leader)
    expect(new URL(page.url()).pathname).toBe('/')
    expect(await page.locator('h1').first().textContent()).toMatch(
      /项核心指标.*达到时序目标，.+(?:低于|高于)时序目标[\d.]+个百分点/,
    )
    const lights = page.locator('.kpi-cards .chip')
    expect(await lights.count()).toBeGreaterThanOrEqual(4)
    for (const light of await lights.all()) expect(await light.textContent()).toMatch(/^(?:达标|临近|滞后|未报)$/)
    expect(await depth(lights.last())).toBeLessThan(0.5)
    await took(0)
  })

  it('sees the ranking of the districts and who moved most', async () => {
    const { page, click, took } = await walk(leader)
    await click(page.getByRole('link', { name: '排名', exact: true }))
    const movers = page.locator('.movers li')
    await movers.first().waitFor()
    expect(await movers.first().textContent()).toMatch(/由第\d+位(?:升至|降至)第\d+位/)
    expect(await depth(movers.first())).toBeLessThan(1)
    expect(await page.getByRole('button', { name: /综合得分：[\d.]+分，位次：第\d+位/ }).count()).toBe(12)
    await took(1)
  })

  it('learns why a district is low: the three indicators that cost it most points', async () => {
    const { page, click, took } = await walk(leader)
    await click(page.locator('.overview-ranking').getByRole('link', { name: /^云岭县，综合得分/ }))
    const lost = page.locator('.unit-lost li')
    await lost.first().waitFor()
    expect(new URL(page.url()).pathname).toBe('/u/YLX')
    expect(await lost.count()).toBe(3)
    for (const item of await lost.all()) expect(await item.textContent()).toMatch(/ \d+\.\d\d分/)
    expect(await depth(lost.last())).toBeLessThan(1)
    await took(1)
  })

  it('checks whether a place is sure before he names a district in public', async () => {
    const { page, click, took } = await walk(leader)
    await click(page.getByRole('link', { name: '位次区间 →' }))
    await page.locator('main h1', { hasText: '稳健区间' }).waitFor()
    await page.getByRole('button', { name: /^云岭县，.*位次区间：?第\d+—\d+位/ }).waitFor()
    await took(1)
  })

  it('sees centre against county and large against small firms, and whether the gap narrows', async () => {
    const { page, click, took } = await walk(leader)
    await click(page.getByRole('link', { name: '均衡性', exact: true }))
    await page.locator('.equity-gap').first().waitFor()
    const words = await page.locator('main').textContent()
    expect(words).toMatch(/中心城区与偏远地区的.+以来差距(?:收敛|扩大|没有明显变化)，本期为[\d.]+个百分点/)
    expect(words).toMatch(/规上企业与中小微企业的.+以来差距(?:收敛|扩大|没有明显变化)，本期为[\d.]+个百分点/)
    await took(1)
  })

  it('sees who has not reported, by name', async () => {
    const { page, took } = await walk(leader)
    const missing = page.locator('.overdue', { hasText: '未报的' })
    expect(await missing.locator('p').isVisible()).toBe(true)
    expect(await missing.locator('p').textContent()).toMatch(/岚谷县《思想政治工作联络员情况表》/)
    expect(await page.locator('.alerts, .alert-list').first().textContent()).toContain('岚谷县有4项考核指标未报')
    await took(0)
  })

  it('takes the exact view with him: as a link, or as a picture', async () => {
    const { page, click, took } = await walk(leader)
    const panel = page.locator('.overview-ranking')
    await click(panel.getByRole('button', { name: '复制链接' }))
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^http.+pub=CG-2026Q2-01/)
    await took(1)
    const again = await walk(leader)
    await again.click(panel.getByRole('button', { name: '导出' }))
    await again.click(page.getByRole('dialog').getByRole('button', { name: '复制图片' }))
    await page.getByText('图片已复制').waitFor()
    await again.took(2)
    const items = await page.evaluate(async () => (await navigator.clipboard.read()).flatMap(({ types }) => types))
    expect(items).toContain('image/png')
  })
})

describe('the head of a district', () => {
  it('lands on his own: place, score, what is weak, how far to the targets', async () => {
    const { page, took } = await walk(district)
    expect(new URL(page.url()).pathname).toBe('/u/DWQ')
    expect(await page.locator('h1').first().textContent()).toMatch(/^东湾区综合得分在12个单位中居第\d+位/)
    await page.locator('.unit-lost li').first().waitFor()
    expect(await page.locator('main').textContent()).toMatch(/再提高[\d.]+个百分点/)
    await took(0)
  })

  it('sees the published values of his group', async () => {
    const { page, took } = await walk(district)
    await page.getByRole('table', { name: '同组各单位数值' }).waitFor()
    await took(1)
  })

  it('takes his page home as a sheet of A4', async () => {
    const { page, click, took } = await walk(district)
    await click(page.getByRole('button', { name: '导出本页' }))
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      click(page.getByRole('button', { name: '导出PDF' })),
    ])
    expect(download.suggestedFilename()).toMatch(/2026Q2_区县画像_.*东湾区.*CG-2026Q2-01\.pdf$/u)
    await took(2)
  })

  it('asks where his value comes from: parts, forms, who and when', async () => {
    const { page, click, took } = await walk(district)
    await click(page.getByRole('button', { name: /81\.9/ }))
    const drawer = page.getByRole('dialog')
    await drawer.getByText(/÷/).first().waitFor()
    expect(await drawer.textContent()).toMatch(/填报 .+\d{4}年.+审核 .+\d{4}年.+回执/)
    await took(1)
  })
})

describe('the head of a department', () => {
  it('lands on its own indicators and is in one of them with one click', async () => {
    const { page, click, took } = await walk(department)
    expect(new URL(page.url()).pathname).toBe('/i')
    expect(new URL(page.url()).searchParams.get('lead')).toBe('市人社局')
    await click(page.getByRole('link', { name: '失业保险参保率', exact: true }))
    await page.locator('h1', { hasText: /失业保险参保率.*时序目标/ }).waitFor()
    expect(await page.locator('main').textContent()).toContain('牵头部门市人社局')
    await took(1)
  })

  it('reads only: no page where figures are made is in its bar, and none opens by its address', async () => {
    const { page } = await walk(department)
    const bar = page.getByRole('navigation', { name: '主导航' })
    expect((await bar.getByRole('link').allTextContents()).at(-1)).toBe('发布记录')
    for (const place of ['/fill', '/review', '/publish', '/admin']) {
      await page.goto(place)
      await page.getByText(/您的账号没有查看此内容的权限|本季您单位没有待填报表/).waitFor()
    }
  })
})

it('no page failed', () => {
  expect(city.faults).toEqual([])
})
