import type { Handover, HandoverMapping, HandoverRow, HandoverTrial } from '@cg/contract/handover'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { auditEvent, dataItem, handoverMapping } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import { formatValue } from '@cg/domain/number/number-format'
import { readWorkbook } from '@cg/export/workbook/read'
import { writeBook } from '@cg/export/write-book'
import { enter, everyStateQuarter, plainQuarter } from '@cg/services/release/release.fixture'
import type { Person } from '@cg/services/release/release.fixture'
import { eq } from 'drizzle-orm'
import { readXlsx } from 'hucre/xlsx'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openReleaseApi, testRelease as code } from './release-api.fixture.ts'
import type { ReleaseApi } from './release-api.fixture.ts'

/* The province's file, held against the frozen answers of the release that it is made from. */

let api: ReleaseApi

beforeEach(async () => {
  api = await openReleaseApi()
})

afterEach(() => api.close())

const base = `/api/v1/releases/${code}/handover`
const ask = (method: 'GET' | 'POST' | 'PUT', path = '', payload?: object, who: Person = 'publisher') =>
  api.app.inject({ method, url: `${base}${path}`, cookies: api.cookiesOf(who), ...(payload ? { payload } : {}) })

const row = (change: Partial<HandoverRow> = {}): HandoverRow => ({
  code: 'SC-01',
  name: '培训覆盖率',
  unit: '%',
  decimals: 1,
  factor: null,
  indicator: 'RATE',
  item: '',
  part: 'value',
  breakdown: '',
  places: 'all',
  lacking: '',
  ...change,
})
const heads = row({ code: 'SC-02', name: '产业工人', unit: '万人', decimals: 2, indicator: 'HEADS' })
const trained = row({ code: 'SC-03', name: '培训人数', unit: '人', decimals: 0, part: 'numerator' })
const none = row({ code: 'SC-04', name: '省内派遣', unit: '人', decimals: 0, indicator: '', lacking: '本市未开展' })
const regions = ['CITY', 'A', 'B', 'C', 'D', 'Z'].map((unit, at) => ({ unit, code: `5101${at}0` }))
const states: HandoverMapping['states'] = [
  { state: 'not_reported', code: '-1' },
  { state: 'not_applicable', code: '-2' },
  { state: 'not_available', code: '-3' },
  { state: 'withheld', code: '-4' },
  { state: 'uncomputable', code: '-5' },
]
const whole: HandoverMapping = { rows: [row(), heads, trained, none], regions, states }

const save = (mapping: HandoverMapping, version = 0) =>
  ask('PUT', '/mapping', { base: version, note: '按省里通知', mapping })
const tried = async (mapping: HandoverMapping) => (await ask('POST', '/trial', { mapping })).json<HandoverTrial>()
const messages = async (mapping: HandoverMapping) => (await tried(mapping)).problems.map(({ message }) => message)
const ranking = async () =>
  (
    await api.app.inject({ url: `/api/v1/releases/${code}/rankings/RATE`, cookies: api.cookiesOf('leader') })
  ).json<RankingFacts>()

