import type { IndicatorFacts } from '@cg/contract/release/indicator'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { buildModel } from '@cg/charts/build-model'
import { PlacePanel } from '../../charts/place-panel.tsx'
import { useHighlight } from '../../shared/highlight.ts'
import { rankingQuery } from '../../shared/ranking.ts'

/** Where the indicator is high and low; nothing where the quarter has no figure to draw. On paper the list above says what tiles say. */
export function IndicatorPlace({ facts, onPassport }: { facts: IndicatorFacts; onPassport: (unit: string) => void }) {
  const { code } = facts.indicator
  const focus = useHighlight()
  const { data } = useQuery(rankingQuery(facts.release.code, code))
  const tiles = useMemo(() => {
    if (data === undefined || data.measure.code !== code) return null
    const isKnown = focus !== undefined && data.units.code.includes(focus)
    const spec = { kind: 'tile-map' as const, measure: code, ...(isKnown ? { focus } : {}) }
    return buildModel(spec, { facts: 'ranking', data })
  }, [data, code, focus])
  if (data === undefined || tiles === null || !('model' in tiles)) return null
  return <PlacePanel head={facts.release} facts={data} tiles={tiles} onSelect={onPassport} tilesClassName="no-print" />
}
