import type { SpineRow } from '@cg/charts/model'

/** All units of one indicator between the worst and the best; the columns beside it print what the marks say. */
export function Strip({ row }: { row: SpineRow }) {
  const at = (place: number) => `${2 + place * 96}%`
  return (
    <svg className="strip" role="img" aria-label={row.detail.join('，')} width="100%" height="24">
      <rect className="strip-track" x="2%" y="11" width="96%" height="2" rx="1" />
      {row.ticks.map((tick) => (
        <line
          key={tick.key}
          className={tick.isPeer ? 'strip-tick is-peer' : 'strip-tick'}
          x1={at(tick.at)}
          x2={at(tick.at)}
          y1="7"
          y2="17"
        >
          <title>{tick.name}</title>
        </line>
      ))}
      {row.baseAt !== null && <line className="strip-base" x1={at(row.baseAt)} x2={at(row.baseAt)} y1="1" y2="23" />}
      {row.goalAt !== null && <line className="strip-goal" x1={at(row.goalAt)} x2={at(row.goalAt)} y1="6" y2="18" />}
      {row.outside.map(({ at: place, text }) => (
        <svg key={text} x={at(place)} y="12" width="1" height="1" overflow="visible">
          <path className="strip-outside" d="M0-5 5 0 0 5-5 0z">
            <title>{text}</title>
          </path>
        </svg>
      ))}
      {row.own !== null && (
        <svg x={at(row.own)} y="12" width="1" height="1" overflow="visible">
          <path className="strip-own" d="M0-7 7 0 0 7-7 0z" />
        </svg>
      )}
    </svg>
  )
}
