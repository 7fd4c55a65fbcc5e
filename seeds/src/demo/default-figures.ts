import type { BreakdownAxis, ItemSeed, RuleSeed } from '@cg/contract/catalogue'
import { yearOf } from '@cg/domain/period'
import { roundHalfAway } from '@cg/domain/number/round'
import type { Moment } from './figures.ts'
import { put, putFlow, putYearSoFar, size } from './figures.ts'
import { between, qualityOf } from './profile.ts'
import { clamp, fraction, wobble } from './random.ts'
import { clustersOf } from './workforce.ts'

type Broken = { readonly items: readonly ItemSeed[]; readonly axes: readonly BreakdownAxis[] }
type Catalogue = { readonly items: readonly ItemSeed[]; readonly rules: readonly RuleSeed[] }

/** What items may not exceed: the total they are a part of, and the wholes that '$part <= $whole' rules name. */
export type Wholes = ReadonlyMap<string, readonly string[]>

export function wholesOf({ items, rules }: Catalogue): Wholes {
  const found = new Map<string, string[]>()
  const add = (part: string, whole: string) => found.set(part, [...(found.get(part) ?? []), whole])
  for (const { code, parentItem } of items) if (parentItem !== null) add(code, parentItem)
  for (const { body } of rules) {
    if (!('expression' in body) || body.expression !== '$part <= $whole') continue
    for (const { part, whole } of body.operands ?? []) if (part !== undefined && whole !== undefined) add(part, whole)
  }
  return found
}

/**
 * Figures for every item of the catalogue that no recipe of the demo knows: plausible by its unit and period kind, the
 * same every time, and never more than the wholes it is a part of. Wholes come first.
 */
export function addDefaults(moment: Moment, { items, axes }: Broken, wholes: Wholes): void {
  const byCode = new Map<string, ItemSeed>(items.map((item) => [item.code, item]))
  const begun = new Set<string>()
  const make = (code: string): void => {
    const item = byCode.get(code)
    if (item === undefined || moment.figures.has(code) || begun.has(code)) return
    begun.add(code)
    for (const whole of wholes.get(code) ?? []) make(whole)
    makeTotal(moment, item, wholes.get(code) ?? [])
    for (const axis of axes.filter((one) => item.axes.breakdowns.includes(one.code)))
      makeGroups(moment, { item, axis }, wholes.get(code) ?? [])
  }
  for (const { code } of items) make(code)
}

function makeTotal(moment: Moment, item: ItemSeed, wholes: readonly string[]): void {
  const known = wholes.flatMap((whole) => moment.figures.get(whole) ?? [])
  const value = known.length === 0 ? ownSize(moment, item) : Math.min(...known) * shareOf(moment, item)
  const least = item.limits.hardMin ?? 0
  const grown = item.periodKind === 'SINCE_BASE' ? Math.max(value, moment.before.get(item.code) ?? 0) : value
  put(
    moment.figures,
    item.code,
    clamp(grown, least, Math.min(item.limits.hardMax ?? Infinity, ...known)),
    item.decimals,
  )
}

/** Settled for the year where a figure runs up within it, so that it never falls. */
function shareOf({ unit, period }: Moment, { code, periodKind }: ItemSeed): number {
  const runs = periodKind === 'YTD_CUM' || periodKind === 'YTD_UNIQUE' || periodKind === 'SINCE_BASE'
  const level = 0.35 + 0.35 * fraction(code)
  const own = 0.3 * (qualityOf(unit, period) - 0.6) + 0.05 * wobble(`${unit.code}|${code}`)
  const noise = runs
    ? 0.01 * wobble(`${unit.code}|${code}|${yearOf(period)}`)
    : 0.01 * wobble(`${unit.code}|${code}|${period}`)
  return clamp(level + own + noise, 0.05, 0.97)
}

/** What a year's volume, or a stock, of an item that is a part of nothing comes to. */
function ownSize(moment: Moment, item: ItemSeed): number {
  const { figures, unit, period } = moment
  const level = usualLevel(moment, item) * (0.6 + 0.8 * fraction(item.code))
  switch (item.periodKind) {
    case 'FLOW_Q':
      return putFlow(moment, item.code, level / 4)
    case 'YTD_CUM':
    case 'YTD_UNIQUE':
      return putYearSoFar(moment, item.code, level, item.decimals)
    case 'SINCE_BASE':
      return level * between(0.3, 1.2, period)
    default:
      return figures.get(item.code) ?? level * (1 + 0.02 * wobble(`${unit.code}|${item.code}|${period}`))
  }
}

/** Per ten thousand workers, except for shares and pay, which do not grow with a unit. */
const perTenThousand: Readonly<Record<string, number>> = {
  人: 600, 名: 600, 人次: 1500, 家: 40, 户: 40, 场: 12, 批次: 8, 件: 24, 起: 6, 条: 20, 份: 60, 个: 5, 项: 5, 万元: 150, 亿元: 6,
} // prettier-ignore

function usualLevel(moment: Moment, { unit: measure, limits }: ItemSeed): number {
  const quality = qualityOf(moment.unit, moment.period)
  if (measure === '%') return 100 * clamp(0.4 + 0.5 * quality, 0, 1)
  if (measure === '元') return 4000 + 1500 * quality
  const level = (perTenThousand[measure] ?? 10) * size(moment)
  return limits.softMax === null ? level : Math.min(level, 0.8 * limits.softMax)
}

/** The groups of an axis add up to the total and stay within the same group of every whole. */
function makeGroups(
  { figures, workers, unit }: Moment,
  { item, axis }: { item: ItemSeed; axis: BreakdownAxis },
  wholes: readonly string[],
): void {
  const total = figures.get(item.code) ?? 0
  const people = new Map<string, number>([
    ...Object.entries({ above: workers.above, msme: workers.msme }).map(
      ([group, all]) => [`size:${group}`, all] as const,
    ),
    ...Object.entries(clustersOf(unit, workers)).map(([group, all]) => [`cluster:${group}`, all] as const),
  ])
  const groups = axis.groups.map((group) => `${axis.code}:${group.code}`)
  const room = (group: string): number =>
    Math.min(...wholes.map((whole) => figures.get(`${whole}|${group}`) ?? Infinity))
  const evenly = workers.all / groups.length
  let rest = total
  for (const [at, group] of groups.entries()) {
    const later = groups.slice(at + 1).reduce((sum, one) => sum + room(one), 0)
    const share = roundHalfAway((total * (people.get(group) ?? evenly)) / workers.all, item.decimals)
    const isLast = at === groups.length - 1
    const value = isLast ? rest : clamp(share, Math.max(0, rest - later), Math.min(rest, room(group)))
    put(figures, `${item.code}|${group}`, value, item.decimals)
    rest = roundHalfAway(rest - value, item.decimals)
  }
}
