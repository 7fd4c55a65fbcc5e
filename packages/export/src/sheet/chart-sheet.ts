import { must } from '@cg/domain/must'
import type { PlotArea } from '../slides/chart-place.ts'
import { lineEndTexts } from '../slides/chart-series.ts'
import { chartXml } from '../slides/chart-xml.ts'
import { dotRows, rowOrder, rowsBegin } from '../slides/dot-columns.ts'
import { textInches } from '../slides/layout.ts'
import type { NativeChart } from '../slides/native.ts'
import type { Sheet } from './chart-workbook.ts'
import { columnWidth } from './chart-workbook.ts'

/**
 * The numbers a chart is drawn from: names, a column a series, for marks on rows the row each stands on. A missing number
 * is an empty cell (a word would be drawn as zero) and 说明 says why.
 */
export function chartSheet(name: string, drawn: NativeChart, hasChart: boolean): Sheet {
  const chart = hasChart ? withStates(drawn) : drawn
  const hasReasons = hasChart && chart.reasons.some((reason) => reason !== '')
  const unit = chart.unit === '' ? '' : `（${chart.unit}）`
  const dots = chart.shape === 'dots' ? rowOrder(chart).map((at) => must(chart.series[at])) : []
  const gap = dots.length === 0 ? 0 : rowsBegin(chart, !hasChart) - 1 - chart.series.length
  const hasNames = hasChart && dots.length > 0
  const blanks = <T>(value: T) => Array.from({ length: gap }, () => value)
  const sheet: Sheet = {
    name,
    header: [
      '类别',
      ...chart.series.map((line) => line.name + (hasChart ? unit : '')),
      ...blanks(''),
      ...dots.map((line) => `${line.name}所在行`),
      ...(hasNames ? ['名称横向位置', '名称所在行'] : []),
      ...(hasReasons ? ['说明'] : []),
    ],
    rows: chart.categories.map((category, at) => [
      category,
      ...chart.series.map((line) => line.values[at] ?? null),
      ...blanks(null),
      ...dots.map((line) => dotRows(line)[at] ?? null),
      ...(hasNames ? [chart.axis.min, at + 1] : []),
      ...(hasReasons ? [chart.reasons[at] ?? ''] : []),
    ]),
    decimals: [
      null,
      ...chart.series.map(() => chart.decimals),
      ...blanks(null),
      ...dots.map(() => 0),
      ...(hasNames ? [chart.decimals, 0] : []),
      ...(hasReasons ? [null] : []),
    ],
  }
  return hasChart ? { ...sheet, chart: spreadsheetChart(chart, sheet) } : sheet
}

/** In a workbook no word can stand in the place of a missing bar: the row's name says it, 岚谷县（未报）. */
function withStates(chart: NativeChart): NativeChart {
  if (chart.shape === 'line') return chart
  const categories = chart.categories.map((name, at) => {
    const [state = ''] = (chart.reasons[at] ?? '').split('，')
    return state === '' ? name : `${name}（${state}）`
  })
  return { ...chart, categories }
}

const points = 10
/** Of a sheet's row and of a column as wide as the carrier takes them, and of a character of a wider one. */
const [rowInches, columnInches, letterInches] = [20 / 96, 64 / 96, 7 / 96]
const chartWidth = 9.2
/** Characters: with more columns the chart stands below them, or both would shrink until none can be read. */
const roomBeside = 60
/** Rows of a page on its side. */
const pageRows = 42

/** A place for the chart beside its numbers or below them; its drawing is ours, the same as on a slide. */
function spreadsheetChart(chart: NativeChart, sheet: Sheet): NonNullable<Sheet['chart']> {
  const { name, header, rows } = sheet
  const widths = header.map((_, at) => columnWidth(sheet, at))
  const isBeside = widths.reduce((sum, width) => sum + width, 0) <= roomBeside
  const last = chart.categories.length + 1
  const lines = chartRows(chart)
  const from = isBeside ? { row: 1, col: header.length + 1 } : { row: rows.length + 3, col: 0 }
  const across = isBeside ? Math.ceil(chartWidth / columnInches) : columnsFor(widths, chartWidth)
  const inches = { w: chartWidth, h: lines * rowInches }
  return {
    carrier: {
      type: chart.shape === 'dots' ? 'scatter' : chart.shape,
      anchor: { from, to: { row: from.row + lines, col: from.col + across } },
      series: [{ categories: `${name}!$A$2:$A$${last}`, values: `${name}!$B$2:$B$${last}` }],
    },
    xml: chartXml(chart, { plot: spreadsheetPlot(chart, inches), sheet: name, isEmbedded: false, inches, points }),
    beside: isBeside ? chartWidth / letterInches + 9 : 0,
    isTall: !isBeside && from.row + lines > pageRows,
  }
}

/** Rows of the sheet that the chart covers: each of its own needs a line's height. */
function chartRows(chart: NativeChart): number {
  const least = 25
  return chart.shape === 'line' ? least : Math.max(least, Math.ceil(chart.categories.length * 1.15) + 5)
}

/** How many of the columns are about so many inches wide; beyond the last there are plain ones. */
function columnsFor(widths: readonly number[], inches: number): number {
  let [width, count] = [0, 0]
  while (width < inches) {
    width += (widths[count] ?? columnInches / letterInches) * letterInches
    count++
  }
  return count
}

type Inches = { readonly w: number; readonly h: number }

function spreadsheetPlot(chart: NativeChart, inches: Inches): PlotArea {
  const widest = (texts: readonly string[]): number =>
    Math.max(0, ...texts.map((text) => textInches(text, points))) / inches.w
  const left = chart.shape === 'line' ? 0.08 : Math.min(0.4, widest(chart.categories) + 0.04)
  const right = chart.shape === 'line' ? Math.min(0.35, widest(lineEndTexts(chart)) + 0.03) : 0.04
  const [top, bottom] = [0.62 / inches.h, 0.62 / inches.h]
  return { left, top, width: 1 - left - right, height: 1 - top - bottom }
}
