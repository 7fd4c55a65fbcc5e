import { isCaution, toldClaims } from '@cg/contract/claims/difference'
import type { ReleaseDifference } from '@cg/contract/difference'
import { sentence } from '@cg/domain/claim/claim'

/** What is said of two releases beneath the first sentence: findings, then what keeps figures from being compared. */
export function DifferenceClaims({ difference: { claims } }: { difference: ReleaseDifference }) {
  const { told, untold } = toldClaims(claims)
  const rest = told.slice(1)
  const findings = rest.filter((claim) => !isCaution(claim)).map(sentence)
  const more = untold === 0 ? [] : [`另有${untold}项指标的数值不同，见下表`]
  const cautions = rest.filter(isCaution).map(sentence)
  if (rest.length === 0) return null
  return (
    <div className="difference-claims">
      <Sentences all={[...findings, ...more]} />
      {cautions.length > 0 && (
        <div className="difference-cautions" role="note">
          <b>比较时须注意</b>
          <Sentences all={cautions} />
        </div>
      )}
    </div>
  )
}

function Sentences({ all }: { all: readonly string[] }) {
  if (all.length === 0) return null
  return (
    <ul>
      {all.map((words) => (
        <li key={words}>{words}</li>
      ))}
    </ul>
  )
}

/** The first sentence. */
export function differenceTitle({ from, to, claims: [first] }: ReleaseDifference): string {
  return first === undefined ? `${from.code} 与 ${to.code} 的差异` : sentence(first)
}
