import { stripControls, xmlText } from '../inert-text.ts'
import type { NativeChart, NativeMarker, NativeSeries } from './native.ts'

/** The face Office has for Chinese. */
export const officeFace = '微软雅黑'

/** Where the axes stand inside the frame, as shares of it. */
export type PlotArea = { readonly left: number; readonly top: number; readonly width: number; readonly height: number }

/** Where a chart stands and where its numbers are; a slide carries them in an embedded workbook. */
export type ChartPlace = { readonly plot: PlotArea; readonly sheet: string; readonly isEmbedded: boolean }

const categoryAxis = 111_111_111
const valueAxis = 222_222_222

/**
 * A DrawingML chart part of our own: two axes for two ids, a missing number is a missing point (never zero, never
 * bridged), the first category on top, Latin and East-Asian face in every text (stack, trap 8).
 */
export function chartXml(chart: NativeChart, { plot, sheet, isEmbedded }: ChartPlace): string {
  const body = chart.shape === 'bar' ? barChart(chart, sheet) : lineChart(chart, sheet)
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea>${layoutXml(plot)}${body}${axesXml(chart)}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:plotArea>${legendXml(chart)}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>${textXml(14, '4A5565')}${isEmbedded ? '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData>' : ''}</c:chartSpace>`
}

function layoutXml(plot: PlotArea): string {
  return `<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/><c:x val="${plot.left}"/><c:y val="${plot.top}"/><c:w val="${plot.width}"/><c:h val="${plot.height}"/></c:manualLayout></c:layout>`
}

function barChart(chart: NativeChart, sheet: string): string {
  const series = chart.series.map((line, at) => seriesXml(chart, line, at, sheet)).join('')
  return `<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>${series}<c:gapWidth val="${chart.categories.length > 4 ? 60 : 150}"/><c:overlap val="100"/><c:axId val="${categoryAxis}"/><c:axId val="${valueAxis}"/></c:barChart>`
}

function lineChart(chart: NativeChart, sheet: string): string {
  const series = chart.series.map((line, at) => seriesXml(chart, line, at, sheet)).join('')
  return `<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>${series}<c:marker val="1"/><c:axId val="${categoryAxis}"/><c:axId val="${valueAxis}"/></c:lineChart>`
}

function seriesXml(chart: NativeChart, line: NativeSeries, at: number, sheet: string): string {
  const column = columnLetter(at + 1)
  const last = chart.categories.length + 1
  const name = `<c:tx><c:strRef><c:f>${sheet}!$${column}$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>${xmlText(line.name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>`
  const categories = `<c:cat><c:strRef><c:f>${sheet}!$A$2:$A$${last}</c:f><c:strCache><c:ptCount val="${chart.categories.length}"/>${chart.categories.map((word, index) => `<c:pt idx="${index}"><c:v>${xmlText(word)}</c:v></c:pt>`).join('')}</c:strCache></c:strRef></c:cat>`
  const values = `<c:val><c:numRef><c:f>${sheet}!$${column}$2:$${column}$${last}</c:f><c:numCache><c:formatCode>${formatCode(chart.decimals)}</c:formatCode><c:ptCount val="${line.values.length}"/>${line.values.map((value, index) => (value === null ? '' : `<c:pt idx="${index}"><c:v>${value}</c:v></c:pt>`)).join('')}</c:numCache></c:numRef></c:val>`
  const head = `<c:idx val="${at}"/><c:order val="${at}"/>${name}`
  const labels = labelsXml(chart, line)
  return chart.shape === 'bar'
    ? `<c:ser>${head}<c:spPr>${fillXml(line.colour)}</c:spPr><c:invertIfNegative val="0"/>${barPoints(line)}${labels}${categories}${values}</c:ser>`
    : `<c:ser>${head}<c:spPr>${line.line === null ? '<a:ln w="28575"><a:noFill/></a:ln>' : lineXml(line.colour, line.line.points, line.line.isDashed)}</c:spPr>${markerXml(line.marker)}${linePoints(line)}${labels}${reachXml(line)}${categories}${values}<c:smooth val="0"/></c:ser>`
}

function barPoints(line: NativeSeries): string {
  return line.pointColours
    .map((colour, at) =>
      colour === null
        ? ''
        : `<c:dPt><c:idx val="${at}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/><c:spPr>${fillXml(colour)}</c:spPr></c:dPt>`,
    )
    .join('')
}

function linePoints(line: NativeSeries): string {
  return line.pointMarkers
    .map((marker, at) =>
      marker === null ? '' : `<c:dPt><c:idx val="${at}"/>${markerXml(marker)}<c:bubble3D val="0"/></c:dPt>`,
    )
    .join('')
}

function reachXml(line: NativeSeries): string {
  if (line.reach === null) return ''
  const numbers = (values: readonly (number | null)[]) =>
    `<c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="${values.length}"/>${values.map((value, at) => (value === null ? '' : `<c:pt idx="${at}"><c:v>${value}</c:v></c:pt>`)).join('')}</c:numLit>`
  return `<c:errBars><c:errDir val="y"/><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="1"/><c:plus>${numbers(line.reach.plus)}</c:plus><c:minus>${numbers(line.reach.minus)}</c:minus><c:spPr>${lineXml(line.reach.colour, line.reach.points, false)}</c:spPr></c:errBars>`
}

function markerXml(marker: NativeMarker | null): string {
  if (marker === null) return '<c:marker><c:symbol val="none"/></c:marker>'
  return `<c:marker><c:symbol val="${marker.symbol}"/><c:size val="${marker.size}"/><c:spPr>${fillXml(marker.fill)}<a:ln w="15875"><a:solidFill><a:srgbClr val="${hex(marker.outline)}"/></a:solidFill></a:ln></c:spPr></c:marker>`
}

const positions = { outside: 'outEnd', inside: 'ctr', above: 't', below: 'b' } as const

function labelsXml(chart: NativeChart, line: NativeSeries): string {
  const shown =
    '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
  if (line.label === 'none') return `<c:dLbls>${shown.replace('showVal val="1"', 'showVal val="0"')}</c:dLbls>`
  const isInside = line.label === 'inside'
  const ink = isInside ? inkOn(line.marker?.fill ?? line.colour) : '1B2430'
  return `<c:dLbls><c:numFmt formatCode="${formatCode(chart.decimals)}" sourceLinked="0"/><c:spPr>${line.label === 'outside' ? fillXml('#FFFFFF') : '<a:noFill/>'}<a:ln><a:noFill/></a:ln></c:spPr>${textXml(isInside ? 10 : 14, ink, true)}<c:dLblPos val="${positions[line.label]}"/>${shown}</c:dLbls>`
}

/** Dark digits on pale marks, white ones on saturated marks. */
function inkOn(colour: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
  return red * 0.299 + green * 0.587 + blue * 0.114 > 150 ? '1B2430' : 'FFFFFF'
}

function axesXml(chart: NativeChart): string {
  const isBar = chart.shape === 'bar'
  const { axis } = chart
  const plain = '<c:spPr><a:noFill/><a:ln w="9525"><a:solidFill><a:srgbClr val="D5DAE1"/></a:solidFill></a:ln></c:spPr>'
  const bare = '<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
  const gridlines = axis.isShown
    ? '<c:majorGridlines><c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="E4E8EE"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>'
    : ''
  const crosses = isBar || !axis.isReversed ? 'autoZero' : 'max'
  const category = `<c:catAx><c:axId val="${categoryAxis}"/><c:scaling><c:orientation val="${isBar ? 'maxMin' : 'minMax'}"/></c:scaling><c:delete val="0"/><c:axPos val="${isBar ? 'l' : 'b'}"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="${axis.isReversed ? 'high' : 'low'}"/>${isBar ? bare : plain}${textXml(isBar || chart.categories.length <= 8 ? 14 : chart.categories.length <= 10 ? 12 : 11, '1B2430')}<c:crossAx val="${valueAxis}"/><c:crosses val="${crosses}"/><c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>`
  const value = `<c:valAx><c:axId val="${valueAxis}"/><c:scaling><c:orientation val="${axis.isReversed ? 'maxMin' : 'minMax'}"/><c:max val="${axis.max}"/><c:min val="${axis.min}"/></c:scaling><c:delete val="${axis.isShown ? 0 : 1}"/><c:axPos val="${isBar ? 't' : 'l'}"/>${gridlines}<c:numFmt formatCode="${axis.isShown ? 'General' : formatCode(chart.decimals)}" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>${bare}${textXml(12, '667085')}<c:crossAx val="${categoryAxis}"/><c:crosses val="min"/><c:crossBetween val="between"/><c:majorUnit val="${axis.major}"/></c:valAx>`
  return category + value
}

/** One legend at the top where more than one series has to be told apart and no names stand at the lines. */
function legendXml(chart: NativeChart): string {
  if (chart.series.length < 2 || chart.series.length > 5) return ''
  return `<c:legend><c:legendPos val="t"/><c:overlay val="0"/>${textXml(12, '4A5565')}</c:legend>`
}

function fillXml(colour: string): string {
  return `<a:solidFill><a:srgbClr val="${hex(colour)}"/></a:solidFill>`
}

function lineXml(colour: string, points: number, isDashed: boolean): string {
  return `<a:ln w="${Math.round(points * 12_700)}" cap="rnd">${fillXml(colour)}${isDashed ? '<a:prstDash val="dash"/>' : ''}<a:round/></a:ln>`
}

function textXml(points: number, colour: string, isBold = false): string {
  return `<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="${points * 100}" b="${isBold ? 1 : 0}"><a:solidFill><a:srgbClr val="${colour}"/></a:solidFill><a:latin typeface="${officeFace}"/><a:ea typeface="${officeFace}"/></a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>`
}

function hex(colour: string): string {
  return stripControls(colour).replace('#', '')
}

/** #,##0.0 */
export function formatCode(decimals: number): string {
  return decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`
}

/** 0 is A. */
export function columnLetter(at: number): string {
  return at < 26
    ? String.fromCharCode(65 + at)
    : columnLetter(Math.floor(at / 26) - 1) + String.fromCharCode(65 + (at % 26))
}
