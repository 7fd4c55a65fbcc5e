import type { OverviewFacts } from '@cg/contract/release/overview'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { RankingFacts as RankingSchema } from '@cg/contract/release/ranking'
import type { ScoreDifference } from '@cg/contract/release/why'
import { schemeVersion } from '@cg/db/schema'
import type { IndicatorCode } from '@cg/domain/indicator'
import { must } from '@cg/domain/must'
import { scaledInteger } from '@cg/domain/number/round'
import { defaultMissingPolicy } from '@cg/domain/score/scheme'
import type { SchemeBody } from '@cg/domain/score/scheme'
import { Value } from 'typebox/value'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { preparePreview } from '../publish/prepare.ts'
import { publishPreview } from '../publish/publish.ts'
import { readAnswer } from '../read/releases.ts'
import { enter, openCity, plainQuarter, served, setForm } from '../release.fixture.ts'
import type { Entries, TestCity } from '../release.fixture.ts'
import { renderAgain } from '../publish/verify.ts'

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

async function publish(period: string, entries: Entries, reason?: string): Promise<string> {
  await enter(city, period, entries)
  await setForm(city, period, 'accepted')
  const preview = await preparePreview(city.as('publisher'), { period, reason })
  const done = await publishPreview(city.as('second'), { id: preview.id, version: preview.version })
  return done.head.code
}

async function score(code: string): Promise<RankingFacts> {
  const { body } = await readAnswer(city.as('leader'), code, 'ranking/score')
  return JSON.parse(body.toString('utf8')) as RankingFacts
}

const steps = (points: number): number => scaledInteger(points, 2)

function added({ parts, adjustment, rest }: ScoreDifference): number {
  return [...parts.map((part) => part.points), adjustment, rest].reduce((sum, points) => sum + steps(points), 0)
}

