import { join } from 'node:path'
import type { PeriodInfo } from '@cg/contract/admin'
import type { MatterList } from '@cg/contract/matter'
import type { ReleaseListItem } from '@cg/contract/release/head'
import type { RankingFacts } from '@cg/contract/release/ranking'
import type { ReviewMatrix } from '@cg/contract/review'
import JSZip from 'jszip'
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoPassword, startCity } from './city.ts'
import type { City } from './city.ts'
import { choose, tabTo, walk } from './walk.ts'

/*
 * What the office does around the quarter: its analyst, its publisher, its admin and its auditor, and a department with
 * what counts besides the figures. Each task by real clicks and keys, held to the number of clicks that the design allows.
 * The steps build on each other.
 */

let city: City
let analyst: Page
let publisher: Page
let admin: Page

beforeAll(async () => {
  city = await startCity(['--as-of=2026-11-23'])
  analyst = await city.person('shenhe')
  publisher = await city.person('fabu')
  admin = await city.person('admin')
})

afterAll(async () => {
  await city?.stop()
})

async function answer<Reply>(page: Page, path: string): Promise<Reply> {
  const reply = await page.request.get(`/api/v1/${path}`)
  expect([path, reply.status()]).toEqual([path, 200])
  return (await reply.json()) as Reply
}

describe('the analyst', () => {
  it('takes one chart away as a slide that can be edited; from then on PPTX is what the dialog offers', async () => {
    const { page, click, took } = await walk(analyst, '/rank?by=JN03')
    await page.keyboard.press('e')
    const dialog = page.getByRole('dialog')
    await click(dialog.getByText('PPTX', { exact: true }))
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      click(dialog.getByRole('button', { name: '下载' })),
    ])
    await took(2)
    const deck = await JSZip.loadAsync(readFileSync(await download.path()))
    expect(deck.file(/^ppt\/charts\/chart\d+\.xml$/).length).toBeGreaterThan(0)
    expect(deck.file(/^ppt\/embeddings\/.+\.xlsx$/).length).toBeGreaterThan(0)
    const again = await walk(analyst, '/rank?by=JN03')
    await again.click(page.getByRole('button', { name: '导出', exact: true }))
    const [second] = await Promise.all([
      page.waitForEvent('download'),
      again.click(dialog.getByRole('button', { name: '下载' })),
    ])
    expect(second.suggestedFilename()).toMatch(/CG-2026Q2-01\.pptx$/)
    await again.took(2)
  })

  it('answers where a figure comes from: parts, forms, who and when', async () => {
    const { page, click, took } = await walk(analyst, '/')
    await click(page.locator('.kpi-link'))
    await page.waitForURL((url) => url.pathname.startsWith('/i/'))
    await click(page.locator('.headline-number'))
    const drawer = page.getByRole('dialog')
    await drawer.getByText(/÷/).first().waitFor()
    expect(await drawer.locator('.passport-cell').count()).toBeGreaterThan(11)
    expect(await drawer.textContent()).toMatch(/填报 .+\d{4}年.+审核 .+\d{4}年.+回执/)
    await took(2)
  })

  it('tries other weights, and the published places stay what they are', async () => {
    const places = () => answer<RankingFacts>(analyst, 'releases/CG-2026Q2-01/rankings/score')
    const before = await places()
    const { page, click, took } = await walk(analyst)
    await click(page.getByRole('link', { name: '排名', exact: true }))
    await click(page.getByRole('button', { name: /试算/ }))
    await tabTo(page, page.getByRole('slider', { name: /思想引领/ }))
    await page.keyboard.press('End')
    await expect.poll(() => page.locator('.trial-table').textContent()).toMatch(/与正式位次不同的单位：[1-9]\d*个/)
    await page.waitForURL(/try=/)
    expect(await places()).toEqual(before)
    await took(2)
  })
})

