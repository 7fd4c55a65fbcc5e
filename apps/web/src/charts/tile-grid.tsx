import './tile-grid.css'
import type { TilesBody } from '@cg/charts/model'
import { missingMarks } from '@cg/charts/theme'
import { formatState } from '@cg/domain/number/number-format'
import { Link } from '@tanstack/react-router'

/** 方格示意: equal squares that the city arranges; no boundary is drawn. Each is a link to that district in the ranking. */
export function TileGrid({ body, measure }: { body: TilesBody; measure: string }) {
  return (
    <>
      <ul className="tiles" style={{ gridTemplateColumns: `repeat(${body.columns}, minmax(0, 1fr))` }}>
        {body.tiles.map((tile) => (
          <li key={tile.key} style={{ gridColumn: tile.column + 1, gridRow: tile.row + 1 }}>
            <Link
              className={[
                'tile',
                tile.shade === null
                  ? `tile-missing-${missingMarks[tile.figure.state]}`
                  : `tile-shade-${tile.shade + 1}`,
                tile.tone === 'focus' ? 'is-focus' : '',
              ]
                .filter(Boolean)
                .join(' ')}
              to="/rank"
              search={(old) => ({ ...old, by: measure, focus: tile.key })}
              title={tile.detail.join('\n')}
            >
              <span className="tile-name">{tile.name}</span>
              <span className="tile-value">{tile.figure.text}</span>
            </Link>
          </li>
        ))}
      </ul>
      <ul className="tile-legend" aria-label="图例">
        {body.classes.map((group, index) => (
          <li key={group.text}>
            <span className={`tile-key tile-shade-${index + 1}`} aria-hidden="true" />
            {group.text}
          </li>
        ))}
        {body.missing.map((state) => (
          <li key={state}>
            <span className={`tile-key tile-missing-${missingMarks[state]}`} aria-hidden="true" />
            {formatState(state)}
          </li>
        ))}
      </ul>
    </>
  )
}
