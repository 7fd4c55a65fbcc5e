import type { Bracket, ChartBody, GoalRow, GoalsBody, GridBody, GridCell, PanesBody, Tone } from '../model.ts'
import { longestPiece, textWidth } from '../text-layout.ts'
import { goalsLength } from './goals.ts'
import { headMargin, smallestHead } from './grid.ts'
import { leastPane } from './panes.ts'
import type { Box, DrawingSettings } from './settings.ts'

/** What of a body has room in a picture, and the words that say what was left out; null when everything is drawn. */
export type Fitted<B> = { readonly body: B; readonly note: string | null }

/** Least height in px of a row with one line, and of one whose long name needs two. */
const rowHeights = { oneLine: 15, twoLines: 25 }
/** Names longer than this share of the width are set in two lines. */
export const nameShare = 0.3

/**
 * A picture cannot scroll: what would be too small to read is left out, the tables keep it. Rows are kept from the
 * first on, and those in focus; columns with most units lagging first, in their order.
 */
export function fitBody(body: ChartBody, plot: Box, settings: DrawingSettings): Fitted<ChartBody> {
  switch (body.form) {
    case 'bars': {
      const { places, note } = placesFor(body.rows, plot, 0.45, settings)
      return { body: { ...body, rows: at(body.rows, places), brackets: clipped(body.brackets, places) }, note }
    }
    case 'interval': {
      const { places, note } = placesFor(body.rows, plot, nameShare, settings)
      return { body: { ...body, rows: at(body.rows, places), brackets: clipped(body.brackets, places) }, note }
    }
    case 'dumbbell': {
      const { places, note } = placesFor(body.rows, plot, nameShare, settings)
      return { body: { ...body, rows: at(body.rows, places) }, note }
    }
    case 'spine': {
      const { places, note } = placesFor(body.rows, plot, 0.26, settings)
      return { body: { ...body, rows: at(body.rows, places) }, note }
    }
    case 'goals':
      return fitGoals(body, plot, settings)
    case 'panes':
      return fitPanes(body, plot, settings)
    case 'grid':
      return fitGrid(body, plot, settings)
    default:
      return { body, note: null }
  }
}

type Named = { readonly name: string; readonly tone: Tone }

/** Places of the rows that are drawn; `share`: the part of the width up to which a name stays in one line. */
function placesFor(
  rows: readonly Named[],
  plot: Box,
  share: number,
  settings: DrawingSettings,
): { readonly places: readonly number[]; readonly note: string | null } {
  const size = settings.fontSize * 0.8
  const isLong = rows.some((row) => textWidth(row.name) * size > plot.width * share)
  const height = settings.leastRow ?? (isLong && plot.width < 560 ? rowHeights.twoLines : rowHeights.oneLine)
  const count = Math.max(3, Math.floor((plot.height - settings.fontSize * 4) / height))
  if (count >= rows.length) return { places: [...rows.keys()], note: null }
  const places = settings.leastRow === undefined ? keptPlaces(rows, count - 1) : bothEnds(rows, count - 1)
  return { places, note: `图幅所限，图中列出${places.length}项，另有${rows.length - places.length}项未列` }
}

/** Those in focus, and from the first on as many others as there is room. */
function keptPlaces(rows: readonly Named[], count: number): number[] {
  const quiet = [...rows.keys()].filter((place) => !isLoud(rows[place]))
  const dropped = new Set(quiet.slice(Math.max(0, count - (rows.length - quiet.length))))
  return [...rows.keys()].filter((place) => !dropped.has(place))
}

/** Who leads and who lags: two thirds of the room for the first, one for the last, and those in focus. */
function bothEnds(rows: readonly Named[], count: number): number[] {
  const loud = [...rows.keys()].filter((place) => isLoud(rows[place]))
  const room = Math.max(2, count - loud.length)
  const last = Math.floor(room / 3)
  const quiet = [...rows.keys()].filter((place) => !loud.includes(place))
  return [...loud, ...quiet.slice(0, room - last), ...quiet.slice(quiet.length - last)].toSorted(
    (left, right) => left - right,
  )
}

function isLoud(row: Named | undefined): boolean {
  return row?.tone === 'focus' || row?.tone === 'compare'
}

function at<T>(list: readonly T[], places: readonly number[]): T[] {
  return list.filter((_, place) => places.includes(place))
}

/** Each bracket over those of its rows that are drawn. */
function clipped(brackets: readonly Bracket[], places: readonly number[]): Bracket[] {
  return brackets
    .map(({ first, last }) => ({
      first: places.findIndex((place) => place >= first),
      last: places.findLastIndex((place) => place <= last),
    }))
    .filter(({ first, last }) => first >= 0 && first < last)
}

