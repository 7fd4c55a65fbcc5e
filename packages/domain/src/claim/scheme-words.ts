import type { Adjustment } from '../score/adjustment.ts'
import type { MissingAction, SchemeBody } from '../score/scheme.ts'

/* What a scheme's settings are called, on its page, in its workbook and where two versions are compared. */

export const missingStateNames = {
  not_reported: '未报',
  not_available: '无法提供',
  invalid: '数据无效',
  withheld: '不公布',
  not_applicable: '不适用',
  zero_denominator: '分母为0',
  carried: '沿用往年数据',
  no_target: '没有目标值',
} as const satisfies Readonly<Record<keyof SchemeBody['missing'], string>>
export type MissingState = keyof typeof missingStateNames
export const missingStates: readonly MissingState[] = [
  'not_reported',
  'not_available',
  'invalid',
  'withheld',
  'not_applicable',
  'zero_denominator',
  'carried',
  'no_target',
]

/** Quarters that a figure is carried on for where nobody says how many. */
export const usualCarryAge = 4

export const missingActionNames = {
  zero: '计0分',
  redistribute: '权重由其他指标分摊',
  block: '不参与排名',
  impute_median: '按其他单位的中位得分',
} as const

/** '计0分', '沿用最近4个季度内的数' */
export function missingActionWords(action: MissingAction): string {
  return action.kind === 'carry_forward' ? `沿用最近${action.maxAge}个季度内的数` : missingActionNames[action.kind]
}

export const rankRuleNames = {
  competition: '并列后跳号（1、2、2、4）',
  dense: '并列后不跳号（1、2、2、3）',
  modified: '并列取低位（1、3、3、4）',
  ordinal: '不并列（按行政区划顺序）',
} as const
export type NamedRankRule = keyof typeof rankRuleNames

export const adjustmentKindNames: Readonly<Record<Adjustment['kind'], string>> = {
  bonus: '每个加',
  deduction: '每个扣',
  veto: '一票否决',
}

export const vetoEffectNames = { unranked: '不参与排名', zero: '总分记0分' } as const

/** '逾期报表数每个扣 1 分，最多 3 分', '较大生产安全事故一票否决，不参与排名' */
export function adjustmentWords(one: Adjustment, factName: (code: string) => string): string {
  const start = `${factName(one.fact)}${adjustmentKindNames[one.kind]}`
  if (one.kind === 'veto') return `${start}，${vetoEffectNames[one.effect]}`
  const gate = one.kind === 'bonus' && (one.gate ?? []).length > 0 ? '（有得分条件）' : ''
  return `${start} ${one.perUnit} 分，最多 ${one.cap} 分${gate}`
}

/** '优秀不低于 90 分，名额不超过 20%' */
export function gradeWords({ name, atLeast, quota }: NonNullable<SchemeBody['grades']>[number]): string {
  return `${name}不低于 ${atLeast} 分${quota === undefined ? '' : `，名额不超过 ${toPercent(quota)}%`}`
}

/** A share as pages let it be typed: 0.2 → 20, four places of the share at most. */
export function toPercent(share: number): number {
  return Math.round(share * 1e6) / 1e4
}
