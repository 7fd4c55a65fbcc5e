import type { GridBody } from '@cg/charts/model'

/** What marks and colours mean, the class that is not compared included. */
export function RugLegend({ legend }: Pick<GridBody, 'legend'>) {
  return (
    <ul className="rug-legend" aria-label="图例">
      {legend.map(({ mark, tint, words }) => (
        <li key={words}>
          <span
            aria-hidden="true"
            className={`rug-key ${
              tint === null
                ? 'rug-plain'
                : tint.palette === 'status'
                  ? `rug-${tint.light}`
                  : `rug-${tint.palette}-${tint.step}`
            }`}
          >
            {mark}
          </span>
          {words}
        </li>
      ))}
      <li>
        <span aria-hidden="true" className="rug-key rug-missing" />
        虚框：未报、不适用等，框内写明
      </li>
    </ul>
  )
}
