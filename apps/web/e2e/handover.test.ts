import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { barriers } from './barriers.ts'
import { startCity } from './city.ts'
import type { City } from './city.ts'

/* The office maps one indicator of the province, tries it on the newest release, and takes the file. */

let city: City
let office: Page

beforeAll(async () => {
  city = await startCity(['--as-of=2026-11-23'])
  office = await city.person('fabu')
  // The demo has begun a mapping of its own: this office begins anew.
  const nothing = { base: 1, note: '从头填起', mapping: { rows: [], regions: [], states: [] } }
  const saved = await office.request.put('/api/v1/releases/CG-2026Q2-01/handover/mapping', {
    data: nothing,
    headers: { origin: city.base },
  })
  expect(saved.status()).toBe(200)
})

afterAll(async () => {
  await city?.stop()
})

it('a row is mapped, tried, saved and handed over as the page prints it', async () => {
  await office.goto('/releases')
  await office.getByRole('link', { name: '省平台移交' }).click()
  await office.getByText('对照表里还没有省里的指标', { exact: true }).waitFor()
  await office.getByRole('button', { name: '新增一行' }).click()
  const form = office.getByRole('dialog')
  await form.getByLabel('省指标代码').fill('CG0201')
  await form.getByLabel('省指标名称').fill('产业工人总量')
  await form.getByLabel('省计量单位').fill('万人')
  await form.getByLabel('小数位').selectOption('2')
  await form.getByLabel('本系统指标').click()
  await form.getByLabel('本系统指标').fill('产业工人总数（人）')
  await form.getByLabel('本系统指标').press('Enter')
  await form.getByLabel('范围').selectOption({ label: '全市' })
  expect(await barriers(office)).toEqual([])
  await form.getByRole('button', { name: '放入对照表' }).click()

  const open = office.getByRole('list', { name: '待处理' })
  await open.getByText('云川市没有省里的地区代码').waitFor()
  await office.getByRole('textbox', { name: '云川市' }).fill('510100')
  await office.getByRole('textbox', { name: '东湾区' }).focus()
  await open.waitFor({ state: 'detached' })
  // What is typed and not saved is still there after the page was left.
  await office.reload()
  await office.getByText('已恢复未保存的对照表改动').waitFor()
  await office.getByLabel('这次改了什么').fill('初填')
  await office.getByRole('button', { name: '保存为第3版' }).click()
  await office.getByRole('heading', { name: '对照表第3版' }).waitFor()
  expect(await barriers(office)).toEqual([])

  const line = office.getByRole('table', { name: '移交文件的内容' }).getByRole('row').nth(1)
  const [, own = '', value = ''] = /([\d,]+) 人\s*([\d.]+) 万人/.exec(await line.innerText()) ?? []
  expect(Number(value)).toBeCloseTo(Number(own.replaceAll(',', '')) / 10_000, 2)
  const [file] = await Promise.all([
    office.waitForEvent('download'),
    office.getByRole('button', { name: 'CSV', exact: true }).click(),
  ])
  expect(file.suggestedFilename()).toMatch(/^2026Q\d_省平台移交_CG-2026Q\d-\d+\.csv$/)
  const [, row = ''] = (await readFile(await file.path(), 'utf8')).split('\r\n')
  expect(row.split(',').slice(0, 8)).toEqual([
    'CG0201',
    '产业工人总量',
    '510100',
    '云川市',
    '',
    expect.stringMatching(/^2026年第.季度$/),
    value,
    '万人',
  ])
  expect(city.faults).toEqual([])
})

it('a data item goes out as it was reported, its workbook is accounted for, and what stays out is named', async () => {
  await office.getByRole('button', { name: '新增一行' }).click()
  const form = office.getByRole('dialog')
  await form.getByLabel('省指标代码').fill('CG0202')
  await form.getByLabel('省指标名称').fill('规上企业产业工人')
  await form.getByLabel('省计量单位').fill('人')
  await form.getByLabel('对应本系统的').selectOption({ label: '数据项（各单位填报的原数）' })
  await form.getByLabel('本系统数据项').click()
  await form.getByLabel('本系统数据项').fill('产业工人总数')
  await form.getByLabel('本系统数据项').press('Enter')
  await form.getByText('季末数', { exact: true }).waitFor()
  await form.getByLabel('分组').selectOption({ label: '企业规模：规上企业' })
  await form.getByLabel('范围').selectOption({ label: '全市' })
  expect(await barriers(office)).toEqual([])
  await form.getByRole('button', { name: '放入对照表' }).click()
  const item = office.getByRole('table', { name: '移交文件的内容' }).getByRole('row', { name: /CG0202/ })
  expect(await item.innerText()).toMatch(/企业规模：规上企业\s+([\d,]+) 人\s+\1 人/)
  await office.getByText(/^本市有、没有移交的指标（\d+ 项）$/).click()
  await office.getByText(/技能培训覆盖率、/).waitFor()
  const [trial] = await Promise.all([
    office.waitForEvent('download'),
    office.getByRole('button', { name: '下载试运行表' }).click(),
  ])
  expect(trial.suggestedFilename()).toMatch(/^2026Q\d_省平台移交试运行_CG-2026Q\d-\d+\.xlsx$/)

  await office.getByLabel('这次改了什么').fill('增加数据项')
  await office.getByRole('button', { name: '保存为第4版' }).click()
  await office.getByRole('heading', { name: '对照表第4版' }).waitFor()
  const [book] = await Promise.all([
    office.waitForEvent('download'),
    office.getByRole('button', { name: '导出 Excel' }).click(),
  ])
  await office.getByRole('button', { name: '删除第1行 CG0201' }).click()
  await office.locator('input[type=file]').setInputFiles(await book.path())
  await office.getByText('文件有 2 行：与第4版相比，新增 0 行，修改 0 行，不变 2 行').waitFor()
  expect(city.faults).toEqual([])
})
