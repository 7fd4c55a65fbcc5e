import type { AppraisalUnit } from '@cg/contract/appraisal'
import { pointsOf } from '@cg/domain/claim/appraisal'
import { formatValue } from '@cg/domain/number/number-format'

/** What a district's scores came to, who stands apart, who has not scored, and every score with its reason. */
export function UnitResult({ unit: { result }, decimals }: { unit: AppraisalUnit; decimals: number }) {
  if (result === null) return null
  const apart = result.scores.filter(({ isApart }) => isApart)
  return (
    <div className="appraisal-result">
      <p>
        {result.value !== null && <b>{formatValue(result.value, { unit: '分', decimals })}分</b>}　{result.words}
      </p>
      {apart.map(({ by, points }) => (
        <p key={by} className="appraisal-apart">
          {by}评{pointsOf(points)}，与其他评分人的中位数相差超过一档。
        </p>
      ))}
      {result.missing.length > 0 && <p className="muted">没有评的：{result.missing.join('、')}。</p>}
      {result.isShort && <p className="appraisal-apart">评分份数不足，不能写入。</p>}
      {result.scores.length > 0 && (
        <details>
          <summary>逐份评分、理由和依据</summary>
          <ul>
            {result.scores.map((one) => (
              <li key={one.by}>
                {one.by} {pointsOf(one.points)}（第{one.round}轮）：{one.reason}；依据：{one.evidence}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
