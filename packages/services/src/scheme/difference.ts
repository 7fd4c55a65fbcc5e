import type { ScorableIndicator, SchemeBody, SchemeDetail } from '@cg/contract/scheme'
import {
  adjustmentWords,
  gradeWords,
  missingActionWords,
  missingStateNames,
  missingStates,
  rankRuleNames,
  toPercent,
} from '@cg/domain/claim/scheme-words'
import { ruleWords } from '@cg/domain/claim/scoring-rule-words'
import { formatShare } from '@cg/domain/number/number-format'
import { exactSum } from '@cg/domain/number/sum'
import { canonicalJson } from '../catalogue/hash.ts'

type Item = SchemeBody['items'][number]

/** What lines call things: indicators and what is counted for bonuses by their names, numbers with their units. */
export type SchemeNames = {
  readonly nameOf: (indicator: string) => string
  readonly unitOf: (indicator: string) => string
  readonly factOf: (fact: string) => string
}

/** The names of a version's indicators and facts. */
export function schemeNames({ indicators, facts }: Pick<SchemeDetail, 'indicators' | 'facts'>): SchemeNames {
  const known = new Map<string, ScorableIndicator>(indicators.map((one) => [one.code, one]))
  const factNames = new Map<string, string>(facts.map(({ code, name }) => [code, name]))
  return {
    nameOf: (code) => known.get(code)?.name ?? code,
    unitOf: (code) => known.get(code)?.unit ?? '',
    factOf: (code) => factNames.get(code) ?? code,
  }
}

/** What is other in `after` than in the version that it takes the place of, one line each; all of it where there is none. */
export function differenceLines(before: SchemeBody | null, after: SchemeBody, names: SchemeNames): string[] {
  const [old, now] = [byCode(before), byCode(after)]
  const [oldSum, nowSum] = [sumOf(before), sumOf(after)]
  const weight = (item: Item, sum: number) => `${item.weight}（占 ${formatShare(item.weight / sum)}）`
  const items = after.items.flatMap((item) => {
    const was = old.get(item.indicator)
    const name = `“${names.nameOf(item.indicator)}”`
    if (was === undefined) return before === null ? [] : [`${name}新列入计分，权重 ${weight(item, nowSum)}`]
    return [
      ...(was.weight === item.weight ? [] : [`${name}权重 ${weight(was, oldSum)} → ${weight(item, nowSum)}`]),
      ...(isSame(was.rule, item.rule) ? [] : [`${name}${ruleDifference(was, item, names)}`]),
      ...(isSame(was.missing, item.missing) ? [] : [`${name}没有数时的处理有修改`]),
    ]
  })
  const gone = [...old.values()].flatMap((item) =>
    now.has(item.indicator) ? [] : [`“${names.nameOf(item.indicator)}”不再计分（原权重 ${weight(item, oldSum)}）`],
  )
  if (before === null) return [`${after.items.length} 项指标计分，此前没有采用过方案`]
  return [...items, ...gone, ...shareLines(before, after), ...policyLines(before, after, names)]
}

/** The sentences before and after; what no sentence says is only said to be other. */
function ruleDifference(was: Item, is: Item, { unitOf }: SchemeNames): string {
  const [before, after] = [was, is].map(({ indicator, rule }) => ruleWords(rule, unitOf(indicator)))
  return before === after ? '计分规则有修改' : `计分规则由“${before}”改为“${after}”`
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

function policyLines(before: SchemeBody, after: SchemeBody, names: SchemeNames): string[] {
  return [
    ...missingStates.flatMap((state) => {
      const [was, is] = [before.missing[state], after.missing[state]].map(missingActionWords)
      return was === is ? [] : [`没有数时的处理：“${missingStateNames[state]}”由“${was}”改为“${is}”`]
    }),
    ...numberLine(
      '参与排名的最低已报权重',
      [before, after].map(({ availability }) => `${toPercent(availability)}%`),
    ),
    ...numberLine(
      '得分的小数位数',
      [before, after].map(({ decimals }) => `${decimals} 位`),
    ),
    ...numberLine(
      '名次',
      [before, after].map(({ rankRule }) => rankRuleNames[rankRule]),
    ),
    ...adjustmentLines(before, after, names),
    ...numberLine(
      '等次',
      [before, after].map(({ grades = [] }) => grades.map(gradeWords).join('；') || '不分等次'),
    ),
  ]
}

function numberLine(word: string, [was = '', is = '']: readonly string[]): string[] {
  return was === is ? [] : [`${word}由“${was}”改为“${is}”`]
}

/** Bonuses, deductions and vetoes that come and go; which of them is reckoned first counts too. */
function adjustmentLines(before: SchemeBody, after: SchemeBody, { factOf }: SchemeNames): string[] {
  const [was, is] = [before.adjustments ?? [], after.adjustments ?? []]
  if (isSame(was, is)) return []
  const without = (some: typeof was, others: typeof was) =>
    some.filter((one) => !others.some((other) => isSame(one, other))).map((one) => adjustmentWords(one, factOf))
  const lines = [
    ...without(was, is).map((words) => `不再有：${words}`),
    ...without(is, was).map((words) => `新增：${words}`),
  ]
  return lines.length > 0 ? lines : ['加分、扣分和一票否决的先后有修改']
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
