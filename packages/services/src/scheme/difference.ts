import type { SchemeBody } from '@cg/contract/scheme'
import { formatShare } from '@cg/domain/number/number-format'
import { exactSum } from '@cg/domain/number/sum'
import { canonicalJson } from '../catalogue/hash.ts'

type Item = SchemeBody['items'][number]

/** What is other in `after` than in the version that it takes the place of, one line each; all of it where there is none. */
export function differenceLines(
  before: SchemeBody | null,
  after: SchemeBody,
  nameOf: (code: string) => string,
): string[] {
  const [old, now] = [byCode(before), byCode(after)]
  const [oldSum, nowSum] = [sumOf(before), sumOf(after)]
  const weight = (item: Item, sum: number) => `${item.weight}（占 ${formatShare(item.weight / sum)}）`
  const items = after.items.flatMap((item) => {
    const was = old.get(item.indicator)
    const name = `“${nameOf(item.indicator)}”`
    if (was === undefined) return before === null ? [] : [`${name}新列入计分，权重 ${weight(item, nowSum)}`]
    return [
      ...(was.weight === item.weight ? [] : [`${name}权重 ${weight(was, oldSum)} → ${weight(item, nowSum)}`]),
      ...(isSame(was.rule, item.rule) ? [] : [`${name}计分规则有修改`]),
      ...(isSame(was.missing, item.missing) ? [] : [`${name}没有数时的处理有修改`]),
    ]
  })
  const gone = [...old.values()].flatMap((item) =>
    now.has(item.indicator) ? [] : [`“${nameOf(item.indicator)}”不再计分（原权重 ${weight(item, oldSum)}）`],
  )
  if (before === null) return [`${after.items.length} 项指标计分，此前没有采用过方案`]
  return [...items, ...gone, ...shareLines(before, after), ...policyLines(before, after)]
}

/** Indicators whose share, rule or place in the scheme becomes another. */
export function touchedIndicators(before: SchemeBody | null, after: SchemeBody): string[] {
  const [old, now] = [byCode(before), byCode(after)]
  const [oldSum, nowSum] = [sumOf(before), sumOf(after)]
  const isAlike = (code: string) => {
    const [was, is] = [old.get(code), now.get(code)]
    if (was === undefined || is === undefined) return false
    return was.weight / oldSum === is.weight / nowSum && isSame({ ...was, weight: 0 }, { ...is, weight: 0 })
  }
  return [...new Set([...now.keys(), ...old.keys()])].filter((code) => !isAlike(code))
}

/** Weights that stay while their sum does not: every share moves. */
function shareLines(before: SchemeBody, after: SchemeBody): string[] {
  const [oldSum, nowSum] = [sumOf(before), sumOf(after)]
  const old = byCode(before)
  const kept = after.items.filter(({ indicator, weight }) => old.get(indicator)?.weight === weight).length
  if (oldSum === nowSum || kept === 0) return []
  return [`权重合计 ${oldSum} → ${nowSum}，另有 ${kept} 项权重不变、占比随之变化`]
}

const policies = [
  ['missing', '没有数时的处理'],
  ['availability', '参与排名的最低已报权重'],
  ['decimals', '得分的小数位数'],
  ['rankRule', '并列的排法'],
  ['adjustments', '加分、扣分和一票否决'],
  ['grades', '等次'],
] as const

function policyLines(before: SchemeBody, after: SchemeBody): string[] {
  return policies.flatMap(([key, words]) => (isSame(before[key] ?? [], after[key] ?? []) ? [] : [`${words}有修改`]))
}

function byCode(body: SchemeBody | null): ReadonlyMap<string, Item> {
  return new Map((body?.items ?? []).map((item) => [item.indicator, item]))
}

function sumOf(body: SchemeBody | null): number {
  return exactSum((body?.items ?? []).map(({ weight }) => weight)) || 1
}

function isSame(one: unknown, other: unknown): boolean {
  return canonicalJson(one ?? null) === canonicalJson(other ?? null)
}
