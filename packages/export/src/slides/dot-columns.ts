import type { NativeChart, NativeSeries } from './native.ts'

/*
 * Columns of the data sheet behind a chart of dots: names, one a series, then for each series the row its marks stand on.
 * A connector reads cells side by side on one row: its two ends and, on a slide, as many empty ones behind them as make it
 * as long as the other series, since LibreOffice loses series of a slide's chart that are shorter than the rest.
 */

/** Cells that a connector reads. */
export function connectorSpan(chart: NativeChart, isEmbedded: boolean): number {
  return isEmbedded ? Math.max(2, chart.categories.length) : 2
}

/** The rows of a series' marks, 1 on top; null without a mark. */
export function dotRows(line: NativeSeries): (number | null)[] {
  return line.values.map((value, at) => (value === null ? null : at + 1))
}

/** The series in the order of their columns of rows: the connector's ends last, nothing stands behind them. */
export function rowOrder(chart: NativeChart): number[] {
  const isEnd = (at: number) =>
    chart.connector !== null && at >= chart.connector.first && at < chart.connector.first + 2
  const all = chart.series.map((_, at) => at)
  return [...all.filter((at) => !isEnd(at)), ...all.filter(isEnd)]
}

/** Where the columns of rows begin; 0 is the column of names. */
export function rowsBegin(chart: NativeChart, isEmbedded: boolean): number {
  const wide = isEmbedded && chart.connector !== null ? connectorSpan(chart, isEmbedded) + chart.connector.first : 0
  return 1 + Math.max(chart.series.length, wide)
}

/** The column with the rows of a series. */
export function rowColumn(chart: NativeChart, series: number, isEmbedded: boolean): number {
  return rowsBegin(chart, isEmbedded) + rowOrder(chart).indexOf(series)
}

/** In a workbook: the first of two columns with the place of each name, across and down. */
export function nameColumn(chart: NativeChart): number {
  return rowsBegin(chart, false) + chart.series.length
}
