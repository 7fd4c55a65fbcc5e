import { findClaim } from '@cg/contract/claims'
import { profileClaims } from '@cg/contract/claims/profile'
import { ProfileFacts } from '@cg/contract/release/profile'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { sentence } from '@cg/domain/claim/claim'
import { must } from '@cg/domain/must'
import { scaledInteger } from '@cg/domain/number/round'
import { Value } from 'typebox/value'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { preparePreview } from '../publish/prepare.ts'
import { publishPreview } from '../publish/publish.ts'
import { renderAgain } from '../publish/verify.ts'
import { readAnswer } from '../read/releases.ts'
import { enter, openCity, plainQuarter, served, setForm } from '../release.fixture.ts'
import type { Entries, TestCity } from '../release.fixture.ts'

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

async function publish(period: string, entries: Entries): Promise<string> {
  await enter(city, period, entries)
  await setForm(city, period, 'accepted')
  const preview = await preparePreview(city.as('publisher'), { period })
  const done = await publishPreview(city.as('second'), { id: preview.id, version: preview.version })
  return done.head.code
}

async function profile(code: string, unit: string): Promise<ProfileFacts> {
  const { body } = await readAnswer(city.as('leader'), code, `unit/${unit}`)
  return JSON.parse(body.toString('utf8')) as ProfileFacts
}

const said = ({ claims }: ProfileFacts, kind: string): string[] =>
  claims.filter((claim) => claim.kind === kind).map(sentence)

/* RATE: A 95.0, B 70.0, C 70.0, D 80.0, Z (inside A) 90.0; expected of the first quarter of 2026: 82.5 (60 → 90). */

describe('what is said of one unit', () => {
  it('rests on its figures, its places and its goals', async () => {
    const code = await publish('2026Q1', plainQuarter)
    const d = await profile(code, 'D')
    expect([...Value.Errors(ProfileFacts, d)]).toEqual([])
    expect(d.unit).toEqual({ code: 'D', name: 'D区', shortName: 'D' })
    expect(d.towns).toBeNull()
    const [a, b] = [await profile(code, 'A'), await profile(code, 'B')]
    expect(said(a, 'unit_place').some((words) => words.startsWith('指标RATE95.0%，在5个单位中居第1位'))).toBe(true)
    expect(said(a, 'reach').filter((words) => words.includes('RATE'))).toEqual([])
    expect(said(b, 'reach').some((words) => /^指标RATE70\.0%，再提高[\d.]+个百分点达到时序目标/.test(words))).toBe(true)
    // B and C print the same, and their intervals touch: neither is called the last.
    expect(said(b, 'unit_place').some((words) => /RATE70\.0%，在5个单位中并列第4位/.test(words))).toBe(true)
  })

  it('of a first quarter tells of no move, and later of moves with the figure of last quarter', async () => {
    const first = await profile(await publish('2026Q1', plainQuarter), 'C')
    expect(said(first, 'unit_shift')).toEqual([])
    expect(findClaim(first.claims, 'why', (claim) => claim.against.kind === 'last_quarter')).toBeNull()
    const later = await profile(await publish('2026Q2', { ...plainQuarter, 'X C': 9_800 }), 'C')
    expect(said(later, 'unit_shift')).toEqual(['指标RATE较上季提高28.0个百分点，位次由并列第4位升至第1位'])
    expect(findClaim(later.claims, 'why', (claim) => claim.against.kind === 'last_quarter')).not.toBeNull()
  })

  it('of a quarter in which a unit is silent says so of it, and counts the others without it', async () => {
    await publish('2026Q1', plainQuarter)
    const code = await publish('2026Q2', { ...plainQuarter, 'X C': 9_800, 'X D': 'not_reported' })
    const d = await profile(code, 'D')
    expect(said(d, 'unit_place').filter((words) => words.includes('RATE'))).toEqual([])
    expect(said(d, 'zeros').some((words) => words.startsWith('D有1项指标未报'))).toBe(true)
    const c = await profile(code, 'C')
    expect(said(c, 'unit_shift')).toEqual(['指标RATE较上季提高28.0个百分点，位次由并列第3位升至第1位（位次不含D）'])
  })

  it('tells no move of a share of a handful of things', async () => {
    const few = { 'N A': 20, 'N B': 20, 'N C': 20, 'N D': 20, 'N Z': 20 }
    const shares = { 'X A': 5, 'X B': 6, 'X D': 6, 'X Z': 5 }
    await publish('2026Q1', { ...plainQuarter, ...few, ...shares, 'X C': 3 })
    const c = await profile(await publish('2026Q2', { ...plainQuarter, ...few, ...shares, 'X C': 20 }), 'C')
    expect(said(c, 'unit_shift').filter((words) => words.includes('RATE'))).toEqual([])
    expect(said(c, 'within_reach').filter((words) => words.includes('较上季'))).toEqual([])
  })

  it('without a scheme keeps to the indicators', async () => {
    // The only scheme is of 2026.
    const d = await profile(await publish('2025Q4', plainQuarter), 'D')
    expect(d.release.scheme).toBeNull()
    expect(d.claims.some((claim) => claim.kind === 'why' || claim.kind === 'gain')).toBe(false)
    expect(findClaim(d.claims, 'profile')?.place ?? null).toBeNull()
    const a = await profile(d.release.code, 'A')
    expect(said(a, 'unit_place').some((words) => words.startsWith('指标RATE95.0%，在5个单位中居第1位'))).toBe(true)
  })

  it('is frozen with the release and comes out the same when rendered again', async () => {
    const code = await publish('2026Q1', plainQuarter)
    const { body } = await readAnswer(city.as('leader'), code, 'unit/D')
    const again = await renderAgain(city.as('auditor'), { code })
    expect(served(again, 'unit/D').equals(body)).toBe(true)
  })

  it('is nothing in a release without indicators, which is published all the same', () => {
    expect(profileClaims({ indicators: [], rankings: [], score: null }, 'A')).toEqual([])
  })

  it('is asked for by nobody’s code but a unit’s', async () => {
    const code = await publish('2026Q1', plainQuarter)
    await expect(profile(code, 'CITY')).rejects.toThrow(/单位 CITY 的画像/)
  })
})

