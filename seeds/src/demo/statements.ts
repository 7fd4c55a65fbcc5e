import { Type } from '@cg/contract/type'
import { strictObject } from '@cg/contract/schema'
import { must } from '@cg/domain/must'
import { roundHalfAway } from '@cg/domain/number/round'
import { shiftPeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import type { Services } from '@cg/services/context'
import { storeDecision } from '@cg/services/statement/decide'
import { loadStanding } from '@cg/services/statement/wanted'
import type { StandingQuarter } from '@cg/services/statement/wanted'
import { storeStatement } from '@cg/services/statement/write'
import { readSeed } from '../seed-file.ts'
import { contextOf } from './context.ts'
import type { People } from './people.ts'
import { fraction } from './random.ts'

/** What a fictional department writes, by the dimension's concern: cause and measures that fit each other. */
const Phrases = strictObject({
  late: Type.Array(strictObject({ cause: Type.String(), measures: Type.String() })),
  not_reported: Type.Array(strictObject({ cause: Type.String(), measures: Type.String() })),
})

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
  const phrases = readSeed(Phrases, new URL('../../demo/statements.json', import.meta.url))
  const standing = await services.store.read((db) => loadStanding(db, period, times.written))
  for (const lapse of standing.lapses) {
    const one = lapsedFigure(standing, lapse)
    const fate = fateOf(one, isOpen)
    const writer = people.fillerOrNone(one.department)
    if (fate === null || writer === null) continue
    const words = wordsOf(one, period, phrases[one.kind])
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
  readonly unit: string
  readonly department: string
  readonly decimals: number
}

function lapsedFigure(
  { basis }: StandingQuarter,
  { i, unit, ...own }: StandingQuarter['lapses'][number],
): LapsedFigure {
  const { code, leadDepartment, decimals } = must(basis.indicators[i])
  return { ...own, indicator: code, unit: must(basis.units[unit]).code, department: leadDepartment, decimals }
}

function fateOf({ indicator, unit }: LapsedFigure, isOpen: boolean): Fate {
  const drawn = fraction(`statement|${indicator}|${unit}`)
  if (drawn > statedShare) return null
  if (!isOpen) return 'accepted'
  return drawn < 0.25 ? 'accepted' : drawn < 0.4 ? 'submitted' : drawn < 0.5 ? 'returned' : null
}

type Phrase = { readonly cause: string; readonly measures: string }

/** By when, and how far: two thirds of the way to what was expected, at least one printed step. */
function wordsOf(one: LapsedFigure, period: Period, phrases: readonly Phrase[]) {
  const { indicator, unit, value, expected, decimals } = one
  const drawn = fraction(`statement words|${indicator}|${unit}`)
  const { cause, measures } = must(phrases[Math.floor(drawn * phrases.length)])
  const until = shiftPeriod(period, drawn < 0.6 ? 1 : 2)
  if (value === null || expected === null) return { cause, measures, until, value: '' }
  const step = 10 ** -decimals * (expected < value ? -1 : 1)
  const aim = roundHalfAway(value + (expected - value) * (2 / 3), decimals)
  const better = step > 0 ? Math.max(aim, value + step) : Math.min(aim, value + step)
  return { cause, measures, until, value: String(roundHalfAway(better, decimals)) }
}
