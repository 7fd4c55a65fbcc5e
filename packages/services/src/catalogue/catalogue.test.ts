import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CatalogueGuide, CatalogueSeed, IndicatorSeed, ItemSeed } from '@cg/contract/catalogue'
import { auditEvent, dataItem, formItem, indicatorVersion } from '@cg/db/schema'
import { openEmpty } from '@cg/db/installation.fixture'
import type { Store } from '@cg/db/store'
import type { IndicatorCode, ItemCode } from '@cg/domain/indicator'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { installCatalogue } from './install.ts'
import { loadDefinitions } from './read.ts'

const first = parsePeriod('2021Q1')
const now = () => new Date('2026-01-01T00:00:00Z')
const limits = { hardMin: 0, hardMax: null, softMin: null, softMax: null, softChange: null }

function item(code: string, parentItem: string | null = null): ItemSeed {
  return {
    code: code as ItemCode,
    name: code,
    nameEn: code,
    definition: '季度末人数。',
    unit: '人',
    decimals: 0,
    periodKind: 'STOCK_EOQ',
    dimension: 'RIGHTS',
    ownerDepartment: 'RSJ',
    axes: { breakdowns: ['size'], enteredFor: 'units', dueQuarters: [1, 2, 3, 4] },
    limits,
    parentItem: parentItem as ItemCode | null,
    isDistinctPeople: false,
  }
}

function rate(definition: string): IndicatorSeed {
  const term = (code: string) => [{ item: code as ItemCode, coefficient: 1 }]
  return {
    code: 'QY01' as IndicatorCode,
    dimension: 'RIGHTS',
    validFrom: first,
    name: '劳动合同签订率',
    definition,
    nameEn: 'contracts',
    formula: { kind: 'quotient', numerator: term('P_CON'), denominator: term('P_CON_DUE'), multiplier: 100 },
    unit: '%',
    decimals: 1,
    direction: 'higher',
    periodKind: 'STOCK_EOQ',
    frequency: 'Q',
    isCityOnly: false,
    breakdowns: ['size'],
    leadDepartment: 'RSJ',
    limits,
    isAssessed: true,
    weight: 6,
    baselineNote: '',
    targetNote: '',
    origin: 'speech',
    source: '',
    note: '',
  }
}

const noGuide: CatalogueGuide = {
  people: null,
  cards: [],
  axes: [
    {
      code: 'size',
      name: '企业规模',
      groups: [
        { code: 'above', name: '规上企业' },
        { code: 'msme', name: '中小微企业' },
      ],
    },
  ],
  areas: { centre: '中心城区', suburb: '近郊', remote: '偏远地区' },
  bases: { pair: '产业基础强—弱', strong: '产业基础较强地区', weak: '产业基础薄弱地区' },
  gapPairs: [],
  groupGaps: [],
  workerGroups: { name: '人群', whole: '全体职工', wholeShort: '全体', groups: [], measures: [] },
  resources: [],
  swarm: [],
  peopleUnits: [],
  firmUnits: [],
  announcedItems: [],
  unbroken: [],
  matterKinds: [],
}

const code = (text: string) => text as IndicatorCode

function seed(definition = '已签订 ÷ 应签订'): CatalogueSeed {
  return {
    departments: [{ code: 'RSJ', name: '市人社局', nameEn: 'HR', role: 'member' }],
    items: [item('P_CON', 'P_CON_DUE'), item('P_CON_DUE')],
    indicators: [rate(definition)],
    forms: [
      {
        code: 'RSJ-RIGHTS',
        name: '劳动合同',
        dimension: 'RIGHTS',
        filledBy: 'department',
        departmentCode: 'RSJ',
        issuer: '市产改办',
        tableNo: null,
        approvalNo: null,
        validUntil: null,
        items: ['P_CON_DUE' as ItemCode, 'P_CON' as ItemCode],
      },
    ],
    rules: [],
    schemes: [],
    guide: noGuide,
  }
}

let folder: string
let store: Store
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cg-catalogue-'))
  store = await openEmpty(join(folder, 'data'))
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

