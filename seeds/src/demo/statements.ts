import { Type } from '@cg/contract/type'
import { strictObject } from '@cg/contract/schema'
import type { Static } from 'typebox'
import { must } from '@cg/domain/must'
import { roundHalfAway } from '@cg/domain/number/round'
import { expectedValue } from '@cg/domain/target/target-path'
import { shiftPeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import type { Services } from '@cg/services/context'
import { beginsAnew } from '@cg/domain/target/statement'
import { targetPath } from '@cg/services/release/compute/results'
import { storeDecision } from '@cg/services/statement/decide'
import { loadStanding } from '@cg/services/statement/wanted'
import type { StandingQuarter } from '@cg/services/statement/wanted'
import { storeStatement } from '@cg/services/statement/write'
import { readSeed } from '../seed-file.ts'
import { contextOf } from './context.ts'
import type { People } from './people.ts'
import { fraction } from './random.ts'

/**
 * What a fictional department writes: causes with measures that fit them. `of`: indicators, or whole dimensions, whose
 * figures they explain; empty: any other.
 */
const PhraseList = Type.Array(
  strictObject({
    of: Type.Array(Type.String()),
    phrases: Type.Array(strictObject({ cause: Type.String(), measures: Type.String() }), { minItems: 1 }),
  }),
)
const Phrases = strictObject({ late: PhraseList, not_reported: PhraseList })
type PhraseList = Static<typeof PhraseList>

export const readPhrases = (): Static<typeof Phrases> =>
  readSeed(Phrases, new URL('../../demo/statements.json', import.meta.url))

/** When each step of a quarter's statements happens. */
export type StatementTimes = { readonly written: Date; readonly decided: Date }

/** Of ten wanted so many are stated; the rest stay unstated, as it is in life. */
const statedShare = 0.7

/** What an example comes to: accepted for a quarter that is published next, under way for the open one. */
type Fate = 'accepted' | 'submitted' | 'returned' | null

/**
 * Departments state most of what is late or missing in a quarter; the same every time. `isOpen`: the quarter is still
 * being reviewed, so that some wait and some came back.
 */
export async function stateLapses(
  services: Services,
  people: People,
  { period, times, isOpen }: { readonly period: Period; readonly times: StatementTimes; readonly isOpen: boolean },
): Promise<void> {
  const phrases = readPhrases()
  const standing = await services.store.read((db) => loadStanding(db, period, times.written))
  for (const lapse of standing.lapses) {
    const one = lapsedFigure(standing, lapse)
    const fate = fateOf(one, isOpen)
    const writer = people.fillerOrNone(one.department)
    if (fate === null || writer === null) continue
    const words = wordsOf(one, period, phrasesOf(one, phrases[one.kind]))
    const place = { indicator: one.indicator, unit: one.unit, isDemo: true }
    const id = await storeStatement(contextOf(services, writer, times.written), standing, { ...place, ...words })
    if (fate === 'submitted') continue
    await storeDecision(contextOf(services, people.reviewer, times.decided), {
      id,
      version: 1,
      action: fate === 'accepted' ? 'accept' : 'return',
      note: fate === 'accepted' ? '' : '措施请写明责任处室和完成时间。',
    })
  }
}

type LapsedFigure = Pick<StandingQuarter['lapses'][number], 'kind' | 'value' | 'expected'> & {
  readonly indicator: string
  readonly dimension: string
  readonly unit: string
  readonly department: string
  readonly decimals: number
  readonly isAnew: boolean
  readonly expectedIn: (period: Period) => number | null
}

function lapsedFigure(
  { basis }: StandingQuarter,
  { i, unit, ...own }: StandingQuarter['lapses'][number],
): LapsedFigure {
  const indicator = must(basis.indicators[i])
  const { code, dimension, leadDepartment, decimals } = indicator
  const path = targetPath(basis, indicator, unit)
  const expectedIn = (period: Period) => (path === null ? null : expectedValue(path, period))
  return {
    ...own,
    indicator: code,
    dimension,
    unit: must(basis.units[unit]).code,
    department: leadDepartment,
    decimals,
    isAnew: beginsAnew(indicator.periodKind),
    expectedIn,
  }
}

function fateOf({ indicator, unit }: LapsedFigure, isOpen: boolean): Fate {
  const drawn = fraction(`statement|${indicator}|${unit}`)
  if (drawn > statedShare) return null
  if (!isOpen) return 'accepted'
  return drawn < 0.25 ? 'accepted' : drawn < 0.4 ? 'submitted' : drawn < 0.5 ? 'returned' : null
}

function phrasesOf({ indicator, dimension }: LapsedFigure, lists: PhraseList): readonly Phrase[] {
  const ofIts = (code: string) => lists.find((list) => list.of.includes(code))
  return must(ofIts(indicator) ?? ofIts(dimension) ?? lists.find((list) => list.of.length === 0)).phrases
}

type Phrase = { readonly cause: string; readonly measures: string }

/** By when, and how far: of what is expected then, short by a third of today's shortfall; at least one printed step better. */
function wordsOf(one: LapsedFigure, period: Period, phrases: readonly Phrase[]) {
  const { indicator, unit, value, expected, decimals } = one
  const drawn = fraction(`statement words|${indicator}|${unit}`)
  const { cause, measures } = must(phrases[Math.floor(drawn * phrases.length)])
  const until = shiftPeriod(period, drawn < 0.6 ? 1 : 2)
  const then = one.expectedIn(until)
  if (value === null || expected === null || then === null) return { cause, measures, until, value: '' }
  const aim = Math.max(0, then - (expected - value) / 3)
  const step = 10 ** -decimals
  const better = expected < value ? Math.min(aim, value - step) : Math.max(aim, value + step)
  return { cause, measures, until, value: String(roundHalfAway(one.isAnew ? aim : better, decimals)) }
}