describe('what would go out', () => {
  it('is the figure of the screen for every unit, by the province’s codes and in its units', async () => {
    await api.publish(plainQuarter)
    const { lines, problems, conversions } = await tried(whole)
    expect(problems).toEqual([])
    const facts = await ranking()
    for (const [u, unit] of facts.units.code.entries()) {
      const line = must(lines.find((one) => one.code === 'SC-01' && one.regionName === facts.units.name[u]))
      expect(line.text, unit).toBe(formatValue(must(facts.value[u]), facts.measure))
      expect(line.regionCode).toBe(regions.find((one) => one.unit === unit)?.code)
    }
    const of = (name: string) => lines.filter((one) => one.code === name).map(({ own, text }) => [own, text])
    expect(of('SC-02')[1]).toEqual(['100,000 人', '10.00'])
    expect(of('SC-03')[1]).toEqual(['95,000 人', '95,000'])
    expect(conversions).toEqual(['%，不换算', '人 ÷ 10,000 → 万人', '人，不换算', ''])
  })

  it('tells each reason why there is no number by its own code, and 0 as a number', async () => {
    await api.publish(everyStateQuarter)
    const { lines, problems } = await tried(whole)
    expect(problems).toEqual([])
    const rates = lines.filter((one) => one.code === 'SC-01')
    expect(rates.slice(1).map(({ state, stateCode, text }) => [state, stateCode, text])).toEqual([
      ['given', '', '0.0'],
      ['not_reported', '-1', ''],
      ['not_applicable', '-2', ''],
      ['not_available', '-3', ''],
      ['given', '', '90.0'],
    ])
    expect(new Set(lines.filter((one) => one.code === 'SC-04').map(({ state, note }) => `${state} ${note}`))).toEqual(
      new Set(['not_available 本市未开展']),
    )
  })

  it('never tells a figure that the release withholds, nor what it is made of', async () => {
    await api.publish({ ...plainQuarter, 'X B': 2, 'N B': 900 })
    const rows = [row(), trained, row({ code: 'SC-05', name: '人数', unit: '人', decimals: 0, part: 'denominator' })]
    const { lines } = await tried({ ...whole, rows })
    const facts = await ranking()
    const hidden = facts.units.name.filter((_, u) => facts.state[u] === 'withheld')
    expect(hidden.length).toBeGreaterThan(0)
    for (const line of lines.filter(({ regionName }) => hidden.includes(regionName)))
      expect(line).toMatchObject({ state: 'withheld', value: null, text: '', own: '不公布', stateCode: '-4' })
  })

  it('hands over the city’s groups by their own codes', async () => {
    await api.publish({ ...plainQuarter, 'X A size:above': 50_000, 'N A size:above': 60_000 })
    const { indicators } = (await ask('GET')).json<Handover>()
    const { groups } = must(indicators.find((one) => one.code === 'RATE'))
    expect(groups.map(({ code: group }) => group)).toContain('size:above')
    const rows = [row({ breakdown: 'size:above', places: 'city' })]
    const { lines, problems } = await tried({ ...whole, rows })
    expect(problems).toEqual([])
    expect(lines.map(({ regionName, groupName }) => [regionName, groupName])).toEqual([
      ['测试市', '企业规模：规上企业'],
    ])
  })

  it('says of a small number that it is no 0', async () => {
    await api.publish(everyStateQuarter)
    const tiny = row({ code: 'SC-06', name: '培训人数', unit: '亿人', decimals: 1, part: 'numerator' })
    const { lines } = await tried({ ...whole, rows: [tiny] })
    expect(lines[1]).toMatchObject({ own: '0 人', text: '0.0', note: '' })
    expect(lines[5]).toMatchObject({ own: '900 人', text: '0.0', note: '不是 0，按 1 位小数四舍五入后为 0' })
  })

  it('names what is open by its row', async () => {
    await api.publish(everyStateQuarter)
    const open = (change: Partial<HandoverRow>) => messages({ ...whole, rows: [row(change)] })
    expect(await open({ indicator: '' })).toEqual([expect.stringContaining('没有对应本系统的指标')])
    expect(await open({ indicator: 'NOPE' })).toEqual(['本次发布没有代码为“NOPE”的指标。'])
    expect(await open({ indicator: 'HEADS', part: 'numerator', unit: '人' })).toEqual([
      expect.stringContaining('没有分子'),
    ])
    expect(await open({ unit: '万人' })).toEqual([expect.stringContaining('不能自动换算')])
    expect(await open({ breakdown: 'size:nope' })).toHaveLength(2)
    expect(await open({ code: ' ' })).toEqual(['没有填写省里的指标代码。'])
    expect(await open({ lacking: '没有' })).toEqual([expect.stringContaining('请去掉一个')])
    expect(await messages({ ...whole, rows: [row(), row({ places: 'units' })] })).toEqual([
      expect.stringContaining('与第1行的省指标代码'),
    ])
    expect(await messages({ ...whole, regions: regions.slice(1) })).toEqual(['测试市没有省里的地区代码。'])
    expect(await messages({ ...whole, states: states.slice(1) })).toEqual([
      expect.stringContaining('“未报”没有省里的状态代码'),
    ])
    const twice = states.map(({ state }) => ({ state, code: '-9' }))
    expect(await messages({ ...whole, states: twice })).toEqual([expect.stringContaining('省里分不清')])
    expect(await messages({ rows: [], regions: [], states: [] })).toEqual(['对照表里还没有省里的指标。'])
  })
})

