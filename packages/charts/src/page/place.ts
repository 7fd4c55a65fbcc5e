import type { ChartSpec } from '@cg/contract/chart'
import type { PlaceForm } from '@cg/contract/chart-choices'
import type { MapSheet } from '@cg/contract/map'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { buildModel } from '../build-model.ts'
import type { Built } from '../build-model.ts'

export type PlaceGround = {
  /** The city's outlines in use in the quarter; null: it has none, or they are not here yet. */
  readonly sheet: MapSheet | null
  /** Left out: the map wherever it can be drawn. */
  readonly form?: PlaceForm | undefined
}

/**
 * Where it is high and low: over the city's own outlines where it has any, else as tiles. Screen, wall, file and offline
 * book all come through here. Outlines that cannot show the quarter are refused only where the map was asked for by name.
 */
export function placeBuilt(data: RankingFacts, of: Omit<ChartSpec, 'kind'>, { sheet, form }: PlaceGround): Built {
  const tiles = (): Built => buildModel({ ...of, kind: 'tile-map' }, { facts: 'ranking', data })
  if (sheet === null || form === 'tiles') return tiles()
  const map = buildModel({ ...of, kind: 'map', map: sheet.id }, { facts: 'ranking', data, sheet })
  return 'model' in map || form === 'map' ? map : tiles()
}
