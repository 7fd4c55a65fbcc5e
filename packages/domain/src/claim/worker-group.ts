import { distance, distanceWords, printedOrder } from '../number/difference.ts'
import type { NumberFormat } from '../number/number-format.ts'
import { differenceUnit, formatProse, isRelativeUnit } from '../number/number-format.ts'

declare const checked: unique symbol

/** A rate of one group of workers beside that of everybody, the group among them. */
export type WorkerGroupClaim = {
  readonly kind: 'worker_group'
  /** 农民工 */
  readonly group: string
  /** 全体产业工人 */
  readonly whole: string
  /** What is measured of both: 工伤保险参保率 */
  readonly topic: string
  readonly value: number
  readonly wholeValue: number
  /** Whether those under the line are part of those under the other's. */
  readonly isSameBase: boolean
  readonly format: NumberFormat
  readonly [checked]?: true
}

/** Both figures null unless each is of all the city's units and measured in the quarter itself. */
export type WorkerGroupFigures = Omit<WorkerGroupClaim, 'kind' | 'value' | 'wholeValue'> & {
  readonly value: number | null
  readonly wholeValue: number | null
}

/** Null without both figures, and for what is counted: a part is always fewer than the whole. */
export function claimWorkerGroup({ value, wholeValue, ...facts }: WorkerGroupFigures): WorkerGroupClaim | null {
  if (value === null || wholeValue === null || !isRelativeUnit(facts.format.unit)) return null
  return { kind: 'worker_group', ...facts, value, wholeValue }
}

/**
 * 农民工的工伤保险参保率为62.1%，低于全体产业工人（含农民工）8.3个百分点 · …，与全体产业工人（含农民工）持平; with
 * （两者分母口径不同） where those under the line are not part of those under the other's
 */
export function workerGroupWords(claim: WorkerGroupClaim): string {
  const { group, whole, topic, value, wholeValue, isSameBase, format } = claim
  const order = printedOrder(value, wholeValue, format.decimals)
  const all = `${whole}（含${group}）`
  const side = order > 0 ? '高于' : '低于'
  const beside = order === 0 ? `与${all}持平` : `${side}${all}${distanceWords(value, wholeValue, format)}`
  return `${group}的${topic}为${formatProse(value, format)}，${beside}${isSameBase ? '' : `，${otherBase}`}`
}

/** Under a picture that names the measure: 农民工低于全体产业工人22.9个百分点（分母口径不同） */
export function workerGroupHeadings({
  group,
  whole,
  value,
  wholeValue,
  isSameBase,
  format,
}: WorkerGroupClaim): string[] {
  const order = printedOrder(value, wholeValue, format.decimals)
  const apart = distanceWords(value, wholeValue, format)
  const beside = order === 0 ? `与${whole}持平` : `${order > 0 ? '高于' : '低于'}${whole}${apart}`
  const limit = isSameBase ? '' : '（分母口径不同）'
  return [`${group}${formatProse(value, format)}，${beside}${limit}`, `${group}${beside}${limit}`]
}

const otherBase = '两者分母口径不同'

export type GroupBases = {
  readonly whole: string
  readonly group: string
  readonly isSameBase: boolean
  /** What stands under the line of either. */
  readonly bases: { readonly whole: string; readonly group: string }
}

/** 全体产业工人含农民工 · 两者分母口径不同，全体产业工人为“应参加职工社会保险的产业工人数”，农民工为“农民工产业工人数（期末）” */
export function groupBaseWords({ whole, group, isSameBase, bases }: GroupBases): string[] {
  const within = `${whole}含${group}`
  return isSameBase ? [within] : [within, `${otherBase}，${whole}为“${bases.whole}”，${group}为“${bases.group}”`]
}

/** One unit's two rates; null: no figure of the quarter. */
export type GroupUnit = {
  readonly name: string
  readonly value: number | null
  readonly wholeValue: number | null
  /** A handful of people stands behind the group's rate: it jumps by chance and is not named. */
  readonly isThin: boolean
}

/** In how many units a group of workers is worse off than everybody there, and where most. */
export type GroupUnitsClaim = {
  readonly kind: 'group_units'
  readonly group: string
  readonly whole: string
  readonly topic: string
  /** Units with both figures, and whether there are others. */
  readonly count: number
  readonly isSome: boolean
  /** On which side of everybody the group is worse off, and in how many units it is. */
  readonly side: 'below' | 'above'
  readonly worse: number
  /** The one unit where it is worse by most; null where several are level, or where it rests on a handful of people. */
  readonly most: { readonly name: string; readonly distance: number } | null
  readonly format: NumberFormat
  readonly [checked]?: true
}

export type GroupUnitsFigures = Pick<GroupUnitsClaim, 'group' | 'whole' | 'topic' | 'format'> & {
  readonly direction: 'higher' | 'lower' | 'neutral'
  /** The units to whom both figures apply. */
  readonly units: readonly GroupUnit[]
}

/** So many units are worth counting; fewer are looked at. */
const leastUnits = 3

/** Null below three units with both figures, for what has no better side, and for what is counted. */
export function claimGroupUnits({ units, direction, ...facts }: GroupUnitsFigures): GroupUnitsClaim | null {
  const { format } = facts
  const held = units.flatMap(({ name, value, wholeValue, isThin }) =>
    value === null || wholeValue === null ? [] : [{ name, value, wholeValue, isThin }],
  )
  if (direction === 'neutral' || held.length < leastUnits || !isRelativeUnit(format.unit)) return null
  const sign = direction === 'higher' ? -1 : 1
  const worse = held
    .filter(({ value, wholeValue }) => printedOrder(value, wholeValue, format.decimals) === sign)
    .map((one) => ({ ...one, distance: distance(one.value, one.wholeValue, format.decimals) }))
    .toSorted((left, right) => right.distance - left.distance)
  const [first, second] = worse
  const isAlone = first !== undefined && first.distance !== second?.distance && !first.isThin
  return {
    kind: 'group_units',
    ...facts,
    count: held.length,
    isSome: held.length < units.length,
    side: direction === 'higher' ? 'below' : 'above',
    worse: worse.length,
    most: isAlone ? { name: first.name, distance: first.distance } : null,
  }
}

/**
 * 12个单位中有9个单位的农民工工伤保险参保率低于本单位全体产业工人，岚谷县相差最大（15.2个百分点） ·
 * 可比的5个单位的农民工工伤保险参保率均低于本单位全体产业工人 · …均不低于本单位全体产业工人
 */
export function groupUnitsWords(claim: GroupUnitsClaim): string {
  const { group, whole, topic, count, isSome, side, worse, most, format } = claim
  const units = `${isSome ? '可比的' : ''}${count}个单位`
  const than = side === 'below' ? '低于' : '高于'
  const rest = `本单位${whole}`
  if (worse === 0) return `${units}的${group}${topic}均不${than}${rest}`
  const head =
    worse === count
      ? `${units}的${group}${topic}均${than}${rest}`
      : `${units}中有${worse}个单位的${group}${topic}${than}${rest}`
  if (most === null) return head
  const apart = formatProse(most.distance, { unit: differenceUnit(format.unit), decimals: format.decimals })
  return `${head}，${most.name}相差最大（${apart}）`
}
