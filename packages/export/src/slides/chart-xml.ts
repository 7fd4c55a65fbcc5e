import { xmlText } from '../inert-text.ts'
import { hasOwnTicks } from './chart-place.ts'
import type { ChartPlace, PlotArea } from './chart-place.ts'
import { barSeriesXml, lineSeriesXml } from './chart-series.ts'
import { dotsXml } from './chart-dots.ts'
import { runXml, textXml } from './chart-text.ts'
import { quarterPoints, quarterStep } from './quarter-names.ts'
import type { NativeAxis, NativeChart } from './native.ts'

const categoryAxis = 111_111_111
const valueAxis = 222_222_222

/**
 * A DrawingML chart part of our own: two axes for two ids, a missing number is a missing point (never zero, never
 * bridged), the first category on top, Latin and East-Asian face in every text (stack, trap 8). On a slide names stand at
 * the marks; in a workbook, which has no shapes around the chart, a line's last label has its name and a legend tells bars apart.
 */
export function chartXml(chart: NativeChart, place: ChartPlace): string {
  const plot = `${layoutXml(place.plot)}${plotXml(chart, place)}${axesXml(chart, place)}`
  const data = place.isEmbedded ? '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData>' : ''
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart>${place.isEmbedded ? '<c:autoTitleDeleted val="1"/>' : titleXml(chart)}<c:plotArea>${plot}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:plotArea>${place.isEmbedded ? '' : legendXml(chart)}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>${textXml({ points: 14, colour: '#4A5565' })}${data}</c:chartSpace>`
}

function layoutXml(plot: PlotArea): string {
  return `<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/><c:x val="${plot.left}"/><c:y val="${plot.top}"/><c:w val="${plot.width}"/><c:h val="${plot.height}"/></c:manualLayout></c:layout>`
}

function plotXml(chart: NativeChart, place: ChartPlace): string {
  const ids = `<c:axId val="${categoryAxis}"/><c:axId val="${valueAxis}"/>`
  const series = (draw: typeof barSeriesXml) => chart.series.map((line, at) => draw(chart, line, at, place)).join('')
  switch (chart.shape) {
    case 'bar':
      return `<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>${series(barSeriesXml)}<c:gapWidth val="${chart.categories.length > 4 ? 60 : 120}"/><c:overlap val="100"/>${ids}</c:barChart>`
    case 'line':
      return `<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>${series(lineSeriesXml)}<c:marker val="1"/>${ids}</c:lineChart>`
    case 'dots':
      return `<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>${dotsXml(chart, place)}${ids}</c:scatterChart>`
  }
}

const plainLine =
  '<c:spPr><a:noFill/><a:ln w="9525"><a:solidFill><a:srgbClr val="D5DAE1"/></a:solidFill></a:ln></c:spPr>'
const noLine = '<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
const gridlines =
  '<c:majorGridlines><c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="E4E8EE"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>'
const noTicks = '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'

function axesXml(chart: NativeChart, place: ChartPlace): string {
  if (chart.shape === 'dots') return dotAxesXml(chart, place)
  const isBar = chart.shape === 'bar'
  const { axis, categories } = chart
  const crosses = isBar || !axis.isReversed ? 'autoZero' : 'max'
  const points = isBar ? place.points : quarterPoints
  const step = isBar ? 1 : quarterStep(categories, place.plot.width * place.inches.w)
  // LibreOffice passes over the step and breaks the names: on a slide they are words of their own.
  const ownNames = place.isEmbedded && step > 1
  const category = `<c:catAx><c:axId val="${categoryAxis}"/><c:scaling><c:orientation val="${isBar ? 'maxMin' : 'minMax'}"/></c:scaling><c:delete val="0"/><c:axPos val="${isBar ? 'l' : 'b'}"/>${isBar ? gridlines : ''}<c:numFmt formatCode="General" sourceLinked="0"/>${noTicks}<c:tickLblPos val="${ownNames ? 'none' : axis.isReversed ? 'high' : 'low'}"/>${isBar ? noLine : plainLine}${textXml({ points, colour: '#1B2430' }, !isBar)}<c:crossAx val="${valueAxis}"/><c:crosses val="${crosses}"/><c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:tickLblSkip val="${step}"/><c:noMultiLvlLbl val="0"/></c:catAx>`
  const value = `<c:valAx><c:axId val="${valueAxis}"/>${scalingXml(axis)}<c:delete val="${axis.shows === 'labelled' ? 0 : 1}"/><c:axPos val="${isBar ? 't' : 'l'}"/>${axis.shows === 'none' ? '' : gridlines}<c:numFmt formatCode="${axisCode(axis)}" sourceLinked="0"/>${noTicks}<c:tickLblPos val="${hasOwnTicks(axis, place) ? 'none' : 'nextTo'}"/>${noLine}${textXml({ points: 14, colour: '#667085' })}<c:crossAx val="${categoryAxis}"/><c:crosses val="min"/><c:crossBetween val="between"/><c:majorUnit val="${axis.major}"/></c:valAx>`
  return category + value
}

function scalingXml(axis: NativeAxis): string {
  return `<c:scaling><c:orientation val="${axis.isReversed ? 'maxMin' : 'minMax'}"/><c:max val="${axis.max}"/><c:min val="${axis.min}"/></c:scaling>`
}

/** 0\.0000 writes 25,000 as 2.5000, the 万 of a number: formats can divide by 1,000 only, and this is exact for every step. */
function axisCode(axis: NativeAxis): string {
  if (axis.divisor === 1) return 'General'
  const places = Math.round(Math.log10(axis.divisor))
  return axis.ticks.every((tick) => tick.value % 1000 === 0) && places === 4 ? '0\\.0,' : `0\\.${'0'.repeat(places)}`
}

/** x below or, for places, on top; the rows run down from 1. */
function dotAxesXml(chart: NativeChart, place: ChartPlace): string {
  const { axis, categories } = chart
  const { isPlaces } = axis
  const code = isPlaces ? '&quot;第&quot;0&quot;位&quot;' : axisCode(axis)
  const x = `<c:valAx><c:axId val="${categoryAxis}"/>${scalingXml(axis)}<c:delete val="0"/><c:axPos val="${isPlaces ? 't' : 'b'}"/>${gridlines}<c:numFmt formatCode="${code}" sourceLinked="0"/>${noTicks}<c:tickLblPos val="${hasOwnTicks(axis, place) ? 'none' : 'nextTo'}"/>${noLine}${textXml({ points: 14, colour: '#667085' })}<c:crossAx val="${valueAxis}"/><c:crosses val="${isPlaces ? 'min' : 'max'}"/><c:crossBetween val="midCat"/><c:majorUnit val="${axis.major}"/></c:valAx>`
  const y = `<c:valAx><c:axId val="${valueAxis}"/><c:scaling><c:orientation val="maxMin"/><c:max val="${categories.length + 0.5}"/><c:min val="0.5"/></c:scaling><c:delete val="1"/><c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/>${noTicks}<c:tickLblPos val="none"/>${noLine}<c:crossAx val="${categoryAxis}"/><c:crosses val="min"/><c:crossBetween val="midCat"/><c:majorUnit val="1"/></c:valAx>`
  return x + y
}

/** One legend at the top where two to five kinds of bars have to be told apart; lines are named at their ends. */
function legendXml(chart: NativeChart): string {
  if (chart.shape !== 'bar' || chart.series.length < 2 || chart.series.length > 5) return ''
  return `<c:legend><c:legendPos val="t"/><c:overlay val="0"/>${textXml({ points: 14, colour: '#4A5565' })}</c:legend>`
}

/** Which mark is which, where a legend would list every connector; of lines and bars the unit of an axis in 万. */
function titleWords({ shape, series, axis }: NativeChart): string | null {
  if (shape !== 'dots') return axis.divisor === 1 || axis.shows !== 'labelled' ? null : `单位：${axis.unit}`
  const [start, end] = series
  return start === undefined || end === undefined || series.length > 2 ? null : `浅色：${start.name}　深色：${end.name}`
}

function titleXml(chart: NativeChart): string {
  const words = titleWords(chart)
  if (words === null) return '<c:autoTitleDeleted val="1"/>'
  const font = runXml({ points: 14, colour: '#4A5565' })
  return `<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang="zh-CN" ${font}</a:rPr><a:t>${xmlText(words)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/>`
}
