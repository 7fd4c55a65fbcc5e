import type { ResultState } from '@cg/domain/cell'
import { must } from '@cg/domain/must'
import type { AreaLabel, ListedUnit, MapLayout, PlacedArea } from '../map/layout.ts'
import { mapLayout, mostNamedAreas, pathOf } from '../map/layout.ts'
import { hatchLines } from '../map/spans.ts'
import type { AreaPolygons, ClassedUnit, MapBody } from '../model.ts'
import { textWidth } from '../text-layout.ts'
import type { ChartTheme } from '../theme.ts'
import { missingMarks } from '../theme.ts'
import { classLegend, legendColumn, legendHeight } from './class-legend.ts'
import type { LegendPlace } from './class-legend.ts'
import type { Shape } from './frame.ts'
import { textShape } from './frame.ts'
import type { Box, DrawingSettings, Target } from './settings.ts'

/** The city's own outlines in five classes; numbers lead from areas too small for their name to a list. */
export function mapOption(body: MapBody, plot: Box, settings: DrawingSettings): Record<string, unknown> {
  return { graphic: mapShapes(body, plot, settings) }
}

/** The parts of the drawing from the ground up: for ECharts, and for a canvas where there are too many for it. */
export function mapShapes(body: MapBody, plot: Box, settings: DrawingSettings): Shape[] {
  const { layout, legend } = plan(body, plot, settings)
  const loud = layout.areas.filter(({ area }) => isLoud(area))
  return [
    ...layout.quiet.map((polygons) => outlineShape(polygons.flat(), settings, { fill: settings.theme.card })),
    ...layout.areas.flatMap((one) => areaShapes(one, settings)),
    ...(layout.areas.length > mostNamedAreas ? [] : layout.areas.flatMap((one) => borderShapes(one, settings))),
    ...loud.map((one) => loudOutline(one, settings)),
    ...layout.areas.flatMap((one) => wordShapes(one, settings)),
    ...layout.listed.flatMap((one) => listShapes(one, layout.size, settings)),
    ...unlistedShapes(layout, plot, settings),
    ...classLegend(body, legend, settings),
    ...approvalShapes(body, plot, settings),
  ]
}

type Plan = { readonly layout: MapLayout; readonly legend: LegendPlace }

/** The legend stands beneath the map, or beside it where more names then stand in their areas. */
function plan(body: MapBody, plot: Box, settings: DrawingSettings): Plan {
  const foot = footHeight(plot, settings)
  const beneath: Plan = {
    layout: mapLayout(body, mapBox(plot, settings), labelSize(settings)),
    legend: {
      left: plot.left,
      top: plot.top + plot.height - foot + settings.fontSize * 0.9,
      right: plot.left + plot.width,
    },
  }
  if (numbersIn(beneath.layout) === 0) return beneath
  const aside = legendColumn(body, settings)
  const box = mapBox({ ...plot, height: plot.height + legendHeight(plot, settings.fontSize) }, settings)
  const layout = mapLayout(body, box, labelSize(settings), aside)
  if (numbersIn(layout) >= numbersIn(beneath.layout) || layout.unlisted > 0 || layout.asideLeft === null) return beneath
  const top = box.top + box.height - aside.height + settings.fontSize
  return { layout, legend: { left: layout.asideLeft, top, right: layout.asideLeft + aside.width } }
}

/** Of areas too small for their name. */
function numbersIn({ areas }: MapLayout): number {
  return areas.filter(({ mark }) => mark !== null).length
}

/** On a page the number stands in the drawing; a picture has it in its foot. */
function approvalShapes({ approval }: MapBody, plot: Box, settings: DrawingSettings): Shape[] {
  if (settings.frame === 'picture') return []
  const size = settings.fontSize - 2
  const y = plot.top + plot.height - size * 1.3
  const fitting = Math.min(size, plot.width / textWidth(approval))
  return [textShape(approval, plot.left, y, { size: fitting, fill: settings.theme.ink2, family: settings.fontFamily })]
}

function footHeight(plot: Box, { fontSize, frame }: DrawingSettings): number {
  return legendHeight(plot, fontSize) + (frame === 'panel' ? fontSize * 1.6 : 0)
}

