import { must } from '@cg/domain/must'
import type { PlotArea } from '../slides/chart-place.ts'
import { chartXml } from '../slides/chart-xml.ts'
import { dotRows, rowOrder, rowsBegin } from '../slides/dot-columns.ts'
import { textInches } from '../slides/layout.ts'
import type { NativeChart } from '../slides/native.ts'
import type { Sheet } from './chart-workbook.ts'

/**
 * The numbers a chart is drawn from: names, a column a series, for marks on rows the row each stands on. A missing number
 * is an empty cell (a word would be drawn as zero) and 说明 says why.
 */
export function chartSheet(name: string, chart: NativeChart, hasChart: boolean): Sheet {
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
  return hasChart ? { ...sheet, chart: spreadsheetChart(name, chart, sheet.header.length) } : sheet
}

const inches = { w: 9.2, h: 5.2 }
const points = 10

/** A place for the chart; its drawing is ours, the same as on a slide. */
function spreadsheetChart(name: string, chart: NativeChart, columns: number): NonNullable<Sheet['chart']> {
  const last = chart.categories.length + 1
  return {
    carrier: {
      type: chart.shape === 'dots' ? 'scatter' : chart.shape,
      anchor: { from: { row: 1, col: columns + 1 }, to: { row: 26, col: columns + 13 } },
      series: [{ categories: `${name}!$A$2:$A$${last}`, values: `${name}!$B$2:$B$${last}` }],
    },
    xml: chartXml(chart, { plot: spreadsheetPlot(chart), sheet: name, isEmbedded: false, inches, points }),
  }
}

function spreadsheetPlot(chart: NativeChart): PlotArea {
  const names = Math.max(0, ...chart.categories.map((category) => textInches(category, points))) / inches.w
  const left = chart.shape === 'line' ? 0.08 : Math.min(0.4, names + 0.04)
  return { left, top: 0.12, width: 0.96 - left, height: 0.76 }
}
