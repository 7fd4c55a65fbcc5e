import type { ChartSpec } from '@cg/contract/chart'
import { findClaim } from '@cg/contract/claims'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { must } from '@cg/domain/must'
import type { ChartModel, Tile, TilesBody } from '../model.ts'
import type { RankingRow } from '../ranking-rows.ts'
import { rankingRows } from '../ranking-rows.ts'
import type { Place } from '../tile-layout.ts'
import { tileLayout } from '../tile-layout.ts'
import { titleOf } from '../titles.ts'
import { classBreaks, classedBody, classedUnit } from './classes.ts'
import { rankingModel, rankingSubtitle } from './ranking-frame.ts'

/** 方格示意图: equal squares the city arranges itself, no boundary data; five classes with their counts. */
export function tileMap(facts: RankingFacts, spec: ChartSpec): ChartModel {
  const rows = rankingRows(facts, spec).toSorted((left, right) => left.at - right.at)
  const breaks = classBreaks(rows, facts)
  const layout = tileLayout(rows.map((row) => placeOf(facts, row)))
  const tiles = rows.map((row, at): Tile => Object.assign(classedUnit(row, facts, breaks), must(layout.places[at])))
  const neutral = `各区县${facts.measure.name}分布`
  return rankingModel(facts, {
    kind: 'tile-map',
    view: '方格示意图',
    title: titleOf(neutral, rows.length === facts.units.code.length ? findClaim(facts.claims, 'areas') : null),
    neutralTitle: neutral,
    subtitle: rankingSubtitle(facts, spec, '（方格示意，不表示行政区域界线）'),
    rows,
    notes: layoutNotes(
      rows.filter((_, at) => layout.laidOut.includes(at)),
      rows.length,
    ),
    body: tilesBody(facts, tiles, breaks),
  })
}

function tilesBody(facts: RankingFacts, tiles: readonly Tile[], breaks: readonly number[]): TilesBody {
  return {
    form: 'tiles',
    ...classedBody(facts, tiles, breaks),
    tiles,
    rows: Math.max(1, ...tiles.map((tile) => tile.row + 1)),
    columns: Math.max(1, ...tiles.map((tile) => tile.column + 1)),
  }
}

function placeOf({ units }: RankingFacts, { at }: RankingRow): Place | null {
  const row = units.tileRow[at] ?? null
  const column = units.tileColumn[at] ?? null
  return row === null || column === null ? null : { row, column }
}

function layoutNotes(laidOut: readonly RankingRow[], count: number): string[] {
  if (laidOut.length === 0) return []
  if (laidOut.length === count) return ['方格按行政区划顺序排列']
  return [`${laidOut.map((row) => row.name).join('、')}未设方格位置，按行政区划顺序列于下方`]
}