describe('data items', () => {
  const item = (change: Partial<HandoverRow> = {}) =>
    row({ code: 'SC-11', name: '培训人数', unit: '人', decimals: 0, indicator: '', item: 'X', ...change })
  const told = async (change: Partial<HandoverRow> = {}) =>
    (await tried({ ...whole, rows: [item(change)] })).lines.map(({ regionName, state, text }) => [
      regionName,
      state,
      text,
    ])

  it('go out as they were accepted, the city as the sum of its units, and only from the release', async () => {
    await api.publish({ ...plainQuarter, 'X A': 60_001 })
    const before = await told()
    expect(before).toEqual([
      ['测试市', 'given', '77,801'],
      ['A区', 'given', '60,001'],
      ['B区', 'given', '2,800'],
      ['C区', 'given', '7,000'],
      ['D区', 'given', '8,000'],
      ['Z区', 'given', '900'],
    ])
    await enter(api.city, '2026Q3', { 'X A': 7 })
    expect(await told()).toEqual(before)
    expect(await told({ unit: '万人', decimals: 2, places: 'city' })).toEqual([['测试市', 'given', '7.78']])
  })

  it('keep each reason why there is no number, and a city of which a unit lacks is partial', async () => {
    await api.publish(everyStateQuarter)
    const { lines } = await tried({ ...whole, rows: [item()] })
    expect(lines.slice(1).map(({ state }) => state)).toContain('not_reported')
    expect(lines[0]).toMatchObject({ state: 'given', note: '部分单位已报' })
  })

  it('withhold what a passport withholds: small counts and those from which they follow', async () => {
    await api.publish({ ...plainQuarter, 'X B': 2, 'N B': 900 })
    const lines = await told()
    expect(lines.filter(([, state]) => state === 'withheld').length).toBeGreaterThan(1)
    expect(lines.find(([name]) => name === 'B区')).toEqual(['B区', 'withheld', ''])
  })

  it('go out by group, and no unit’s groups where one of them points at someone', async () => {
    const groups = { 'X A size:above': 30_000, 'X A size:msme': 10_000, 'X B size:above': 20_000 }
    await api.publish({ ...plainQuarter, ...groups, 'X B size:msme': 5_000 })
    const above = { breakdown: 'size:above' }
    expect((await told(above)).slice(0, 3)).toEqual([
      ['测试市', 'given', '50,000'],
      ['A区', 'given', '30,000'],
      ['B区', 'given', '20,000'],
    ])
    await api.publish({ 'X B size:msme': 2 }, '更正')
    const corrected = await api.app.inject({
      method: 'POST',
      url: `/api/v1/releases/CG-2026Q3-02/handover/trial`,
      cookies: api.cookiesOf('publisher'),
      payload: { mapping: { ...whole, rows: [item(above)] } },
    })
    expect(corrected.json<HandoverTrial>().lines.slice(1, 3)).toMatchObject([
      { regionName: 'A区', state: 'withheld', text: '' },
      { regionName: 'B区', state: 'withheld', text: '' },
    ])
  })

  it('have no sum of a city where they are means, and nothing at all in a quarter that does not ask for them', async () => {
    await api.city.store.write({ unaudited: 'fixture' }, async (tx) => {
      await tx.update(dataItem).set({ unit: '元' }).where(eq(dataItem.code, 'ACC'))
      const axes = JSON.stringify({ breakdowns: [], enteredFor: 'units', dueQuarters: [4] })
      await tx.update(dataItem).set({ axes }).where(eq(dataItem.code, 'SURV'))
    })
    await api.publish(plainQuarter)
    const mean = { item: 'ACC', unit: '元' }
    const { lines: ofUnits, halves } = await tried({ ...whole, rows: [row(), item(mean)] })
    expect(ofUnits.flatMap((line) => (line.row === 1 ? [line.regionName] : []))).toEqual([
      'A区',
      'B区',
      'C区',
      'D区',
      'Z区',
    ])
    expect(halves).toEqual([{ row: 1, message: '没有全市数，只移交各单位的数' }])
    expect(await messages({ ...whole, rows: [item({ ...mean, places: 'city' })] })).toEqual([
      '“数据项ACC”不能由各单位相加，没有全市数，范围请改为“各单位”。',
    ])
    const { problems, lines, idle, leftOut } = await tried({ ...whole, rows: [item({ item: 'SURV', unit: '份' })] })
    expect([problems, lines, leftOut.items]).toEqual([[], [], ['数据项X', '数据项N', '数据项ACC']])
    expect(idle).toMatchObject([
      { row: 0, why: '“数据项SURV”本季没有报表收取，本次发布里没有它的数，这一行本次不移交' },
    ])
  })

  it('are refused where they are unknown, stand beside an indicator or are asked for a part', async () => {
    await api.publish(plainQuarter)
    const open = (change: Partial<HandoverRow>) => messages({ ...whole, rows: [item(change)] })
    expect(await open({ item: 'NOPE' })).toEqual(['本次发布没有代码为“NOPE”的数据项。'])
    expect(await open({ indicator: 'RATE' })).toEqual(['既对应了指标，又对应了数据项，请只留一个。'])
    expect(await open({ part: 'numerator' })).toEqual([expect.stringContaining('是数据项，没有分子')])
    expect(await open({ lacking: '没有' })).toEqual([expect.stringContaining('既对应了本系统的数据项')])
    expect(await open({ breakdown: 'size:nope' })).toEqual([expect.stringContaining('没有分组“size:nope”')])
  })
})

