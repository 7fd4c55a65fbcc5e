import type { PassportScoring } from '@cg/contract/release/passport'
import { pointsOf } from '@cg/domain/claim/appraisal'
import { formatDateTime, formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'

/** Where scored figures end: by which scale, how many scored each unit and how far apart, and each score for the office. */
export function PassportScorings({ scorings }: { scorings: readonly PassportScoring[] }) {
  return scorings.map((scoring) => (
    <section key={`${scoring.item}-${scoring.period}`} className="passport-scoring">
      <h3>
        {scoring.itemName}：{formatPeriod(parsePeriod(scoring.period))}定性评分
      </h3>
      <p className="passport-people">
        共{scoring.round}轮 ｜ 评分依据：{scoring.reason} ｜ {formatDateTime(scoring.writtenAt)}写入报表
      </p>
      <p>评分标准</p>
      <ul>
        {scoring.scale.map(({ points, words }) => (
          <li key={points}>
            {pointsOf(points)}：{words}
          </li>
        ))}
      </ul>
      {scoring.units.map((unit) => (
        <Scores key={unit.unit} unit={unit} />
      ))}
    </section>
  ))
}

function Scores({ unit: { unitName, words, scores } }: { unit: PassportScoring['units'][number] }) {
  return (
    <div className="passport-cell">
      <p>
        {unitName}：{words}
      </p>
      {scores.length > 0 && (
        <details>
          <summary>逐份评分、理由和依据</summary>
          <ul className="passport-revisions">
            {scores.map((one) => (
              <li key={one.by}>
                {one.by} {pointsOf(one.points)}（第{one.round}轮）
                {one.isApart && '，与其他评分人的中位数相差超过一档'}：{one.reason}；依据：{one.evidence}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
