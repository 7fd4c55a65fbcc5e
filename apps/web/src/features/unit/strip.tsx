import type { SpineRow, SpineTick } from '@cg/charts/model'

/** Above so many units a tick is too narrow to be pointed at: they are one drawing without names. */
const mostNamed = 60

function NamedTicks({ ticks, at }: { ticks: readonly SpineTick[]; at: (place: number) => string }) {
  return ticks.map((tick) => (
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
  ))
}

/** Steps of a dense strip: finer than a pixel of any screen it is drawn on. */
const steps = 1000

/** Two paths for all units, those of the group on top; ticks that fall on one step are one. */
function DenseTicks({ ticks }: { ticks: readonly SpineTick[] }) {
  const path = (own: readonly SpineTick[]): string =>
    [...new Set(own.map((tick) => Math.round(tick.at * steps)))].map((x) => `M${x} 7V17`).join('')
  return (
    <svg x="2%" width="96%" height="24" viewBox={`0 0 ${steps} 24`} preserveAspectRatio="none">
      <path className="strip-tick is-dense" d={path(ticks.filter((tick) => !tick.isPeer))} />
      <path className="strip-tick is-peer is-dense" d={path(ticks.filter((tick) => tick.isPeer))} />
    </svg>
  )
}

/** All units of one indicator between the worst and the best; the columns beside it print what the marks say. */
export function Strip({ row }: { row: SpineRow }) {
  const at = (place: number) => `${2 + place * 96}%`
  return (
    <svg className="strip" role="img" aria-label={row.detail.join('，')} width="100%" height="24">
      <rect className="strip-track" x="2%" y="11" width="96%" height="2" rx="1" />
      {row.ticks.length > mostNamed ? <DenseTicks ticks={row.ticks} /> : <NamedTicks ticks={row.ticks} at={at} />}
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