describe('a department and the office, besides the figures', () => {
  const what = '市总工会通报表扬，产业工人创新工作室入选省级名单'

  it('reports a matter with its evidence', async () => {
    const filler = await city.person('zgh')
    const { page, click, took } = await walk(filler)
    await click(page.getByRole('link', { name: '加减分', exact: true }))
    await choose(page, page.getByLabel('区县'), '西屏区')
    await page.getByLabel('发生或认定日期').fill('2026-08-20')
    await tabTo(page, page.getByLabel('事由'))
    await page.keyboard.type(what)
    await page.keyboard.press('Tab')
    await page.keyboard.type('云工发〔2026〕18号')
    await click(page.getByRole('button', { name: '报送', exact: true }))
    const entered = page.locator('.matter', { hasText: what })
    await entered.locator('.chip', { hasText: '待审核' }).waitFor()
    expect(await entered.textContent()).toMatch(/西屏区.+2026年8月20日.+云工发〔2026〕18号/)
    await took(2)
    await page.context().close()
  })

  it('and another takes it, from when it counts', async () => {
    const { page, click, took } = await walk(analyst)
    await click(page.getByRole('link', { name: '加减分', exact: true }))
    await click(page.locator('.matter', { hasText: what }).getByRole('button', { name: /^采纳第\d+号事项/ }))
    await click(page.getByRole('dialog').getByRole('button', { name: '采纳', exact: true }))
    await page.locator('.matter', { hasText: what }).locator('.chip', { hasText: '已采纳' }).waitFor()
    const { items } = await answer<MatterList>(analyst, 'matters')
    expect(items.find((one) => one.what === what)?.state).toBe('accepted')
    await took(3)
  })

  it('loads a figure from outside by hand, and takes a wrong one out again', async () => {
    const { page, click, took } = await walk(publisher)
    await click(page.getByRole('link', { name: '参照', exact: true }))
    await choose(page, page.getByLabel('指标'), '基本医疗保险参保率（%）')
    await tabTo(page, page.getByLabel('期次'))
    await page.keyboard.type('2026Q2')
    await page.keyboard.press('Tab')
    await page.keyboard.type('95.1')
    await page.getByLabel('来源').fill('全省医疗保障统计快报')
    await page.getByLabel('公布日期').fill('2026-08-10')
    await click(page.getByRole('button', { name: '装入', exact: true }))
    const row = page.locator('table tbody tr', { hasText: '全省医疗保障统计快报' })
    await row.waitFor()
    expect(await row.textContent()).toMatch(/基本医疗保险参保率全省平均2026年第二季度95\.1%仅有比率.+使用中/)
    await took(2)
    const again = await walk(publisher, '/yardsticks')
    await again.click(row.getByRole('button', { name: /^撤回基本医疗保险参保率/ }))
    await tabTo(page, page.getByRole('dialog').getByLabel('原因'))
    await page.keyboard.type('录入有误')
    await again.click(page.getByRole('dialog').getByRole('button', { name: '撤回', exact: true }))
    await row.getByText('已撤回').waitFor()
    expect(await row.textContent()).toMatch(/钱向东，.+：录入有误/)
    await again.took(2)
  })
})

describe('the publisher', () => {
  const preview = '试看-2026Q3-01'

  it('publishes a quarter in four clicks of two people, with the difference to the last before their eyes', async () => {
    const making = await walk(analyst)
    await making.click(analyst.getByRole('link', { name: '发布', exact: true }))
    await making.click(analyst.getByRole('button', { name: '生成试看' }))
    await analyst.getByText('试看 · 未发布', { exact: true }).waitFor()
    await making.took(2)
    const union = await city.person('dwtb')
    await union.goto(`/rank?pub=${encodeURIComponent(preview)}`)
    await union.getByText('试看不对外公开').waitFor()
    await union.context().close()

    const signing = await walk(publisher)
    expect(new URL(publisher.url()).pathname).toBe('/publish')
    const changes = publisher.locator('.publish-difference')
    expect(await changes.locator('summary').textContent()).toMatch(/^灯可作比较的[1-9]\d*项指标中，全市变好/)
    expect(await changes.locator('.difference-claims').textContent()).toMatch(
      /与CG-2026Q2-01相比，[1-9]\d*项指标.*有[1-9]\d*处数值.*涉及全市和12个单位/,
    )
    expect(await changes.locator('tbody tr').count()).toBeGreaterThan(5)
    await signing.click(publisher.getByRole('button', { name: '复核并发布' }))
    await signing.click(publisher.getByRole('dialog').getByRole('button', { name: /^发布(并关闭 \d+ 张)?$/ }))
    await publisher.getByText('已发布 CG-2026Q3-01').waitFor()
    const { items } = await answer<{ items: ReleaseListItem[] }>(publisher, 'releases')
    expect(items.map(({ head }) => head.code)).toContain('CG-2026Q3-01')
    await signing.took(2)
  })

  it('has a published number corrected: the cell open again with a reason, the release as it was', async () => {
    const head = async () => {
      const { items } = await answer<{ items: ReleaseListItem[] }>(analyst, 'releases')
      return items.find((one) => one.head.code === 'CG-2026Q2-01')?.head
    }
    const before = await head()
    const { page, click, took } = await walk(analyst)
    await click(page.getByText('报送进度', { exact: true }))
    await tabTo(page, page.getByLabel(/季度/))
    await page.keyboard.press('ArrowDown')
    await page.waitForURL(/quarter=2026Q2/)
    await click(page.locator('.matrix-list').getByRole('link', { name: /技能培训与技能人才情况表/ }))
    await click(page.getByLabel('更正此格').nth(3))
    await click(page.getByRole('button', { name: '更正 1 格…' }))
    await tabTo(page, page.getByRole('dialog').getByLabel('更正原因'))
    await page.keyboard.type('台账核对发现漏计一家企业')
    await click(page.getByRole('button', { name: '重新打开这些格' }))
    await page.getByText('已重新打开 1 格').waitFor()
    await took(5)
    const { cells } = await answer<ReviewMatrix>(analyst, 'review/matrix?period=2026Q2')
    expect(cells.find(({ form }) => form === 'RSJ-SKILLS')?.state).toBe('returned')
    expect(await head()).toEqual(before)
  })
})

