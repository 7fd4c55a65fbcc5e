import { computeComposite, scoreTrial } from '../score/composite.ts'
import type { Composite, CompositeInput, TrialScore, UnitScore } from '../score/composite.ts'
import type { IndicatorCode, UnitCode } from '../indicator.ts'
import { isRising } from '../score/scoring-rule.ts'
import type { ItemRule } from '../score/scoring-rule.ts'
import { must } from '../must.ts'
import { isAbsolute } from '../score/normalise.ts'
import { scaledInteger } from '../number/round.ts'
import type { SchemeBody, SchemeItem } from '../score/scheme.ts'

/** `from` and `to` are printed values of the indicator; `ahead` says how many units stay ahead. */
export type Gain = {
  readonly indicator: IndicatorCode
  readonly from: number
  readonly to: number
  readonly total: number
  readonly ahead: number
  /** How many points of 100 the item gains: the common measure of how small the change is. */
  readonly points: number
}

/** Bounds of an indicator's value (0 and 100 for a percentage). */
export type ValueLimits = { readonly least?: number; readonly most?: number }

export type GainsInput = {
  readonly composite: CompositeInput
  /** The composite's scores, where they are computed already. */
  readonly scores?: readonly UnitScore[]
  readonly limits?: ReadonlyMap<IndicatorCode, ValueLimits>
}

/** Places are counted over all units, or within the unit's assessment group. */
export type GainScope = 'overall' | 'inGroup'

export type GainInput = GainsInput & { readonly unit: UnitCode; readonly scope: GainScope }

/**
 * For each indicator the smallest change, in steps of its last printed digit, that leaves fewer units ahead, all else
 * equal; smallest first by item points. Indicators that cannot do it within their limits are left out; the first and
 * the unranked gain nothing. Found by trying values on the whole scheme, so caps, bands and adjustments are in it.
 */
export function smallestGains({ unit, scope, ...input }: GainInput): Gain[] {
  return gainsIn(input)(unit, scope)
}

/** The same for unit after unit: what was tried for one scope is known for the other. */
export function gainsIn({
  composite: given,
  scores,
  limits,
}: GainsInput): (unit: UnitCode, scope: GainScope) => Gain[] {
  const before = { scores: scores ?? computeComposite(given).scores }
  const trials = new Map<number, Trial['alone']>()
  return (unit, scope) => {
    const row = given.units.findIndex((one) => one.unit === unit)
    if (row === -1) throw new RangeError(`no unit ${unit}`)
    const place = { input: given, row, scope }
    const alone = trials.get(row) ?? (scoresAlone(given.scheme) ? rememberedTrial(given, row) : null)
    trials.set(row, alone)
    const trial: Trial = { ...place, others: othersIn(before, place), alone }
    const own = must(before.scores[row])
    const ahead = standing({ ...own, points: null }, trial.others, given.scheme.decimals)?.ahead ?? 0
    if (ahead === 0) return []
    const points = own.parts.map((part) => part.points)
    const gains = given.scheme.items.map((item, at) => gainOf(item, at, { trial, now: { ahead, points }, limits }))
    return gains.filter((gain) => gain !== null).toSorted((left, right) => left.points - right.points)
  }
}

function rememberedTrial(given: CompositeInput, row: number): (item: number, value: number) => TrialScore {
  const trial = scoreTrial(given, must(given.units[row]))
  const known = given.scheme.items.map(() => new Map<number, TrialScore>())
  return (item, value) => {
    const tried = must(known[item])
    const found = tried.get(value) ?? trial(item, value)
    tried.set(value, found)
    return found
  }
}

/** Whose place is sought, and among whom. */
type Place = { readonly input: CompositeInput; readonly row: number; readonly scope: GainScope }

type Trial = Place & {
  /** The printed totals of the others as they stand now. */
  readonly others: readonly number[]
  /** The unit's score with another value of one item; null where that changes the scores of others too. */
  readonly alone: ((item: number, value: number) => TrialScore) | null
}
type Standing = { readonly ahead: number; readonly total: number; readonly points: number | null }

/** The printed totals of the ranked units that a unit is placed among, as whole numbers. */
function othersIn({ scores }: Pick<Composite, 'scores'>, { input, row, scope }: Place): number[] {
  const { decimals } = input.scheme
  const group = must(input.units[row]).group
  return scores.flatMap(({ noPlace, total }, at) => {
    const counts = at !== row && (scope === 'overall' || must(input.units[at]).group === group)
    return counts && noPlace === null && total !== null ? [scaledInteger(total, decimals)] : []
  })
}

/** How many ranked units have a larger printed total; null for a unit without a place. */
function standing(
  { total, noPlace, points }: TrialScore,
  others: readonly number[],
  decimals: number,
): Standing | null {
  if (total === null || noPlace !== null) return null
  const mine = scaledInteger(total, decimals)
  let ahead = 0
  for (const other of others) if (other > mine) ahead++
  return { ahead, total, points }
}

type GainSearch = {
  readonly trial: Trial
  /** Of the unit as it stands: how many are ahead, and the points of each item. */
  readonly now: { readonly ahead: number; readonly points: readonly (number | null)[] }
  readonly limits: ReadonlyMap<IndicatorCode, ValueLimits> | undefined
}

