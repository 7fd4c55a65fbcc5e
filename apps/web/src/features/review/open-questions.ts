import type { Explanation, Finding } from '@cg/contract/entry'
import type { ReviewDetail } from '@cg/contract/review'
import type { Thread } from '@cg/contract/thread'
import { openThreads } from '../../shared/threads.ts'

/** What the filler wrote about a finding; undefined without an explanation. */
export function explanationOf({ form }: ReviewDetail, finding: Finding): Explanation | undefined {
  return form.explanations.find(
    (one) =>
      one.rule === finding.rule &&
      one.item === finding.item &&
      one.unit === finding.unit &&
      one.breakdown === finding.breakdown,
  )
}

/** What is not settled about a form that is about to pass, in words; empty when nothing is. */
export function openQuestions(detail: ReviewDetail, marked: number, threads: readonly Thread[]): string[] {
  const { findings } = detail.form
  const asking = findings.filter((finding) => finding.class === 'explain')
  const explained = (wanted: (one: Explanation | undefined) => boolean) =>
    asking.filter((finding) => wanted(explanationOf(detail, finding))).length
  const counted = [
    [findings.filter((finding) => finding.class === 'block').length, '处差错必须改正而未改正'],
    [explained((one) => one === undefined), '处需要说明而没有说明'],
    [explained((one) => one?.verdict === null), '条说明尚未表态，通过即视为采纳'],
    [explained((one) => one?.verdict === 'rejected'), '条说明未采纳，须退回相关格或改为采纳'],
    [openThreads(threads).open.length, '条问答没有办结，通过后仍可继续答复'],
    [marked, '格已标记退回而未退回，通过后标记不保留'],
  ] as const
  return counted.flatMap(([count, words]) => (count === 0 ? [] : [`${count} ${words}`]))
}
