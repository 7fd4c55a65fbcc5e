import type { ByPartsBody } from '@cg/contract/catalogue-change'
import { catalogueImpactWords } from '@cg/contract/catalogue-impact'
import { parsePeriod } from '@cg/domain/period'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { loadDefinitions } from '../catalogue/read.ts'
import { saveCells } from '../entry/cells/save-cells.ts'
import { apForm, entry } from '../entry/entry.fixture.ts'
import { openPartsCity, reportByParts } from '../entry/parts.fixture.ts'
import type { PartsCity } from '../entry/parts.fixture.ts'
import { readCatalogueBoard } from './list.ts'
import { checkCatalogueChange } from './propose.ts'

/* 由乡镇街道（重点企业）分报: from a quarter on, by form and district, put forward by one and confirmed by another. */

let city: PartsCity
beforeEach(async () => {
  city = await openPartsCity()
})
afterEach(() => city.close())

const check = (body: Partial<ByPartsBody>, from = '2026Q3') =>
  checkCatalogueChange(city.as('admin'), {
    kind: 'byParts',
    from,
    body: { form: 'U-ZGH', units: ['AP'], by: 'town', ...body },
  })

const partsOf = async (period: string) => [
  ...(await city.store.read((db) => loadDefinitions(db, parsePeriod(period)))).parts,
]

it('says whom it reaches before it is put forward', async () => {
  const { lines, impact, refusals } = await check({})
  expect(refusals).toEqual([])
  expect(lines).toEqual([
    '1 个区县、3 个乡镇街道，1 张表：《U-ZGH 报表》',
    '安平区：青石街道、柳渡镇、石桥湾镇（3 个）分报，区县的数由系统相加',
    '不能相加的数（人均、比率、去重人数）仍由区县填一个',
  ])
  expect(catalogueImpactWords(impact, 'byParts').slice(0, 2)).toEqual([
    '影响 1 张报表、0 个指标，其中 0 个计分指标；还没有已发布的期次。',
    '报表换了由谁填报：《U-ZGH 报表》。',
  ])
})

it('holds from its quarter on, until the district fills it again', async () => {
  await reportByParts(city)
  await reportByParts(city, { by: null }, '2027Q1')
  expect(await partsOf('2026Q2')).toEqual([])
  expect(await partsOf('2026Q4')).toEqual([['U-ZGH|AP', 'town']])
  expect(await partsOf('2027Q1')).toEqual([])
  const { forms, proposals } = await readCatalogueBoard(city.as('admin'))
  expect(forms.find(({ code }) => code === 'U-ZGH')?.parts).toEqual([
    { from: '2026Q3', units: ['AP'], by: 'town' },
    { from: '2027Q1', units: ['AP'], by: null },
  ])
  expect(proposals.map(({ title }) => title)).toEqual([
    '2027年第一季度起1 个区县的一张报表改由区县自己填',
    '2026年第三季度起1 个区县的一张报表由乡镇街道分报',
  ])
})

it.each<[string, Partial<ByPartsBody>, string]>([
  ['a department’s form: the burden rule', { form: 'TJJ-BASE' }, '不再向乡镇街道和企业要'],
  ['a district without towns', { units: ['BS'] }, '北山区在2026年第三季度没有乡镇街道。请先在“单位”中新增'],
  ['what is no district', { units: ['A1'] }, '不是填报的区县'],
  ['an unknown form', { form: 'NONE' }, '没有这张报表'],
  ['what is so already', { by: null }, '本来就由区县自己填'],
])('refuses %s', async (_, body, sentence) => {
  expect((await check(body)).refusals.join()).toContain(sentence)
})

it('refuses a quarter in which the district has typed: no number is entered twice', async () => {
  await saveCells(city.as('ap'), apForm, { source: 'grid', cells: [entry('E_UNION:AP', '9')] })
  expect((await check({})).refusals).toEqual([
    '所选区县的《U-ZGH 报表》在2026年第三季度已填了数，同一个数不填两遍。请改从2026年第四季度起。',
  ])
  expect((await check({}, '2026Q4')).refusals).toEqual([])
})
