import { must } from '@cg/domain/must'
import type { AreaPolygons, ClassedUnit, MapArea, MapBody } from '../model.ts'
import type { Box } from '../options/settings.ts'
import { textWidth } from '../text-layout.ts'
import { boundsOf, roomFor } from './spans.ts'

/** Where the words of an area stand: the middle of its block of one name and one figure, or of its name alone. */
export type AreaLabel = { readonly x: number; readonly y: number; readonly size: number; readonly hasFigure: boolean }

export type PlacedArea = {
  readonly area: MapArea
  /** In the units of the box. */
  readonly polygons: AreaPolygons
  readonly bounds: Box
  readonly label: AreaLabel | null
  /** Its number in the list where its name does not fit; null with a label, and on a map without names. */
  readonly mark: { readonly x: number; readonly y: number; readonly text: string } | null
}

/** A line of the list: an area by its number, or by its name ('' before it) like a unit without an outline. */
export type ListedUnit = { readonly unit: ClassedUnit; readonly mark: string; readonly x: number; readonly y: number }

export type MapLayout = {
  readonly areas: readonly PlacedArea[]
  readonly quiet: readonly AreaPolygons[]
  readonly listed: readonly ListedUnit[]
  readonly size: number
  /** How many have no room in the list. */
  readonly unlisted: number
  /** Where what was to stand at the side may stand: its left edge; null without such. */
  readonly asideLeft: number | null
}

/** What stands at the side below the list, such as the legend. */
export type Aside = { readonly width: number; readonly height: number }

/** Beyond this names are too small to read and the map shows areas alone. */
export const mostNamedAreas = 200

const lineHeight = 1.55

/** Places the outlines in a box; what is too small for its name gets a number and a line in the list at the side, or beneath. */
export function mapLayout(body: MapBody, box: Box, size: number, aside: Aside | null = null): MapLayout {
  const alone = placed(body, box, size)
  const isNamed = body.areas.length <= mostNamedAreas
  const count = isNamed ? alone.areas.filter(isListed).length + body.beside.length : 0
  if (count === 0 && aside === null) return { ...alone, listed: [], size, unlisted: 0, asideLeft: null }
  const { map, ...room } = aside === null ? listRoom(body, box, size, count) : sideRoom(body, box, size, aside)
  const again = placed(body, map, size)
  return { ...again, size, ...list(body, again.areas, { ...room, size }), asideLeft: aside === null ? null : room.left }
}

/** Whose figure does not stand in it. */
function isListed({ label, mark }: PlacedArea): boolean {
  return mark !== null || label?.hasFigure === false
}

type Room = Omit<ListRoom, 'size'> & { readonly map: Box }

/** The list goes where it leaves the map larger: beside it, or beneath. */
function listRoom(body: MapBody, box: Box, size: number, count: number): Room {
  const column = columnWidth(body, size)
  const columns = Math.max(1, Math.min(count, Math.floor(box.width / column)))
  const height = Math.min(box.height * 0.45, (Math.ceil(count / columns) + 0.8) * size * lineHeight)
  const narrow = { ...box, width: box.width - column - size }
  const low = { ...box, height: box.height - height }
  if (scaleIn(body, low) <= scaleIn(body, narrow)) return sideRoom(body, box, size, { width: 0, height: 0 })
  const top = low.top + (low.height + body.height * scaleIn(body, low)) / 2 + size * 0.8
  return { map: low, left: box.left, top, height: height - size * 0.8, column, columns }
}

/** Map and list side by side in the middle of the box; below the list room for what stands there besides. */
function sideRoom(body: MapBody, box: Box, size: number, aside: Aside): Room {
  const column = Math.max(aside.width, body.areas.length > mostNamedAreas ? 0 : columnWidth(body, size))
  const width = body.width * scaleIn(body, { ...box, width: box.width - column - size })
  const left = box.left + (box.width - width - size - column) / 2
  const map = { ...box, left, width }
  return { map, left: left + width + size, top: box.top, height: box.height - aside.height, column, columns: 1 }
}

function scaleIn(body: MapBody, box: Box): number {
  return Math.min(box.width / body.width, box.height / body.height)
}

type ListRoom = { left: number; top: number; height: number; column: number; columns: number; size: number }

function list(
  body: MapBody,
  areas: readonly PlacedArea[],
  { left, top, height, column, columns, size }: ListRoom,
): Pick<MapLayout, 'listed' | 'unlisted'> {
  const all = [
    ...areas.filter(isListed).map(({ area, mark }) => ({ unit: area, mark: mark?.text ?? '' })),
    ...body.beside.map((unit) => ({ unit, mark: '' })),
  ]
  const rows = Math.max(1, Math.floor(height / (size * lineHeight)))
  const shown = all.slice(0, rows * columns)
  const deep = Math.ceil(shown.length / columns)
  return {
    listed: shown.map((one, at) => ({
      ...one,
      x: left + Math.floor(at / deep) * column,
      y: top + ((at % deep) + 0.5) * size * lineHeight,
    })),
    unlisted: all.length - shown.length,
  }
}

