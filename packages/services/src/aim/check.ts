import { createHash } from 'node:crypto'
import { aimText } from '@cg/contract/aim'
import type { AimChange, AimDifference } from '@cg/contract/aim'
import { readPeriod } from '@cg/domain/number/date-text'
import { parsePeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import type { CatalogueIndicator } from '../catalogue/read.ts'
import { backward, cityOnlyWords, outliers, unfinishedWords } from './doubts.ts'
import { isSameHeld, placeKey, placeWords } from './standing.ts'
import type { AimHeld, AimPlace, AimStanding } from './standing.ts'
import { readAim, readAimYear } from './value.ts'

/** One change that can be made: what stands there, what is to stand, and the document for it. */
export type ReadChange = AimPlace & {
  readonly old: AimHeld | null
  readonly now: AimHeld | null
  readonly source: string
}

export type CheckedChanges = {
  readonly refusals: readonly string[]
  readonly doubts: readonly string[]
  /** What is other than what stands. */
  readonly changes: readonly ReadChange[]
  readonly same: number
}

/** The rows that are not what stands already; what cannot be read stays, to be told of. */
export function otherRows(typed: readonly AimChange[], standing: AimStanding): AimChange[] {
  return typed.filter((one) => {
    const reading = readChange(one, standing)
    return 'refusal' in reading || !isSameHeld(reading.change.old, reading.change.now)
  })
}

type Reading = { readonly change: ReadChange; readonly doubt: string | null } | { readonly refusal: string }

/** Holds what was typed or read from a file against the rules that a load of the city's files keeps too. */
export function checkChanges(typed: readonly AimChange[], standing: AimStanding): CheckedChanges {
  const readings = typed.map((one) => readChange(one, standing))
  const refusals = readings.flatMap((one) => ('refusal' in one ? [one.refusal] : []))
  const read = readings.flatMap((one) => ('change' in one ? [one] : []))
  const seen = new Set<string>()
  for (const { change } of read) {
    const key = placeKey(change)
    if (seen.has(key)) refusals.push(`${placeWords(standing, change)}写了两次，请只留一条。`)
    seen.add(key)
  }
  const other = inOrder(
    read.filter(({ change }) => !isSameHeld(change.old, change.now)),
    standing,
  )
  const changes = other.map(({ change }) => change)
  return {
    refusals: [...new Set(refusals)],
    doubts: [
      ...other.flatMap(({ change, doubt }) => (doubt === null ? [] : [told(standing, change, doubt)])),
      ...doubtsOf(changes, standing),
    ],
    changes,
    same: read.length - other.length,
  }
}

function readChange(typed: AimChange, standing: AimStanding): Reading {
  const [indicatorCode, unitCode] = [typed.indicator.trim(), typed.unit.trim()]
  const indicator = standing.indicators.get(indicatorCode)
  const unit = standing.units.find(({ code }) => code === unitCode)
  if (indicator === undefined) return { refusal: `没有代码为“${indicatorCode}”的指标，请核对。` }
  if (unit === undefined) return { refusal: `${indicator.name}：没有代码为“${unitCode}”的单位，请核对。` }
  const when = readWhen(typed, standing.today)
  if ('refusal' in when) return { refusal: `${unit.name}“${indicator.name}”：${when.refusal}` }
  const place: AimPlace = { kind: typed.kind, indicator: indicatorCode, unit: unitCode, year: when.year }
  const refused = (words: string): Reading => ({ refusal: told(standing, place, words) })
  const source = typed.source.trim()
  if (source === '') return refused('请写明依据的文件名称或文号，如“云产改〔2026〕3号”。')
  const old = standing.held.get(placeKey(place)) ?? null
  const text = typed.value.trim()
  if (text === '') {
    if (old === null) return refused('这里本来没有数，不必清空；要填写的，请填数值。')
    return { change: { ...place, old, now: null, source }, doubt: null }
  }
  // What stands is no change, whatever the rules say of it by now: a workbook as it came out comes in again.
  const isAsStands = old !== null && isSameHeld(old, { ...old, period: when.period, source })
  if (isAsStands && text === aimText(old.value)) return { change: { ...place, old, now: old, source }, doubt: null }
  const cityOnly = cityOnlyWords(indicator, unit.kind)
  if (cityOnly !== null) return refused(cityOnly)
  const reading = readAim(text, indicator)
  if (!reading.ok) return refused(reading.reason)
  const now: AimHeld = { value: reading.value, period: when.period, source }
  return { change: { ...place, old, now, source }, doubt: reading.doubt }
}

/** What is said of a place; the indicator is named once, where the words begin with it. */
function told(standing: AimStanding, place: AimPlace, words: string): string {
  const at = placeWords(standing, place)
  const name = standing.indicators.get(place.indicator)?.name ?? place.indicator
  return `${words.startsWith(name) ? at.slice(0, -name.length - 2) : at}：${words}`
}

/** As the table has them: by indicator, then by unit, then by year with the baseline last. */
function inOrder<R extends { readonly change: ReadChange }>(read: readonly R[], standing: AimStanding): R[] {
  const indicators = new Map([...standing.indicators.keys()].map((code, at) => [code, at]))
  const units = new Map<string, number>(standing.units.map(({ code }, at) => [code, at]))
  const keyOf = ({ change }: R) => [
    indicators.get(change.indicator) ?? 0,
    units.get(change.unit) ?? 0,
    change.year ?? Number.POSITIVE_INFINITY,
  ]
  return read.toSorted((left, right) => {
    const [one, other] = [keyOf(left), keyOf(right)]
    const at = one.findIndex((part, place) => part !== other[place])
    return at === -1 ? 0 : (one[at] ?? 0) < (other[at] ?? 0) ? -1 : 1
  })
}

type When = { readonly year: number | null; readonly period: Period | null } | { readonly refusal: string }

function readWhen({ kind, when, value }: AimChange, today: string): When {
  const text = when.trim()
  if (kind === 'target') {
    const year = readAimYear(text)
    return year === null ? { refusal: `“${text}”不是年份，应写成 2026 的样子。` } : { year, period: null }
  }
  // What is taken away needs no quarter.
  if (value.trim() === '') return { year: null, period: null }
  const reading = readPeriod(text)
  if (!reading.ok) return { refusal: `基期的季度：${reading.reason}。` }
  const unfinished = unfinishedWords(reading.period, today)
  return unfinished === null ? { year: null, period: reading.period } : { refusal: unfinished }
}

/** What of the changes looks like a slip beside everything that will stand then; of the rest nothing is said. */
export function doubtsOf(changes: readonly ReadChange[], standing: AimStanding): string[] {
  const { indicators } = standing
  const changed = new Map(changes.map((one) => [placeKey(one), one]))
  const stays = (place: AimPlace) => !changed.has(placeKey(place))
  type Row<V> = { readonly value: V; readonly change: ReadChange | null }
  const moved = changes.flatMap((change) => (change.now === null ? [] : [{ change, now: change.now }]))
  const targets: Row<{ indicator: string; unit: string; year: number; value: number }>[] = [
    ...standing.targets.flatMap((value) => (stays({ kind: 'target', ...value }) ? [{ value, change: null }] : [])),
    ...moved.flatMap(({ change, now }) =>
      change.year === null ? [] : [{ value: { ...change, year: change.year, value: now.value }, change }],
    ),
  ]
  const baselines: Row<{ indicator: string; unit: string; period: Period; value: number }>[] = [
    ...standing.baselines.flatMap((value) =>
      stays({ kind: 'baseline', ...value, year: null }) ? [{ value, change: null }] : [],
    ),
    ...moved.flatMap(({ change, now }) =>
      now.period === null ? [] : [{ value: { ...change, period: parsePeriod(now.period), value: now.value }, change }],
    ),
  ]
  const started = new Set(
    changes.flatMap(({ kind, indicator, unit }) => (kind === 'baseline' ? [`${indicator} ${unit}`] : [])),
  )
  const odd = [
    ...outliers(targets, ({ value }) => `${value.indicator} ${value.year}`, indicators),
    ...outliers(baselines, ({ value }) => `${value.indicator} ${value.period}`, indicators),
  ].flatMap(({ row, words }) => (row.change === null ? [] : [told(standing, row.change, words)]))
  const back = backward(targets, baselines, indicators).flatMap(({ row: { value, change }, words }) =>
    change === null && !started.has(`${value.indicator} ${value.unit}`)
      ? []
      : [told(standing, { kind: 'target', ...value }, words)],
  )
  return [...odd, ...back]
}

/** A change as it is shown before and after. */
export function differenceOf({ old, now, ...change }: ReadChange, standing: AimStanding): AimDifference {
  const indicator: CatalogueIndicator | undefined = standing.indicators.get(change.indicator)
  const shown = (held: AimHeld | null) =>
    held === null ? null : { value: held.value, when: held.period ?? String(change.year), source: held.source }
  return {
    kind: change.kind,
    indicator: change.indicator,
    indicatorName: indicator?.name ?? change.indicator,
    unit: change.unit,
    unitName: standing.units.find(({ code }) => code === change.unit)?.shortName ?? change.unit,
    measure: indicator?.unit ?? '',
    year: change.year,
    old: shown(old),
    now: shown(now),
    source: change.source,
  }
}

export function digestOf(differences: readonly AimDifference[]): string {
  return createHash('sha256').update(JSON.stringify(differences)).digest('hex')
}
