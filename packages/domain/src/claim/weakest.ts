import { must } from '../must.ts'
import { namesWords } from './words.ts'

declare const checked: unique symbol

/** The indicators shown in which most units lag, or the units that lag in most of the indicators shown. */
export type WeakestClaim = {
  readonly kind: 'weakest'
  readonly of: 'indicator' | 'unit'
  readonly shown: number
  readonly names: readonly string[]
  readonly late: number
  readonly [checked]?: true
}

/** `judged`: how many of its cells have a light; a line without one says nothing of itself. */
export type LateCount = { readonly name: string; readonly late: number; readonly judged: number }

/** Null below three indicators, with fewer than two lagging units, and when more than two share the most. */
export function claimWeakest(columns: readonly LateCount[]): WeakestClaim | null {
  return mostLate('indicator', columns)
}

/** The same of units, among those with a light: 有评价的 says that the others are left out. */
export function claimWeakestUnits(units: readonly LateCount[]): WeakestClaim | null {
  return mostLate(
    'unit',
    units.filter(({ judged }) => judged > 0),
  )
}

function mostLate(of: WeakestClaim['of'], lines: readonly LateCount[]): WeakestClaim | null {
  if (lines.length < 3) return null
  const late = Math.max(...lines.map((line) => line.late))
  const names = lines.filter((line) => line.late === late).map(({ name }) => name)
  return late < 2 || names.length > 2 ? null : { kind: 'weakest', of, shown: lines.length, names, late }
}

/**
 * 所列指标中，工伤保险参保率滞后的单位最多，有4个: true of every picture that keeps these, so it counts none ·
 * 有评价的单位中，青石县滞后的指标最多，有8项
 */
export function weakestWords({ of, names, late }: WeakestClaim): string {
  const [lead, counted, counter] =
    of === 'indicator' ? ['所列指标中，', '单位', '个'] : ['有评价的单位中，', '指标', '项']
  if (names.length === 1) return `${lead}${must(names[0])}滞后的${counted}最多，有${late}${counter}`
  return `${lead}${namesWords(names)}滞后的${counted}最多，各有${late}${counter}`
}

/** 每万名产业工人贯通职称人数有10个单位滞后 · 所列指标中，滞后最多的2项各有5个单位滞后 */
export function weakestHeadings({ of, names, late }: WeakestClaim): string[] {
  const [counted, among, one] =
    of === 'indicator'
      ? [`${late}个单位滞后`, '所列指标中', `${names.length}项`]
      : [`${late}项指标滞后`, '有评价的单位中', `${names.length}个`]
  if (names.length > 1) return [`${among}，滞后最多的${one}各有${counted}`]
  return [`${must(names[0])}有${counted}，${among}最多`, `${must(names[0])}有${counted}`]
}