/** The part of a plot where areas and list stand, above legend and number. */
export function mapBox(plot: Box, settings: DrawingSettings): Box {
  return {
    ...plot,
    left: plot.left + 2,
    top: plot.top + 2,
    width: plot.width - 4,
    height: plot.height - footHeight(plot, settings) - 4,
  }
}

function labelSize({ fontSize }: DrawingSettings): number {
  return fontSize - 1
}

/** As high as the city is wide, within what a screen shows; a list beneath it has room of its own. */
export function mapHeight(body: MapBody, width: number): number {
  const wide = body.areas.length > mostNamedAreas ? 640 : 400
  const map = Math.max(220, Math.min(wide, (width * body.height) / body.width))
  const rows = body.beside.length + (width < narrow ? Math.ceil(body.areas.length / 3) : 0)
  return map + (width < narrow ? 24 * Math.ceil(rows / 2) + 90 : 56)
}

const narrow = 460

export function mapTargets(body: MapBody, plot: Box, settings: DrawingSettings): Target[] {
  const { layout } = plan(body, plot, settings)
  return [
    ...layout.areas.map((one) => ({
      key: one.area.key,
      detail: one.area.detail,
      box: wordBox(one, layout.size),
      area: {
        path: pathOf(one.polygons),
        width: one.bounds.left + one.bounds.width,
        height: one.bounds.top + one.bounds.height,
      },
    })),
    ...layout.listed
      .filter(({ unit }) => body.beside.includes(unit))
      .map(({ unit, x, y }) => ({
        key: unit.key,
        detail: unit.detail,
        box: {
          left: x,
          top: y - 12,
          width: (textWidth(`${unit.name} ${unit.figure.text}`) + 3) * layout.size,
          height: 24,
        },
      })),
  ]
}

/** Around the words of an area, or its number: what the keyboard's frame goes round, high enough for a finger. */
function wordBox({ area, label, mark, bounds }: PlacedArea, size: number): Box {
  const at = label ?? mark ?? { x: bounds.left + bounds.width / 2, y: bounds.top + bounds.height / 2 }
  const width = label === null ? 24 : Math.max(24, widestLine(area, label.size) + 6)
  const height = label === null ? 24 : Math.max(24, size * 2.7)
  return { left: at.x - width / 2, top: at.y - height / 2, width, height }
}

function widestLine({ name, figure }: ClassedUnit, size: number): number {
  return Math.max(textWidth(name), textWidth(figure.text) * 1.1) * size
}

function isLoud({ tone }: ClassedUnit): boolean {
  return tone === 'focus' || tone === 'compare'
}

function outlineShape(
  rings: readonly (readonly number[])[],
  { theme }: DrawingSettings,
  style: Record<string, unknown>,
): Shape {
  return {
    type: 'outline',
    silent: true,
    shape: { rings, isOpen: false },
    style: { stroke: theme.ink3, lineWidth: 0.8, lineJoin: 'round', ...style },
  }
}

/** A pale band under the border line keeps it visible between two dark areas; thousands of areas go without. */
function borderShapes({ polygons }: PlacedArea, settings: DrawingSettings): Shape[] {
  const pale = { fill: 'none', stroke: settings.theme.card, lineWidth: 2.6 }
  return [outlineShape(polygons.flat(), settings, pale), outlineShape(polygons.flat(), settings, { fill: 'none' })]
}

function areaShapes({ area, polygons }: PlacedArea, settings: DrawingSettings): Shape[] {
  const { theme } = settings
  const rings = polygons.flat()
  if (area.shade !== null) return [outlineShape(rings, settings, { fill: must(theme.sequential[area.shade]) })]
  const ground = outlineShape(rings, settings, { fill: theme.missingFill })
  return isDue(area.figure.state) ? [ground, hatchShape(polygons, settings)] : [ground]
}

function hatchShape(polygons: AreaPolygons, { theme }: DrawingSettings): Shape {
  return {
    type: 'outline',
    silent: true,
    shape: { rings: hatchLines(polygons, 7), isOpen: true },
    style: { fill: 'none', stroke: theme.missingLine, lineWidth: 0.8 },
  }
}

