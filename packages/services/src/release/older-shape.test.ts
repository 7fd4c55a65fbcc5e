import type { RankingFacts } from '@cg/contract/release/ranking'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ServiceError } from '../errors.ts'
import { readDifference } from './publish/difference.ts'
import { readPrecheck, readPublishBoard } from './publish/precheck.ts'
import { preparePreview } from './publish/prepare.ts'
import { publishPreview } from './publish/publish.ts'
import { verifyRelease } from './publish/verify.ts'
import { readPassport } from './read/passport.ts'
import { readAnswer } from './read/releases.ts'
import { enter, openCity, plainQuarter, setForm } from './release.fixture.ts'
import type { TestCity } from './release.fixture.ts'
import { makeOlder } from './stored/older.fixture.ts'

let city: TestCity
let code: string

async function publish(period: string, reason?: string): Promise<string> {
  await enter(city, period, plainQuarter)
  await setForm(city, period, 'accepted')
  return publishAgain(period, reason)
}

async function publishAgain(period: string, reason?: string): Promise<string> {
  const preview = await preparePreview(city.as('publisher'), { period, reason })
  return (await publishPreview(city.as('second'), { id: preview.id, version: preview.version })).head.code
}

/** As an older program froze a ranking: without the columns that came later. */
function withoutCloseness({ closeTo: _closeTo, groups: _groups, ...facts }: Record<string, unknown>) {
  return facts
}

beforeEach(async () => {
  city = await openCity()
  code = await publish('2026Q2')
  makeOlder(city.folder, { 'ranking/RATE': withoutCloseness })
})
afterEach(() => city.close())

async function refusal(work: Promise<unknown>): Promise<ServiceError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof ServiceError)) throw new Error(`no refusal: ${String(error)}`)
  return error
}

it('an answer of an older shape is refused with words and the remedy, and one that fits today is served', async () => {
  const error = await refusal(readAnswer(city.as('leader'), code, 'ranking/RATE'))
  expect([error.code, error.detail.reason]).toEqual(['conflict', 'release.other_shape'])
  expect(error.message).toContain(`发布 ${code} 由旧版软件生成`)
  expect(error.message).toContain('更正发布')
  const { body } = await readAnswer(city.as('leader'), code, 'indicator/RATE')
  expect(JSON.parse(body.toString())).toMatchObject({ release: { code } })
})

it('what reads the basis of an older release refuses too; its digests are still verified', async () => {
  const passport = readPassport(city.as('leader'), { code, indicator: 'RATE' })
  expect((await refusal(passport)).detail.reason).toBe('release.other_shape')
  const report = await verifyRelease(city.as('auditor'), { code })
  expect(report.checks.find((check) => check.name === '冻结的数据格')?.isSound).toBe(true)
  expect(report.checks.find((check) => check.name === '答复字节')?.isSound).toBe(true)
})

it('a quarter that builds on an older release names it, and a correction makes it readable again', async () => {
  const next = await refusal(publish('2026Q3'))
  expect([next.detail.reason, next.message]).toEqual(['release.other_shape', expect.stringContaining(code)])
  const corrected = await publishAgain('2026Q2', '按现行版本重新生成')
  const { body } = await readAnswer(city.as('leader'), corrected, 'ranking/RATE')
  expect((JSON.parse(body.toString()) as RankingFacts).release.code).toBe(corrected)
  expect((await readDifference(city.as('leader'), { code: corrected, from: code })).cells).toEqual([])
  expect(await publishAgain('2026Q3')).toBe('CG-2026Q3-01')
})

it('a correction that only makes an older release readable is no empty one', async () => {
  const { id } = await preparePreview(city.as('publisher'), { period: '2026Q2', reason: '按现行版本重新生成' })
  const report = await readPrecheck(city.as('second'), { id })
  expect([report.obstacles, report.unreadable]).toEqual([[], null])
})

it('an unreadable release leaves the precheck standing and is named in it', async () => {
  makeOlder(city.folder, { matrix: ({ state: _state, ...facts }) => facts })
  const { id } = await preparePreview(city.as('publisher'), { period: '2026Q2', reason: '按现行版本重新生成' })
  const report = await readPrecheck(city.as('second'), { id })
  expect([report.difference, report.unreadable]).toEqual([null, expect.stringContaining(`发布 ${code} 由旧版软件生成`)])
})

it('a preview of an older shape is not listed, and its quarter offers to make it again', async () => {
  await preparePreview(city.as('publisher'), { period: '2026Q2', reason: '按现行版本重新生成' })
  expect((await readPublishBoard(city.as('second'))).previews).toHaveLength(1)
  makeOlder(city.folder, {})
  const board = await readPublishBoard(city.as('second'))
  expect([board.previews, board.quarters.some((quarter) => quarter.period === '2026Q2')]).toEqual([[], true])
  await preparePreview(city.as('publisher'), { period: '2026Q2', reason: '按现行版本重新生成' })
  expect((await readPublishBoard(city.as('second'))).previews).toHaveLength(1)
})