describe('what meets on neither side', () => {
  it('is named: rows without anything of ours, and ours that no row hands over', async () => {
    await api.publish(plainQuarter)
    const open = row({ code: 'SC-09', name: '待定', indicator: '' })
    const { idle, leftOut } = await tried({ ...whole, rows: [row(), none, open] })
    expect(idle).toEqual([
      { row: 1, code: 'SC-04', name: '省内派遣', why: '本市无此数据（本市未开展），以“无法提供”报送' },
      { row: 2, code: 'SC-09', name: '待定', why: '还没有对应本系统的指标或数据项，待处理' },
    ])
    expect(leftOut).toEqual({
      indicators: ['指标HEADS', '指标ACCR', '指标SURV'],
      items: ['数据项ACC', '数据项SURV'],
      itemsWithin: ['数据项X', '数据项N'],
    })
  })

  it('stands in the workbook of a trial, finished or not, with every row and what came of it', async () => {
    await api.publish(plainQuarter)
    const open = row({ code: 'SC-09', name: '待定', indicator: '' })
    const mapping = {
      ...whole,
      rows: [...whole.rows, open, row({ code: 'SC-10', indicator: '', item: 'N', unit: '人' })],
    }
    const reply = await ask('POST', '/trial/workbook', { mapping }, 'reviewer')
    const book = await readWorkbook(new Uint8Array(reply.rawPayload))
    const rowsOf = (name: string) => (book.ok ? (book.sheets.find((one) => one.name === name)?.rows ?? []) : [])
    const { lines } = await tried(mapping)
    expect(
      rowsOf('逐行结果')
        .slice(1)
        .map((one) => [one[1], one[6], one[7]]),
    ).toEqual([
      ['SC-01', '可移交', 6],
      ['SC-02', '可移交', 6],
      ['SC-03', '可移交', 6],
      ['SC-04', '可移交', 6],
      ['SC-09', '待处理', 0],
      ['SC-10', '可移交', 6],
    ])
    expect(rowsOf('移交数据试算')).toHaveLength(lines.length + 1)
    expect(
      rowsOf('省里有、本市没有')
        .slice(1)
        .map((one) => one[1]),
    ).toEqual(['SC-04', 'SC-09'])
    expect(
      rowsOf('本市有、没有移交')
        .slice(1)
        .map((one) => one[1]),
    ).toEqual(['指标ACCR', '指标SURV', '数据项ACC', '数据项SURV', '数据项X'])
    expect(rowsOf('待处理')).toHaveLength(2)
    const [taken] = await api.city.store.read((db) =>
      db.select().from(auditEvent).where(eq(auditEvent.action, 'release.take_trial')),
    )
    expect(JSON.parse(must(taken?.detail))).toMatchObject({ rowCount: 6 })
  })
})

