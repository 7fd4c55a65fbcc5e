import type { CatalogueBoard } from '@cg/contract/catalogue-change'
import { must } from '@cg/domain/must'
import JSZip from 'jszip'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { barriers } from './barriers.ts'
import { startCity } from './city.ts'
import type { City } from './city.ts'

/*
 * A city that counts its training sessions no more: one person proposes it, another confirms it, and from the quarter on
 * neither the form nor its workbook asks for them. The steps build on each other.
 */

const item = '技能培训场次'
const form = (period: string) => `/fill/${period}/RSJ-SKILLS/RSJ`
const part = '/admin?part=catalogue'

let city: City
let admin: Page
let publisher: Page
let department: Page

beforeAll(async () => {
  city = await startCity(['--as-of=2026-11-23'])
  admin = await city.person('admin')
  publisher = await city.person('fabu')
  department = await city.person('rsj')
})

afterAll(async () => {
  await city?.stop()
})

async function startSwitching(from: string): Promise<void> {
  await admin.goto(part)
  await admin.getByText('数据项', { exact: true }).click()
  await admin.getByLabel('查找').fill(item)
  await admin.getByRole('checkbox', { name: `选择${item}` }).check()
  await admin.getByRole('button', { name: '停用所选' }).click()
  await admin
    .getByRole('dialog')
    .getByLabel(/从哪个季度起停用/)
    .selectOption({ label: from })
}

/** The number of the change that was put forward last: the demo has some of its own. */
async function newest(): Promise<number> {
  const board = (await (await admin.request.get('/api/v1/admin/catalogue')).json()) as CatalogueBoard
  return must(board.proposals[0]).id
}

it('a quarter whose forms are filled refuses it, with the quarter from which it can be', async () => {
  await startSwitching('2026年第三季度')
  const dialog = admin.getByRole('dialog')
  await dialog.getByText(/2026年第三季度的报表已填了数据项“技能培训场次”.+请改从2026年第四季度起停用/).waitFor()
  expect(await dialog.getByRole('button', { name: '提出变更' }).isDisabled()).toBe(true)
})

it('the admin sees what it reaches and puts it forward', async () => {
  await startSwitching('2026年第四季度')
  const dialog = admin.getByRole('dialog')
  await dialog.getByText(/^影响 1 张报表、2 个指标，其中 0 个计分指标；不影响已发布的 \d+ 期。$/).waitFor()
  await dialog.getByText('这些指标缺少停用的数据项，无法计算，一并停用。').waitFor()
  expect(await barriers(admin)).toEqual([])
  await dialog.getByLabel(/^变更原因/).fill('本市改按人次统计，不再统计场次')
  await dialog.getByRole('button', { name: '提出变更' }).click()
  await admin.getByText('变更已提出，待另一位发布人确认').waitFor()
  const own = admin.getByRole('button', { name: `查看第${await newest()}号目录变更` })
  expect(await own.textContent()).toBe('查看')
})

it('a publisher is told and confirms it', async () => {
  await publisher.goto('/inbox')
  await publisher.getByText(/提出变更指标目录：2026年第四季度起停用 1 个数据项/).click()
  await publisher.getByRole('button', { name: `查看并办理第${await newest()}号目录变更` }).click()
  await publisher.getByRole('dialog').getByRole('button', { name: '确认' }).click()
  await publisher.getByRole('dialog').getByRole('button', { name: '确认' }).click()
  await publisher.getByText('变更已确认').waitFor()
  await publisher.getByText('数据项', { exact: true }).click()
  await publisher.getByText('2026年第四季度起停用').first().waitFor()
})

it('the form of the next quarter and its workbook ask no more for it; the one before does', async () => {
  const dates = { opensAt: '2026-11-01T00:00:00Z', dueAt: '2027-01-15T10:00:00Z', closesAt: '2027-01-20T10:00:00Z' }
  const opened = await admin.request.put('/api/v1/admin/periods/2026Q4', {
    data: { ...dates, state: 'open' },
    headers: { origin: city.base },
  })
  expect(opened.status()).toBe(200)
  for (const [period, isAsked] of [
    ['2026Q3', true],
    ['2026Q4', false],
  ] as const) {
    await department.goto(form(period))
    await department.getByText('技能培训人次').first().waitFor()
    expect(await department.getByRole('rowheader', { name: item }).count()).toBe(isAsked ? 1 : 0)
    const workbook = await department.request.get(`/api/v1/forms/${period}/RSJ-SKILLS/RSJ/template.xlsx`)
    expect(await words(await workbook.body())).toEqual([true, isAsked])
  }
})

