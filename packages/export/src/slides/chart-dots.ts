import { formatValue } from '@cg/domain/number/number-format'
import { xmlText } from '../inert-text.ts'
import {
  columnRange,
  columnStep,
  markedPoints,
  markerXml,
  nameXml,
  noLeaders,
  numbersXml,
  pointsXml,
  shownXml,
  wordsXml,
} from './chart-series.ts'
import { columnLetter, formatCode, inkOn, lineXml, runXml } from './chart-text.ts'
import type { ChartPlace } from './chart-place.ts'
import { connectorSpan, dotRows, nameColumn, rowColumn } from './dot-columns.ts'
import type { NativeChart, NativeConnector, NativeLabel, NativeMarker, NativeSeries } from './native.ts'
import { theme } from './native.ts'

/* Marks on rows, as a scatter chart: the only lying chart with marks that PowerPoint, WPS and LibreOffice all draw. */

export function dotsXml(chart: NativeChart, place: ChartPlace): string {
  const { connector } = chart
  const lines = connector === null ? [] : chart.categories.map((_, row) => connectorXml(chart, connector, row, place))
  const first = lines.length + 1
  const marks = chart.series.map((line, at) => marksXml(chart, line, at, { ...place, first: first + at }))
  return [namesXml(chart, place, lines.length), ...marks, ...lines].join('')
}

/** From mark to mark on one row; both ends are the cells the marks are drawn from. */
function connectorXml(chart: NativeChart, connector: NativeConnector, row: number, place: ChartPlace): string {
  const { first, points } = connector
  const colour = connector.rowColours?.[row] ?? connector.colour
  const { sheet, isEmbedded } = place
  const span = connectorSpan(chart, isEmbedded)
  const cells = (column: number) =>
    `${sheet}!$${columnLetter(column)}$${row + 2}:$${columnLetter(column + span - 1)}$${row + 2}`
  const ends = chart.series.slice(first, first + 2).map((line) => line.values[row] ?? null)
  const rest = Array.from({ length: span - 2 }, () => null)
  const values = chart.series.slice(first, first + span).map((line) => line.values[row] ?? null)
  const xs = [...values, ...Array.from({ length: span - values.length }, () => null)]
  const ys = [...ends.map((value) => (value === null ? null : row + 1)), ...rest]
  const x = numbersXml(cells(first + 1), xs, formatCode(chart.decimals))
  const y = numbersXml(cells(rowColumn(chart, first, isEmbedded)), ys, 'General')
  return `<c:ser><c:idx val="${row}"/><c:order val="${row}"/><c:spPr>${lineXml(colour, points * markScale(place), false)}</c:spPr>${markerXml(null)}<c:xVal>${x}</c:xVal><c:yVal>${y}</c:yVal><c:smooth val="0"/></c:ser>`
}

/** Marks shrink with the letters where rows stand close. */
function markScale({ points }: ChartPlace): number {
  return Math.min(1, points / 14)
}

function scaled(marker: NativeMarker | null, place: ChartPlace): NativeMarker | null {
  return marker === null ? null : { ...marker, size: Math.max(5, Math.round(marker.size * markScale(place))) }
}

type MarksPlace = ChartPlace & { readonly first: number }

function marksXml(chart: NativeChart, line: NativeSeries, at: number, place: MarksPlace): string {
  const { sheet, first } = place
  const rows = chart.categories.length
  const xs = numbersXml(columnRange(sheet, at + 1, rows), line.values, formatCode(chart.decimals))
  const ys = numbersXml(columnRange(sheet, rowColumn(chart, at, place.isEmbedded), rows), dotRows(line), 'General')
  return `<c:ser><c:idx val="${first}"/><c:order val="${first}"/>${nameXml(sheet, at + 1, line.name)}<c:spPr><a:ln w="19050"><a:noFill/></a:ln></c:spPr>${markerXml(scaled(line.marker, place))}${markedPoints({ ...line, pointMarkers: line.pointMarkers.map((marker) => scaled(marker, place)) })}${valueLabels(chart, line, place)}<c:xVal>${xs}</c:xVal><c:yVal>${ys}</c:yVal><c:smooth val="0"/></c:ser>`
}

