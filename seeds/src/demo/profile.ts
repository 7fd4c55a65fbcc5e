import { strictObject } from '@cg/contract/schema'
import type { Period } from '@cg/domain/period'
import { parsePeriod, periodIndex } from '@cg/domain/period'
import { Type } from '@cg/contract/type'
import type { Static } from 'typebox'
import { readSeed } from '../seed-file.ts'
import { clamp, wobble } from './random.ts'

/** What the invented units are like; workers and enterprises as of the middle of 2026. */
const UnitProfile = strictObject({
  code: Type.String(),
  workers: Type.Integer(),
  /** How well the unit works, 0 to 1: at the end of 2021 and five years later. */
  quality: Type.Tuple([Type.Number(), Type.Number()]),
  /** Growth of the workforce, % a quarter. */
  growth: Type.Number(),
  /** Share of workers in 规上 enterprises. */
  aboveShare: Type.Number(),
  aboveIndustrial: Type.Integer(),
  aboveAllRatio: Type.Number(),
  allRatio: Type.Number(),
  keyEnterprises: Type.Integer(),
  clusters: strictObject({ auto: Type.Integer(), equipment: Type.Integer(), materials: Type.Integer() }),
  /** The quarters in which a platform was filed, a case recognised. */
  platforms: Type.Array(Type.String()),
  cases: Type.Array(Type.String()),
  /** A year's GDP in 亿元 and the share of the secondary industry. */
  gdp: Type.Number(),
  secondary: Type.Number(),
})
export type UnitProfile = Static<typeof UnitProfile>

/** A part of another figure, in %: at the end of 2021, five years later, what quality makes of it, and how it wobbles. */
const RateProfile = strictObject({
  item: Type.String(),
  of: Type.String(),
  first: Type.Number(),
  last: Type.Number(),
  spread: Type.Number(),
  noise: Type.Number(),
})
export type RateProfile = Static<typeof RateProfile>

const folder = new URL('../../demo/', import.meta.url)

export const unitProfiles: readonly UnitProfile[] = readSeed(Type.Array(UnitProfile), new URL('units.json', folder))
const rateProfiles = new Map(
  readSeed(Type.Array(RateProfile), new URL('rates.json', folder)).map((rate) => [rate.item, rate]),
)

export const firstPeriod = parsePeriod('2021Q4')

/** 0 at the end of 2021, 1 five years later. */
export function progress(period: Period): number {
  return (periodIndex(period) - periodIndex(firstPeriod)) / 20
}

/** Between two levels, quick at first, then slower; beyond the fifth year hardly any more. */
export function between(first: number, last: number, period: Period): number {
  const time = clamp(progress(period), 0, 1.4)
  return first + ((last - first) * (1 - Math.exp(-1.1 * time))) / (1 - Math.exp(-1.1))
}

export function qualityOf(unit: UnitProfile, period: Period): number {
  const [first, last] = unit.quality
  return first + (last - first) * clamp(progress(period), 0, 1.1)
}

/** The share of an item in its whole, 0 to 1, for this unit and quarter. */
export function shareOf(item: string, unit: UnitProfile, period: Period): number {
  const rate = rateProfiles.get(item)
  if (rate === undefined) throw new Error(`no rate for ${item} in seeds/demo/rates.json`)
  const own = qualityOf(unit, period) + 0.12 * wobble(`${unit.code}|${item}`)
  const level = between(rate.first, rate.last, period) + rate.spread * (own - 0.6)
  return clamp((level + rate.noise * wobble(`${unit.code}|${item}|${period}`)) / 100, 0, 1)
}

/** The part of a whole count that the item's share gives, never more than the whole. */
export function partOf(item: string, whole: number, unit: UnitProfile, period: Period): number {
  return Math.min(whole, Math.round(whole * shareOf(item, unit, period)))
}