describe('the admin', () => {
  it('opens the next quarter with its dates', async () => {
    const { page, click, took } = await walk(admin)
    expect(new URL(page.url()).pathname).toBe('/admin')
    await click(page.getByText('期次', { exact: true }))
    await click(page.getByRole('button', { name: '开放下一季度' }))
    await click(page.getByRole('button', { name: '保存', exact: true }))
    const row = page.getByRole('row', { name: /^2026年第四季度/ })
    await row.waitFor()
    expect(await row.textContent()).toMatch(/填报中2027年1月1日 00:002027年1月15日 18:002027年1月27日 18:000 \/ 57/)
    const { items } = await answer<{ items: PeriodInfo[] }>(admin, 'admin/periods')
    expect(items[0]).toMatchObject({ code: '2026Q4', state: 'open' })
    await took(3)
  })

  it('gives a person who forgot it a new password, which opens the door once', async () => {
    const { page, click, took } = await walk(admin)
    await click(page.getByRole('row', { name: /^dwtb / }).getByRole('button', { name: '重置密码' }))
    const password = (await page.locator('.admin-password').textContent()) ?? ''
    expect(password.length).toBeGreaterThan(8)
    await click(page.getByRole('button', { name: '已记下' }))
    await took(2)
    const union = await city.typing('dwtb', password)
    await union.waitForURL((url) => url.pathname === '/password')
    await union.context().close()
    const old = await fetch(`${city.base}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: 'dwtb', password: demoPassword }),
    })
    expect(old.status).toBe(401)
  })

  it('makes an account of a department’s leader', async () => {
    const { page, click, took } = await walk(admin)
    await click(page.getByRole('button', { name: '新建账号' }))
    const dialog = page.getByRole('dialog')
    await tabTo(page, dialog.getByLabel('登录名'))
    await page.keyboard.type('gxjld')
    await page.keyboard.press('Tab')
    await page.keyboard.type('丁书恒')
    await choose(page, dialog.getByLabel('角色'), '领导')
    await choose(page, dialog.getByLabel('范围'), '市工信局')
    await click(dialog.getByRole('button', { name: '保存' }))
    await page.locator('.admin-password').waitFor()
    await click(page.getByRole('button', { name: '已记下' }))
    expect(await page.getByRole('row', { name: /^gxjld / }).textContent()).toContain('领导（市工信局）待改密码')
    await took(3)
  })

  it('adds an indicator, and sees what it reaches before it is put forward', async () => {
    const { page, click, took } = await walk(admin)
    await click(page.getByText('指标目录', { exact: true }))
    await click(page.getByRole('button', { name: '新增指标' }))
    const dialog = page.getByRole('dialog')
    await tabTo(page, dialog.getByLabel(/^名称/))
    await page.keyboard.type('技能培训人均场次')
    await choose(page, dialog.getByLabel(/^牵头部门/), '市人社局')
    await tabTo(page, dialog.getByLabel(/^口径/))
    await page.keyboard.type('每名产业工人年内参加技能培训的场次，用来看培训的密度')
    await choose(page, dialog.getByLabel(/^表示方式/), '平均或倍数：分子 ÷ 分母')
    for (const [part, item] of [
      [/^分子/, '技能培训场次'],
      [/^分母/, '产业工人总数'],
    ] as const) {
      await tabTo(page, dialog.getByRole('combobox', { name: part }))
      await page.keyboard.type(item)
      await page.keyboard.press('Enter')
      await dialog.getByRole('button', { name: new RegExp(`^去掉${item}`) }).waitFor()
    }
    await tabTo(page, dialog.getByLabel(/^计量单位/))
    await page.keyboard.type('场/人')
    await choose(page, dialog.getByLabel(/^小数位/), '2 位小数')
    await choose(page, dialog.getByLabel(/^方向/), '越高越好')
    await click(dialog.getByRole('button', { name: '检查影响' }))
    await dialog.getByText(/^影响 \d+ 张报表、1 个指标/).waitFor()
    await dialog.getByText('“技能培训人均场次”与指标“技能培训场次”相近').first().waitFor()
    await click(dialog.getByRole('checkbox', { name: /^已核对/ }))
    await tabTo(page, dialog.getByLabel(/^变更原因/))
    await page.keyboard.type('市产改办要看培训密度')
    await click(dialog.getByRole('button', { name: '提出变更' }))
    await page.getByText('变更已提出，待另一位发布人确认').waitFor()
    await took(5)
  })

  it('merges two counties from a quarter on, as far as one person may', async () => {
    const { page, click, took } = await walk(admin)
    await click(page.getByText('单位', { exact: true }))
    await click(page.getByRole('button', { name: '合并、拆分' }))
    const dialog = page.getByRole('dialog')
    // A quarter whose forms are filled already would refuse it.
    await choose(page, dialog.getByLabel(/^生效季度/), '2027年第一季度')
    await tabTo(page, dialog.getByLabel(/^批准文件/))
    await page.keyboard.type('演示批复〔2026〕1号')
    for (const name of ['沅岭土家族苗族自治县', '岚谷县']) {
      await tabTo(page, dialog.getByRole('checkbox', { name }))
      await page.keyboard.press('Space')
    }
    await tabTo(page, dialog.getByLabel(/^代码/))
    await page.keyboard.type('YLGX')
    await tabTo(page, dialog.getByLabel(/^名称/))
    await page.keyboard.type('沅谷县')
    await click(dialog.getByRole('button', { name: '检查影响' }))
    await dialog
      .getByText(/沅岭.*岚谷.*沅谷县/)
      .first()
      .waitFor()
    await click(dialog.getByRole('button', { name: '提请合并' }))
    await dialog.waitFor({ state: 'detached' })
    await page
      .getByText(/沅谷县/)
      .first()
      .waitFor()
    await took(4)
  })

  it('sees version and size and makes a backup', async () => {
    const { page, click, took } = await walk(admin)
    await click(page.getByText('系统与备份', { exact: true }))
    const files = page.getByRole('button', { name: /^恢复backup-/ })
    const names = () => files.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))
    await page.locator('.admin-facts').waitFor()
    expect(await page.locator('.admin-facts').textContent()).toMatch(/版本\d+\.\d+\.\d+.+SQLite 数据文件，[\d.]+ ?MB/)
    await files.first().waitFor()
    const before = await names()
    await click(page.getByRole('button', { name: '立即备份' }))
    await page.getByText('已备份').waitFor()
    await expect.poll(async () => (await names())[0]).not.toBe(before[0])
    await took(2)
  })

  it('takes the city’s own map, with its number', async () => {
    const { page, click, took } = await walk(admin)
    await click(page.getByText('地图', { exact: true }))
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), click(page.getByLabel(/GeoJSON 文件/))])
    await chooser.setFiles(join(import.meta.dirname, '../../../seeds/city/map.geojson'))
    await tabTo(page, page.getByLabel(/审图号/))
    await page.keyboard.type('演示S(2026)0001号')
    await page.keyboard.press('Tab')
    await page.keyboard.type('演示数据')
    await click(page.getByRole('button', { name: '检查并预览' }))
    await page.getByRole('img', { name: /地图预览：.*东湾区/ }).waitFor()
    await click(page.getByRole('button', { name: '启用', exact: true }))
    await page.getByRole('row', { name: /第1版.*演示S\(2026\)0001号.*在用/ }).waitFor()
    await took(4)
  })
})

it('the auditor sees who changed what, and one kind of it', async () => {
  const { page, took } = await walk(await city.person('shenji'))
  expect(new URL(page.url()).pathname).toBe('/audit')
  await expect.poll(() => page.locator('h1').first().textContent()).toMatch(/^\d+ 条审计记录，链条完整$/)
  expect(await page.getByRole('table', { name: '审计记录' }).textContent()).toMatch(/马俊杰.+地图/)
  // More kinds of act than a list shows: the field is typed into.
  await tabTo(page, page.getByRole('combobox', { name: '动作' }))
  await page.keyboard.type('重置')
  await page.keyboard.press('Enter')
  await page.waitForURL(/action=/)
  await expect.poll(() => page.locator('table tbody tr').count()).toBe(1)
  expect(await page.locator('table tbody tr').textContent()).toMatch(/马俊杰.+dwtb/)
  await took(0)
})

it('no page failed', () => {
  expect(city.faults).toEqual([])
})
