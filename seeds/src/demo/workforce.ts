import type { Period } from '@cg/domain/period'
import { parsePeriod, periodIndex, quarterOf } from '@cg/domain/period'
import type { UnitProfile } from './profile.ts'
import { partOf, qualityOf, shareOf } from './profile.ts'
import { clamp, wobble } from './random.ts'

/** A total with its two sizes of enterprise; `above` and `msme` add up to `all`. */
export type Sized = { readonly all: number; readonly above: number; readonly msme: number }

const reference = periodIndex(parsePeriod('2026Q2'))
/** Fewer hands after the spring festival, most at the end of the year. */
const season = { 1: -0.011, 2: 0, 3: 0.003, 4: 0.006 } as const

/** Industrial workers at the end of the quarter. */
export function workersOf(unit: UnitProfile, period: Period): Sized {
  const quarters = periodIndex(period) - reference
  const trend = (1 + unit.growth / 100) ** quarters
  const noise = 0.003 * wobble(`${unit.code}|W_TOTAL|${period}`)
  const all = Math.round(unit.workers * trend * (1 + season[quarterOf(period)] + noise))
  const above = Math.round(all * unit.aboveShare)
  return { all, above, msme: all - above }
}

/** The named clusters grow like the unit; the rest is 其他产业. */
export function clustersOf(
  unit: UnitProfile,
  workers: Sized,
): Record<'auto' | 'equipment' | 'materials' | 'other', number> {
  const scale = workers.all / unit.workers
  const auto = Math.round(unit.clusters.auto * scale)
  const equipment = Math.round(unit.clusters.equipment * scale)
  const materials = Math.round(unit.clusters.materials * scale)
  return { auto, equipment, materials, other: workers.all - auto - equipment - materials }
}

/** A part of a total where larger enterprises do better: the gap is `gap` percentage points and narrows over time. */
export function sizedPart(item: string, whole: Sized, gap: number, { unit, period }: At): Sized {
  const all = partOf(item, whole.all, unit, period)
  const lead = (gap / 100) * (1.1 - 0.5 * qualityOf(unit, period))
  const rate = whole.all === 0 ? 0 : all / whole.all + (lead * whole.msme) / whole.all
  const above = clamp(Math.round(whole.above * rate), Math.max(0, all - whole.msme), Math.min(whole.above, all))
  return { all, above, msme: all - above }
}

export type At = { readonly unit: UnitProfile; readonly period: Period }

/** A share of workers, the same for both sizes but for a percent. */
export function sizedShare(item: string, whole: Sized, { unit, period }: At): Sized {
  const share = shareOf(item, unit, period)
  const above = Math.min(whole.above, Math.round(whole.above * Math.min(1, share * 1.006)))
  const all = clamp(Math.round(whole.all * share), above, above + whole.msme)
  return { all, above, msme: all - above }
}
