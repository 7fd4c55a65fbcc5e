import { createHash } from 'node:crypto'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { tidyColumns } from '@cg/contract/release/tidy'
import type { TidyCell, TidyColumnKey, TidyRelease } from '@cg/contract/release/tidy'
import { auditEvent } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import { formatResult, formatState } from '@cg/domain/number/number-format'
import { preparePreview } from '@cg/services/release/publish/prepare'
import { enter, everyStateQuarter, plainQuarter, setForm } from '@cg/services/release/release.fixture'
import type { Person } from '@cg/services/release/release.fixture'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openReleaseApi, testRelease as code } from './release-api.fixture.ts'
import type { ReleaseApi } from './release-api.fixture.ts'

/* The data of a whole release as their taker gets them, held against the frozen answers of the same release. */

let api: ReleaseApi

beforeEach(async () => {
  api = await openReleaseApi()
})

afterEach(() => api.close())

function get(path: string, who: Person = 'leader') {
  return api.app.inject({ url: `/api/v1/releases${path}`, cookies: api.cookiesOf(who) })
}

type Row = Readonly<Record<TidyColumnKey, TidyCell>>

async function takeRows(): Promise<Row[]> {
  const { columns, rows } = (await get(`/${code}/data?format=json`)).json<TidyRelease>()
  expect(columns.map(({ key }) => key)).toEqual(tidyColumns)
  return rows.map((row) => Object.fromEntries(tidyColumns.map((key, at) => [key, row[at] ?? null])) as Row)
}

