import JSZip from 'jszip'
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { barriers } from './barriers.ts'
import { startCity } from './city.ts'
import type { City } from './city.ts'
import { layoutFaults } from './layout.ts'
import { walk } from './walk.ts'

/*
 * 会议材料 as the office makes them: put together from the quarterly report of one release, put in order, given a title; with
 * the next release three clicks lead to all files, and the title that no longer holds is named. The steps build on each other.
 */

const before = 'CG-2026Q1-01'
const now = 'CG-2026Q2-01'
const ownTitle = '核心指标稳中向好'

let city: City
let office: Page

beforeAll(async () => {
  city = await startCity(['--as-of=2026-11-23'])
  office = await city.person('shenhe')
})

afterAll(async () => {
  await city?.stop()
})

const row = (at: number) => office.locator('.material-page').nth(at)
const rows = () => office.locator('.material-page-name').allTextContents()
const isSaved = () => office.getByText(/^已保存（/).waitFor()
const drawn = () => office.locator('.material-preview img:not(.is-stale)').waitFor()
const looked = async (): Promise<unknown[]> => [...(await barriers(office)), ...(await layoutFaults(office))]

describe('the office', () => {
  it('puts a quarterly report together from what the release has', async () => {
    await office.goto('/materials')
    await office.getByRole('link', { name: '产改工作季度通报', exact: true }).waitFor()
    await office.getByRole('button', { name: /^季度通报/ }).click()
    await office.getByRole('button', { name: '新建', exact: true }).click()
    await office.waitForURL(/\/materials\/\d+/)
    await drawn()
    expect((await rows()).slice(0, 3)).toEqual(['季度通报', '目录', '总体情况'])
    expect(await office.getByRole('region', { name: '检查' }).textContent()).toContain('每页都有数据来源')
    expect(await looked()).toEqual([])
  })

  it('orders the pages by pointer and by keys, and takes a deletion back', async () => {
    const [first = '', second = '', third = ''] = (await rows()).slice(3, 6)
    const grip = await office.locator('.material-grip').nth(5).boundingBox()
    const goal = await office.locator('.material-pages li').nth(3).boundingBox()
    if (grip === null || goal === null) throw new Error('the pages are not there')
    await office.mouse.move(grip.x + 8, grip.y + 10)
    await office.mouse.down()
    await office.mouse.move(goal.x + 8, goal.y + 12, { steps: 8 })
    await office.mouse.up()
    expect((await rows()).slice(3, 6)).toEqual([third, first, second])
    await row(3).click()
    await office.keyboard.press('Alt+ArrowDown')
    await office.keyboard.press('Alt+ArrowDown')
    expect((await rows()).slice(3, 6)).toEqual([first, second, third])
    expect(await office.evaluate(() => document.activeElement?.textContent)).toContain(third)
    await office.keyboard.press('Delete')
    await office.getByText('已删除第6页。').waitFor()
    await office.getByRole('button', { name: '撤销' }).click()
    await isSaved()
    await office.reload()
    await drawn()
    expect((await rows()).slice(3, 6)).toEqual([first, second, third])
  })

  it('adds a chart that it has seen first', async () => {
    const count = (await rows()).length
    await office.getByRole('button', { name: '加页面' }).click()
    const dialog = office.getByRole('dialog')
    await dialog.getByRole('radio', { name: /^画像/ }).check()
    expect(await dialog.getByRole('button', { name: '加入', exact: true }).isDisabled()).toBe(true)
    await dialog.getByLabel('单位', { exact: true }).selectOption({ index: 3 })
    await dialog.locator('.export-preview img').waitFor()
    expect(await barriers(office)).toEqual([])
    await dialog.getByRole('button', { name: '加入', exact: true }).click()
    expect(await rows()).toHaveLength(count + 1)
    await isSaved()
  })

  it('writes a title under the release before', async () => {
    await office.goto(`${new URL(office.url()).pathname}?release=${before}&sheet=p4`)
    await drawn()
    const field = office.getByLabel('标题（自动）')
    expect(await field.inputValue()).toMatch(/核心指标/)
    await field.fill(ownTitle)
    await office.getByText('恢复自动标题').waitFor()
    await isSaved()
    expect(await office.getByText('可能不再成立').count()).toBe(0)
  })

  it('has all files of the next release after three clicks, and is told which title no longer holds', async () => {
    const { page, click, took } = await walk(office, '/releases')
    await click(page.getByRole('link', { name: '会议材料 →' }))
    await click(page.getByRole('link', { name: `用 ${now} 生成` }).first())
    const check = page.getByRole('region', { name: '检查' })
    await check.getByText(`写于${before}的标题“${ownTitle}”可能不再成立`).waitFor()
    const coming = page.waitForEvent('download', { timeout: 120_000 })
    await click(page.getByRole('button', { name: '导出全部.zip' }))
    const file = await coming
    await took(3)
    expect(file.suggestedFilename()).toBe('2026Q2_季度通报_CG-2026Q2-01.zip')
    const names = Object.keys((await JSZip.loadAsync(readFileSync(await file.path()))).files)
    expect(names.map((name) => name.split('.').at(-1))).toEqual(expect.arrayContaining(['pptx', 'pdf', 'xlsx']))
    await page.getByRole('button', { name: '第4页改用本期的标题' }).click()
    await check.getByText('自拟标题与本期的自动标题没有出入').waitFor()
    await isSaved()
  })

  it('adds a chart from the page that shows it', async () => {
    await office.goto('/rank?by=JN03')
    await office.getByRole('button', { name: '导出', exact: true }).first().click()
    await office.getByRole('button', { name: '加入材料' }).click()
    await office.getByRole('button', { name: '加入', exact: true }).click()
    await office.getByRole('link', { name: '打开材料' }).click()
    await drawn()
    expect(await office.locator('.material-page[aria-current]').textContent()).toContain('居前')
  })

  it('lets everybody see it, who may copy and not change it', async () => {
    await office.getByLabel(/所有人可见/).check()
    await isSaved()
    await office.reload()
    expect(await office.getByLabel(/所有人可见/).isChecked()).toBe(true)
    const leader = await city.person('lingdao')
    await leader.goto('/materials')
    await leader.getByRole('link', { name: '季度通报', exact: true }).click()
    await leader.getByText(/^这份材料由赵一鸣编制/).waitFor()
    expect(await leader.getByRole('button', { name: '加页面' }).count()).toBe(0)
    expect(await leader.getByLabel(/^名称/).isDisabled()).toBe(true)
    await leader.getByRole('button', { name: '复制为我的材料' }).click()
    await leader.getByRole('heading', { name: '季度通报（副本）', level: 1 }).waitFor()
  })

  it.each([
    { width: 390, height: 844 },
    { width: 1366, height: 768 },
  ])('reads it at $width, light and dark', async (size) => {
    await office.setViewportSize(size)
    await office.goto(`${new URL(office.url()).pathname}?sheet=p4`)
    await drawn()
    expect(await looked()).toEqual([])
    await office.emulateMedia({ colorScheme: 'dark' })
    expect(await looked()).toEqual([])
    await office.emulateMedia({ colorScheme: 'light' })
  })
})

it('threw nothing', () => {
  expect(city.faults).toEqual([])
})
