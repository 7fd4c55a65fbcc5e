import { pathOf } from '@cg/charts/map/layout'
import { roomFor } from '@cg/charts/map/spans'
import type { MapOutline, MapTrial } from '@cg/contract/map'

/** Outlines and names as they will be drawn, without figures. */
export function MapPreview({ trial, outline }: { trial: MapTrial; outline: MapOutline }) {
  const names = new Map(trial.units.map((unit) => [unit.code, unit.name]))
  const size = Math.max(outline.width, outline.height) / 36
  return (
    <svg
      className="map-preview"
      viewBox={`${-size} ${-size} ${outline.width + 2 * size} ${outline.height + 2 * size}`}
      role="img"
      aria-label={`地图预览：${outline.units.map(({ code }) => names.get(code) ?? code).join('、')}`}
    >
      {outline.units.map(({ code, polygons }, at) => {
        const name = names.get(code) ?? code
        const covers = outline.units.slice(at + 1).map((other) => other.polygons)
        const room =
          outline.units.length > 200 ? null : roomFor(polygons, covers, name.length * size * 1.05, size * 1.3)
        return (
          <g key={code}>
            <path d={pathOf(polygons)} vectorEffect="non-scaling-stroke" />
            {room !== null && (
              <text x={room.x} y={room.y} fontSize={size} textAnchor="middle" dominantBaseline="central">
                {name}
              </text>
            )}
          </g>
        )
      })}
    </svg>
  )
}
