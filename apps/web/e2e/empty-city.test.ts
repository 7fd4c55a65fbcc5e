import { formatPeriod } from '@cg/domain/number/number-format'
import { makePeriod, previousPeriod } from '@cg/domain/period'
import type { Quarter } from '@cg/domain/period'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startCity } from './city.ts'
import type { City } from './city.ts'

/*
 * A real city begins: from an empty installation to its first release by pages alone, on the day the machine says. The
 * stopwatch runs over what the program and the clicks take; people take longer to think, and have an hour.
 */

let city: City
let admin: Page
let filler: Page
let reviewer: Page
const begun = Date.now()
beforeAll(async () => {
  city = await startCity(['--empty'])
}, 200_000)
afterAll(() => city.stop())

const today = new Date()
/** The quarter that is over, as a city would begin with. */
const period = previousPeriod(makePeriod(today.getUTCFullYear(), Math.ceil((today.getUTCMonth() + 1) / 3) as Quarter))
const day = (days: number): string => new Date(today.getTime() + days * 86_400_000).toISOString().slice(0, 10)

const firstPassword = 'Xinhe-first-1'
const ownPassword = 'Xinhe-own-22'
const table = (...rows: string[]): Buffer => Buffer.from(`${rows.join('\r\n')}\r\n`)
const csv = (name: string, buffer: Buffer) => ({ name, mimeType: 'text/csv', buffer })
const files = [
  csv(
    'units.csv',
    table(
      '代码,名称,简称,类别,上级代码,区域类型,考核组,计入上级,排列顺序,地图行,地图列',
      'XH,新河市,新河市,市,,,,是,0,,',
      'CD,城东区,城东区,区,XH,中心城区,城区,是,1,1,2',
      'SX,山下县,山下县,县,XH,偏远地区,县域,是,2,1,1',
    ),
  ),
  csv(
    'users.csv',
    table(
      '登录名,姓名,初始密码,角色,部门代码,单位代码',
      ...['ybj,方医保,填报人,YBJ', 'shenhe,沈核,审核人,', 'fabu,范布,发布人,', 'lingdao,林导,领导,'].map((row) => {
        const [login, name, role, department] = row.split(',')
        return `${login},${name},${firstPassword},${role},${department},`
      }),
    ),
  ),
  csv(
    'periods.csv',
    table('季度,开放时间,截止时间,关闭时间,状态', `${period},${day(-10)} 08:00,${day(20)} 18:00,${day(25)} 18:00,开放`),
  ),
]

const step = (name: string) => admin.getByRole('listitem').filter({ has: admin.getByRole('heading', { name }) })

async function setup(): Promise<void> {
  await admin.goto('/admin?part=setup')
  await step('单位').waitFor()
}

/** Signs in for the first time, which asks for a password of one's own. */
async function firstTime(login: string): Promise<Page> {
  const page = await city.stranger()
  await page.goto('/')
  await page.getByLabel('用户名').fill(login)
  await page.getByLabel('密码', { exact: true }).fill(firstPassword)
  await page.keyboard.press('Enter')
  await page.getByLabel('现在的密码').fill(firstPassword)
  await page.getByLabel('新密码', { exact: true }).fill(ownPassword)
  await page.getByLabel('再次输入新密码').fill(ownPassword)
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.pathname !== '/password')
  return page
}

