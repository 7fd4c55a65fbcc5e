import type { CatalogueChangeInput } from '@cg/contract/catalogue-change'
import { catalogueImpactWords } from '@cg/contract/catalogue-impact'
import type { HeaderInput, OwnFormInput } from '@cg/contract/catalogue-own'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listPeriods } from '../admin/periods.ts'
import { installCatalogue } from '../catalogue/install.ts'
import { loadAllDefinitions, loadDefinitions } from '../catalogue/read.ts'
import { saveCells } from '../entry/cells/save-cells.ts'
import { catalogue, entry, openCity, rsjForm } from '../entry/entry.fixture.ts'
import type { City } from '../entry/entry.fixture.ts'
import { meaningOf } from '../entry/form/definitions.ts'
import { plansOf } from '../entry/form/plan.ts'
import { parsePeriod } from '@cg/domain/period'
import type { IndicatorCode } from '@cg/domain/indicator'
import { decideCatalogueChange } from './decide.ts'
import { readCatalogueBoard } from './list.ts'
import { checkCatalogueChange, proposeCatalogueChange } from './propose.ts'

/* Forms and definitions that a city changes: from a quarter on, with the quarters before as they were. */

let city: City
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

const checked = (change: CatalogueChangeInput) => checkCatalogueChange(city.as('admin'), change)

async function apply(change: CatalogueChangeInput, reason = '本市调整'): Promise<void> {
  const { digest, refusals } = await checked(change)
  expect(refusals).toEqual([])
  const { proposals } = await proposeCatalogueChange(city.as('admin'), { change, reason, seen: digest })
  const [{ id } = { id: 0 }] = proposals
  await decideCatalogueChange(city.as('publisher'), { id, action: 'confirm', note: '', version: 1 })
}

const definitions = (period: string) => city.store.read((db) => loadDefinitions(db, parsePeriod(period)))

/** What each form asks whom in a quarter. */
async function asked(period: string): Promise<Record<string, string>> {
  const plans = await city.store.read(async (db) => plansOf(await meaningOf(city.store, db, period)))
  return Object.fromEntries(plans.map(({ form, reporter, items }) => [`${form.code} ${reporter}`, items.join()]))
}

const ownForm: OwnFormInput = {
  name: '技能竞赛调度表',
  issuer: '市产改办',
  tableNo: '产改31表',
  approvalNo: '市统制〔2026〕3号',
  validUntil: '2027-12-31',
  items: ['P_TRAIN_SR', 'P_SURVEY'],
  dimension: 'SKILLS',
  filledBy: 'department',
  department: 'ZGH',
}
const form = (from: string, more: Partial<OwnFormInput> = {}): CatalogueChangeInput => ({
  kind: 'form',
  from,
  body: { ...ownForm, ...more },
})
const rsjHead: HeaderInput = {
  code: 'RSJ-SKILLS',
  name: 'RSJ-SKILLS 报表',
  issuer: '市产改办',
  tableNo: '表-RSJ-SKILLS',
  approvalNo: null,
  validUntil: null,
  items: [],
}
const header = (from: string, more: Partial<HeaderInput>): CatalogueChangeInput => ({
  kind: 'header',
  from,
  body: { ...rsjHead, ...more },
})