describe('the mapping', () => {
  it('is kept as versions with who changed what, and not over somebody else’s', async () => {
    await api.publish(plainQuarter)
    expect((await ask('GET')).json<Handover>()).toMatchObject({ version: 0, mapping: { rows: [] }, maySave: true })
    expect((await save({ ...whole, rows: [row({ indicator: '' })] })).json<Handover>()).toMatchObject({ version: 1 })
    const late = await save(whole)
    expect([late.statusCode, late.json().reason]).toEqual([409, 'handover.changed'])
    const second = (await save(whole, 1)).json<Handover>()
    expect(second.history.map(({ version, rows, savedBy }) => [version, rows, savedBy])).toEqual([
      [2, 4, 'publisher甲'],
      [1, 1, 'publisher甲'],
    ])
    expect((await save(whole, 2)).json()).toMatchObject({ reason: 'handover.same' })
    expect((await ask('GET', '', undefined, 'reviewer')).json<Handover>().maySave).toBe(false)
    expect((await ask('GET', '', undefined, 'leader')).statusCode).toBe(403)
  })

  it('comes back from its workbook as it went out', async () => {
    await api.publish(plainQuarter)
    const group = row({ code: 'SC-07', name: '规上覆盖率', breakdown: 'size:above', places: 'city', factor: 1 })
    const item = row({
      code: 'SC-08',
      name: '规上培训人数',
      indicator: '',
      item: 'X',
      breakdown: 'size:above',
      unit: '人',
    })
    const rows = [...whole.rows, group, item]
    await save({ ...whole, rows })
    const { rawPayload, statusCode } = await ask('GET', '/mapping/workbook')
    expect(statusCode).toBe(200)
    const reply = await upload(rawPayload)
    expect(reply.json()).toMatchObject({
      mapping: { ...whole, rows },
      account: { lines: 6, added: [], changed: [], same: 6, removed: [], regions: 6, states: 5 },
    })
  })

  it('accounts for every line of a workbook beside the mapping in force', async () => {
    await api.publish(plainQuarter)
    await save(whole)
    const { rawPayload } = await ask('GET', '/mapping/workbook')
    await save({ ...whole, rows: [row({ decimals: 3 }), trained, none, row({ code: 'SC-12', name: '另一项' })] }, 1)
    const { account } = (await upload(rawPayload)).json()
    expect(account).toMatchObject({
      lines: 4,
      added: ['SC-02 产业工人'],
      changed: ['SC-01 培训覆盖率'],
      same: 2,
      removed: ['SC-12 另一项'],
    })
  })

  it('from before there were items is read, and so is its workbook', async () => {
    await api.publish(plainQuarter)
    const { item: _item, ...old } = row()
    await api.city.store.write({ unaudited: 'fixture' }, async (tx) => {
      const body = JSON.stringify({ rows: [old], regions, states })
      await tx.insert(handoverMapping).values({ body, note: '旧表', savedBy: 2, savedAt: '2026-10-01T00:00:00.000Z' })
    })
    expect((await ask('GET')).json<Handover>().mapping.rows).toEqual([row()])
    const { rawPayload } = await ask('GET', '/mapping/workbook')
    const reply = await upload(
      await rewritten(rawPayload, (name, rows) =>
        name === '指标对照' ? rows.map((cells) => cells.filter((_, at) => at !== 6)) : rows,
      ),
    )
    expect(reply.json()).toMatchObject({ mapping: { rows: [row()] }, account: { same: 1 } })
  })

  it('names the cells of an upload that cannot be read, and takes nothing', async () => {
    await api.publish(plainQuarter)
    await save({ ...whole, rows: [row({ indicator: 'NOPE' })] })
    const { rawPayload } = await ask('GET', '/mapping/workbook')
    const reply = await upload(rawPayload)
    expect(reply.json()).toMatchObject({ status: 400, reason: 'handover.words', cells: [{ place: '指标对照!F2' }] })
    expect(reply.json().detail).toContain('“NOPE”')
  })

  it('names a unit that stands twice and a code that is too long, of which one line would be lost or cut', async () => {
    await api.publish(plainQuarter)
    await save(whole)
    const { rawPayload } = await ask('GET', '/mapping/workbook')
    const reply = await upload(
      await rewritten(rawPayload, (name, rows) => {
        if (name !== '地区代码') return rows
        return [...rows.with(2, ['A', 'A区', '5'.repeat(61)]), ['B', 'B区', '510199']]
      }),
    )
    expect(reply.json()).toMatchObject({
      status: 400,
      cells: [
        { place: '地区代码!A8', message: '“B”已在 地区代码!A4 出现，请只留一行' },
        { place: '地区代码!C3', message: '“省地区代码”超过 60 个字' },
      ],
    })
  })
})

