import { distanceWords, movedVerb, printedOrder } from '../number/difference.ts'
import type { NumberFormat } from '../number/number-format.ts'
import { formatProse, formatValue, isRelativeUnit } from '../number/number-format.ts'
import type { Period } from '../period.ts'
import { yearOf } from '../period.ts'
import { neededPerQuarter } from '../target/need.ts'
import type { Need } from '../target/need.ts'
import type { Pace, TargetPoint } from '../target/target-path.ts'
import { isOfYear } from '../target/target-path.ts'

declare const checked: unique symbol

/** What is still to be done for the target of a year, and what the last year brought. */
export type NeedClaim = {
  readonly kind: 'need'
  /** '' when the sentence's subject stands before it. */
  readonly subject: string
  readonly year: number
  readonly target: number
  readonly value: number
  /** The figure a year ago over the same units; null where none compares. Told of levels only. */
  readonly yearAgo: number | null
  readonly direction: 'higher' | 'lower'
  /** Counted within the year: it starts from nothing in the next one. */
  readonly isOfYear: boolean
  readonly need: Need
  readonly format: NumberFormat
  readonly [checked]?: true
}

export type NeedFacts = {
  readonly value: number | null
  /** Of all units: what is lacking to a partial figure is no distance to the target. */
  readonly isWhole: boolean
  /** Measured in this quarter: a carried figure says nothing of the quarters left. */
  readonly isOwn: boolean
  readonly yearAgo: number | null
  readonly now: Period
  readonly target: TargetPoint
  readonly pace: Pace
  readonly direction: 'higher' | 'lower' | 'neutral'
  readonly format: NumberFormat
}

/** Null without a whole figure of the quarter itself, without direction, and once the target's day has come. */
export function claimNeed(subject: string, facts: NeedFacts): NeedClaim | null {
  const { value, isWhole, isOwn, yearAgo, now, target, pace, direction, format } = facts
  if (value === null || !isWhole || !isOwn || direction === 'neutral') return null
  const need = neededPerQuarter({ pace, direction, decimals: format.decimals, now, value, target })
  if (need === null) return null
  const common = { direction, isOfYear: isOfYear(pace), need, format }
  return { kind: 'need', subject, year: yearOf(target.period), target: target.value, value, yearAgo, ...common }
}

/** 工伤保险参保率要达到2026年目标91.0%，还需提高2.4个百分点，其余2个季度每季至少提高1.2个百分点；过去一年共提高1.5个百分点 */
export function needWords(claim: NeedClaim): string {
  const { subject, year, target, need, direction, format } = claim
  const aim = formatProse(target, format)
  switch (need.kind) {
    case 'reached':
      return claim.isOfYear ? `${subject}已完成${year}年全年目标${aim}` : `${subject}已达到${year}年目标${aim}`
    case 'gain': {
      const verb = verbOf(direction, format)
      const each =
        need.quarters === 1 ? '，只余1个季度' : `，其余${need.quarters}个季度每季至少${verb}${exact(need.each, format)}`
      return `${subject}要达到${year}年目标${aim}，还需${verb}${exact(need.total, format)}${each}${lastYear(claim)}`
    }
    case 'volume': {
      const each = need.quarters === 1 ? '' : `，每季至少${exact(need.each, format)}`
      return `${subject}要完成${year}年全年目标${aim}，年内其余${need.quarters}个季度还需完成${exact(need.total, format)}${each}`
    }
    case 'allowance': {
      const lead = `${subject}要控制在${year}年全年目标${aim}以内，年内其余${need.quarters}个季度`
      if (need.total === 0) return `${lead}不能再增加`
      const each = need.quarters === 1 ? '' : `，每季不超过${exact(need.each, format)}`
      return `${lead}合计不超过${exact(need.total, format)}${each}`
    }
    case 'exceeded':
      return `${subject}已超过${year}年全年控制目标${aim}，超出${exact(need.total, format)}`
    case 'anew':
      return `${subject}${year}年目标${aim}从当年年初重新计算，${anewEach(need.each, claim)}`
  }
}

/** The same for a cell of a table: 每季提高1.2个百分点 · 已达到 · 每季不超过0.22起/万人 */
export function needShort(claim: NeedClaim): string {
  const { need, direction, format } = claim
  switch (need.kind) {
    case 'reached':
      return claim.isOfYear ? '已完成全年目标' : '已达到'
    case 'gain':
      return `每季${verbOf(direction, format)}${exact(need.each, format)}`
    case 'volume':
      return `每季完成${exact(need.each, format)}`
    case 'allowance':
      return need.total === 0 ? '不能再增加' : `每季不超过${exact(need.each, format)}`
    case 'exceeded':
      return '已超全年控制目标'
    case 'anew':
      return anewEach(need.each, claim)
  }
}

function anewEach(each: number, { direction, format }: NeedClaim): string {
  return direction === 'lower' ? `每季平均不超过${exact(each, format)}` : `每季平均需完成${exact(each, format)}`
}

function verbOf(direction: 'higher' | 'lower', { unit }: NumberFormat): string {
  if (unit === '百分点' || unit === '个百分点') return direction === 'higher' ? '扩大' : '缩小'
  if (isRelativeUnit(unit)) return direction === 'higher' ? '提高' : '降低'
  return direction === 'higher' ? '增加' : '减少'
}

/** All digits: in 万 a rounded amount would not suffice. */
function exact(size: number, { unit, decimals }: NumberFormat): string {
  const spoken = unit === '%' || unit === '百分点' ? '个百分点' : unit
  return formatValue(size, { unit, decimals }) + spoken
}

/** ；过去一年共提高1.5个百分点 · ；过去一年共增加312家 */
function lastYear({ value, yearAgo, format }: NeedClaim): string {
  if (yearAgo === null) return ''
  const order = printedOrder(value, yearAgo, format.decimals)
  if (order === 0) return '；与一年前持平'
  const kind = isRelativeUnit(format.unit) ? 'amount' : 'count'
  const moved = { kind, size: order, direction: order > 0 ? 'up' : 'down' } as const
  return `；过去一年共${movedVerb(moved, format)}${distanceWords(value, yearAgo, format)}`
}
