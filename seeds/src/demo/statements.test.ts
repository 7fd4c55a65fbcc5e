import { statementTextLimits } from '@cg/contract/statement'
import { describe, expect, it } from 'vitest'
import { readCatalogue } from '../catalogue-files.ts'
import { expandTargets, readDemoCity } from '../city-files.ts'
import { readPhrases } from './statements.ts'

/* What fictional departments write about late figures: leaders read it, so it has to fit the figure it stands beside. */

const { indicators } = readCatalogue()
const { late, not_reported: missing } = readPhrases()

describe('what fictional departments state', () => {
  it('is written for every indicator that has a target, and for none that does not exist', () => {
    const { targetPlan, units } = readDemoCity()
    const aimed = new Set(expandTargets(targetPlan, units, indicators).map(({ indicator }) => indicator))
    const known = new Set<string>(indicators.flatMap(({ code, dimension }) => [code, dimension]))
    const written = late.flatMap(({ of }) => of)
    expect(written.filter((code) => !known.has(code))).toEqual([])
    const unwritten = indicators.filter(
      ({ code, dimension }) => aimed.has(code) && !written.includes(code) && !written.includes(dimension),
    )
    expect(unwritten.map(({ code }) => code)).toEqual([])
    expect(aimed.size).toBeGreaterThan(20)
  })

  it('has words for any other figure, late or missing', () => {
    for (const lists of [late, missing]) expect(lists.filter(({ of }) => of.length === 0).length).toBe(1)
  })

  it('would be taken from a department', () => {
    for (const { phrases } of [...late, ...missing]) {
      for (const text of phrases.flatMap(({ cause, measures }) => [cause, measures])) {
        expect(text).toMatch(/^[^。]+。$/u)
        expect(text.length).toBeGreaterThanOrEqual(statementTextLimits.least)
        expect(text.length).toBeLessThanOrEqual(statementTextLimits.most)
      }
    }
  })
})