describe('a score against its group', () => {
  it('is held against the mean of the group of three or more, itself among them, in parts that add up', async () => {
    const { body } = await readAnswer(city.as('leader'), await publish('2026Q1', plainQuarter), 'ranking/score')
    const facts = JSON.parse(body.toString('utf8')) as RankingFacts
    const scores = ['A', 'B', 'C', 'D'].map((unit) => must(facts.value[facts.units.code.indexOf(unit)]))
    const mean = scores.reduce((sum, score) => sum + score, 0) / 4
    const steps = (points: number): number => scaledInteger(points, 2)
    for (const [u, unit] of facts.units.code.entries()) {
      const group = facts.explanations?.[u]?.group ?? null
      if (unit === 'Z') {
        expect(group).toBeNull()
        continue
      }
      const { against, units, withZeros } = must(group)
      expect([units, withZeros, must(group).mean.toFixed(6)]).toEqual([4, [], mean.toFixed(6)])
      expect(steps(against.difference)).toBe(steps(must(facts.value[u])) - steps(mean))
      const added = [...against.parts.map(({ points }) => points), against.adjustment, against.rest]
      expect(added.reduce((sum, points) => sum + steps(points), 0)).toBe(steps(against.difference))
    }
  })

  it('names the next one ahead in the group only where another is ahead of all', async () => {
    const { body } = await readAnswer(city.as('leader'), await publish('2026Q1', plainQuarter), 'ranking/score')
    const facts = JSON.parse(body.toString('utf8')) as RankingFacts
    for (const [u, why] of must(facts.explanations).entries()) {
      const ahead = why?.groupAhead ?? null
      if (ahead === null) continue
      expect(ahead.unit).not.toBe(why?.ahead?.unit)
      expect(facts.units.group[facts.units.code.indexOf(ahead.unit)]).toBe(facts.units.group[u])
    }
  })
})