/** Each label is a field that shows the mark's x in Office 2013 and later; elsewhere its text, the printed number. */
function valueLabels(chart: NativeChart, line: NativeSeries, place: MarksPlace): string {
  const { points } = place
  if (line.label === 'none') return `<c:dLbls>${shownXml('none', 'none')}</c:dLbls>`
  const labels = line.values.map((value, at) => {
    const label: NativeLabel = line.pointLabels[at] ?? line.label
    if (value === null || label === 'none') return ''
    const isInside = label === 'inside'
    const fill = line.pointMarkers[at]?.fill ?? line.marker?.fill ?? line.colour
    const font = isInside
      ? { points: points * 0.8, colour: inkOn(fill), isBold: true }
      : { points, colour: line.isQuiet ? theme.ink2 : theme.ink, isBold: !line.isQuiet }
    const text = formatValue(value, { unit: '', decimals: chart.decimals })
    const ground = isInside ? '<a:noFill/>' : '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
    const step = columnStep(chart, value, place, 0.08)
    return `<c:dLbl><c:idx val="${at}"/>${step}${fieldXml('XVALUE', text, [place.first, at], font)}<c:numFmt formatCode="${formatCode(chart.decimals)}" sourceLinked="0"/><c:spPr>${ground}<a:ln><a:noFill/></a:ln></c:spPr>${shownXml(label, 'x')}</c:dLbl>`
  })
  return `<c:dLbls>${labels.join('')}${shownXml('none', 'none')}${noLeaders}</c:dLbls>`
}

type FieldFont = Parameters<typeof runXml>[0]

/** `at` is the series and the point: each field has an id of its own. */
function fieldXml(
  type: 'XVALUE' | 'CELLRANGE',
  text: string,
  [series, point]: readonly [number, number],
  font: FieldFont,
): string {
  const id = `{${String(series).padStart(8, '0')}-0000-4000-8000-${String(point).padStart(12, '0')}}`
  return `<c:tx><c:rich><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:fld id="${id}" type="${type}"><a:rPr lang="zh-CN" ${runXml(font)}</a:rPr><a:pPr/><a:t>${xmlText(text)}</a:t></a:fld><a:endParaRPr lang="zh-CN"/></a:p></c:rich></c:tx>`
}

const c15 = 'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"'
const tones = { plain: theme.ink, context: theme.ink2, focus: theme.primary, compare: theme.highlight }

/** Marks on the first place reach over the axis: names keep clear of them. */
const placeStep = '<c:layout><c:manualLayout><c:x val="-0.016"/><c:y val="0"/></c:manualLayout></c:layout>'

/** The names left of the rows: labels of invisible marks at the axis, read from the sheet's first column. */
function namesXml(chart: NativeChart, { sheet, points, isEmbedded }: ChartPlace, at: number): string {
  const { categories, axis } = chart
  const labels = categories.map((name, row) => {
    const tone = chart.categoryTones[row] ?? 'plain'
    const font = { points, colour: tones[tone], isBold: tone === 'focus' || tone === 'compare' }
    const step = axis.isPlaces ? placeStep : ''
    return `<c:dLbl><c:idx val="${row}"/>${step}${fieldXml('CELLRANGE', name, [at, row], font)}${shownXml('left', 'none')}<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" ${c15}><c15:showDataLabelsRange val="1"/></c:ext></c:extLst></c:dLbl>`
  })
  // A spreadsheet reads its own cells only; on a slide the sheet stays free of them.
  const column = nameColumn(chart)
  const numbers = (values: readonly number[], offset: number) =>
    isEmbedded
      ? `<c:numLit><c:formatCode>General</c:formatCode>${pointsXml(values)}</c:numLit>`
      : numbersXml(columnRange(sheet, column + offset, categories.length), values, 'General')
  const cache = /<c:strCache>([^]*)<\/c:strCache>/.exec(wordsXml('', categories))?.[1] ?? ''
  const range = `<c:extLst><c:ext uri="{02D57815-91ED-43cb-92C2-25804820EDAC}" ${c15}><c15:datalabelsRange><c15:f>${columnRange(sheet, 0, categories.length)}</c15:f><c15:dlblRangeCache>${cache}</c15:dlblRangeCache></c15:datalabelsRange></c:ext></c:extLst>`
  return `<c:ser><c:idx val="${at}"/><c:order val="${at}"/><c:spPr><a:ln w="19050"><a:noFill/></a:ln></c:spPr>${markerXml(null)}<c:dLbls>${labels.join('')}${shownXml('left', 'none')}<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" ${c15}><c15:showLeaderLines val="0"/></c:ext></c:extLst></c:dLbls><c:xVal>${numbers(
    categories.map(() => axis.min),
    0,
  )}</c:xVal><c:yVal>${numbers(
    categories.map((_, row) => row + 1),
    1,
  )}</c:yVal><c:smooth val="0"/>${range}</c:ser>`
}
