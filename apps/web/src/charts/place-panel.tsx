import type { ChartModel } from '@cg/charts/model'
import { placeBuilt } from '@cg/charts/page/place'
import type { ChartSpec } from '@cg/contract/chart'
import type { PlaceForm } from '@cg/contract/chart-choices'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useCityMap } from '../shared/city-map.ts'
import { SegmentedControl } from '../ui/segmented.tsx'
import { EmptyState, LoadingState } from '../ui/states.tsx'
import type { ChartDrawingProps } from './chart-drawing.tsx'
import { ChartPanel } from './chart-panel.tsx'

type Tiles = { readonly spec: ChartSpec; readonly model: ChartModel }

type PlacePanelProps = Pick<ChartDrawingProps, 'head' | 'target' | 'onSelect'> & {
  facts: RankingFacts
  tiles: Tiles
  title?: string
  className?: string
  /** Instead of `className` while tiles are drawn. */
  tilesClassName?: string
}

const places = [
  { value: 'map', label: '地图' },
  { value: 'tiles', label: '方块图' },
] as const

/** Where it is high and low: over the city's own map where it has one in use, as tiles else or when asked (`place=tiles`). */
export function PlacePanel({ facts, tiles, className, tilesClassName, ...panel }: PlacePanelProps) {
  const { place } = useSearch({ strict: false })
  const navigate = useNavigate()
  const { isGiven, sheet, failure } = useCityMap(facts.release.period, { isWanted: place !== 'tiles' })
  const built = useMemo(
    () => (sheet === null ? tiles : placeBuilt(facts, tiles.spec, { sheet, form: place })),
    [facts, tiles, sheet, place],
  )
  const drawn = 'model' in built ? built : tiles
  const isMap = drawn.spec.kind === 'map'
  const isMissing = isGiven && !isMap && place === 'map'
  const show = (next: PlaceForm) =>
    void navigate({ to: '.', search: (old) => ({ ...old, place: next }), replace: true })
  const given = isMap || isMissing ? className : (tilesClassName ?? className)
  return (
    <ChartPanel
      {...panel}
      {...(given === undefined ? {} : { className: given })}
      spec={drawn.spec}
      model={drawn.model}
      hasFootnote={false}
      controls={
        isGiven && (
          <SegmentedControl
            label="分布的画法"
            options={places}
            value={isMap || isMissing ? 'map' : 'tiles'}
            onChange={show}
          />
        )
      }
      {...(isMissing ? { drawing: <NoMap refusal={'refusal' in built ? built.refusal : failure} /> } : {})}
    />
  )
}

/** On its way, or why this quarter cannot be shown so. */
function NoMap({ refusal }: { refusal: string | null }) {
  if (refusal === null) return <LoadingState shape="chart" />
  return <EmptyState title="这一期不能用地图显示">{refusal}</EmptyState>
}