/** Hatched where a figure was due; plain where none is. */
function isDue(state: ResultState): boolean {
  return missingMarks[state] === 'dashed'
}

function loudOutline({ polygons }: PlacedArea, settings: DrawingSettings): Shape {
  const { theme } = settings
  return outlineShape(polygons.flat(), settings, { fill: 'none', stroke: theme.highlight, lineWidth: 3 })
}

function wordShapes(one: PlacedArea, settings: DrawingSettings): Shape[] {
  const { area, label, mark } = one
  if (label !== null) return labelShapes(area, label, settings)
  return mark === null ? [] : markShapes(mark.text, mark, settings)
}

function labelShapes(area: ClassedUnit, { x, y, size, hasFigure }: AreaLabel, settings: DrawingSettings): Shape[] {
  const { theme, fontFamily: family } = settings
  const ink = inkOn(area, theme)
  const place = { fill: ink, family, align: 'center' as const, middle: true }
  const width = widestLine(area, size) + 6
  return [
    ...(area.shade === null && isDue(area.figure.state)
      ? [
          {
            type: 'rect' as const,
            silent: true,
            shape: { x: x - width / 2, y: y - size * 1.3, width, height: size * 2.6, r: 3 },
            style: { fill: theme.missingFill },
          },
        ]
      : []),
    textShape(area.name, x, hasFigure ? y - size * 0.62 : y, { ...place, size }),
    ...(hasFigure ? [textShape(area.figure.text, x, y + size * 0.62, { ...place, size: size * 1.1, bold: true })] : []),
  ]
}

function inkOn({ shade }: ClassedUnit, theme: ChartTheme): string {
  return shade === null ? theme.ink2 : must(theme.sequentialInk[shade])
}

function markShapes(
  text: string,
  { x, y }: { readonly x: number; readonly y: number },
  settings: DrawingSettings,
): Shape[] {
  const { theme, fontFamily: family, fontSize } = settings
  const size = fontSize - 3
  return [
    {
      type: 'circle',
      silent: true,
      shape: { cx: x, cy: y, r: size * 0.85 },
      style: { fill: theme.card, stroke: theme.ink2, lineWidth: 0.8 },
    },
    textShape(text, x, y + 0.5, { size, fill: theme.ink, family, align: 'center', middle: true }),
  ]
}

/** 2 ▇ 东湾区 92.1; without a number what has no outline of its own. */
function listShapes({ unit, mark, x, y }: ListedUnit, size: number, settings: DrawingSettings): Shape[] {
  const { theme, fontFamily: family } = settings
  const fill = unit.shade === null ? theme.missingFill : must(theme.sequential[unit.shade])
  const isDashed = unit.shade === null && isDue(unit.figure.state)
  const after = x + size * 3.4
  return [
    ...(mark === '' ? [] : markShapes(mark, { x: x + size * 0.9, y }, settings)),
    {
      type: 'rect',
      silent: true,
      shape: { x: x + size * 2, y: y - size * 0.45, width: size, height: size * 0.9, r: 2 },
      style: {
        fill,
        stroke: isLoud(unit) ? theme.highlight : theme.ink3,
        lineWidth: isLoud(unit) ? 2 : 0.8,
        lineDash: isDashed ? [3, 2] : [],
      },
    },
    textShape(unit.name, after, y, { size, fill: theme.ink, family, middle: true }),
    textShape(unit.figure.text, after + (textWidth(unit.name) + 0.5) * size, y, {
      size,
      fill: theme.ink,
      family,
      middle: true,
      bold: true,
    }),
  ]
}

/** A picture cannot scroll: how many lines of the list are left out. */
function unlistedShapes({ unlisted, size, listed }: MapLayout, plot: Box, settings: DrawingSettings): Shape[] {
  const last = listed.at(-1)
  if (unlisted === 0 || last === undefined) return []
  const text = `另${unlisted}个见数据表`
  const y = Math.min(last.y + size * 1.5, plot.top + plot.height - size)
  return [textShape(text, last.x, y, { size, fill: settings.theme.ink2, family: settings.fontFamily, middle: true })]
}
