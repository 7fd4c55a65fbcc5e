import { namesWords } from './words.ts'

declare const checked: unique symbol

/** A comparison of areas or indicators that cannot be made: a unit of either side gave no figure. */
export type UncomputableClaim = {
  readonly kind: 'uncomputable'
  readonly subject: string
  /** Names of the units without which it cannot be made. */
  readonly missing: readonly string[]
  readonly [checked]?: true
}

/** Null with a value, and where no unit is to be named. */
export function claimUncomputable(
  subject: string,
  value: number | null,
  missing: readonly string[],
): UncomputableClaim | null {
  return value !== null || missing.length === 0 ? null : { kind: 'uncomputable', subject, missing }
}

/** 缺岚谷县数据，偏远地区与中心城区培训场次比本季不可计算 */
export function uncomputableWords({ subject, missing }: UncomputableClaim): string {
  return `缺${namesWords(missing, 3)}数据，${subject}本季不可计算`
}

/** Under a picture that names the measure: 缺岚谷县数据，本季不可计算 */
export function uncomputableHeadings({ missing }: UncomputableClaim): string[] {
  return [`缺${namesWords(missing, 3)}数据，本季不可计算`]
}