describe('the guide of a catalogue', () => {
  const guide: CatalogueGuide = { ...noGuide, people: code('QY01'), cards: [code('QY01')], peopleUnits: ['名'] }

  test('is read with the definitions, with the phrases of the indicators', async () => {
    const phrase = { subject: '', measure: '合同签订率' }
    const indicators = [{ ...rate('已签订 ÷ 应签订'), phrase }]
    await installCatalogue({ store, now }, { ...seed(), indicators, guide })
    const read = await store.read((db) => loadDefinitions(db, first))
    expect(read.guide).toEqual({ ...guide, phrases: { QY01: phrase } })
  })

  test.each([
    [{ low: 'tiny' }, 'size:tiny，这一分组维度里没有它。可用的分组是size:above、size:msme'],
    [{ low: 'above' }, '把分组 size:above 与它自己相比'],
  ])('that compares groups which are none, or one with itself, is refused: %j', async (wrong, words) => {
    const gap = {
      name: '规上—中小微',
      axis: 'size' as const,
      high: 'above',
      low: 'msme',
      highName: '甲',
      lowName: '乙',
    }
    const install = (one: typeof gap) =>
      installCatalogue({ store, now }, { ...seed(), guide: { ...guide, groupGaps: [one] } })
    await expect(install({ ...gap, ...wrong })).rejects.toThrow(words)
    await install(gap)
  })

  test('that leaves out an axis of an item or an indicator, or names one thing twice, is refused', async () => {
    const install = (change: Partial<CatalogueGuide>) =>
      installCatalogue({ store, now }, { ...seed(), guide: { ...guide, ...change } })
    await expect(install({ axes: [] })).rejects.toThrow(
      '数据项 P_CON（P_CON）按 size 分组，指标目录的导引里没有这一分组维度。请在导引中补上或从数据项 P_CON（P_CON）中删去。',
    )
    const [size] = guide.axes
    const bare = { ...item('P_CON'), axes: { ...item('P_CON').axes, breakdowns: [] } }
    await expect(
      installCatalogue({ store, now }, { ...seed(), items: [bare], guide: { ...guide, axes: [] } }),
    ).rejects.toThrow(/^指标 .+按 size 分组/)
    await expect(install({ axes: [must(size), must(size)] })).rejects.toThrow('分组维度有两个代码同为 size')
    const groups = [must(size?.groups[0]), must(size?.groups[0])]
    await expect(install({ axes: [{ ...must(size), groups }] })).rejects.toThrow('“企业规模”的分组有两个代码同为 above')
  })

  test('gives a form the groups of its axes in the order of the guide', async () => {
    const groups = [
      { code: 'small', name: '小微企业' },
      { code: 'medium', name: '中型企业' },
      { code: 'large', name: '大型企业' },
    ]
    await installCatalogue(
      { store, now },
      { ...seed(), guide: { ...guide, axes: [{ code: 'size', name: '企业规模', groups }] } },
    )
    const cells = await store.read((db) => db.select().from(formItem).orderBy(formItem.position))
    expect(cells.slice(0, 4).map((cell) => cell.breakdown)).toEqual(['', 'size:small', 'size:medium', 'size:large'])
  })

  test('that names an indicator or item which is not there is refused by its code', async () => {
    for (const wrong of [
      { people: code('NO1') },
      { cards: [code('NO1')] },
      { gapPairs: [{ name: '甲—乙', high: code('QY01'), low: code('NO1'), highName: '甲', lowName: '乙' }] },
      { announcedItems: ['NO1' as ItemCode] },
    ])
      await expect(installCatalogue({ store, now }, { ...seed(), guide: { ...guide, ...wrong } })).rejects.toThrow(
        'NO1，目录里没有它',
      )
  })

  test('that compares two indicators of other units is refused', async () => {
    const counted = { ...rate(''), code: code('QY99'), unit: '人' }
    const gapPairs = [{ name: '甲—乙', high: code('QY01'), low: code('QY99'), highName: '甲', lowName: '乙' }]
    const wrong = { ...seed(), indicators: [rate(''), counted], guide: { ...guide, gapPairs } }
    await expect(installCatalogue({ store, now }, wrong)).rejects.toThrow(
      '在“甲—乙”中比较指标 QY01 与 QY99，两者的单位或小数位不同',
    )
  })

  test('that calls two kinds of area by one name is refused', async () => {
    const areas = { centre: '主城区', suburb: '郊区', remote: '郊区' }
    await expect(installCatalogue({ store, now }, { ...seed(), guide: { ...guide, areas } })).rejects.toThrow(
      '同名“郊区”',
    )
  })

  test('changes words and parts without a new version of any definition', async () => {
    await installCatalogue({ store, now }, seed())
    const indicators = [{ ...rate('已签订 ÷ 应签订'), phrase: { subject: '', measure: '合同签订率' } }]
    const report = await installCatalogue({ store, now }, { ...seed(), indicators, guide })
    expect(report).toMatchObject({ isChanged: true, newVersions: [] })
  })
})

