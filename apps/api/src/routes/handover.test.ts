import type { Handover, HandoverMapping, HandoverRow, HandoverTrial } from '@cg/contract/handover'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { auditEvent } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import { formatValue } from '@cg/domain/number/number-format'
import { readWorkbook } from '@cg/export/workbook/read'
import { enter, everyStateQuarter, plainQuarter } from '@cg/services/release/release.fixture'
import type { Person } from '@cg/services/release/release.fixture'
import { eq } from 'drizzle-orm'
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
    await save({ ...whole, rows: [...whole.rows, group] })
    const { rawPayload, statusCode } = await ask('GET', '/mapping/workbook')
    expect(statusCode).toBe(200)
    const reply = await upload(rawPayload)
    expect(reply.json()).toMatchObject({ mapping: { ...whole, rows: [...whole.rows, group] } })
  })

  it('names the cells of an upload that cannot be read, and takes nothing', async () => {
    await api.publish(plainQuarter)
    await save({ ...whole, rows: [row({ indicator: 'NOPE' })] })
    const { rawPayload } = await ask('GET', '/mapping/workbook')
    const reply = await upload(rawPayload)
    expect(reply.json()).toMatchObject({ status: 400, reason: 'handover.words', cells: [{ place: '指标对照!F2' }] })
    expect(reply.json().detail).toContain('“NOPE”')
  })
})

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