describe('a form of the city’s own', () => {
  it('asks for what moved to it from its quarter on, and the same number is asked once', async () => {
    const before = await asked('2026Q3')
    await apply(form('2026Q4'))
    expect(await asked('2026Q3')).toEqual(before)
    expect(await asked('2026Q4')).toMatchObject({
      'RSJ-SKILLS RSJ': 'P_TRAIN,P_TRAIN_UNQ',
      'OWN_F001 ZGH': 'P_TRAIN_SR,P_SURVEY',
    })
    const { forms } = await definitions('2026Q4')
    const { tableNo, approvalNo, validUntil, issuer } = forms.find(({ code }) => code === 'OWN_F001') ?? {}
    expect([tableNo, approvalNo, validUntil, issuer]).toEqual([
      '产改31表',
      '市统制〔2026〕3号',
      '2027-12-31',
      '市产改办',
    ])
    expect((await definitions('2026Q3')).forms.map(({ code }) => code)).not.toContain('OWN_F001')
  })

  it('is filled by units where it is theirs, outlives a new program, and takes own items', async () => {
    await apply(form('2026Q4', { filledBy: 'unit', items: ['P_TRAIN_SR'] }))
    await apply({
      kind: 'item',
      from: '2026Q4',
      body: {
        name: '竞赛场次',
        definition: '本季举办的场次',
        unit: '场',
        decimals: 0,
        periodKind: 'FLOW_Q',
        asked: 'every',
        department: 'ZGH',
        form: 'OWN_F001',
        breakdowns: [],
        hasCityTotal: false,
        mayBeNegative: false,
      },
    })
    const items = catalogue.items.map((item) => ({ ...item, name: `${item.name}新` }))
    await installCatalogue(city.as('admin'), { ...catalogue, items })
    expect(await asked('2026Q4')).toMatchObject({
      'OWN_F001 AP': 'P_TRAIN_SR,OWN_D001',
      'OWN_F001 BS': 'P_TRAIN_SR,OWN_D001',
    })
  })

  it('says before what it is and reaches', async () => {
    const { lines, impact } = await checked(form('2026Q4'))
    expect(lines).toEqual([
      '市总工会填报，各区县一列',
      '报表《技能竞赛调度表》，制定机关：市产改办',
      '表号：产改31表',
      '批准文号：市统制〔2026〕3号',
      '有效期至2027年12月31日',
      '列入的数据项：“P_TRAIN_SR”、“P_SURVEY”（原来在其他报表的，移到这张报表）',
    ])
    expect(catalogueImpactWords(impact, 'form')).toEqual([
      '影响 2 张报表、0 个指标，其中 0 个计分指标；还没有已发布的期次。',
      '报表填报的数据项有增减：《RSJ-SKILLS 报表》、《技能竞赛调度表》。',
    ])
  })

  it('is refused where a name is taken, an item is filled in or has no place there', async () => {
    await saveCells(city.as('rsj'), rsjForm, { source: 'grid', cells: [entry('P_TRAIN_SR:AP', '5')] })
    expect((await checked(form('2026Q3', { name: 'TJJ-BASE 报表' }))).refusals).toEqual([
      '已有报表《TJJ-BASE 报表》。请换一个名称。',
      '移入的数据项在2026年第三季度已有填报的数，不能从这一季起换报表。请改从2026年第四季度起。',
    ])
    expect((await checked(form('2026Q4', { filledBy: 'unit', items: ['P_TRAIN_UNQ', 'NOPE'] }))).refusals).toEqual([
      '数据项“P_TRAIN_UNQ”另有全市合计，各区县填报的报表没有全市一栏。请去掉它，或选由部门填报的报表。',
      '2026年第四季度还没有数据项NOPE。请改选数据项或季度。',
    ])
  })
})

describe('another head of a form', () => {
  it('stands from its quarter on; the form of the quarter before keeps its own', async () => {
    await apply(header('2026Q4', { name: '技能培训月报', tableNo: '产改09表' }))
    const head = async (period: string) => {
      const found = (await definitions(period)).forms.find(({ code }) => code === 'RSJ-SKILLS')
      return [found?.name, found?.tableNo]
    }
    expect(await head('2026Q3')).toEqual(['RSJ-SKILLS 报表', '表-RSJ-SKILLS'])
    expect(await head('2026Q4')).toEqual(['技能培训月报', '产改09表'])
  })

  it('may bring an item back that was moved away', async () => {
    await apply(form('2026Q4'))
    await apply(header('2027Q2', { items: ['P_TRAIN_SR'] }))
    expect(await asked('2027Q1')).toMatchObject({ 'OWN_F001 ZGH': 'P_TRAIN_SR' })
    expect(await asked('2027Q2')).toMatchObject({ 'RSJ-SKILLS RSJ': 'P_TRAIN,P_TRAIN_SR,P_TRAIN_UNQ' })
    expect(Object.keys(await asked('2027Q2'))).not.toContain('OWN_F001 ZGH')
  })

  it('is refused where nothing changes', async () => {
    expect((await checked(header('2026Q4', {}))).refusals).toEqual(['表头没有变化，也没有移入数据项。请先修改。'])
  })
})

