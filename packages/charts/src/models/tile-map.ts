import type { ChartSpec } from '@cg/contract/chart'
import { findClaim } from '@cg/contract/claims'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { must } from '@cg/domain/must'
import { roundHalfAway } from '@cg/domain/number/round'
import type { ChartModel, Tile, TilesBody } from '../model.ts'
import type { RankingRow } from '../ranking-rows.ts'
import { measureFormat, rankingRows } from '../ranking-rows.ts'
import type { Place } from '../tile-layout.ts'
import { tileLayout } from '../tile-layout.ts'
import { titleOf } from '../titles.ts'
import { rankingModel, rankingSubtitle } from './ranking-frame.ts'

/** 方格示意图: equal squares the city arranges itself, no boundary data; five classes with their counts. */
export function tileMap(facts: RankingFacts, spec: ChartSpec): ChartModel {
  const rows = rankingRows(facts, spec).toSorted((left, right) => left.at - right.at)
  const breaks = classBreaks(rows, facts)
  const layout = tileLayout(rows.map((row) => placeOf(facts, row)))
  const tiles = rows.map((row, at) => tileOf(row, must(layout.places[at]), breaks))
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
  const missing = [...new Set(tiles.filter((tile) => tile.shade === null).map((tile) => tile.figure.state))]
  return {
    form: 'tiles',
    unit: measureFormat(facts).unit,
    decimals: facts.measure.decimals,
    tiles,
    rows: Math.max(1, ...tiles.map((tile) => tile.row + 1)),
    columns: Math.max(1, ...tiles.map((tile) => tile.column + 1)),
    classes: classWords(breaks).map((text, shade) => ({
      text,
      count: tiles.filter((tile) => tile.shade === shade).length,
    })),
    missing,
  }
}

/** Four round limits between the smallest and the largest value: five classes of equal width. */
function classBreaks(rows: readonly RankingRow[], facts: RankingFacts): number[] {
  const values = rows.map((row) => row.figure.value).filter((value) => value !== null)
  if (values.length === 0) return []
  const low = Math.min(...values)
  const high = Math.max(...values)
  const step = (high - low) / 5
  if (step === 0) return []
  const grain = 10 ** Math.floor(Math.log10(step))
  const places = Math.max(0, -Math.floor(Math.log10(grain)))
  const limits = [1, 2, 3, 4].map((at) =>
    roundHalfAway(Math.round((low + at * step) / grain) * grain, Math.min(places, facts.measure.decimals)),
  )
  return [...new Set(limits)]
}

function classWords(breaks: readonly number[]): string[] {
  if (breaks.length === 0) return ['全部']
  const [first] = breaks
  return [`＜${first}`, ...breaks.slice(1).map((limit, at) => `${breaks[at]}—${limit}`), `≥${breaks.at(-1)}`]
}

function tileOf(row: RankingRow, place: Place, breaks: readonly number[]): Tile {
  const { value } = row.figure
  return {
    key: row.code,
    name: row.name,
    figure: row.figure,
    ...place,
    shade: value === null ? null : breaks.filter((limit) => value >= limit).length,
    tone: row.tone,
    detail: row.detail,
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
