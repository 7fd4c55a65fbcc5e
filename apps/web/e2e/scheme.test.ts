import { readFileSync } from 'node:fs'
import { must } from '@cg/domain/must'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { barriers } from './barriers.ts'
import { startCity } from './city.ts'
import type { City } from './city.ts'
import { replaceTexts } from './workbook.ts'

/*
 * A city that weighs one indicator more from next year on: a reviewer proposes it with its impact before him, a publisher
 * is told, sees the same and confirms it. The steps build on each other.
 */

let city: City
let reviewer: Page
let publisher: Page

beforeAll(async () => {
  city = await startCity(['--as-of=2026-11-23'])
  reviewer = await city.person('shenhe')
  publisher = await city.person('fabu')
})

afterAll(async () => {
  await city?.stop()
})

const indicator = '规上工业企业思政工作联络员覆盖率'

it('the reviewer sees whose place would move and puts the version forward', async () => {
  await reviewer.goto('/scheme')
  await reviewer.getByRole('button', { name: '复制为新草稿' }).click()
  await reviewer.getByLabel(`${indicator}：权重`).fill('30')
  await reviewer.getByRole('button', { name: '保存并试算' }).click()
  await reviewer.getByRole('button', { name: '提请采用' }).click()
  const dialog = reviewer.getByRole('dialog')
  await dialog.getByText(`“${indicator}”权重 4（占 4.0%） → 30（占 23.8%）`).waitFor()
  await dialog.getByText(/^已发布的 \d+ 期不变。$/).waitFor()
  await dialog.getByText(/^按最近一期（.+）的数字试算，\d+ 个单位位次变化/).waitFor()
  await dialog.getByRole('table', { name: /位次变化（试算，非正式）/ }).waitFor()
  expect(await barriers(reviewer)).toEqual([])
  await dialog.getByLabel(/审定依据/).fill('领导小组会议纪要〔2026〕3号')
  await dialog.getByRole('button', { name: '提请采用' }).click()
  await reviewer.getByText('已提请采用，待另一位发布人确认').waitFor()
  await reviewer.getByText(/^已提请采用（第 1 号），等待另一位发布人确认。$/).waitFor()
  expect(await reviewer.getByRole('button', { name: '保存草稿' }).count()).toBe(0)
  expect(await reviewer.getByRole('button', { name: '查看第1号方案变更' }).textContent()).toBe('查看')
})

it('a publisher is told, sees the same and confirms it; from then on the version is adopted', async () => {
  await publisher.goto('/inbox')
  await publisher.getByText(/提请从2027年起采用/).click()
  await publisher.getByRole('button', { name: '查看并办理第1号方案变更' }).click()
  const dialog = publisher.getByRole('dialog')
  await dialog.getByText(`“${indicator}”权重 4（占 4.0%） → 30（占 23.8%）`).waitFor()
  expect(await barriers(publisher)).toEqual([])
  await dialog.getByRole('button', { name: '确认' }).click()
  await publisher.getByRole('dialog').getByRole('button', { name: '确认' }).click()
  await publisher.getByText('变更已确认').waitFor()
  await publisher.getByText('已采用').first().waitFor()
})

it('who proposed it is told, and decides on nothing any more', async () => {
  await reviewer.goto('/inbox')
  await reviewer.getByText(/^您提请从2027年起采用.+，已确认（钱向东）。$/).click()
  await reviewer.getByRole('button', { name: '查看第1号方案变更' }).click()
  await reviewer
    .getByRole('dialog')
    .getByText(/钱向东 .+ 确认$/)
    .waitFor()
  expect(await reviewer.getByRole('dialog').getByRole('button', { name: '撤回' }).count()).toBe(0)
})

it('a draft goes to Excel with its rules, places and bonuses, comes back changed, and is put forward as it was read', async () => {
  await reviewer.goto('/scheme')
  await reviewer.getByRole('button', { name: '复制为新草稿' }).first().click()
  await reviewer.getByRole('button', { name: '导入 Excel' }).waitFor()
  const [download] = await Promise.all([
    reviewer.waitForEvent('download'),
    reviewer.getByRole('button', { name: '导出 Excel' }).click(),
  ])
  const buffer = await replaceTexts(readFileSync(must(await download.path())), [
    ['最多按100%计', '最多按110%计'],
    ['并列后跳号（1、2、2、4）', '并列后不跳号（1、2、2、3）'],
    ['每个扣', '一票否决'],
  ])
  const file = { name: '方案.xlsx', mimeType: 'application/octet-stream', buffer }
  await reviewer.locator('input[type=file]').setInputFiles(file)
  await reviewer.getByText(/^“加减分” 第 2—\d 行“后果”：不能为空，请填写。/).waitFor()
  const mended = await replaceTexts(readFileSync(must(await download.path())), [
    ['最多按100%计', '最多按110%计'],
    ['并列后跳号（1、2、2、4）', '并列后不跳号（1、2、2、3）'],
  ])
  await reviewer.locator('input[type=file]').setInputFiles({ ...file, buffer: mended })
  await reviewer.getByText('名次由“并列后跳号（1、2、2、4）”改为“并列后不跳号（1、2、2、3）”').waitFor()
  const rule = `“${indicator}”计分规则由“实际÷时序目标，最多按100%计”改为“实际÷时序目标，最多按110%计”`
  await reviewer.getByText(rule).waitFor()
  await reviewer.getByText(/^“加减分”：相同 \d 条。$/).waitFor()
  expect(await barriers(reviewer)).toEqual([])
  if (process.env['SHOTS'] !== undefined) {
    for (const [width, height] of [
      [1440, 900],
      [1366, 768],
      [390, 844],
    ] as const) {
      await reviewer.setViewportSize({ width, height })
      await reviewer.getByText('各表的行').scrollIntoViewIfNeeded()
      await reviewer.screenshot({ path: `${process.env['SHOTS']}/scheme-${width}.png` })
    }
    await reviewer.setViewportSize({ width: 1440, height: 900 })
  }
  await reviewer.getByRole('button', { name: '保存并试算' }).click()
  await reviewer.getByRole('button', { name: '提请采用' }).click()
  await reviewer.getByRole('dialog').getByText(rule).waitFor()
  await reviewer.getByRole('dialog').getByRole('button', { name: '取消' }).click()
})
