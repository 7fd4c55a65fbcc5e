import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadInput } from '../input/load-input.ts'
import { openCity } from '../release.fixture.ts'
import type { TestCity } from '../release.fixture.ts'
import type { ReleaseBasis } from '../stored/basis.ts'
import { formNames, judge } from './evaluator.fixture.ts'
import { plantedOfDifferences } from './planted-differences.fixture.ts'
import { plantedOfFigures } from './planted-figures.fixture.ts'
import { plantedOfNotes } from './planted-notes.fixture.ts'
import { plantedOfPlaces } from './planted-places.fixture.ts'
import { plantedOfScores } from './planted-scores.fixture.ts'
import { plantedOfTargets } from './planted-targets.fixture.ts'
import { plantedOfUnits } from './planted-units.fixture.ts'
import { plantedOfGroups } from './worker-groups.fixture.ts'
import { plantedOfYardsticks } from './yardsticks.fixture.ts'
import { readersOf } from './kinds.fixture.ts'
import { spokenOf } from './said.fixture.ts'
import type { Said } from './said.fixture.ts'
import { randomCity } from './random.fixture.ts'
import { reckon } from './reckoner.fixture.ts'
import type { World } from './world.fixture.ts'

/* A true sentence made false, or its city changed under it, is caught: one for each thing that a sentence says. */

let opened: TestCity
let basis: ReleaseBasis
beforeAll(async () => {
  opened = await openCity()
  basis = (await opened.store.read((db) => loadInput(db, parsePeriod('2026Q3'), '2026-11-01T00:00:00Z'))).basis
})
afterAll(() => opened.close())

type Sample = Said & { readonly world: World }
let samples: readonly Sample[]

/** The first true sentence that looks like this. */
function sampleOf(looks: RegExp, on: string | null): Sample {
  return must(
    samples.find((one) => looks.test(one.words) && (on === null || one.on === on || one.on.startsWith(`${on}/`))),
    `no sentence like ${looks.source}`,
  )
}

const planted = [
  ...plantedOfFigures,
  ...plantedOfPlaces,
  ...plantedOfScores,
  ...plantedOfUnits,
  ...plantedOfTargets,
  ...plantedOfNotes,
  ...plantedOfYardsticks,
  ...plantedOfGroups,
  ...plantedOfDifferences,
]

describe('a planted falsehood is caught', () => {
  beforeAll(() => {
    samples = Array.from({ length: 4000 }, (_, at) => {
      const random = randomCity(at + 1)
      if (at >= 900 && random.world.scheme === null) return []
      return spokenOf(basis, random, at + 1).flatMap(({ world, said }) => said.map((one) => ({ ...one, world })))
    }).flat()
  })

  it.each(planted)('%s', (_name, looks, broken) => {
    const { words, spot, world } = sampleOf(looks, broken.on ?? null)
    expect(judge(words, reckon(world), spot)).toMatchObject({ holds: true })
    const [said, city] = 'words' in broken ? [broken.words(words), world] : [words, broken.world(world)]
    expect('words' in broken && said === words).toBe(false)
    const verdict = judge(said, reckon(city), spot)
    expect([said, verdict]).toMatchObject([said, { holds: false, why: expect.not.stringContaining('not understood') }])
  })

  it('of every form that can be false', () => {
    const covered = new Set(planted.map(([name]) => name.split(':')[0]?.replace('all moved', 'all_moved')))
    expect(formNames.filter((form) => form !== 'method note' && !covered.has(form))).toEqual([])
  })

  it('of every kind of claim, through a form that reads it', () => {
    const covered = new Set(planted.map(([name]) => name.split(':')[0]?.replace('all moved', 'all_moved')))
    for (const [kind, forms] of Object.entries(readersOf)) {
      for (const form of forms)
        expect([kind, form, formNames.includes(form), covered.has(form)]).toEqual([kind, form, true, true])
    }
    expect(Object.keys(readersOf).filter((kind) => !samples.some((one) => one.kind === kind))).toEqual([])
  })

  it('as is a sentence of no known form', () => {
    const { world, spot } = must(samples[0])
    expect(judge('全市形势一片大好', reckon(world), spot)).toEqual({ holds: false, why: 'not understood' })
  })
})
