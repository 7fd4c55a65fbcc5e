import { aimText } from '@cg/contract/aim'
import { dayInChina } from '@cg/domain/number/china-day'
import { formatPeriod } from '@cg/domain/number/date-format'
import { parsePeriod } from '@cg/domain/period'
import type { Db } from '@cg/db/store'
import { loadKnownCatalogue } from '../catalogue/read.ts'
import type { BaselineRow, Catalogue, CatalogueIndicator, CatalogueUnit, TargetRow } from '../catalogue/read.ts'

/** Where a target or a baseline stands; a unit has one baseline of an indicator. */
export type AimPlace = {
  readonly kind: 'target' | 'baseline'
  readonly indicator: string
  readonly unit: string
  /** Of a target; null for a baseline. */
  readonly year: number | null
}

/** What stands there; `period` of a baseline only. */
export type AimHeld = { readonly value: number; readonly period: string | null; readonly source: string }

/** Everything that changes of targets and baselines are held against. */
export type AimStanding = Pick<Catalogue, 'targets' | 'baselines' | 'forms'> & {
  /** The newest definitions, by code: a target may be of a year whose indicators are not in force yet. */
  readonly indicators: ReadonlyMap<string, CatalogueIndicator>
  /** The city first, in protocol order. */
  readonly units: readonly CatalogueUnit[]
  readonly held: ReadonlyMap<string, AimHeld>
  /** Today in China, 'YYYY-MM-DD'. */
  readonly today: string
}

export async function loadAimStanding(db: Db, now: Date): Promise<AimStanding> {
  const { indicators, units, forms, targets, baselines } = await loadKnownCatalogue(db)
  const named = new Map<string, CatalogueIndicator>(indicators)
  const held = heldRows(targets, baselines)
  return { indicators: named, units, forms, targets, baselines, held, today: dayInChina(now) }
}

export function placeKey({ kind, indicator, unit, year }: AimPlace): string {
  return `${kind} ${indicator} ${unit} ${year ?? ''}`
}

function heldRows(targets: readonly TargetRow[], baselines: readonly BaselineRow[]): Map<string, AimHeld> {
  return new Map([
    ...targets.map(({ value, source, ...place }): [string, AimHeld] => [
      placeKey({ kind: 'target', ...place }),
      { value, source, period: null },
    ]),
    ...baselines.map(({ value, source, period, ...place }): [string, AimHeld] => [
      placeKey({ kind: 'baseline', ...place, year: null }),
      { value, source, period },
    ]),
  ])
}

export function isSameHeld(one: AimHeld | null, other: AimHeld | null): boolean {
  if (one === null || other === null) return one === other
  return one.value === other.value && one.period === other.period && one.source === other.source
}

/** Units that report, and those that have a value of their own. */
export function aimUnits({ units, targets, baselines }: AimStanding): CatalogueUnit[] {
  const own = new Set<string>([...targets, ...baselines].map(({ unit }) => unit))
  return units.filter(({ code, kind }) => own.has(code) || (kind !== 'town' && kind !== 'enterprise'))
}

/** The year before, this and the next, and every other that has a target. */
export function aimYears({ targets, today }: Pick<AimStanding, 'targets' | 'today'>): number[] {
  const now = Number(today.slice(0, 4))
  return [...new Set([now - 1, now, now + 1, ...targets.map(({ year }) => year)])].toSorted((a, b) => a - b)
}

/** 东湾区2026年目标“培训覆盖率” */
export function placeWords(standing: Pick<AimStanding, 'indicators' | 'units'>, place: AimPlace): string {
  const unit = standing.units.find(({ code }) => code === place.unit)?.name ?? place.unit
  const name = standing.indicators.get(place.indicator)?.name ?? place.indicator
  return `${unit}${place.kind === 'target' ? `${place.year}年目标` : '基期'}“${name}”`
}

/** 96.5%，云产改〔2026〕3号 · 60%（2021年第四季度），基期统计 */
export function heldWords(held: AimHeld | null, { unit }: { readonly unit: string }): string {
  if (held === null) return '空'
  const when = held.period === null ? '' : `（${formatPeriod(parsePeriod(held.period))}）`
  return `${aimText(held.value)}${unit}${when}`
}
