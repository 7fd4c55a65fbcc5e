import { catalogueImpactWords } from '@cg/contract/catalogue-impact'
import { orgUnit } from '@cg/db/schema'
import { parsePeriod } from '@cg/domain/period'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { loadDefinitions, unitsAsked } from '../catalogue/read.ts'
import { saveCells } from '../entry/cells/save-cells.ts'
import { apForm, entry, openCity } from '../entry/entry.fixture.ts'
import type { City } from '../entry/entry.fixture.ts'
import { submitForm } from '../entry/move/submit-form.ts'
import { readForm } from '../entry/form/read-form.ts'
import { narrowForm } from '../entry/scope.fixture.ts'
import { readCatalogueBoard } from './list.ts'
import { checkCatalogueChange } from './propose.ts'

/* 填报范围: which districts fill a form from a quarter on, put forward by one and confirmed by another. */

let city: City
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

const check = (excused: string[], form = 'U-ZGH', from = '2026Q3') =>
  checkCatalogueChange(city.as('admin'), { kind: 'formScope', from, body: { form, excused } })

const asked = async (period: string, form = 'U-ZGH') => {
  const definitions = await city.store.read((db) => loadDefinitions(db, parsePeriod(period)))
  return unitsAsked(definitions, form).map(({ code }) => code)
}

it('says whom it reaches before it is put forward', async () => {
  const { lines, impact, refusals } = await check(['AP'])
  expect(refusals).toEqual([])
  expect(lines).toEqual([
    '《U-ZGH 报表》2026年第三季度起由 3 个区县改为 2 个区县填报',
    '不再填报的：安平区',
    '不填报的区县按“不适用”处理：不算未报，不催报，不参加排名，不计入全市数',
    '以后新设、合并或拆分产生的区县照常填报，除非另行调整',
  ])
  expect(catalogueImpactWords(impact, 'formScope')).toEqual([
    '影响 1 张报表、0 个指标，其中 0 个计分指标；还没有已发布的期次。',
    '报表的填报范围有变：《U-ZGH 报表》。',
  ])
})

it('says so of a department’s form by its columns, and names the indicators it reaches', async () => {
  const { lines, impact } = await check(['AP', 'BS'], 'TJJ-BASE')
  expect(lines.slice(0, 2)).toEqual([
    '《TJJ-BASE 报表》2026年第三季度起由部门填 3 个区县改为填 1 个区县',
    '不再列入的：安平区、北山区',
  ])
  expect(catalogueImpactWords(impact, 'formScope')[2]).toBe(
    '涉及的指标（不填报的区县不适用、不参加排名，全市数由填报的区县得出）：技能培训覆盖率。',
  )
})

it('holds from its quarter on until it is changed again; each change says the whole', async () => {
  await narrowForm(city, ['AP', 'BS'])
  await narrowForm(city, ['AP'], { from: '2026Q4' })
  await narrowForm(city, [], { from: '2027Q1' })
  expect(await asked('2026Q2')).toEqual(['AP', 'BS', 'CX'])
  expect(await asked('2026Q3')).toEqual(['CX'])
  expect(await asked('2026Q4')).toEqual(['BS', 'CX'])
  expect(await asked('2027Q1')).toEqual(['AP', 'BS', 'CX'])
  expect(await asked('2026Q3', 'TJJ-BASE')).toEqual(['AP', 'BS', 'CX'])
  const { excused } = await city.store.read((db) => loadDefinitions(db, parsePeriod('2026Q4')))
  expect([...excused]).toEqual([['U-ZGH|AP', '2026Q3']])
  const { forms, proposals } = await readCatalogueBoard(city.as('admin'))
  expect(forms.find(({ code }) => code === 'U-ZGH')?.scopes).toMatchObject([
    { from: '2026Q3', excused: [{ name: '安平区' }, { name: '北山区' }] },
    { from: '2026Q4', excused: [{ code: 'AP' }] },
    { from: '2027Q1', excused: [] },
  ])
  expect(proposals.map(({ lines }) => lines[0])).toEqual([
    '《U-ZGH 报表》2027年第一季度起由 2 个区县改为 3 个区县填报',
    '《U-ZGH 报表》2026年第四季度起由 1 个区县改为 2 个区县填报，到2026年第四季度止',
    '《U-ZGH 报表》2026年第三季度起由 3 个区县改为 1 个区县填报，到2026年第三季度止',
  ])
  expect(proposals[1]?.lines[1]).toBe('恢复填报的：北山区')
})

it('asks what follows a district that ends, and a new one', async () => {
  await narrowForm(city, ['AP'])
  await city.store.write({ unaudited: 'fixture' }, async (tx) => {
    await tx.update(orgUnit).set({ validTo: '2026Q4' }).where(eq(orgUnit.code, 'AP'))
    const values = { code: 'AN', name: '安宁区', shortName: '安宁', kind: 'district' as const, parentCode: 'YC' }
    await tx.insert(orgUnit).values({ ...values, protocolOrder: 9, validFrom: '2027Q1' })
  })
  expect(await asked('2027Q1')).toEqual(['BS', 'CX', 'AN'])
})

it.each<[string, string[], string, string]>([
  ['leaving nobody', ['AP', 'BS', 'CX'], 'U-ZGH', '没有区县填报《U-ZGH 报表》了。不再用这张报表的，请在“数据项”中停用'],
  ['what is so already', [], 'U-ZGH', '填报范围没有变化'],
  ['what is no district', ['YC'], 'U-ZGH', '不是填报的区县'],
  ['an unknown form', ['AP'], 'NONE', '没有这张报表'],
  ['a department’s form with a total of its own', ['AP'], 'RSJ-SKILLS', '由部门另填一个全市合计'],
])('refuses %s, with the way out', async (_, excused, form, sentence) => {
  expect((await check(excused, form)).refusals.join()).toContain(sentence)
})

it('says what was typed already: it stays, and is read no more', async () => {
  await saveCells(city.as('ap'), apForm, { source: 'grid', cells: [entry('E_UNION:AP', '9'), entry('E_OPEN:AP', '3')] })
  const { impact, refusals } = await check(['AP'])
  expect(refusals).toEqual([])
  expect(impact.unread).toEqual(['安平区已填的2026年第三季度《U-ZGH 报表》 2 个数保留备查，不再报送，也不进入发布。'])
})

it('refuses a quarter in which the district has sent, not one in which another has', async () => {
  await saveCells(city.as('ap'), apForm, { source: 'grid', cells: [entry('E_UNION:AP', '9'), entry('E_OPEN:AP', '3')] })
  const { submission } = await readForm(city.as('ap'), apForm)
  await submitForm(city.as('ap'), apForm, { version: submission.version })
  expect((await check(['AP'])).refusals).toEqual([
    '安平区已经报送2026年第三季度的《U-ZGH 报表》，不能再改它的填报范围。请改从2026年第四季度起，或先退回这张报表。',
  ])
  expect((await check(['BS'])).refusals).toEqual([])
})
