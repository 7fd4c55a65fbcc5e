import { parsePeriod } from '@cg/domain/period'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadInput } from '../input/load-input.ts'
import { openCity } from '../release.fixture.ts'
import type { TestCity } from '../release.fixture.ts'
import type { ReleaseBasis } from '../stored/basis.ts'
import { formNames, judge } from './evaluator.fixture.ts'
import { readersOf } from './kinds.fixture.ts'
import { spokenOf } from './said.fixture.ts'
import { randomCity } from './random.fixture.ts'
import { reckon } from './reckoner.fixture.ts'

/*
 * Whatever a city reports, no sentence of its release is false: read and reckoned again by evaluator.fixture.ts.
 * The run is bounded by its cities; the limit of time only ends a run that hangs, however busy the machine is.
 */

let opened: TestCity
let basis: ReleaseBasis
beforeAll(async () => {
  opened = await openCity()
  basis = (await opened.store.read((db) => loadInput(db, parsePeriod('2026Q3'), '2026-11-01T00:00:00Z'))).basis
})
afterAll(() => opened.close())

const cities = 10_000
const hangsAfterMs = 30 * 60_000

describe('whatever a city reports', () => {
  it('no printed sentence is false, and every one is understood', { timeout: hangsAfterMs }, () => {
    const met = new Map<string, number>()
    for (let seed = 1; seed <= cities; seed++) {
      for (const { world, said } of spokenOf(basis, randomCity(seed), seed)) {
        const city = reckon(world)
        for (const { words, spot, on, kind } of said) {
          const verdict = judge(words, city, spot)
          if (!verdict.holds) expect.fail(`city ${seed}, ${on}: ${words} — ${verdict.why}`)
          if (kind !== null && !readersOf[kind].includes(verdict.form))
            expect.fail(`city ${seed}, ${on}: ${words} — a claim of ${kind} read as ${verdict.form}`)
          met.set(verdict.form, (met.get(verdict.form) ?? 0) + 1)
        }
      }
    }
    for (const form of formNames) expect([form, (met.get(form) ?? 0) >= 30]).toEqual([form, true])
  })
})
