import { yardstickWords } from '@cg/charts/yardsticks'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import { sentence } from '@cg/domain/claim/claim'

/** Which outside figures this release holds, what may be said of the newest ones, and that later ones do not change it. */
export function OutsideWords({ facts }: { facts: IndicatorFacts }) {
  const { yardsticks = [], claims, indicator, release } = facts
  if (yardsticks.length === 0) return null
  const said = claims.filter(({ kind }) => kind === 'yardstick').map(sentence)
  const shown = facts.city.yardsticks ?? []
  return (
    <>
      <dt>外部参照</dt>
      <dd>
        {said.map((words) => (
          <p key={words} className="outside-said">
            {words}。
          </p>
        ))}
        {shown.map((one) => (
          <p key={one.name} className="muted">
            {yardstickWords(one, indicator)}
          </p>
        ))}
        <p className="muted">
          {release.code}共含{yardsticks.length}条参照，此后装入的不改变本次发布；不参与排名和计分。
        </p>
      </dd>
    </>
  )
}
