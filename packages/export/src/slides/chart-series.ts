import { xmlText } from '../inert-text.ts'
import { columnLetter, fillXml, formatCode, inkOn, lineXml, textXml } from './chart-text.ts'
import type { ChartPlace } from './chart-place.ts'
import { textInches } from './layout.ts'
import type { NativeChart, NativeLabel, NativeMarker, NativeSeries } from './native.ts'

/* Series of bars and lines. */

/** A range of the data sheet: rows from 2 on, `column` 0 being the names. */
export function columnRange(sheet: string, column: number, rows: number): string {
  const letter = columnLetter(column)
  return `${sheet}!$${letter}$2:$${letter}$${rows + 1}`
}

/** Numbers with the range they come from; a missing one is a missing point. */
export function numbersXml(range: string, values: readonly (number | null)[], code: string): string {
  return `<c:numRef><c:f>${range}</c:f><c:numCache><c:formatCode>${code}</c:formatCode>${pointsXml(values)}</c:numCache></c:numRef>`
}

export function pointsXml(values: readonly (number | null)[]): string {
  const points = values.map((value, at) => (value === null ? '' : `<c:pt idx="${at}"><c:v>${value}</c:v></c:pt>`))
  return `<c:ptCount val="${values.length}"/>${points.join('')}`
}

export function wordsXml(range: string, words: readonly string[]): string {
  const points = words.map((word, at) => `<c:pt idx="${at}"><c:v>${xmlText(word)}</c:v></c:pt>`)
  return `<c:strRef><c:f>${range}</c:f><c:strCache><c:ptCount val="${words.length}"/>${points.join('')}</c:strCache></c:strRef>`
}

/** Name of a series, from the head of its column. */
export function nameXml(sheet: string, column: number, name: string): string {
  return `<c:tx>${wordsXml(`${sheet}!$${columnLetter(column)}$1`, [name])}</c:tx>`
}

export function barSeriesXml(chart: NativeChart, line: NativeSeries, at: number, place: ChartPlace): string {
  return `<c:ser>${headXml(line, at, place)}<c:spPr>${fillXml(line.colour)}</c:spPr><c:invertIfNegative val="0"/>${barPoints(line)}${barLabels(chart, line, place)}${dataXml(chart, line, at, place)}</c:ser>`
}

export function lineSeriesXml(chart: NativeChart, line: NativeSeries, at: number, place: ChartPlace): string {
  const stroke =
    line.line === null
      ? '<a:ln w="28575"><a:noFill/></a:ln>'
      : lineXml(line.colour, line.line.points, line.line.isDashed)
  return `<c:ser>${headXml(line, at, place)}<c:spPr>${stroke}</c:spPr>${markerXml(line.marker)}${markedPoints(line)}${lineLabels(chart, line, place)}${dataXml(chart, line, at, place)}<c:smooth val="0"/></c:ser>`
}

function headXml(line: NativeSeries, at: number, { sheet }: ChartPlace): string {
  return `<c:idx val="${at}"/><c:order val="${at}"/>${nameXml(sheet, at + 1, line.name)}`
}

function dataXml(chart: NativeChart, line: NativeSeries, at: number, { sheet }: ChartPlace): string {
  const rows = chart.categories.length
  const categories = `<c:cat>${wordsXml(columnRange(sheet, 0, rows), chart.categories)}</c:cat>`
  return `${categories}<c:val>${numbersXml(columnRange(sheet, at + 1, rows), line.values, formatCode(chart.decimals))}</c:val>`
}

function barPoints(line: NativeSeries): string {
  return line.pointColours
    .map((colour, at) =>
      colour === null
        ? ''
        : `<c:dPt><c:idx val="${at}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/><c:spPr>${colour === 'none' ? '<a:noFill/>' : fillXml(colour)}</c:spPr></c:dPt>`,
    )
    .join('')
}

/** Marks of single points and the strokes that lead to them, where they are not the line's. */
export function markedPoints(line: NativeSeries): string {
  return line.values
    .map((_, at) => {
      const marker = line.pointMarkers[at] ?? null
      const stroke = strokeTo(line, at)
      if (marker === null && stroke === '') return ''
      return `<c:dPt><c:idx val="${at}"/>${markerXml(marker ?? line.marker)}<c:bubble3D val="0"/>${stroke}</c:dPt>`
    })
    .join('')
}

/** The stroke that leads to a point where it is not the line's own; '' where it is. */
function strokeTo({ line, colour, dashedPoints }: NativeSeries, at: number): string {
  return line !== null && dashedPoints.includes(at) ? `<c:spPr>${lineXml(colour, line.points, true)}</c:spPr>` : ''
}

export function markerXml(marker: NativeMarker | null): string {
  if (marker === null) return '<c:marker><c:symbol val="none"/></c:marker>'
  return `<c:marker><c:symbol val="${marker.symbol}"/><c:size val="${marker.size}"/><c:spPr>${fillXml(marker.fill)}<a:ln w="19050">${fillXml(marker.outline)}</a:ln></c:spPr></c:marker>`
}