type Rows = (string | number | boolean | Date | null)[][]

/** The workbook as a person saves it again. */
async function rewritten(bytes: Buffer, change: (name: string, rows: Rows) => Rows): Promise<Buffer> {
  const { sheets } = await readXlsx(new Uint8Array(bytes))
  return Buffer.from(
    await writeBook({ sheets: sheets.map(({ name, rows }) => ({ name, rows: change(name, rows as Rows) })) }),
  )
}

async function upload(bytes: Buffer) {
  const form = new FormData()
  form.append('file', new File([new Uint8Array(bytes)], '对照表.xlsx'))
  const request = new Request('http://localhost/', { method: 'POST', body: form })
  return api.app.inject({
    method: 'POST',
    url: `${base}/mapping/workbook`,
    cookies: api.cookiesOf('publisher'),
    headers: { 'content-type': must(request.headers.get('content-type')) },
    payload: Buffer.from(await request.arrayBuffer()),
  })
}

describe('the file', () => {
  const file = (format: string, version = 1) => ask('GET', `/file?format=${format}&mapping=${version}`)

  it('is made by the mapping that was tried, and by none while anything is open', async () => {
    await api.publish(plainQuarter)
    expect((await file('csv')).json()).toMatchObject({ status: 409, reason: 'handover.none' })
    await save({ ...whole, rows: [row({ indicator: '' })] })
    expect((await file('csv')).json()).toMatchObject({ status: 409, reason: 'handover.open' })
    await save(whole, 1)
    expect((await file('csv')).json()).toMatchObject({ status: 409, reason: 'handover.changed' })
    expect((await file('csv', 2)).statusCode).toBe(200)
    expect((await ask('GET', '/file?format=csv&mapping=2', undefined, 'reviewer')).statusCode).toBe(403)
  })

  it('says in CSV and workbook the same, of which release it is, and gives the same bytes again', async () => {
    await api.publish(plainQuarter)
    await save(whole)
    const { lines } = await tried(whole)
    const { contentHash } = (await ask('GET')).json<Handover>()
    const csv = await file('csv')
    expect(csv.rawPayload.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    const [head, ...body] = csv.body.replace('\ufeff', '').trimEnd().split('\r\n')
    expect(head).toMatch(/^省指标代码,.*,数值,.*,发布编号,发布时间,数据来源,内容校验码,数据性质$/)
    expect(body).toHaveLength(lines.length)
    const cells = body.map((line) => line.split(','))
    expect(cells.map((line) => line[6])).toEqual(lines.map(({ text }) => text.replaceAll(',', '')))
    for (const line of cells)
      expect(line.slice(-5, -1)).toEqual([code, expect.any(String), expect.any(String), contentHash])
    const book = await readWorkbook(new Uint8Array((await file('xlsx')).rawPayload))
    const sheets = book.ok ? book.sheets : []
    expect(sheets.map(({ name }) => name)).toEqual(['移交数据', '说明', '单位换算'])
    expect(sheets[0]?.rows.slice(1).map((line) => line[6] ?? null)).toEqual(lines.map(({ value }) => value))
    expect(JSON.stringify(sheets[1])).toContain(contentHash)
    await enter(api.city, '2026Q3', { 'X A': 1 })
    expect((await file('csv')).rawPayload).toEqual(csv.rawPayload)
    const taken = await api.city.store.read((db) =>
      db.select().from(auditEvent).where(eq(auditEvent.action, 'release.take_handover')),
    )
    expect(taken).toHaveLength(3)
  })
})
