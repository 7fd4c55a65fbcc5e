import type { PassportFacts } from '@cg/contract/release/passport'
import type { TidyRelease } from '@cg/contract/release/tidy'
import type { ReleaseList } from '@cg/services/release/read/releases'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  act,
  expectStatus,
  formPath,
  openTestCity,
  publishQuarter,
  save,
  skills,
  tjjForm,
  rsjForm,
  typed,
  versionOf,
  workers,
} from './city.ts'
import type { Answer, City } from './city.ts'

/* 快报: figures that come before the final ones, named wherever the release is, and replaced by a correction. The tests go on from each other. */

let city: City
beforeAll(async () => {
  city = await openTestCity()
})
afterAll(() => city.close())

const [first, second] = ['CG-2026Q3-01', 'CG-2026Q3-02']
const words = '本次发布含快报数：《TJJ-BASE 报表》（市统计局），正式数预计2026年11月30日前报送，届时更正发布'

const mark = (finalBy: string | null, login: 'tjj' | 'rsj' | 'reviewer' = 'tjj') =>
  city.ask(login, `PUT ${formPath(tjjForm)}/provisional`, { version: versionOf(city, tjjForm), body: { finalBy } })

async function ranking(code: string): Promise<Answer['body']> {
  return expectStatus(await city.ask('leader', `GET /api/v1/releases/${code}/rankings/JN03`), 200).body
}

async function csv(code: string): Promise<string> {
  const path = `GET /api/v1/releases/${code}/charts/export?kind=district-ranking&measure=JN03&format=csv`
  return expectStatus(await city.ask('leader', path), 200).text
}

it('is marked by the reporter alone, once there are figures, with a day that is to come', async () => {
  expect(expectStatus(await mark('2026-11-30'), 409).body.reason).toBe('provisional.empty')
  expectStatus(await save(city, 'tjj', tjjForm, workers({ AP: 100, BS: 100, CX: 100 })), 200)
  expect(expectStatus(await mark('2026-10-05'), 400).body.detail).toContain('应晚于今天（2026年10月5日）')
  expect(expectStatus(await mark('2026-11-31'), 400).body.detail).toContain('不是日历上有的日期')
  for (const login of ['rsj', 'reviewer'] as const) expectStatus(await mark('2026-11-30', login), 403)
  expect(expectStatus(await mark('2026-11-30'), 200).body.submission).toMatchObject({
    state: 'draft',
    finalBy: '2026-11-30',
  })
})

it('stands in the release and in its files', async () => {
  expectStatus(await act(city, 'tjj', tjjForm, 'submit'), 200)
  expect(expectStatus(await mark(null), 409).body.reason).toBe('submission.wrong_state')
  expectStatus(await act(city, 'reviewer', tjjForm, 'accept'), 200)
  expectStatus(await save(city, 'rsj', rsjForm, skills({ AP: 30, BS: 60, CX: 41 })), 200)
  expectStatus(await act(city, 'rsj', rsjForm, 'submit'), 200)
  expectStatus(await act(city, 'reviewer', rsjForm, 'accept'), 200)
  expect(await publishQuarter(city)).toBe(first)
  expect((await ranking(first)).release.provisional).toEqual([
    { formName: 'TJJ-BASE 报表', reporterName: '市统计局', finalBy: '2026-11-30' },
  ])
  expect(await csv(first)).toContain(words)
})

it('stands on the list of releases, and by figure in the data of the release and behind a figure', async () => {
  const { items } = expectStatus(await city.ask('leader', 'GET /api/v1/releases'), 200).body as ReleaseList
  expect(items.map(({ head }) => [head.code, head.provisional?.map(({ finalBy }) => finalBy)])).toEqual([
    [first, ['2026-11-30']],
  ])
  const data = expectStatus(await city.ask('leader', `GET /api/v1/releases/${first}/data?format=json`), 200).body
  const { columns, rows } = data as TidyRelease
  const at = (key: string) => columns.findIndex((column) => column.key === key)
  const seen = new Map<string, Set<unknown>>()
  for (const row of rows.filter((one) => one[at('value')] !== null)) {
    const indicator = String(row[at('indicatorCode')])
    seen.set(indicator, (seen.get(indicator) ?? new Set()).add(row[at('finalBy')]))
  }
  // A rate over the workers whom 市统计局 counts, and the score of it.
  expect([...seen].map(([code, days]) => [code, [...days]])).toEqual([
    ['JN03', ['2026-11-30']],
    ['score', ['2026-11-30']],
  ])
  const path = `GET /api/v1/releases/${first}/passport?indicator=JN03&unit=AP`
  const { cells } = expectStatus(await city.ask('leader', path), 200).body as PassportFacts
  expect(Object.fromEntries(cells.map(({ item, finalBy }) => [item, finalBy]))).toEqual({
    P_TRAIN_UNQ: null,
    W_TOTAL: '2026-11-30',
  })
})

it('is replaced by the final figures in a correction; the first release keeps what it said', async () => {
  const reopen = {
    form: 'TJJ-BASE',
    reporter: 'TJJ',
    reasonClass: 'final',
    reason: '三季度正式数已出',
    cells: [
      { item: 'W_TOTAL', unit: 'AP' },
      { item: 'W_TOTAL', unit: 'AP', breakdown: 'size:above' },
    ],
  }
  expectStatus(await city.ask('reviewer', 'POST /api/v1/periods/2026Q3/corrections', { body: reopen }), 200)
  const final = [typed('W_TOTAL:AP', '105', 1), typed('W_TOTAL:AP:size:above', '65', 1)]
  expectStatus(await save(city, 'tjj', tjjForm, final), 200)
  expectStatus(await mark(null), 200)
  expectStatus(await act(city, 'tjj', tjjForm, 'submit'), 200)
  expectStatus(await act(city, 'reviewer', tjjForm, 'accept'), 200)
  expect(await publishQuarter(city, '2026Q3', reopen.reason)).toBe(second)
  expect((await ranking(second)).release.provisional).toBeUndefined()
  expect(await csv(second)).not.toContain('快报')
  const { items } = expectStatus(await city.ask('leader', 'GET /api/v1/releases'), 200).body as ReleaseList
  expect(items.map(({ head }) => [head.code, head.provisional !== undefined])).toEqual([
    [second, false],
    [first, true],
  ])
  expect(await csv(first)).toContain(words)
})
