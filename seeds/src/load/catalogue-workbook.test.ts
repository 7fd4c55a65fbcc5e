import { checkCatalogueChange, proposeCatalogueChange } from '@cg/services/tailor/propose'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openCity } from '@cg/services/release/release.fixture'
import type { TestCity } from '@cg/services/release/release.fixture'
import { readXlsx } from 'hucre/xlsx'
import { writeCatalogueWorkbook } from './catalogue-workbook.ts'

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

it('holds indicators, items, forms and who changed what', async () => {
  const change = { kind: 'switch' as const, from: '2026Q4', body: { isOn: false, indicators: ['SURV'], items: [] } }
  const { digest } = await checkCatalogueChange(city.as('second'), change)
  await proposeCatalogueChange(city.as('second'), { change, reason: '本市不再调查', seen: digest })
  const { sheets } = await readXlsx(await writeCatalogueWorkbook(city.as('auditor')))
  expect(sheets.map(({ name, rows }) => [name, rows.length])).toEqual([
    ['指标', 5],
    ['数据项', 5],
    ['报表', 2],
    ['变更记录', 2],
    ['说明', 9],
  ])
  expect(sheets[3]?.rows[1]?.slice(0, 5)).toEqual([
    1,
    '2026年第四季度起停用 1 个指标',
    '指标“指标SURV”：2026年第四季度起停用',
    '本市不再调查',
    'second甲',
  ])
})

it('is refused to a stranger', async () => {
  await expect(writeCatalogueWorkbook(city.as('leader'))).rejects.toThrow('没有这项权限')
})