/** Number, swatch, name and figure of the longest line. */
function columnWidth({ areas, beside }: MapBody, size: number): number {
  return (Math.max(...[...areas, ...beside].map((unit) => textWidth(`${unit.name} ${unit.figure.text}`))) + 4.6) * size
}

function placed(body: MapBody, box: Box, size: number): { areas: PlacedArea[]; quiet: AreaPolygons[] } {
  const scale = scaleIn(body, box)
  const left = box.left + (box.width - body.width * scale) / 2
  const top = box.top + (box.height - body.height * scale) / 2
  const move = (polygons: AreaPolygons) =>
    polygons.map((polygon) =>
      polygon.map((ring) => ring.map((value, at) => tenth(at % 2 === 0 ? left + value * scale : top + value * scale))),
    )
  const moved = body.areas.map((area) => {
    const polygons = move(area.polygons)
    return { area, polygons, bounds: boxAround(polygons) }
  })
  if (body.areas.length > mostNamedAreas)
    return { areas: moved.map((one) => ({ ...one, label: null, mark: null })), quiet: body.quiet.map(move) }
  const areas = moved.map((one, at) => {
    const over = moved.slice(at + 1).filter((other) => doMeet(one.bounds, other.bounds))
    const covers = over.map((other) => other.polygons)
    const label = labelIn(one, covers, size)
    return { ...one, label, mark: label === null ? { ...middleOf(one, covers, size), text: '' } : null }
  })
  return { areas: numbered(areas), quiet: body.quiet.map(move) }
}

type Moved = Pick<PlacedArea, 'area' | 'polygons' | 'bounds'>

/** Letters of a label against the usual ones; the smallest only where they are large, as on a wall. */
const labelSteps = [1, 0.85, 0.75]
const leastLetters = 9.5

/** Name above figure, somewhat smaller where that is what fits; else the name alone: nobody knows a district by a number. */
function labelIn(moved: Moved, covers: readonly AreaPolygons[], size: number): AreaLabel | null {
  const { name, figure } = moved.area
  const whole = { width: Math.max(textWidth(name), textWidth(figure.text) * 1.1) + 0.5, height: 2.6 }
  const alone = { width: textWidth(name) + 0.1, height: 1.3 }
  const full = fitting(moved, covers, size, whole)
  if (full !== null) return { ...full, hasFigure: true }
  const named = fitting(moved, covers, size, alone)
  return named === null ? null : { ...named, hasFigure: false }
}

/** The place and letters of a block, given in em, where it lies inside the area. */
function fitting(
  { polygons, bounds }: Moved,
  covers: readonly AreaPolygons[],
  size: number,
  block: { readonly width: number; readonly height: number },
): Omit<AreaLabel, 'hasFigure'> | null {
  for (const points of labelSteps.map((step) => step * size)) {
    if (points < Math.min(size * 0.85, leastLetters)) continue
    const [width, height] = [block.width * points, block.height * points]
    if (width > bounds.width || height > bounds.height) continue
    const room = roomFor(polygons, covers, width, height)
    if (room !== null) return { ...room, size: points }
  }
  return null
}

/** Areas without a label are numbered in the order of the map, 1, 2, … */
function numbered(areas: readonly PlacedArea[]): PlacedArea[] {
  const small = areas.filter((one) => one.mark !== null)
  return areas.map((one) =>
    one.mark === null ? one : { ...one, mark: { ...one.mark, text: String(small.indexOf(one) + 1) } },
  )
}

/** Where there is room for a number in its circle, or as much of it as there is; the middle of the box where there is none. */
function middleOf(
  { polygons, bounds }: Moved,
  covers: readonly AreaPolygons[],
  size: number,
): { x: number; y: number } {
  for (const side of [1.9, 1.2, 0.6, 0.2]) {
    const room = roomFor(polygons, covers, side * size, side * size)
    if (room !== null) return room
  }
  return { x: bounds.left + bounds.width / 2, y: bounds.top + bounds.height / 2 }
}

function boxAround(polygons: AreaPolygons): Box {
  const { left, top, right, bottom } = boundsOf(polygons)
  return { left, top, width: right - left, height: bottom - top }
}

function doMeet(one: Box, other: Box): boolean {
  return (
    one.left < other.left + other.width &&
    other.left < one.left + one.width &&
    one.top < other.top + other.height &&
    other.top < one.top + one.height
  )
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10
}

/** The rings as the text of an SVG path. */
export function pathOf(polygons: AreaPolygons): string {
  return polygons
    .flat()
    .map((ring) => {
      const points: string[] = []
      for (let at = 0; at < ring.length; at += 2) points.push(`${must(ring[at])} ${must(ring[at + 1])}`)
      return `M${points.join('L')}Z`
    })
    .join('')
}
