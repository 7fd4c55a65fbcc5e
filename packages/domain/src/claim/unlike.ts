import { measuresWords } from './difference.ts'
import { namesWords } from './words.ts'

/* What keeps figures of two releases from being held against each other, or makes one of them less than whole. */

declare const checked: unique symbol

/** Measures whose figures do not compare: another definition, running totals of other months, lights by other targets. */
export type UnlikeClaim = {
  readonly kind: 'unlike'
  readonly why: 'definition' | 'length' | 'targets'
  readonly names: readonly string[]
  readonly [checked]?: true
}

/** Null of nothing. */
export function claimUnlike(why: UnlikeClaim['why'], names: readonly string[]): UnlikeClaim | null {
  return names.length === 0 ? null : { kind: 'unlike', why, names }
}

/** 甲、乙等5项指标两次发布的口径不同，数值、位次和灯不可直接比较 */
export function unlikeWords({ why, names }: UnlikeClaim): string {
  const subject = `${measuresWords(names)}两次发布的`
  switch (why) {
    case 'definition':
      return `${subject}口径不同，数值、位次和灯不可直接比较`
    case 'length':
      return `${subject}累计月份不同，数值不可直接比较`
    case 'targets':
      return `${subject}目标或基期不同，灯的标准不同`
  }
}

/** Measures of which a release holds figures of an earlier quarter. */
export type CarriedInClaim = {
  readonly kind: 'carried_in'
  readonly release: string
  readonly names: readonly string[]
  readonly [checked]?: true
}

export function claimCarriedIn(release: string, names: readonly string[]): CarriedInClaim | null {
  return names.length === 0 ? null : { kind: 'carried_in', release, names }
}

/** CG-2025Q1-01中，甲、乙等5项指标有沿用以前季度的数据 */
export function carriedInWords({ release, names }: CarriedInClaim): string {
  return `${release}中，${measuresWords(names)}有沿用以前季度的数据`
}

/** Measures of which the city's figure in a release is added up over a part of its units. */
export type PartlyInClaim = {
  readonly kind: 'partly_in'
  readonly release: string
  readonly names: readonly string[]
  /** Units that one or more of them lack. */
  readonly without: readonly string[]
  readonly [checked]?: true
}

export function claimPartlyIn(
  release: string,
  names: readonly string[],
  without: readonly string[],
): PartlyInClaim | null {
  return names.length === 0 ? null : { kind: 'partly_in', release, names, without }
}

/** CG-2026Q2-01中，甲、乙等17项指标的全市数据按已报单位汇总，尚不完整（缺岚谷县） */
export function partlyInWords({ release, names, without }: PartlyInClaim): string {
  const lack = without.length === 0 ? '' : `（缺${namesWords(without, 3)}）`
  return `${release}中，${measuresWords(names)}的全市数据按已报单位汇总，尚不完整${lack}`
}

/** Units or indicators that only one of the releases has. */
export type OnlyInClaim = {
  readonly kind: 'only_in'
  readonly what: 'unit' | 'indicator'
  readonly release: string
  readonly names: readonly string[]
  readonly [checked]?: true
}

export function claimOnlyIn(what: OnlyInClaim['what'], release: string, names: readonly string[]): OnlyInClaim | null {
  return names.length === 0 ? null : { kind: 'only_in', what, release, names }
}

/** 新城区只列入CG-2026Q1-01的单位 · 甲、乙只列入CG-2026Q1-01的指标 */
export function onlyInWords({ what, release, names }: OnlyInClaim): string {
  return what === 'unit'
    ? `${namesWords(names, 3)}只在${release}的单位名录中`
    : `${measuresWords(names)}只在${release}的指标目录中`
}

/** Why scores of the two releases do not compare. */
export type ScoresUnlikeClaim = {
  readonly kind: 'scores_unlike'
  readonly why:
    | { readonly kind: 'none'; readonly release: string }
    | { readonly kind: 'scheme'; readonly schemes: readonly [SchemeName, SchemeName] }
    | { readonly kind: 'units'; readonly release: string; readonly names: readonly string[] }
  readonly [checked]?: true
}

export type SchemeName = { readonly name: string; readonly version: number }

export function claimScoresUnlike(why: ScoresUnlikeClaim['why']): ScoresUnlikeClaim | null {
  return why.kind === 'units' && why.names.length === 0 ? null : { kind: 'scores_unlike', why }
}

/** 两次发布的计分方案不同（甲方案第1版、乙方案第2版），综合得分和位次不可直接比较 */
export function scoresUnlikeWords({ why }: ScoresUnlikeClaim): string {
  switch (why.kind) {
    case 'none':
      return `${why.release}没有综合得分，得分和位次无从比较`
    case 'scheme': {
      const named = why.schemes.map(({ name, version }) => `${name}第${version}版`).join('、')
      return `两次发布的计分方案不同（${named}），综合得分和位次不可直接比较`
    }
    case 'units':
      return `${namesWords(why.names, 3)}只在${why.release}中参加综合得分排名，综合得分的位次不可直接比较`
  }
}