const positions: Readonly<Record<Exclude<NativeLabel, 'none'>, string>> = {
  outside: 'outEnd',
  inside: 'ctr',
  above: 't',
  below: 'b',
  left: 'l',
  right: 'r',
}

/** Place of a label and what it shows; `value` in a scatter chart is x. */
export function shownXml(label: NativeLabel, shows: 'value' | 'x' | 'none'): string {
  const flag = (name: string, isOn: boolean) => `<c:${name} val="${isOn ? 1 : 0}"/>`
  const position = label === 'none' ? '' : `<c:dLblPos val="${positions[label]}"/>`
  return `${position}${flag('showLegendKey', false)}${flag('showVal', shows === 'value')}${flag('showCatName', shows === 'x')}${flag('showSerName', false)}${flag('showPercent', false)}${flag('showBubbleSize', false)}`
}

const noLabels = `<c:dLbls>${shownXml('none', 'none')}</c:dLbls>`

/** Digits, ground and letters of a label. */
function labelLook(chart: NativeChart, line: NativeSeries, label: NativeLabel, points: number): string {
  const isInside = label === 'inside'
  const colour = isInside ? inkOn(line.marker?.fill ?? line.colour) : '#1B2430'
  return `<c:numFmt formatCode="${formatCode(chart.decimals)}" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>${textXml({ points, colour, isBold: true })}`
}

function lineLabels(chart: NativeChart, line: NativeSeries, place: ChartPlace): string {
  const end = place.isEmbedded ? -1 : namedPoint(chart, line)
  if (line.label === 'none' && end < 0) return noLabels
  const points = line.label === 'inside' ? Math.max(7, Math.min(14, (line.marker?.size ?? 20) * 0.64)) : 14
  const own = line.values.map((_, at) => {
    const label = line.pointLabels[at] ?? null
    if (at === end) return endLabel(chart, line, at, place.points)
    if (label === null) return ''
    return label === 'none'
      ? `<c:dLbl><c:idx val="${at}"/><c:delete val="1"/></c:dLbl>`
      : `<c:dLbl><c:idx val="${at}"/>${labelLook(chart, line, label, points)}${shownXml(label, 'value')}</c:dLbl>`
  })
  if (line.label === 'none') return `<c:dLbls>${own.join('')}${shownXml('none', 'none')}</c:dLbls>`
  return `<c:dLbls>${own.join('')}${labelLook(chart, line, line.label, points)}${shownXml(line.label, 'value')}</c:dLbls>`
}

/** Where a line of a workbook is named: at its last number; -1 where there is but one line, which the sheet names. */
function namedPoint(chart: NativeChart, line: NativeSeries): number {
  return chart.series.length < 2 ? -1 : line.values.findLastIndex((value) => value !== null)
}

/** Name and last number of each line, as they stand at its end. */
export function lineEndTexts(chart: NativeChart): string[] {
  return chart.series.flatMap((line) => {
    const value = line.values[namedPoint(chart, line)] ?? null
    return value === null ? [] : [`${line.name} ${value.toFixed(chart.decimals)}`]
  })
}

function endLabel(chart: NativeChart, line: NativeSeries, at: number, points: number): string {
  const shown = shownXml('right', 'value').replace('<c:showSerName val="0"/>', '<c:showSerName val="1"/>')
  return `<c:dLbl><c:idx val="${at}"/>${labelLook(chart, line, 'right', points)}${shown}<c:separator> </c:separator></c:dLbl>`
}

/**
 * Values at the bars' ends, or, where the plot keeps room for them, in a column at its right: there no target's mark can
 * meet them. They stay labels of the bars, so that they follow the data sheet.
 */
function barLabels(chart: NativeChart, line: NativeSeries, place: ChartPlace): string {
  if (line.label === 'none') return noLabels
  const points = place.points
  const look = labelLook(chart, line, 'outside', points)
  const shown = shownXml('outside', 'value')
  const moved = line.values.map((value, at) => {
    const layout = value === null ? '' : columnStep(chart, value, place, 0)
    return layout === '' ? '' : `<c:dLbl><c:idx val="${at}"/>${layout}${look}${shown}</c:dLbl>`
  })
  return `<c:dLbls>${moved.join('')}${look}${shown}${noLeaders}</c:dLbls>`
}

/** From a mark's end (`mark` inches beyond its value) to the column of values at the right of the plot. */
export function columnStep(chart: NativeChart, value: number, place: ChartPlace, mark: number): string {
  if (chart.valueRoom === 0) return ''
  const { min, max } = chart.axis
  const end = (place.plot.width * (value - min)) / (max - min)
  const text = textInches(value.toFixed(chart.decimals), place.points) * 1.12 + 0.1 + mark
  const step = Math.max(0, place.plot.width - end - text / place.inches.w)
  return `<c:layout><c:manualLayout><c:x val="${step.toFixed(5)}"/><c:y val="0"/></c:manualLayout></c:layout>`
}

/** Office 2013 and later, and LibreOffice, else draw a line from the bar to a moved label. */
export const noLeaders =
  '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"><c15:showLeaderLines val="0"/></c:ext></c:extLst>'