/** 名称 计量单位 小数位 时间口径 填报频率 提供部门 报表 分组 全市合计 可为负数 口径 */
const own = [
  '工匠学院学员数',
  '人',
  '0',
  '季末时点数',
  '每季',
  '市人社局',
  '技能培训与技能人才情况表',
  '企业规模',
  '',
  '',
  '季末在工匠学院在册学习的学员人数',
]

/** 名称 维度 计量单位 小数位 方向 牵头部门 评价 表示方式 分子 分母 分组 口径: computed of the row above, in the same file. */
const computed = [
  '工匠学院学员占比',
  '技能提升',
  '%',
  '1',
  '越高越好',
  '市人社局',
  '只监测',
  '百分比',
  '工匠学院学员数',
  '产业工人总数（期末）',
  '企业规模',
  '季末工匠学院在册学员人数占产业工人总数的比重',
]

/** The workbook with a row of texts at the end of a sheet: 1 the indicators, 2 the items. */
async function withRow(bytes: Buffer, sheet: 1 | 2, texts: readonly string[]): Promise<Buffer> {
  const zip = await JSZip.loadAsync(bytes)
  const path = `xl/worksheets/sheet${sheet}.xml`
  const xml = (await zip.file(path)?.async('string')) ?? ''
  const next = 1 + Math.max(...Array.from(xml.matchAll(/<row r="(\d+)"/g), ([, row]) => Number(row)))
  const cells = texts.map(
    (text, at) => `<c r="${String.fromCodePoint(65 + at)}${next}" t="inlineStr"><is><t>${text}</t></is></c>`,
  )
  zip.file(path, xml.replace('</sheetData>', `<row r="${next}">${cells.join('')}</row></sheetData>`))
  return zip.generateAsync({ type: 'nodebuffer' })
}

it('the exported workbook, changed in a spreadsheet, comes back as one change that another confirms', async () => {
  await admin.goto(part)
  const exported = await admin.request.get('/api/v1/admin/catalogue/workbook')
  const bytes = await withRow(await withRow(await exported.body(), 2, ['', ...own]), 1, ['', ...computed])
  const file = { name: '指标目录.xlsx', mimeType: 'application/octet-stream', buffer: bytes }
  await admin.locator('input[type=file]').setInputFiles(file)
  const dialog = admin.getByRole('dialog')
  await dialog.getByText(/“数据项”第 \d+ 行/).waitFor()
  await dialog.getByLabel(/^从哪个季度起/).selectOption({ label: '2027年第一季度' })
  await dialog.getByRole('button', { name: '检查影响' }).click()
  await dialog.getByText(/^影响 1 张报表、1 个指标/).waitFor()
  expect(await barriers(admin)).toEqual([])
  await dialog.getByLabel(/^变更原因/).fill('年度目录调整')
  await dialog.getByRole('button', { name: '提出变更' }).click()
  await admin.getByText('变更已提出，待另一位发布人确认').waitFor()
  await publisher.goto(part)
  await publisher.getByRole('button', { name: `查看并办理第${await newest()}号目录变更` }).click()
  await publisher.getByRole('dialog').getByRole('button', { name: '确认' }).click()
  await publisher.getByRole('dialog').getByRole('button', { name: '确认' }).click()
  await publisher.getByText('变更已确认').waitFor()
  await admin.goto(part)
  await admin.locator('input[type=file]').setInputFiles(file)
  await admin.getByRole('dialog').getByText('文件与现有的目录相同，没有要变更的。').waitFor()
})

/** Whether a workbook speaks of the persons trained, and of the sessions. */
async function words(bytes: Buffer): Promise<boolean[]> {
  const zip = await JSZip.loadAsync(bytes)
  const parts = await Promise.all(zip.file(/\.xml$/).map((file) => file.async('string')))
  const text = parts.join('')
  return [text.includes('技能培训人次'), text.includes(item)]
}