/** Height of a goal's row in a picture, in lines of its letters: their size follows the row. */
const goalLines = 1.55

/** Rows of goals that are late are kept first, then those that are near: what is met may stand in the table alone. */
function fitGoals(body: GoalsBody, plot: Box, settings: DrawingSettings): Fitted<GoalsBody> {
  const row = settings.frame === 'panel' ? rowHeights.oneLine : settings.fontSize * goalLines
  const room = Math.floor((plot.height - settings.fontSize * 2) / row)
  if (goalsLength(body) <= room) return { body, note: null }
  const urgent = [...body.rows.keys()].toSorted(
    (left, right) => urgency(body.rows[left]) - urgency(body.rows[right]) || left - right,
  )
  let kept = urgent
  while (kept.length > 3 && goalsLength({ ...body, rows: at(body.rows, kept) }) > room - 1) kept = kept.slice(0, -1)
  const left = body.rows.length - kept.length
  return {
    body: { ...body, rows: at(body.rows, kept) },
    note: `图幅所限，图中列出滞后、临近等${kept.length}项，另有${left}项未列`,
  }
}

function urgency(row: GoalRow | undefined): number {
  return row?.light === 'late' ? 0 : row?.light === 'near' ? 1 : row?.light === 'met' ? 3 : 2
}

/** As many panes as can be read, from the first on, and those in focus. */
function fitPanes(body: PanesBody, plot: Box, settings: DrawingSettings): Fitted<PanesBody> {
  const columns = Math.max(1, Math.floor(plot.width / leastPane.width))
  const rows = Math.max(1, Math.floor((plot.height - settings.fontSize * 3.5) / leastPane.height))
  if (columns * rows >= body.panes.length) return { body, note: null }
  const kept = keptPlaces(body.panes, columns * rows)
  return {
    body: { ...body, panes: at(body.panes, kept) },
    note: `图幅所限，图中列出${kept.length}个单位，其余${body.panes.length - kept.length}个见数据表`,
  }
}

/** px that a number with its mark needs to be read. */
const cellWidth = 46

/** More columns or rows than these cannot be taken in on a picture. */
const mostLines = { columns: 12, rows: 24 }
/** px of the lowest row of a grid. */
const gridRow = 15

/** Columns and rows with most weak spots are kept, in their order. */
function fitGrid(body: GridBody, plot: Box, settings: DrawingSettings): Fitted<GridBody> {
  const names = Math.max(2, ...body.rows.map((row) => textWidth(row.name))) * settings.fontSize + 14
  const longest = Math.max(0, ...body.columns.map((column) => longestPiece(column.name, settings.unbroken)))
  const wide = Math.max(cellWidth, longest * smallestHead + headMargin)
  const columnCount = Math.min(mostLines.columns, Math.max(3, Math.floor((plot.width - names) / wide)))
  const rowCount = Math.min(
    mostLines.rows,
    Math.max(3, Math.floor((plot.height - settings.fontSize * 3) / gridRow) - 1),
  )
  const weakIn = (cells: readonly (GridCell | undefined)[]): number =>
    cells.filter((cell) => cell?.isWeak === true).length
  const columns = weakest(
    body.columns.map((_, column) => weakIn(body.rows.map((row) => row.cells[column]))),
    columnCount,
  )
  const rows = weakest(
    body.rows.map((row) => weakIn(row.cells)),
    rowCount,
  )
  const kept: GridBody = {
    ...body,
    columns: at(body.columns, columns),
    rows: at(body.rows, rows).map((row) => ({ ...row, cells: at(row.cells, columns) })),
    totals: at(body.totals, columns),
  }
  const left = [
    ...leftOut(body.columns.length, columns.length, body.totalsWord, body.corner === '单位' ? '项' : '个'),
    ...leftOut(body.rows.length, rows.length, body.rowTotalsWord, body.corner === '单位' ? '个' : '项'),
  ]
  return { body: kept, note: left.length === 0 ? null : `图幅所限，图中列出${left.join('，')}` }
}

/** Positions of the `count` greatest, in their order; the first of equals. */
function weakest(counts: readonly number[], count: number): number[] {
  return [...counts.keys()]
    .toSorted((left, right) => (counts[right] ?? 0) - (counts[left] ?? 0) || left - right)
    .slice(0, count)
    .toSorted((left, right) => left - right)
}

/** 滞后单位较多的12项（共30项） */
function leftOut(all: number, kept: number, word: string, counter: string): string[] {
  if (kept === all) return []
  return [`${word === '' ? '' : `${word}较多的`}${kept}${counter}（共${all}${counter}）`]
}
