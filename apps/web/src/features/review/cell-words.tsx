import type { FormParams } from '@cg/contract/entry'
import type { ReviewDetail } from '@cg/contract/review'
import { EvidenceLine } from '../../shared/evidence-line.tsx'
import { SupplyLine } from '../../shared/supply-line.tsx'
import { openThreads, openWords, threadsAt, useThreads } from '../../shared/threads.ts'
import { findingsAt } from './cell-findings.ts'
import { placeOf } from './cell-place.ts'
import { FindingWords } from './finding-words.tsx'

type CellWordsProps = { detail: ReviewDetail; params: FormParams; index: number; onJudge: () => Promise<void> }

/** What is said of a value: findings with their explanations, evidence, note, and why it came back before. */
export function CellWords({ detail, params, index, onJudge }: CellWordsProps) {
  const { row, unit } = placeOf(detail, index)
  const isHere = (one: { item: string; unit: string; breakdown: string }) =>
    one.item === row.item && one.unit === unit.code && one.breakdown === row.breakdown
  const findings = findingsAt(detail, index)
  const evidence = detail.form.evidence.filter(isHere)
  const supplies = detail.form.supplies.filter(
    (one) => row.breakdown === '' && one.item === row.item && (one.unit === null || one.unit === unit.code),
  )
  const earlier = detail.form.returnMarks.filter(isHere)
  const note = detail.form.cells.note[index] ?? null
  const { open } = openThreads(
    threadsAt(useThreads(params), { item: row.item, unit: unit.code, breakdown: row.breakdown }),
  )
  const isQuiet =
    findings.length + evidence.length + supplies.length + earlier.length + open.length === 0 && note === null
  return (
    <td className={isQuiet ? 'review-words review-words-none' : 'review-words'}>
      {findings.map((finding) => (
        <FindingWords
          key={`${finding.rule}|${finding.item}|${finding.unit}`}
          detail={detail}
          params={params}
          finding={finding}
          onJudge={onJudge}
        />
      ))}
      {evidence.map((one) => (
        <p key={one.id}>
          佐证：
          <EvidenceLine params={params} evidence={one} />
        </p>
      ))}
      {supplies.map((one) => (
        <p key={one.id}>
          协助材料：
          <SupplyLine period={params.period} supply={one} />
        </p>
      ))}
      {open.length > 0 && <p>问答：{openWords(open)}</p>}
      {note !== null && <p>批注：{note}</p>}
      {earlier.map((one) => (
        <p key={one.round} className="review-earlier">
          第 {one.round} 轮退回：{one.reason}
        </p>
      ))}
    </td>
  )
}
