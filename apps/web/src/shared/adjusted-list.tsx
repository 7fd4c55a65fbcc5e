import { adjustedOf, adjustedWords, matterWords } from '@cg/charts/adjusted'
import type { RankingFacts } from '@cg/contract/release/ranking'

/** What was added to a unit's score, taken from it or vetoed, with the matters behind it: what, when, on what evidence, by whom. */
export function AdjustedList({ facts, at }: { facts: RankingFacts; at: number }) {
  const own = adjustedOf(facts, at)
  if (own.length === 0) return null
  return (
    <section aria-label="加减分与一票否决">
      <h3>加减分与一票否决</h3>
      <ul className="adjusted-list">
        {own.map((one) => (
          <li key={`${one.kind} ${one.fact}`}>
            <b>{adjustedWords(one)}</b>
            {one.matters.map((matter) => (
              <p key={matter.id} className="muted">
                {matterWords(matter)}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </section>
  )
}
