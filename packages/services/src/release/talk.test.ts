import type { IndicatorFacts } from '@cg/contract/release/indicator'
import { TalkFacts } from '@cg/contract/release/talk'
import type { TargetsFacts } from '@cg/contract/release/targets'
import type { TalkSeed } from '@cg/contract/talk'
import { must } from '@cg/domain/must'
import { Value } from 'typebox/value'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { loadTalk } from '../catalogue/talk.ts'
import { writeSetting } from '../settings.ts'
import { preparePreview } from './publish/prepare.ts'
import { publishPreview } from './publish/publish.ts'
import { verifyRelease } from './publish/verify.ts'
import { readAnswer } from './read/releases.ts'
import { readTalk } from './read/talk.ts'
import { enter, openCity, plainQuarter, setForm } from './release.fixture.ts'
import type { TestCity } from './release.fixture.ts'
import { makeOlder } from './stored/older.fixture.ts'

/* 讲话对照 of a release: what it counted stays, whatever the catalogue's list and the program become. */

let city: TestCity
let code: string
beforeEach(async () => {
  city = await openCity()
  await enter(city, '2026Q2', plainQuarter)
  await setForm(city, '2026Q2', 'accepted')
  const preview = await preparePreview(city.as('publisher'), { period: '2026Q2' })
  code = (await publishPreview(city.as('second'), { id: preview.id, version: preview.version })).head.code
})
afterEach(() => city.close())

const talk = () => readTalk(city.as('leader'), { code })
const ids = ({ points }: TalkFacts) => points.map(({ point }) => point.id)

/** A newer catalogue asks one thing more and words another otherwise. */
async function newerList(): Promise<void> {
  const today = must(await city.store.read(loadTalk))
  const [first, second] = [must(today.points[0]), must(today.points[1])]
  const points: TalkSeed['points'] = [
    { ...first, quote: '覆盖率超过%' },
    second,
    { id: 'F003', part: 'all', quote: '覆盖率又提高', states: '覆盖率', scope: 'city', figures: must(first.figures) },
  ]
  await city.store.write({ unaudited: 'fixture' }, (tx) => writeSetting(tx, 'catalogueTalk', { ...today, points }))
}

it('is frozen with the release: a newer list changes nothing of what was published', async () => {
  const before = await talk()
  expect([...Value.Errors(TalkFacts, before)]).toEqual([])
  expect([ids(before), before.isToday]).toEqual([['F001', 'F002'], undefined])
  expect(before.points[0]?.shown[0]).toMatchObject({ indicator: 'RATE', isKnown: true, state: 'reported' })
  await newerList()
  expect(await talk()).toEqual(before)
  const { checks } = await verifyRelease(city.as('auditor'), { code })
  expect(checks.filter(({ isSound }) => !isSound)).toEqual([])
})

it('of a release from before it was frozen has today’s statements and says so', async () => {
  makeOlder(city.folder, {}, ['talk'])
  await newerList()
  const older = await talk()
  expect([ids(older), older.isToday]).toEqual([['F001', 'F002', 'F003'], true])
  const { body } = await readAnswer(city.as('leader'), code, 'indicator/RATE')
  const { city: whole } = JSON.parse(body.toString('utf8')) as IndicatorFacts
  expect(older.points[0]?.shown[0]).toMatchObject({ value: whole.value, target: whole.target, light: whole.light })
  expect(whole.value).not.toBeNull()
  expect(older.points[0]?.point.quote).toBe('覆盖率超过%')
})

it('opens without the one answer that this program cannot read', async () => {
  makeOlder(city.folder, { 'indicator/RATE': ({ citySeries: _series, ...facts }) => facts }, ['talk'])
  const [first, second] = (await talk()).points
  expect(first?.shown[0]).toMatchObject({ isKnown: false, isUnreadable: true, value: null })
  expect(second?.shown).toEqual([])
})

it('the commitments of a release of an older shape are read while they are what today’s contract asks', async () => {
  makeOlder(city.folder, {})
  const { body } = await readAnswer(city.as('leader'), code, 'targets')
  expect((JSON.parse(body.toString('utf8')) as TargetsFacts).release.code).toBe(code)
})
