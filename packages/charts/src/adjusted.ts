import type { AppliedFact, RankingFacts } from '@cg/contract/release/ranking'
import { signedPoints } from '@cg/domain/claim/words'
import { formatDate } from '@cg/domain/number/number-format'
import type { NumberFormat } from '@cg/domain/number/number-format'
import { roundHalfAway } from '@cg/domain/number/round'
import type { Figure } from './model.ts'

/** What was added, taken or vetoed of one unit's score; empty where nothing was. */
export function adjustedOf({ adjusted }: RankingFacts, at: number): readonly AppliedFact[] {
  return adjusted?.[at] ?? []
}

/** 较大以上生产安全事故（1件）扣2分 · 省级以上推广经验（2件）加1分 · 一票否决：较大以上生产安全事故（1件） */
export function adjustedWords({ kind, name, amount, matters }: AppliedFact): string {
  const count = matters.length === 0 ? '' : `（${matters.length}件）`
  if (kind === 'veto') return `一票否决：${name}${count}`
  const points = roundHalfAway(amount ?? 0, 2)
  if (points === 0) return `${name}${count}不加分`
  return `${name}${count}${points < 0 ? `扣${-points}` : `加${points}`}分`
}

/** +1.00 · −2.00 · 一票否决 */
export function adjustedFigure({ amount }: AppliedFact, format: NumberFormat): Figure {
  if (amount === null) return { value: null, state: 'not_applicable', text: '一票否决' }
  return { value: roundHalfAway(amount, format.decimals), state: 'reported', text: signedPoints(amount, format) }
}

/** 2026年5月3日，某厂事故，云应急〔2026〕12号（市应急管理局李某报送，王某采纳） */
export function matterWords(matter: AppliedFact['matters'][number]): string {
  const { happenedOn, what, evidence, department, enteredBy, acceptedBy } = matter
  return `${formatDate(happenedOn)}，${what}，${evidence}（${department}${enteredBy}报送，${acceptedBy}采纳）`
}

/** 加减分：… for the notes of files; none where nothing was added or taken. */
export function adjustedNotes(facts: RankingFacts, at: number): string[] {
  const own = adjustedOf(facts, at)
  return own.length === 0 ? [] : [`指标得分之外：${own.map(adjustedWords).join('；')}`]
}