describe('the first admin', () => {
  it('is made with the code that the program prints, and is told what comes next', async () => {
    const code = /验证码：(\S+)/.exec(city.printed())?.[1] ?? ''
    admin = await city.stranger()
    await admin.goto('/')
    await admin.waitForURL('**/first-run')
    const fields = {
      一次性验证码: code,
      管理员姓名: '王建国',
      用户名: 'wangjg',
      密码: ownPassword,
      再次输入密码: ownPassword,
    }
    for (const [label, text] of Object.entries(fields)) await admin.getByLabel(label, { exact: true }).fill(text)
    await admin.getByRole('button', { name: '建立管理员并进入' }).click()
    await admin.getByRole('region', { name: '下一步：单位' }).waitFor()
    expect(await step('指标与报表').textContent()).toMatch(/已具备内置指标目录：\d+项指标，其中30项参加评价，\d+张报表/)
  })

  it('loads units, people and the first quarter from three files, after seeing what they hold', async () => {
    await admin.getByRole('link', { name: '城市资料', exact: true }).click()
    await admin.getByLabel(/上传填好的工作簿/).setInputFiles(files)
    await admin.getByText(/检查通过，还没有写入。新增或改动：单位 3 个/).waitFor()
    await admin.getByRole('button', { name: /装入$/ }).click()
    await admin.getByText(/^已装入：单位 3 个、用户 4 人/).waitFor()
  })

  it('sees who is still missing, and that the quarter is open', async () => {
    await setup()
    expect(await step('单位').textContent()).toContain('新河市，2个报送单位')
    expect(await step('账号').textContent()).toMatch(
      /\d+个部门还没有填报人（市总工会.*；2个单位还没有填报人（城东区、山下县）。/,
    )
    expect(await step('期次').textContent()).toContain(`${formatPeriod(period)}已开放填报`)
    expect(await step('目标与基期').textContent()).toContain('宜补')
  })
})

describe('the first quarter', () => {
  it('is filled by a department that knows its first password', async () => {
    filler = await firstTime('ybj')
    await filler.goto(`/fill/${period}/YBJ-RIGHTS/YBJ`)
    const cell = (index: number) => filler.locator(`td[data-cell="${index}"] input`)
    // By rows: the whole, 规上, 中小微; two units each.
    for (const [index, figure] of [900, 800, 500, 420, 400, 380].entries()) {
      await cell(index).click()
      await filler.keyboard.type(String(figure))
      await filler.keyboard.press('Enter')
    }
    await expect.poll(() => cell(5).inputValue()).toBe('380')
    await filler.getByRole('button', { name: '提交', exact: true }).click()
    await filler.getByRole('dialog').getByRole('button', { name: '提交', exact: true }).click()
    await filler.getByText(`${period}-YBJ-RIGHTS-YBJ-1`).waitFor()
  })

  it('is reviewed, previewed and published by two persons', async () => {
    reviewer = await firstTime('shenhe')
    await reviewer.goto(`/review/${period}/YBJ-RIGHTS/YBJ`)
    await reviewer.getByRole('button', { name: '通过', exact: true }).click()
    await reviewer.waitForURL((url) => !url.pathname.endsWith('/YBJ'))
    await reviewer.goto('/publish')
    await reviewer.getByRole('button', { name: '生成试看' }).click()
    await reviewer.getByText('试看 · 未发布', { exact: true }).waitFor()
    const publisher = await firstTime('fabu')
    await publisher.goto('/publish')
    await publisher.getByRole('button', { name: '复核并发布' }).click()
    await publisher.getByRole('dialog').getByRole('button', { name: /发布/ }).click()
    await publisher.getByText(`已发布 CG-${period}-01`).waitFor()
  })

  it('is on the leader’s screen, and every page names the release', async () => {
    const leader = await firstTime('lingdao')
    for (const path of ['/', '/rank', '/compare', '/u/CD', '/targets']) {
      await leader.goto(path)
      await leader.getByRole('heading', { level: 1 }).first().waitFor()
      await expect.poll(() => leader.locator('main').textContent(), { message: path }).toContain(`CG-${period}-01`)
    }
  })

  it('ends the way of the installation, within an hour by far', async () => {
    await setup()
    expect(await step('发布').textContent()).toContain(`最近一次发布：CG-${period}-01`)
    expect((Date.now() - begun) / 60_000).toBeLessThan(15)
  })
})

it('no page failed', () => {
  expect(city.faults).toEqual([])
})