describe('another definition of an indicator', () => {
  const define = (from: string, more: object = {}): CatalogueChangeInput => ({
    kind: 'definition',
    from,
    body: { code: 'JN03', name: '技能培训覆盖率', definition: '含线上培训的产业工人 ÷ 产业工人总数', ...more },
  })
  const meant = async (period: string) => (await definitions(period)).indicators.get('JN03' as IndicatorCode)

  it('holds from its quarter on, marks the break and stands in the history with its reason', async () => {
    await apply(define('2026Q4'), '省里统一口径。')
    expect((await meant('2026Q3'))?.breaks).toEqual([])
    expect(await meant('2026Q4')).toMatchObject({
      version: 2,
      definition: '含线上培训的产业工人 ÷ 产业工人总数',
      breaks: ['2026Q4'],
      changeReason: '省里统一口径',
      formula: { kind: 'quotient' },
    })
    expect((await meant('2026Q4'))?.earlier[0]?.definition).toBe('年内接受过技能培训的产业工人 ÷ 产业工人总数')
  })

  it('is told of by a new name where it has one, and the record keeps both definitions', async () => {
    const phrased = catalogue.indicators.map((one) => ({ ...one, phrase: { subject: '', measure: '培训覆盖率' } }))
    await installCatalogue(city.as('admin'), { ...catalogue, indicators: phrased })
    await apply(define('2026Q4', { name: '线上线下培训覆盖率' }))
    expect((await definitions('2026Q3')).guide.phrases).toEqual({ JN03: { subject: '', measure: '培训覆盖率' } })
    expect((await definitions('2026Q4')).guide.phrases).toEqual({})
    const { proposals } = await readCatalogueBoard(city.as('admin'))
    expect(proposals[0]?.lines).toEqual([
      '名称：“技能培训覆盖率”改为“线上线下培训覆盖率”',
      '原口径：年内接受过技能培训的产业工人 ÷ 产业工人总数',
      '新口径：含线上培训的产业工人 ÷ 产业工人总数',
    ])
  })

  it('is neither taken away by a new program nor held against it', async () => {
    await apply(define('2026Q4'))
    const renamed = catalogue.items.map((item) => ({ ...item, name: `${item.name}新` }))
    expect(await installCatalogue(city.as('admin'), { ...catalogue, items: renamed })).toMatchObject({
      newVersions: [],
    })
    const indicators = catalogue.indicators.map((one) => ({ ...one, definition: '程序带来的新口径' }))
    await installCatalogue(city.as('admin'), { ...catalogue, indicators }, { changesFrom: parsePeriod('2027Q1') })
    expect((await meant('2027Q1'))?.definition).toBe('含线上培训的产业工人 ÷ 产业工人总数')
    const all = await city.store.read((db) => loadAllDefinitions(db, parsePeriod('2027Q1')))
    expect(all.indicators.get('JN03' as IndicatorCode)?.breaks).toEqual(['2026Q4'])
  })

  it('is refused where it says the same, or begins before the one in force', async () => {
    const same = { definition: '年内接受过技能培训的产业工人 ÷ 产业工人总数' }
    expect((await checked(define('2026Q4', same))).refusals).toEqual(['口径没有变化。请写明新的口径。'])
    await apply(define('2027Q1'))
    expect((await checked(define('2026Q4', { definition: '另一种口径' }))).refusals).toEqual([
      '现行口径从2027年第一季度起执行。请选2027年第二季度或以后的季度。',
    ])
  })

  it('says that the series breaks', async () => {
    const { lines, impact } = await checked(define('2026Q4'))
    expect(lines).toEqual([
      '原口径：年内接受过技能培训的产业工人 ÷ 产业工人总数',
      '新口径：含线上培训的产业工人 ÷ 产业工人总数',
    ])
    expect(catalogueImpactWords(impact, 'definition')).toContain(
      '从这一季起按新口径计算，此前各季按旧口径，前后不作比较：技能培训覆盖率。',
    )
  })
})

it('the quarters count what is owed in each', async () => {
  await apply(form('2026Q4'))
  const { items } = await listPeriods(city.as('admin'))
  expect(Object.fromEntries(items.map(({ code, formsDue }) => [code, formsDue]))).toEqual({
    '2026Q4': 6,
    '2026Q3': 5,
    '2026Q2': 5,
  })
})

it('the list tells who fills what since when', async () => {
  await apply(form('2026Q4'))
  const { forms } = await readCatalogueBoard(city.as('admin'))
  expect(forms.find(({ code }) => code === 'OWN_F001')).toMatchObject({
    department: '市总工会',
    isOwn: true,
    since: '2026Q4',
    items: ['P_TRAIN_SR', 'P_SURVEY'],
  })
})
