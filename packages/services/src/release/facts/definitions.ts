import { directionWords } from '@cg/domain/direction-words'
import type { DefinitionFact, IndicatorFacts } from '@cg/contract/release/indicator'
import type { Formula } from '@cg/domain/indicator'
import { must } from '@cg/domain/must'
import { periodKindWords } from '@cg/domain/period-kind-words'
import type { BasisIndicator, ReleaseBasis } from '../stored/basis.ts'
import { describeFormula, sumWords } from '../words.ts'

type Meaning = NonNullable<BasisIndicator['earlier']>[number]

/** Every version of an indicator's definition, newest first, with what it changed; nothing while there is one version. */
export function definitionFacts(basis: ReleaseBasis, indicator: BasisIndicator): Pick<IndicatorFacts, 'definitions'> {
  const { earlier = [] } = indicator
  if (earlier.length === 0) return {}
  const versions: Meaning[] = [...earlier, indicator]
  const facts = versions.map((version, at): DefinitionFact => ({
    version: version.version,
    validFrom: version.validFrom,
    name: version.name,
    definition: version.definition,
    formula: describeFormula(basis, version),
    changes: at === 0 ? [] : changesBetween(basis, must(versions[at - 1]), version),
    ...(version.changeReason === undefined ? {} : { reason: version.changeReason }),
  }))
  return { definitions: facts.toReversed() }
}

const frequencyWords = { Q: '每季', H: '每半年', Y: '每年' } as const
const periodWords: { readonly [K in Meaning['periodKind']]: string } = {
  ...periodKindWords,
  YTD_SUM_OVER_ANNUAL: '年内累计数与全年计划之比',
}

/** 分母由“应签订人数”改为“在岗职工人数”, one sentence a part that differs. */
function changesBetween(basis: ReleaseBasis, old: Meaning, now: Meaning): string[] {
  const parts: (readonly [string, string, string])[] = [
    ['名称', old.name, now.name],
    ...formulaParts(basis, old, now),
    ['单位', old.unit, now.unit],
    ['小数位', `${old.decimals}位`, `${now.decimals}位`],
    ['评价方向', directionWords[old.direction], directionWords[now.direction]],
    ['统计时段', periodWords[old.periodKind], periodWords[now.periodKind]],
    ['频度', frequencyWords[old.frequency], frequencyWords[now.frequency]],
    ['统计范围', scopeWords(old), scopeWords(now)],
  ]
  const changes = parts.flatMap(([part, before, after]) =>
    before === after ? [] : [`${part}由“${before}”改为“${after}”`],
  )
  // Both texts stand with their versions: quoted side by side nobody would find what differs.
  if (changes.length === 0 && old.definition !== now.definition) return ['口径说明的文字有修改']
  return changes.length === 0 ? ['说明文字未变，计算规则的其他设置有调整'] : changes
}

function scopeWords({ isCityOnly }: Meaning): string {
  return isCityOnly ? '只统计全市' : '全市及各区县'
}

type Quotient = Extract<Formula, { readonly kind: 'quotient' | 'pooled' }>

function isQuotient(formula: Formula): formula is Quotient {
  return formula.kind === 'quotient' || formula.kind === 'pooled'
}

/** Numerator and denominator apart where both are quotients; else the formula as a whole. */
function formulaParts(basis: ReleaseBasis, old: Meaning, now: Meaning): (readonly [string, string, string])[] {
  const whole = ['算式', describeFormula(basis, old), describeFormula(basis, now)] as const
  const [before, after] = [old.formula, now.formula]
  if (!isQuotient(before) || !isQuotient(after) || before.multiplier !== after.multiplier) return [whole]
  return [
    ['分子', sumWords(basis, before.numerator), sumWords(basis, after.numerator)],
    ['分母', sumWords(basis, before.denominator), sumWords(basis, after.denominator)],
  ]
}
