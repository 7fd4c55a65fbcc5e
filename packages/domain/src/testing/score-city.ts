import fc from 'fast-check'
import { indicatorCode, unitCode } from '../city.fixture.ts'
import type { CompositeInput, ScoreFigure, ScoreUnit } from '../score/composite.ts'
import { must } from '../must.ts'
import { type SchemeBody, targetRatioScheme } from '../score/scheme.ts'

/** A value in % against a target of 100, so that its points are the value itself; or the state of a missing one. */
export type Entry = number | 'not_reported' | 'not_applicable'

function figure(entry: Entry): ScoreFigure {
  return typeof entry === 'number'
    ? { state: 'reported', value: entry, target: 100 }
    : { state: entry, value: null, target: 100 }
}

type City = {
  readonly rows: Readonly<Record<string, readonly Entry[]>>
  readonly weights: readonly number[]
  readonly change?: Partial<SchemeBody>
  readonly facts?: Readonly<Record<string, Readonly<Record<string, number>>>>
}

/** A city under a target-ratio scheme with items i0, i1, …; units in protocol order as they are written. */
export function scoreCity({ rows, weights, change = {}, facts = {} }: City): CompositeInput {
  const codes = weights.map((_, at) => indicatorCode(`i${at}`))
  const scheme = targetRatioScheme(new Map(codes.map((code, at) => [code, must(weights[at])])))
  const units = Object.entries(rows).map(([code, entries], at): ScoreUnit => ({
    unit: unitCode(code),
    group: at % 2 === 0 ? 'even' : 'odd',
    protocolOrder: at,
    figures: entries.map(figure),
    facts: facts[code] ?? {},
  }))
  const indicators = new Map(codes.map((code) => [code, { direction: 'higher', decimals: 1 } as const]))
  return { scheme: { ...scheme, ...change }, indicators, units }
}

const percent: fc.Arbitrary<Entry> = fc.integer({ min: 1, max: 1000 }).map((tenths) => tenths / 10)
const entry = fc.oneof(
  { weight: 8, arbitrary: percent },
  { weight: 1, arbitrary: fc.constantFrom<Entry>('not_reported', 'not_applicable') },
)

/** Cities of 2 to 8 units and 4 items, with some missing figures. */
export const anyCity: fc.Arbitrary<CompositeInput> = fc
  .tuple(
    fc.array(fc.tuple(entry, entry, entry, entry), { minLength: 2, maxLength: 8 }),
    fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 4, maxLength: 4 }),
  )
  .map(([units, weights]) =>
    scoreCity({ rows: Object.fromEntries(units.map((entries, at) => [`u${at}`, entries])), weights }),
  )