function gainOf(item: SchemeItem, at: number, { trial, now, limits }: GainSearch): Gain | null {
  const figure = must(must(trial.input.units[trial.row]).figures[at])
  const before = now.points[at] ?? null
  if (figure.value === null || before === null) return null
  const { decimals, direction } = must(trial.input.indicators.get(item.indicator))
  const start = scaledInteger(figure.value, decimals)
  const valueAt = (steps: number): number => (start + steps) / 10 ** decimals
  const bounds = limits?.get(item.indicator) ?? {}
  const isOneWay = trial.alone !== null && isRising(item.rule, direction === 'lower' ? 'lower' : 'higher')
  const found = sidesOf(item.rule, direction === 'lower' ? -1 : 1)
    .map((side) => {
      const room = roomOf(bounds, side, { start, scale: 10 ** decimals })
      const gains = (steps: number): boolean => {
        const then = tryValue(valueAt(side * steps), at, trial)
        // A value at which a rule cannot tell the units apart takes the item out of the score: nothing to advise.
        return then !== null && then.ahead < now.ahead && then.points !== null
      }
      const steps = firstGain(checkpoints(item.rule, { side, room, start, scale: 10 ** decimals }), { gains, isOneWay })
      return steps === null ? null : side * steps
    })
    .filter((steps) => steps !== null)
    .toSorted((left, right) => Math.abs(left) - Math.abs(right))[0]
  if (found === undefined) return null
  const then = must(tryValue(valueAt(found), at, trial))
  const points = must(then.points) - before
  return {
    indicator: item.indicator,
    from: valueAt(0),
    to: valueAt(found),
    total: then.total,
    ahead: then.ahead,
    points,
  }
}

/** Score sheets may have their best value inside, so both sides are searched. */
function sidesOf(rule: ItemRule, better: 1 | -1): readonly (1 | -1)[] {
  return rule.kind === 'normalise' && rule.normaliser.kind === 'sheet' ? [1, -1] : [better]
}

type Grid = { readonly start: number; readonly scale: number }

function roomOf({ least, most }: ValueLimits, side: 1 | -1, { start, scale }: Grid): number {
  const limit = side === 1 ? most : least
  return limit === undefined ? 2 ** 40 : Math.max(0, Math.floor(side * (limit * scale - start) + 1e-9))
}

/** Steps at which to look: doubling, the limit, and the lines of a sheet, between which its score moves one way. */
function checkpoints(rule: ItemRule, { side, room, start, scale }: Grid & { side: 1 | -1; room: number }): number[] {
  const doubling: number[] = []
  for (let step = 1; step < room; step *= 2) doubling.push(step)
  if (room > 0) doubling.push(room)
  if (rule.kind !== 'normalise' || rule.normaliser.kind !== 'sheet') return doubling
  const lines = rule.normaliser.points.map(({ value }) => side * (value * scale - start))
  const steps = new Set([...doubling, ...lines.map(Math.floor), ...lines.map(Math.ceil)])
  return [...steps].filter((step) => step > 0 && step <= room).toSorted((left, right) => left - right)
}

type Search = {
  readonly gains: (steps: number) => boolean
  /** Once it gains it gains at every step beyond. */
  readonly isOneWay: boolean
}

function firstGain(steps: readonly number[], { gains, isOneWay }: Search): number | null {
  if (isOneWay && !gains(steps.at(-1) ?? 0)) return null
  const at = isOneWay ? firstOf(0, steps.length - 1, (one) => gains(must(steps[one]))) : steps.findIndex(gains)
  return at === -1 ? null : firstOf((steps[at - 1] ?? 0) + 1, must(steps[at]), gains)
}

/** The first whole number that holds, where all beyond it hold and `last` is known to. */
function firstOf(first: number, last: number, holds: (one: number) => boolean): number {
  let [low, high] = [first, last]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return high
}

/** The unit's standing with another value; only rules that look at other units need all of them computed again. */
function tryValue(value: number, at: number, trial: Trial): Standing | null {
  const { input, row, others, alone } = trial
  const { decimals } = input.scheme
  if (alone !== null) return standing(alone(at, value), others, decimals)
  const unit = must(input.units[row])
  const figures = unit.figures.with(at, { ...must(unit.figures[at]), value })
  const then = computeComposite({ ...input, units: input.units.with(row, { ...unit, figures }) })
  const { total, noPlace, parts } = must(then.scores[row])
  return standing({ total, noPlace, points: must(parts[at]).points }, othersIn(then, trial), decimals)
}

/** Whether a unit's score depends on its own figures only: then trying values is some n times faster for n units. */
export function scoresAlone(scheme: SchemeBody): boolean {
  return scheme.items.every((item) => standsAlone(item.rule)) && !imputesMedians(scheme)
}

function standsAlone(rule: ItemRule): boolean {
  if (rule.kind === 'normalise') return isAbsolute(rule.normaliser)
  return rule.kind !== 'rank_decay' && !(rule.kind === 'power' && rule.bounds === 'units')
}

function imputesMedians({ missing, items }: SchemeBody): boolean {
  return [missing, ...items.map((item) => item.missing ?? {})].some((policy) =>
    Object.values(policy).some((action) => action.kind === 'impute_median'),
  )
}