describe('why a score is what it is', () => {
  it('adds up, for every unit, to the difference of the printed scores', async () => {
    await publish('2026Q1', { ...plainQuarter, 'X B': 3_333, 'X C': 4_321, 'ACC C': 7 })
    const facts = await score(await publish('2026Q2', plainQuarter))
    expect([...Value.Errors(RankingSchema, facts)]).toEqual([])
    const explanations = must(facts.explanations)
    expect(explanations).toHaveLength(facts.units.code.length)
    for (const [u, why] of explanations.entries()) {
      const own = steps(must(facts.value[u]))
      const compared: [ScoreDifference | null, number][] = [[must(why).lastQuarter, steps(must(facts.previous[u]))]]
      const ahead = must(why).ahead
      if (facts.rank[u] === 1) expect(ahead).toBeNull()
      else compared.push([must(ahead).against, steps(must(facts.value[facts.units.code.indexOf(must(ahead).unit)]))])
      for (const [against, reference] of compared) {
        expect(steps(must(against).difference)).toBe(own - reference)
        expect(added(must(against))).toBe(own - reference)
      }
    }
    expect(explanations.some((why) => (why?.lastQuarter?.parts.length ?? 0) > 0)).toBe(true)
  })

  it('names a change of one indicator that, once made, gains the place', async () => {
    const code = await publish('2026Q1', plainQuarter)
    const before = await score(code)
    const at = before.units.code.indexOf('C')
    const gain = must(before.explanations?.[at]?.gain)
    expect(gain).toMatchObject({ indicator: 'RATE', unit: '%', decimals: 1, from: 70 })
    const place = before.units.code.indexOf(gain.passes)
    expect(must(before.rank[place])).toBeLessThan(must(before.rank[at]))
    const short = await score(await publish('2026Q1', { 'X C': Math.round(gain.to * 100) - 10 }, '更正'))
    expect(short.rank[at]).toBe(before.rank[at])
    const after = await score(await publish('2026Q1', { 'X C': Math.round(gain.to * 100) }, '更正'))
    expect(must(after.rank[at])).toBeLessThan(must(before.rank[at]))
    expect(steps(must(after.value[at])) - steps(must(after.value[place]))).toBeGreaterThanOrEqual(gain.isTie ? 0 : 1)
  })

  it('names a change that gains a place within the group, and finds none for the first of a group', async () => {
    // Z is of another group: what passes only Z is no gain within the districts.
    const before = await score(await publish('2026Q1', plainQuarter))
    const groupOf = (code: string) => before.units.group[before.units.code.indexOf(code)]
    for (const [at, why] of must(before.explanations).entries()) {
      const isFirst = before.groupRank[at] === 1
      expect('groupGain' in must(why)).toBe(!isFirst)
      const gain = why?.groupGain ?? null
      if (gain !== null) expect(groupOf(gain.passes)).toBe(before.units.group[at])
    }
    const at = before.units.code.indexOf('C')
    const gain = must(before.explanations?.[at]?.groupGain)
    expect(gain).toMatchObject({ indicator: 'RATE', from: 70 })
    const short = await score(await publish('2026Q1', { 'X C': Math.round(gain.to * 100) - 10 }, '更正'))
    expect(short.groupRank[at]).toBe(before.groupRank[at])
    const after = await score(await publish('2026Q1', { 'X C': Math.round(gain.to * 100) }, '更正'))
    expect(must(after.groupRank[at])).toBeLessThan(must(before.groupRank[at]))
  })

  it('names the unit passed also where rules hold units against each other', async () => {
    const rule = { kind: 'normalise', normaliser: { kind: 'min_max' } } as const
    const body: SchemeBody = {
      items: [
        { indicator: 'RATE' as IndicatorCode, weight: 50, rule },
        { indicator: 'ACCR' as IndicatorCode, weight: 50, rule },
      ],
      missing: defaultMissingPolicy,
      availability: 0.4,
      decimals: 2,
      rankRule: 'competition',
    }
    await city.store.write({ unaudited: 'fixture' }, (tx) =>
      tx.insert(schemeVersion).values({
        schemeCode: 'S',
        version: 2,
        year: 2026,
        name: '测试方案',
        state: 'adopted',
        body: JSON.stringify(body),
        contentHash: 'h2',
        note: '',
        createdAt: '2026-01-02T00:00:00.000Z',
      }),
    )
    const before = await score(await publish('2026Q1', plainQuarter))
    expect(before.release.scheme?.version).toBe(2)
    const gains = must(before.explanations).flatMap((why, at) => (why?.gain ? [{ at, gain: why.gain }] : []))
    const { at, gain } = must(gains.find((one) => one.gain.indicator === 'RATE' && before.units.code[one.at] === 'C'))
    const after = await score(await publish('2026Q1', { 'X C': Math.round(gain.to * 100) }, '更正'))
    const place = after.units.code.indexOf(gain.passes)
    expect(must(before.rank[place])).toBeLessThan(must(before.rank[at]))
    expect(must(after.rank[at])).toBeLessThanOrEqual(must(after.rank[place]) - (gain.isTie ? 0 : 1))
  })

  it('has nothing to say of a unit without a score, of the first quarter’s past, of indicators and in the cockpit', async () => {
    const code = await publish('2026Q1', { ...plainQuarter, 'X B': 'not_reported', 'N B': 'not_reported' })
    const facts = await score(code)
    const at = facts.units.code.indexOf('B')
    expect(facts.rank[at]).toBeNull()
    expect([facts.explanations?.[at]?.ahead ?? null, facts.explanations?.[at]?.gain ?? null]).toEqual([null, null])
    expect(facts.explanations?.every((why) => (why?.lastQuarter ?? null) === null)).toBe(true)
    const read = async (name: 'ranking/RATE' | 'overview') =>
      JSON.parse((await readAnswer(city.as('leader'), code, name)).body.toString('utf8')) as unknown
    expect((await read('ranking/RATE')) as RankingFacts).toMatchObject({ explanations: [] })
    expect(((await read('overview')) as OverviewFacts).rankings.every((one) => one.explanations?.length === 0)).toBe(
      true,
    )
  })

  it('is frozen with the release and comes out the same when rendered again', async () => {
    await publish('2026Q1', { ...plainQuarter, 'X C': 4_321 })
    const code = await publish('2026Q2', plainQuarter)
    const { body } = await readAnswer(city.as('leader'), code, 'ranking/score')
    const again = await renderAgain(city.as('auditor'), { code })
    expect(served(again, 'ranking/score').equals(body)).toBe(true)
  })
})
