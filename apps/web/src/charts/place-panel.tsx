import type { ChartModel } from '@cg/charts/model'
import type { ChartSpec } from '@cg/contract/chart'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { mapHeadQuery, mapSheetQuery } from '../shared/city-map.ts'
import { SegmentedControl } from '../ui/segmented.tsx'
import { EmptyState, LoadingState } from '../ui/states.tsx'
import { buildModel } from '@cg/charts/build-model'
import type { Built } from '@cg/charts/build-model'
import type { ChartDrawingProps } from './chart-drawing.tsx'
import { ChartPanel } from './chart-panel.tsx'

type Tiles = { readonly spec: ChartSpec; readonly model: ChartModel }

type PlacePanelProps = Pick<ChartDrawingProps, 'head' | 'target' | 'onSelect'> & {
  facts: RankingFacts
  tiles: Tiles
  title?: string
  className?: string
}

const places = [
  { value: 'tiles', label: '方块图' },
  { value: 'map', label: '地图' },
] as const

/** Where it is high and low: as tiles; as a map too where the city has one in use. The URL keeps the choice (`place=map`). */
export function PlacePanel({ facts, tiles, ...panel }: PlacePanelProps) {
  const { place } = useSearch({ strict: false })
  const navigate = useNavigate()
  const { data } = useQuery(mapHeadQuery(facts.release.period))
  const id = data?.map?.id
  const isMap = id !== undefined && place === 'map'
  const { built, failure } = useMap(isMap ? id : undefined, facts, tiles.spec)
  const drawn = built !== null && 'model' in built ? built : null
  const show = (next: 'tiles' | 'map') =>
    void navigate({ to: '.', search: (old) => ({ ...old, place: next === 'map' ? next : undefined }), replace: true })
  const refusal = failure ?? (built !== null && 'refusal' in built ? built.refusal : null)
  return (
    <ChartPanel
      {...panel}
      spec={drawn?.spec ?? tiles.spec}
      model={drawn?.model ?? tiles.model}
      hasFootnote={false}
      controls={
        id !== undefined && (
          <SegmentedControl label="分布的画法" options={places} value={isMap ? 'map' : 'tiles'} onChange={show} />
        )
      }
      {...(isMap && drawn === null ? { drawing: <NoMap refusal={refusal} /> } : {})}
    />
  )
}

/** The map of a version as a chart; nothing while none is asked for. */
function useMap(
  id: number | undefined,
  facts: RankingFacts,
  tiles: ChartSpec,
): { built: Built | null; failure: string | null } {
  const { data: sheet, error } = useQuery({ ...mapSheetQuery(id ?? 0), enabled: id !== undefined })
  const built = useMemo(
    () =>
      id === undefined || sheet === undefined
        ? null
        : buildModel({ ...tiles, kind: 'map', map: id }, { facts: 'ranking', data: facts, sheet }),
    [id, sheet, tiles, facts],
  )
  return { built, failure: error?.message ?? null }
}

/** On its way, or why this quarter cannot be shown so. */
function NoMap({ refusal }: { refusal: string | null }) {
  if (refusal === null) return <LoadingState shape="chart" />
  return <EmptyState title="这一期不能用地图显示">{refusal}</EmptyState>
}
