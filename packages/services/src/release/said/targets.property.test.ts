import { findClaim } from '@cg/contract/claims'
import type { TargetRow, TargetsFacts } from '@cg/contract/release/targets'
import { must } from '@cg/domain/must'
import { parsePeriod, periodIndex } from '@cg/domain/period'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cityTargets, unitTargets } from '../facts/targets.ts'
import { prepareRendering } from '../facts/rendering.ts'
import { loadInput } from '../input/load-input.ts'
import { openCity } from '../release.fixture.ts'
import type { TestCity } from '../release.fixture.ts'
import { releaseHead } from '../stored/head.ts'
import type { ReleaseBasis } from '../stored/basis.ts'
import { exactOf, quarterNumber, reaches, steps, yearIn } from './exact.fixture.ts'
import { figuresOf } from './product.fixture.ts'
import { randomCity } from './random.fixture.ts'
import { reckon } from './reckoner.fixture.ts'
import type { CityFigure, Reckoner } from './reckoner.fixture.ts'
import type { RawMeasure } from './world.fixture.ts'

/* The commitments of random cities against their raw cells, reckoned again in whole printed steps. */

let opened: TestCity
let basis: ReleaseBasis
beforeAll(async () => {
  opened = await openCity()
  basis = (await opened.store.read((db) => loadInput(db, parsePeriod('2026Q3'), '2026-11-01T00:00:00Z'))).basis
})
afterAll(() => opened.close())

type Asked = { readonly city: Reckoner; readonly measure: RawMeasure; readonly holder: string }
const seen = { need: 0, slipped: 0, fell: 0, beyond: 0, headline: 0 }

it('whatever a city reports, lights, needs, losses and counts are those of its cells', { timeout: 600_000 }, () => {
  for (let seed = 1; seed <= 1_500; seed++) {
    const { world, first } = randomCity(seed)
    const city = reckon(world)
    const figures = figuresOf(basis, world, first)
    const head = releaseHead(figures.basis, { sequence: 1, preparedAt: '2026-10-20T02:00:00.000Z', reason: null }, null)
    const rendering = prepareRendering(head, figures)
    const all = [cityTargets(rendering), ...figures.ranked.map((unit) => unitTargets(rendering, unit))]
    for (const facts of all) {
      const holder = facts.unit?.code ?? 'CITY'
      for (const row of facts.rows) {
        const measure = must(world.measures.find(({ code }) => code === row.indicator.code))
        const asked = { city, measure, holder }
        const place = [seed, holder, measure.code]
        expect([...place, row.light]).toEqual([...place, city.light(measure, holder)])
        for (const fault of faultsOf(row, asked)) expect.fail(`${place.join(' ')}: ${fault}`)
      }
      expect([seed, holder, headlineFault(facts, city, holder)]).toEqual([seed, holder, null])
    }
  }
  for (const [what, count] of Object.entries(seen)) expect([what, count > 20]).toEqual([what, true])
})

function faultsOf(row: TargetRow, asked: Asked): string[] {
  const needs = row.claims.flatMap((claim) => (claim.kind === 'need' ? [needFault(claim, asked)] : []))
  return [...needs, slippedFault(row, asked), beyondFault(row, asked)].filter((fault) => fault !== null)
}

function ownOf({ city, measure, holder }: Asked) {
  return holder === 'CITY' ? city.city(measure) : city.figure(measure, holder)
}

type Of<K extends TargetRow['claims'][number]['kind']> = Extract<TargetRow['claims'][number], { kind: K }>

function needFault({ need, year }: Of<'need'>, asked: Asked): string | null {
  const { city, measure, holder } = asked
  seen.need += 1
  const own = ownOf(asked)
  if (own.value === null || own.from !== city.now.period) return 'said of no figure of the quarter'
  if (holder === 'CITY' ? !(own as CityFigure).isWhole : own.state !== 'reported') return 'said of a partial figure'
  const target = must(city.world.targets[measure.code]?.[holder]?.[year])
  const [have, aim] = [steps(own.value, measure.decimals), steps(exactOf(target), measure.decimals)]
  const left = BigInt(year * 4 + 3 - quarterNumber(city.now.period))
  const isLow = measure.direction === 'lower'
  const gap = isLow ? have - aim : aim - have
  const printed = (value: number) => steps(exactOf(value), measure.decimals)
  const isLater = measure.isRunning && year > yearIn(city.now.period)
  switch (need.kind) {
    case 'reached':
      return gap <= 0n && !isLater ? null : 'not reached'
    case 'exceeded':
      return measure.isRunning && isLow && printed(need.total) === gap && gap > 0n ? null : 'not exceeded'
    case 'anew':
      return isLater && (isLow ? printed(need.each) * 4n <= aim : printed(need.each) * 4n >= aim)
        ? null
        : 'not a fourth'
    case 'allowance':
      return printed(need.total) === -gap && printed(need.each) * left <= -gap ? null : 'more than is allowed'
    default: {
      const each = printed(need.each)
      const suffices = each * left >= gap && (each - 1n) * left < gap && BigInt(need.quarters) === left
      return printed(need.total) === gap && gap > 0n && suffices ? null : `does not suffice for ${gap} in ${left}`
    }
  }
}

function slippedFault(row: TargetRow, asked: Asked): string | null {
  const claim = findClaim(row.claims, 'slipped')
  if (claim === null) return null
  seen.slipped += 1
  const { city, measure, holder } = asked
  const then = reckon({
    ...city.world,
    quarters: city.world.quarters.filter(({ period }) => periodIndex(parsePeriod(period)) <= periodIndex(claim.period)),
  })
  if (then.light(measure, holder) !== 'met') return `was not met in ${claim.period}`
  if (city.light(measure, holder) === 'met') return 'is met today'
  if (!claim.fell) return null
  seen.fell += 1
  const [now, before] = [ownOf(asked).value, ownOf({ ...asked, city: then }).value]
  if (now === null || before === null) return 'fell from or to nothing'
  return reaches(now, before, measure) ? 'is no worse than it was' : null
}

function beyondFault(row: TargetRow, { city, measure, holder }: Asked): string | null {
  const claim = findClaim(row.claims, 'base_beyond')
  if (claim === null) return null
  seen.beyond += 1
  const base = city.world.baselines[measure.code]?.[holder]
  const last = Object.entries(city.world.targets[measure.code]?.[holder] ?? {}).at(-1)
  if (base === undefined || last === undefined || Number(last[0]) !== claim.year) return 'no such baseline or target'
  return reaches(exactOf(base.value), exactOf(last[1]), measure) ? null : 'the baseline falls short'
}

function headlineFault(facts: TargetsFacts, city: Reckoner, holder: string): string | null {
  const year = yearIn(city.now.period)
  const claim = findClaim(facts.claims, 'commitments', (one) => one.year === year)
  const lights = facts.rows.map((row) =>
    city.light(must(city.world.measures.find(({ code }) => code === row.indicator.code)), holder),
  )
  const count = (light: 'met' | 'near' | 'late') => lights.filter((one) => one === light).length
  const judged = count('met') + count('near') + count('late')
  if (claim === null) return judged < 2 ? null : 'nothing is said'
  seen.headline += 1
  const { met, near, late, unlit, all } = claim
  if (met !== count('met') || near !== count('near') || late !== count('late')) return 'counted otherwise'
  if (met + near + late + unlit.reduce((sum, { count: own }) => sum + own, 0) !== all)
    return 'the parts are not the whole'
  const owned = claim.owners.reduce((sum, owner) => sum + owner.late, 0)
  return owned === late ? null : 'the owners have other numbers'
}
