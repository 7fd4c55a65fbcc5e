import type { ChartSpec } from '@cg/contract/chart'
import { findClaim } from '@cg/contract/claims'
import type { MapHead, MapSheet } from '@cg/contract/map'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { changed } from '../late.ts'
import type { ChartModel, ClassedUnit, MapArea, MapBody } from '../model.ts'
import { rankingRows } from '../ranking-rows.ts'
import { ChartRefusal } from '../refusal.ts'
import { titleOf } from '../titles.ts'
import { classBreaks, classedBody, classedUnit } from './classes.ts'
import { rankingModel, rankingSubtitle } from './ranking-frame.ts'

/**
 * 行政区划图: the city's own outlines in the five classes of the tile map, under their 审图号. The outlines are a picture
 * of place and no figure: they are not frozen with the release, but drawn from the version in use.
 */
export function map(facts: RankingFacts, spec: ChartSpec, sheet: MapSheet | undefined): ChartModel {
  if (sheet === undefined) throw new ChartRefusal('本市没有在用的地图', '请改看方块图')
  const rows = rankingRows(facts, spec).toSorted((left, right) => left.at - right.at)
  const breaks = classBreaks(rows, facts)
  const body = mapBody(
    facts,
    sheet,
    rows.map((row) => classedUnit(row, facts, breaks)),
    breaks,
  )
  const neutral = `各区县${facts.measure.name}分布`
  const isWhole = rows.length === facts.units.code.length
  const model = rankingModel(facts, {
    kind: 'map',
    view: '地图',
    title: titleOf(neutral, isWhole ? findClaim(facts.claims, 'areas') : null),
    neutralTitle: neutral,
    subtitle: rankingSubtitle(facts, spec, '（地图）'),
    rows,
    notes: mapNotes(body, isWhole),
    body,
  })
  return changed(model, { lines: { ...model.lines, map: body.approval } })
}

function mapBody(
  facts: RankingFacts,
  sheet: MapSheet,
  units: readonly ClassedUnit[],
  breaks: readonly number[],
): MapBody {
  const { outline } = sheet
  const drawn = new Set(outline.units.map((unit) => unit.code))
  refuseLacking(facts, sheet, drawn)
  const byCode = new Map(units.map((unit) => [unit.key, unit]))
  const areas = outline.units.flatMap(({ code, polygons }): MapArea[] => {
    const unit = byCode.get(code)
    return unit === undefined ? [] : [{ ...unit, polygons }]
  })
  return {
    form: 'map',
    ...classedBody(facts, units, breaks),
    areas,
    quiet: outline.units.filter(({ code }) => !byCode.has(code)).map(({ polygons }) => polygons),
    beside: units.filter((unit) => !drawn.has(unit.key)),
    width: outline.width,
    height: outline.height,
    approval: approvalWords(sheet),
  }
}

/** Only what lies over others may lack an outline: a district that is not on the map would be taken for none. */
function refuseLacking({ units }: RankingFacts, { id }: MapSheet, drawn: ReadonlySet<string>): void {
  const lacking = units.shortName.filter(
    (_, at) => units.countsInParent[at] === true && !drawn.has(units.code[at] ?? ''),
  )
  if (lacking.length === 0) return
  const names = `${lacking.slice(0, 3).join('、')}${lacking.length > 3 ? `等${lacking.length}个单位` : ''}`
  throw new ChartRefusal(`第${id}版地图没有${names}的轮廓，不能成图`, '请改看方块图，或请管理员上传新的地图')
}

/** 审图号：GS(2024)1234号（某某省自然资源厅编制，图形经简化）. */
export function approvalWords({ approvalNo, maker }: Pick<MapHead, 'approvalNo' | 'maker'>): string {
  return `审图号：${approvalNo}（${maker}编制，图形经简化）`
}

function mapNotes({ beside, quiet }: MapBody, isWhole: boolean): string[] {
  const notes: string[] = []
  if (beside.length > 0)
    notes.push(`${beside.map((unit) => unit.name).join('、')}与所在区县范围重叠，不单绘轮廓，列于图旁`)
  if (quiet.length > 0) notes.push(isWhole ? '留白的区域本期没有报送单位' : '留白的区域不在所选范围内')
  return notes
}
