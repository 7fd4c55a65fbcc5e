import { owedCounts, owedNames } from '@cg/charts/page/overview'
import type { OverviewFacts } from '@cg/contract/release/overview'
import { standingWords } from '@cg/domain/target/standing'
import { Link } from '@tanstack/react-router'
import { StatusMark } from '../../ui/status-chip.tsx'
import type { Tone } from '../../ui/status-chip.tsx'

type Part = { key: string; label: string; count: number; tone: Tone }

function partsOf(lights: OverviewFacts['lights']): Part[] {
  return [
    { key: 'met', label: '达标', count: lights.met, tone: 'good' },
    { key: 'near', label: '临近', count: lights.near, tone: 'near' },
    { key: 'late', label: '滞后', count: lights.late, tone: 'late' },
    ...lights.unlit.map(({ standing, count }): Part => ({
      key: standing,
      label: standingWords[standing],
      count,
      tone: 'none',
    })),
  ]
}

/** One thin line: how all indicators with a target stand, and how this quarter was reported. */
export function StandingStrip({ reporting, lights }: Pick<OverviewFacts, 'reporting' | 'lights'>) {
  const parts = partsOf(lights)
  const total = parts.reduce((sum, part) => sum + part.count, 0)
  return (
    <section className="standing" aria-label="指标与报送情况">
      <span className="standing-title">
        {total === 0 ? '各项指标尚未设定目标' : `${total}项有目标的指标，${lights.met}项达标`}
      </span>
      {total > 0 && (
        <>
          <span className="standing-bar" aria-hidden="true">
            {parts.map(
              ({ key, count, tone }) =>
                count > 0 && (
                  <span
                    key={key}
                    className={`standing-part standing-${tone === 'none' ? 'unlit' : key}`}
                    style={{ flexGrow: count }}
                  />
                ),
            )}
          </span>
          <ul className="standing-counts">
            {parts.map(({ key, label, count, tone }) => (
              <li key={key}>
                <StatusMark tone={tone} size={11} />
                {label} <b>{count}</b>
              </li>
            ))}
          </ul>
        </>
      )}
      <ul className="standing-counts">
        <li className="muted">本期报送</li>
        <li>
          应报 <b>{reporting.due}</b>
        </li>
        <li>
          按期 <b>{reporting.accepted}</b>
        </li>
        {owedCounts(reporting).map(([label, count]) => (
          <li key={label}>
            {label} <b>{count}</b>
          </li>
        ))}
      </ul>
      <Link className="standing-more" to="/i">
        指标一览 →
      </Link>
      <Overdue reporting={reporting} />
    </section>
  )
}

/** Who owes a form is named at once; of those that came late only a few are, and nobody of whom nothing was due. */
const openBelow = { 未报: 12, 迟报: 4, 已报未审定: 4, 未到截止时间: 0 } as const

/** Who reported late or not at all, by name; folded when they are many. */
function Overdue({ reporting }: Pick<OverviewFacts, 'reporting'>) {
  return owedNames(reporting).map(({ label, names }) => (
    <details key={label} className="overdue" open={names.length < openBelow[label]}>
      <summary>
        {label}的{names.length}张报表
      </summary>
      <p>{names.join('、')}</p>
    </details>
  ))
}