describe('installing a catalogue', () => {
  test('the same one twice changes nothing and leaves one audit line', async () => {
    const services = { store, now }
    expect(await installCatalogue(services, seed())).toMatchObject({ isChanged: true, newVersions: [] })
    expect(await installCatalogue(services, seed())).toMatchObject({ isChanged: false })
    const events = await store.read((db) => db.select().from(auditEvent))
    expect(events.map((event) => event.action)).toEqual(['catalogue.install'])
  })

  test('a changed definition makes a new version from the quarter that is named; the old one keeps its quarters', async () => {
    const services = { store, now }
    await installCatalogue(services, seed())
    await installCatalogue(services, seed('含劳务派遣'), { changesFrom: parsePeriod('2026Q1') })
    const at = (period: string) => store.read((db) => loadDefinitions(db, parsePeriod(period)))
    const code = 'QY01' as IndicatorCode
    expect((await at('2025Q4')).indicators.get(code)).toMatchObject({
      version: 1,
      definition: '已签订 ÷ 应签订',
      breaks: [],
    })
    expect((await at('2026Q1')).indicators.get(code)).toMatchObject({
      version: 2,
      definition: '含劳务派遣',
      breaks: ['2026Q1'],
    })
    expect((await at('2025Q4')).catalogueHash).not.toBe((await at('2026Q1')).catalogueHash)
  })

  test('a changed definition without a quarter is refused and nothing is written', async () => {
    const services = { store, now }
    await installCatalogue(services, seed())
    await expect(installCatalogue(services, seed('含劳务派遣'))).rejects.toThrow('请写明新口径从哪个季度起执行')
    await expect(installCatalogue(services, seed('含劳务派遣'), { changesFrom: first })).rejects.toThrow('QY01')
    expect(await store.read((db) => db.select().from(indicatorVersion))).toHaveLength(1)
  })
})

describe('reading a catalogue', () => {
  test('gives typed items, their breakdowns on the form in order, and limits', async () => {
    await installCatalogue({ store, now }, seed())
    const { items, forms } = await store.read((db) => loadDefinitions(db, first))
    expect([...items.keys()]).toEqual(['P_CON', 'P_CON_DUE'])
    expect(items.get('P_CON' as ItemCode)).toMatchObject({ parentItem: 'P_CON_DUE', mayBeNegative: false, limits })
    expect(forms[0]?.cells.map((cell) => `${cell.item}|${cell.breakdown}`)).toEqual([
      'P_CON_DUE|',
      'P_CON_DUE|size:above',
      'P_CON_DUE|size:msme',
      'P_CON|',
      'P_CON|size:above',
      'P_CON|size:msme',
    ])
  })

  test('refuses a JSON column that does not have its form, and names it', async () => {
    await installCatalogue({ store, now }, seed())
    await store.write({ unaudited: 'fixture' }, async (tx) => {
      await tx.update(dataItem).set({ axes: '{"breakdowns":["colour"]}' }).where(eq(dataItem.code, 'P_CON'))
    })
    await expect(store.read((db) => loadDefinitions(db, first))).rejects.toThrow('data_item.axes of P_CON')
  })
})