async function takeLines(format: 'csv' | 'dictionary'): Promise<string[][]> {
  const reply = await get(`/${code}/data?format=${format}`)
  expect([reply.statusCode, reply.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8'])
  expect(reply.rawPayload.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
  return reply.body
    .replace('\ufeff', '')
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','))
}

/** As the screens print a figure, without the separators of thousands. */
function printed(value: number | null, state: IndicatorFacts['city']['state'], indicator: IndicatorFacts['indicator']) {
  return formatResult({ state, value }, indicator).replaceAll(',', '')
}

it.each([
  ['a plain quarter', plainQuarter],
  ['a quarter with every state', everyStateQuarter],
  ['a quarter that rests on two people', { ...plainQuarter, 'X B': 2, 'N B': 900 }],
  ['a quarter with a figure that is withheld', { ...plainQuarter, 'X B': 'withheld' as const }],
])('holds of each unit and indicator the frozen figure, state, aim and place: %s', async (_, quarter) => {
  await api.publish(quarter)
  const rows = await takeRows()
  let held = 0
  for (const indicator of ['RATE', 'ACCR']) {
    const facts = (await get(`/${code}/indicators/${indicator}`)).json<IndicatorFacts>()
    const ranking = (await get(`/${code}/rankings/${indicator}`)).json<RankingFacts>()
    const { current, city } = facts
    const own = rows.filter((row) => row.indicatorCode === indicator && row.groupCode === null)
    expect(own.map(({ unitCode }) => unitCode).slice(1)).toEqual(facts.units.code)
    const frozen = [
      { ...city, rank: null, rankLow: null },
      ...facts.units.code.map((__, u) => ({
        value: current.value[u] ?? null,
        state: must(current.state[u]),
        numerator: current.numerator[u] ?? null,
        denominator: current.denominator[u] ?? null,
        target: current.target[u] ?? null,
        light: current.light[u] ?? null,
        rank: current.rank[u] ?? null,
        rankLow: ranking.rankLow[u] ?? null,
      })),
    ]
    for (const [at, fact] of frozen.entries()) {
      const row = must(own[at])
      const words = `${indicator} ${String(row.unitName)}`
      expect(row.value === null ? null : Number(row.value), words).toBe(
        fact.value === null ? null : Number(printed(fact.value, fact.state, facts.indicator)),
      )
      expect([row.state, row.stateName, row.measuredIn], words).toEqual([
        fact.state,
        formatState(fact.state),
        facts.indicator.unit,
      ])
      expect([row.numerator, row.denominator, row.target, row.light, row.rank, row.rankLow], words).toEqual([
        fact.numerator,
        fact.denominator,
        fact.target,
        fact.light,
        fact.rank,
        fact.rankLow,
      ])
      held += 1
    }
  }
  expect(held).toBe(12)
  for (const row of rows) {
    expect([row.releaseCode, row.period]).toEqual([code, '2026Q3'])
    if (row.state === 'withheld')
      expect([row.value, row.numerator, row.denominator, row.rank]).toEqual(Array(4).fill(null))
    else if (row.value === null) expect(row.stateName).not.toBe('')
  }
})

it('says 不公布 of two people and nowhere in their row how many they are', async () => {
  await api.publish({ ...plainQuarter, 'X B': 2, 'N B': 987_654 })
  const [heads = [], ...lines] = await takeLines('csv')
  const line = must(lines.find((one) => one[3] === 'B' && one[5] === 'RATE'))
  const told = heads.filter((_, at) => line[at] !== '')
  expect(told.filter((name) => ['数值', '分子', '分母', '位次', '目标状态'].includes(name))).toEqual([])
  expect([line[heads.indexOf('状态')], line.includes('987654')]).toEqual(['不公布', false])
})

it('is the same bytes twice, for whoever asks and whatever is published later', async () => {
  await api.publish(plainQuarter)
  for (const format of ['csv', 'json', 'dictionary']) {
    const first = await get(`/${code}/data?format=${format}`)
    const second = await get(`/${code}/data?format=${format}`, 'auditor')
    expect(first.statusCode).toBe(200)
    expect(second.rawPayload.equals(first.rawPayload)).toBe(true)
  }
})

it('is laid out for Excel in the order of its dictionary, and says when it is invented', async () => {
  await api.publish(everyStateQuarter)
  const [heads = [], ...lines] = await takeLines('csv')
  const rows = await takeRows()
  expect(lines.map((line) => line[heads.indexOf('状态')])).toEqual(rows.map(({ stateName }) => stateName))
  expect(lines.map((line) => line[heads.indexOf('数值')])).toEqual(rows.map(({ value }) => String(value ?? '')))
  expect(new Set(lines.map((line) => line[heads.indexOf('数据性质')]))).toEqual(new Set([must(rows[0]).nature]))
  const [, ...dictionary] = await takeLines('dictionary')
  expect(dictionary.filter((line) => line[4] === '').map(([name]) => name)).toEqual(heads)
  for (const line of dictionary.filter(([, key]) => key === 'state').slice(1)) expect(line[5]).not.toBe('')
})

it('is of published releases alone, for whoever is signed in, and leaves its digest in the audit trail', async () => {
  await api.publish(plainQuarter)
  expect((await api.app.inject({ url: `/api/v1/releases/${code}/data?format=csv` })).statusCode).toBe(401)
  expect((await get(`/CG-2026Q3-09/data?format=csv`)).statusCode).toBe(404)
  expect((await get(`/${code}/data`)).statusCode).toBe(400)
  const { rawPayload } = await get(`/${code}/data?format=csv`)
  const events = await api.city.store.read((db) => db.select().from(auditEvent))
  const taken = must(events.findLast(({ action }) => action === 'release.take_data'))
  const fileHash = createHash('sha256').update(rawPayload).digest('hex')
  expect(JSON.parse(taken.detail)).toMatchObject({ format: 'csv', fileHash })
})

it('is refused of a preview, in words', async () => {
  await enter(api.city, '2026Q3', plainQuarter)
  await setForm(api.city, '2026Q3', 'accepted')
  const { head } = await preparePreview(api.city.as('publisher'), { period: '2026Q3' })
  const reply = await get(`/${encodeURIComponent(head.code)}/data?format=csv`, 'publisher')
  expect([reply.statusCode, reply.json<{ reason: string }>().reason]).toEqual([400, 'data.preview'])
})
